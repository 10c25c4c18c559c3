/** Runs work with the network and a progress display open, and closes both however it ends. */
import type { CommandContext } from './context.ts';
import { openNetwork } from './network.ts';
import type { Network, NetworkOptions } from './network.ts';
import { Progress } from '../core/wording/progress.ts';

export async function withProgress<T>(
	context: CommandContext,
	options: Pick<NetworkOptions, 'own' | 'isSigningIn'>,
	work: (network: Network, progress: Progress) => Promise<T>,
): Promise<T> {
	const progress = new Progress(context.output, Date.now);
	const network = await openNetwork(context, {
		note: (text) => progress.note(text),
		onWait: (connection, until, why) => progress.wait(connection, until, why),
		...options,
	});
	try {
		return await work(network, progress);
	} finally {
		try {
			await progress.close();
		} finally {
			await network.close();
		}
	}
}
