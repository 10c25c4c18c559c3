/** Starts the sandbox: the vendors' APIs on loopback, with made-up data that is the same on every start. */
import type { Server } from 'node:http';
import { SandboxClock } from './clock.ts';
import { answerControl } from './controlEndpoint.ts';
import type { CarryOut } from './controlEndpoint.ts';
import { orderRealpad } from './realpad/control.ts';
import type { RealpadSandboxOptions } from './realpad/options.ts';
import { RealpadSandbox } from './realpad/realpadSandbox.ts';
import { orderReapit } from './reapit/control.ts';
import type { ReapitSandboxOptions } from './reapit/options.ts';
import { ReapitSandbox, largestReapitBody } from './reapit/reapitSandbox.ts';
import { reapitVendorData } from './reapit/vendorData.ts';
import { element } from './random.ts';
import { listen, openServer, stop } from './server.ts';
import type { ServerParts } from './server.ts';
import { carryOut } from './spark/control.ts';
import type { SparkSandboxOptions } from './spark/options.ts';
import { SparkSandbox } from './spark/sparkSandbox.ts';

export interface SandboxOptions {
	/** 0 for any free port; the others follow: replication host, Realpad, Reapit, Reapit Connect, Reapit's file store. */
	readonly port?: number;
	readonly seed?: number;
	/** 1 → 2,000 listings and 3,000 units, 100 → 200,000 listings. */
	readonly scale?: number;
	/** Opens `POST /control/…`. */
	readonly control?: boolean;
	readonly clock?: SandboxClock;
	readonly spark?: SparkSandboxOptions;
	readonly realpad?: RealpadSandboxOptions;
	readonly reapit?: ReapitSandboxOptions;
}

export interface Sandbox {
	readonly clock: SandboxClock;
	readonly spark: SparkSandbox;
	readonly realpad: RealpadSandbox;
	readonly reapit: ReapitSandbox;
	readonly control: { readonly url: string; readonly realpadUrl: string; readonly reapitUrl: string } | undefined;
	close(): Promise<void>;
}

type Host = ServerParts['host'];

/** In the order of their ports. */
const hosts: readonly Host[] = ['api', 'replication', 'realpad', 'reapit', 'reapitConnect', 'reapitFiles'];

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, seed = 1, scale = 1, control = false, clock = new SandboxClock() } = options;
	if (!(scale > 0 && scale <= 1000)) throw new RangeError('scale must be above 0 and at most 1000');
	let parts: Readonly<Record<Host, ServerParts>> | undefined;
	const serverOf = (host: Host): Server =>
		openServer(() => {
			if (parts === undefined) throw new Error('The sandbox is not ready');
			return parts[host];
		});
	const servers = hosts.map(serverOf);
	const close = async (): Promise<void> => {
		await Promise.all(servers.filter(({ listening }) => listening).map(stop));
	};
	try {
		const vendorData = await reapitVendorData();
		const origin = await listenAll(servers, port);
		const origins = { api: origin('api'), identity: origin('api'), replication: origin('replication') };
		const spark = new SparkSandbox({ clock, origins, seed, scale, options: options.spark ?? {} });
		const realpad = new RealpadSandbox({
			clock,
			origin: origin('realpad'),
			seed,
			scale,
			options: options.realpad ?? {},
		});
		const reapit = new ReapitSandbox({
			clock,
			origins: { api: origin('reapit'), connect: origin('reapitConnect'), files: origin('reapitFiles') },
			seed,
			scale,
			options: options.reapit ?? {},
			vendorData,
		});
		const ordersBy = (carry: CarryOut): ServerParts['control'] =>
			control ? (request, peer) => answerControl(carry, request, peer) : undefined;
		const common = {
			clock,
			compression: spark.switches.compression,
			handle: (request: Parameters<ServerParts['handle']>[0]) => spark.handle(request),
		};
		const ofReapit = {
			clock,
			compression: 'none' as const,
			largestBody: largestReapitBody,
			handle: (request: Parameters<ServerParts['handle']>[0]) => reapit.handle(request),
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
			reapit: {
				...ofReapit,
				host: 'reapit',
				control: ordersBy((op, order) => orderReapit(reapit, op, order)),
			},
			reapitConnect: { ...ofReapit, host: 'reapitConnect' },
			reapitFiles: { ...ofReapit, host: 'reapitFiles', takesFiles: true },
		};
		return {
			clock,
			spark,
			realpad,
			reapit,
			control: control
				? {
						url: `${origins.api}/control`,
						realpadUrl: `${realpad.origin}/control`,
						reapitUrl: `${reapit.origins.api}/control`,
					}
				: undefined,
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** @returns the origin of each host */
async function listenAll(servers: readonly Server[], port: number): Promise<(host: Host) => string> {
	const origins = new Map<Host, string>();
	for (const [nth, host] of hosts.entries()) {
		const server = element(servers, nth);
		origins.set(host, `http://127.0.0.1:${await listen(server, port === 0 ? 0 : port + nth)}`);
	}
	return (host) => {
		const origin = origins.get(host);
		if (origin === undefined) throw new RangeError(`No server ${host}`);
		return origin;
	};
}
