/** The demo's sandbox in a thread of its own, so that its work never delays the progress that the newcomer watches. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { startSandbox } from '../sandbox/sandbox.ts';
import { changeSandbox } from './demoChanges.ts';
import { sandboxOrigins } from './sandboxConnections.ts';

if (!isMainThread && parentPort !== null) {
	const port = parentPort;
	const { port: first } = workerData as { readonly port: number };
	const sandbox = await startSandbox({ port: first, reapit: { metadata: 'agency' } });
	port.on('message', (message: unknown) => {
		if (message === 'change') port.postMessage(changeSandbox(sandbox));
		else if (message === 'close') void sandbox.close().then(() => port.close());
	});
	// In English, so that what changed can be read by more people.
	const user = sandbox.realpad.users.find(({ login }) => login === 'takeout-en');
	const client = sandbox.reapit.handlers.clients.server;
	port.postMessage({
		origins: sandboxOrigins(sandbox),
		secrets: {
			token: sandbox.spark.tokens.private.replication,
			login: user?.login,
			password: user?.password,
			clientId: client.id,
			clientSecret: client.secret,
		},
	});
}
