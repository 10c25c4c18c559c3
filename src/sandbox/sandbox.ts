/** Starts the sandbox: the vendors' APIs on loopback, with made-up data that is the same on every start. */
import type { Server } from 'node:http';
import { SandboxClock } from './clock.ts';
import { answerControl } from './controlEndpoint.ts';
import type { CarryOut } from './controlEndpoint.ts';
import { orderRealpad } from './realpad/control.ts';
import type { RealpadSandboxOptions } from './realpad/options.ts';
import { RealpadSandbox } from './realpad/realpadSandbox.ts';
import { listen, openServer, stop } from './server.ts';
import type { ServerParts } from './server.ts';
import { carryOut } from './spark/control.ts';
import type { SparkSandboxOptions } from './spark/options.ts';
import { SparkSandbox } from './spark/sparkSandbox.ts';

export interface SandboxOptions {
	/** 0 for any free port; the replication host listens on the next one, Realpad on the one after. */
	readonly port?: number;
	readonly seed?: number;
	/** 1 → 2,000 listings and 3,000 units, 100 → 200,000 listings. */
	readonly scale?: number;
	/** Opens `POST /control/…`. */
	readonly control?: boolean;
	readonly clock?: SandboxClock;
	readonly spark?: SparkSandboxOptions;
	readonly realpad?: RealpadSandboxOptions;
}

export interface Sandbox {
	readonly clock: SandboxClock;
	readonly spark: SparkSandbox;
	readonly realpad: RealpadSandbox;
	readonly control: { readonly url: string; readonly realpadUrl: string } | undefined;
	close(): Promise<void>;
}

type Host = ServerParts['host'];

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, seed = 1, scale = 1, control = false, clock = new SandboxClock() } = options;
	if (!(scale > 0 && scale <= 1000)) throw new RangeError('scale must be above 0 and at most 1000');
	let parts: Readonly<Record<Host, ServerParts>> | undefined;
	const serverOf = (host: Host): Server =>
		openServer(() => {
			if (parts === undefined) throw new Error('The sandbox is not ready');
			return parts[host];
		});
	const servers = [serverOf('api'), serverOf('replication'), serverOf('realpad')] as const;
	const close = async (): Promise<void> => {
		await Promise.all(servers.filter(({ listening }) => listening).map(stop));
	};
	try {
		const [api, replication, realpadOrigin] = await listenAll(servers, port);
		const origins = { api, identity: api, replication };
		const spark = new SparkSandbox({ clock, origins, seed, scale, options: options.spark ?? {} });
		const realpad = new RealpadSandbox({ clock, origin: realpadOrigin, seed, scale, options: options.realpad ?? {} });
		const ordersBy = (carry: CarryOut): ServerParts['control'] =>
			control ? (request, peer) => answerControl(carry, request, peer) : undefined;
		const common = {
			clock,
			compression: spark.switches.compression,
			handle: (request: Parameters<ServerParts['handle']>[0]) => spark.handle(request),
		};
		parts = {
			api: { ...common, host: 'api', control: ordersBy((op, order) => carryOut(spark, op, order)) },
			replication: { ...common, host: 'replication' },
			realpad: {
				clock,
				compression: 'none',
				host: 'realpad',
				handle: (request) => realpad.handle(request),
				control: ordersBy((op, order) => orderRealpad(realpad, op, order)),
			},
		};
		return {
			clock,
			spark,
			realpad,
			control: control ? { url: `${api}/control`, realpadUrl: `${realpadOrigin}/control` } : undefined,
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** @returns the origins, in the order of the servers */
async function listenAll(
	servers: readonly [Server, Server, Server],
	port: number,
): Promise<readonly [string, string, string]> {
	const origin = async (nth: 0 | 1 | 2): Promise<string> =>
		`http://127.0.0.1:${await listen(servers[nth], port === 0 ? 0 : port + nth)}`;
	return [await origin(0), await origin(1), await origin(2)];
}
