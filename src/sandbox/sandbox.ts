/** Starts the sandbox: the vendors' APIs on loopback, with made-up data that is the same on every start. */
import { SandboxClock } from './clock.ts';
import { answerControl } from './controlEndpoint.ts';
import { listen, openServer, stop } from './server.ts';
import type { ServerParts } from './server.ts';
import type { SparkSandboxOptions } from './spark/options.ts';
import { SparkSandbox } from './spark/sparkSandbox.ts';

export interface SandboxOptions {
	/** 0 for any free port; the replication host listens on the next one. */
	readonly port?: number;
	readonly seed?: number;
	/** 1 → 2,000 listings, 100 → 200,000. */
	readonly scale?: number;
	/** Opens `POST /control/…`. */
	readonly control?: boolean;
	readonly clock?: SandboxClock;
	readonly spark?: SparkSandboxOptions;
}

export interface Sandbox {
	readonly clock: SandboxClock;
	readonly spark: SparkSandbox;
	readonly control: { readonly url: string } | undefined;
	close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, seed = 1, scale = 1, control = false, clock = new SandboxClock() } = options;
	if (!(scale > 0 && scale <= 1000)) throw new RangeError('scale must be above 0 and at most 1000');
	let parts: Readonly<Record<'api' | 'replication', ServerParts>> | undefined;
	const partsOf = (host: 'api' | 'replication') => () => {
		if (parts === undefined) throw new Error('The sandbox is not ready');
		return parts[host];
	};
	const api = openServer(partsOf('api'));
	const replication = openServer(partsOf('replication'));
	const apiPort = await listen(api, port);
	try {
		const replicationPort = await listen(replication, port === 0 ? 0 : port + 1);
		const origin = `http://127.0.0.1:${apiPort}`;
		const origins = { api: origin, identity: origin, replication: `http://127.0.0.1:${replicationPort}` };
		const spark = new SparkSandbox({ clock, origins, seed, scale, options: options.spark ?? {} });
		const common = {
			clock,
			compression: spark.switches.compression,
			handle: (request: Parameters<ServerParts['handle']>[0]) => spark.handle(request),
		};
		const orders: ServerParts['control'] = control ? (request, peer) => answerControl(spark, request, peer) : undefined;
		parts = {
			api: { ...common, host: 'api', control: orders },
			replication: { ...common, host: 'replication' },
		};
		return {
			clock,
			spark,
			control: control ? { url: `${origin}/control` } : undefined,
			close: async () => {
				await Promise.all([stop(api), stop(replication)]);
			},
		};
	} catch (error) {
		await Promise.all([stop(api), replication.listening ? stop(replication) : Promise.resolve()]);
		throw error;
	}
}
