/** Joins the command to its process: arguments, streams, signals, exit code. */
import { EXIT_CODES } from './exitCodes.ts';
import { runCli } from './runCli.ts';
import type { Terminal } from './terminal.ts';

/** How long a cancelled command may take to end by itself. */
const CANCEL_GRACE_MS = 800;

export async function runProcess(host: NodeJS.Process): Promise<void> {
	const cancel = new AbortController();
	const stop = (): void => {
		if (cancel.signal.aborted) host.exit(EXIT_CODES.cancelled);
		cancel.abort(new DOMException('Cancelled', 'AbortError'));
		// Whatever hangs then is of no use any more: what is stored is stored, a page at a time.
		setTimeout(() => host.exit(EXIT_CODES.cancelled), CANCEL_GRACE_MS).unref();
	};
	host.on('SIGINT', stop);
	host.on('SIGTERM', stop);
	// `freehold query … | head`: the reader has enough. That is no failure, and nobody is left to be told.
	host.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE') host.exit(EXIT_CODES.done);
		throw error;
	});
	// Messages for a reader who has gone are of no importance; the work goes on.
	host.stderr.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
	});
	const terminal: Terminal = {
		out: host.stdout,
		err: host.stderr,
		input: host.stdin,
		env: host.env,
		cwd: host.cwd(),
		signal: cancel.signal,
	};
	host.exitCode = await runCli(host.argv.slice(2), terminal);
	host.off('SIGINT', stop);
	host.off('SIGTERM', stop);
}
