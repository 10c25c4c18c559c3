/** Starts the simulators for a workspace whose freehold.yaml leads to them. */
import { FreeholdError } from '../../core/errors.ts';
import type { Freehold } from '../freehold.ts';
import { SANDBOX_PORT } from './sandboxHost.ts';

export async function startSandbox(freehold: Freehold): Promise<void> {
	const port = freehold.storage.ofWorkspace('sandboxPort') ?? SANDBOX_PORT;
	await (await freehold.sandbox()).start(port);
}

/** With the window. Where the port is taken, another window has it on: that one serves both. */
export async function startSandboxAgain(freehold: Freehold): Promise<void> {
	const port = freehold.storage.ofWorkspace('sandboxPort');
	if (port === undefined) return;
	try {
		await (await freehold.sandbox()).start(port, 'this');
	} catch (error) {
		if (!FreeholdError.is(error, 'internal')) throw error;
		(await freehold.log()).write('info', 'The sandbox was not started again', { error });
	}
}
