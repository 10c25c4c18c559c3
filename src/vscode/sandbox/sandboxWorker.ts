/** The simulators in a thread of their own, so that they never delay the editor. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { SourceName } from '../../core/project/project.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

type SandboxHostName = 'api' | 'replication' | 'identity' | 'realpad' | 'reapit' | 'reapitConnect';

/** What the editor must know to use them; of a sandbox, so nothing secret about it. */
export interface SandboxParts {
	readonly port: number;
	readonly origins: Readonly<Record<SandboxHostName, string>>;
	/** By source, then by field. */
	readonly secrets: Readonly<Record<SourceName, Readonly<Record<string, string>>>>;
}

export interface SandboxOrder {
	/** 0: any. */
	readonly port: number;
}

if (!isMainThread && parentPort !== null) {
	const door = parentPort;
	const { port } = workerData as SandboxOrder;
	const sandbox = await startSandbox({ port, control: true, reapit: { metadata: 'agency' } });
	door.on('message', () => void sandbox.close().then(() => door.close()));
	// In English, so that what changed can be read by more people.
	const client = sandbox.reapit.handlers.clients.server;
	const user = sandbox.realpad.users.find(({ login }) => login === 'takeout-en');
	door.postMessage({
		port: Number(new URL(sandbox.spark.origins.api).port),
		origins: {
			...sandbox.spark.origins,
			realpad: sandbox.realpad.origin,
			reapit: sandbox.reapit.origins.api,
			reapitConnect: sandbox.reapit.origins.connect,
		},
		secrets: {
			spark: { token: sandbox.spark.tokens.private.replication },
			realpad: { login: user?.login ?? '', password: user?.password ?? '' },
			reapit: { clientId: client.id, clientSecret: client.secret ?? '' },
		},
	} satisfies SandboxParts);
}
