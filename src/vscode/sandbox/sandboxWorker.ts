/** The simulators in a thread of their own, so that they never delay the editor. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { startSandbox } from '../../sandbox/sandbox.ts';

/** What the editor must know to use them; of a sandbox, so nothing secret about it. */
export interface SandboxParts {
	readonly port: number;
	readonly origins: Readonly<Record<'api' | 'replication' | 'identity' | 'realpad', string>>;
	/** By source, then by field. */
	readonly secrets: Readonly<Record<'spark' | 'realpad', Readonly<Record<string, string>>>>;
}

export interface SandboxOrder {
	/** 0: any. */
	readonly port: number;
}

if (!isMainThread && parentPort !== null) {
	const door = parentPort;
	const { port } = workerData as SandboxOrder;
	const sandbox = await startSandbox({ port, control: true });
	door.on('message', () => void sandbox.close().then(() => door.close()));
	// In English, so that what changed can be read by more people.
	const user = sandbox.realpad.users.find(({ login }) => login === 'takeout-en');
	door.postMessage({
		port: Number(new URL(sandbox.spark.origins.api).port),
		origins: { ...sandbox.spark.origins, realpad: sandbox.realpad.origin },
		secrets: {
			spark: { token: sandbox.spark.tokens.private.replication },
			realpad: { login: user?.login ?? '', password: user?.password ?? '' },
		},
	} satisfies SandboxParts);
}
