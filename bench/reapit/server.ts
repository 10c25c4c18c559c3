/** The other side of the Reapit bench, in its own process: the sandbox with its limits, and a delay before each answer. */
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { SeenTraffic } from '../../src/sandbox/reapit/limits/limits.ts';

export interface ServerReady {
	readonly api: string;
	readonly connect: string;
	readonly secrets: { readonly clientId: string; readonly clientSecret: string };
}

export type ServerSeen = SeenTraffic;

const [contacts = 100_000, latencyMs = 0] = process.argv.slice(2).map(Number);
/** Scale 1 has about 2,000 contacts. */
const sandbox = await startSandbox({ scale: contacts / 2_000 });
const { origins, handlers } = sandbox.reapit;
if (latencyMs > 0) sandbox.reapit.faults.add({ match: { host: 'reapit' }, do: { kind: 'delay', ms: latencyMs } });
const { id, secret = '' } = handlers.clients.server;
const ready: ServerReady = {
	api: origins.api,
	connect: origins.connect,
	secrets: { clientId: id, clientSecret: secret },
};
process.send?.(ready);
process.on('message', () => process.send?.(handlers.limits.seen));
