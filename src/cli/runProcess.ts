/** Joins the command to its process: arguments, streams, signals, exit code. */
import { EXIT_CODES } from './exitCodes.ts';
import type { ExitCode } from './exitCodes.ts';
import { runCli } from './runCli.ts';
import { PipeClosed } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** How long a cancelled command may take to end by itself. */
const CANCEL_GRACE_MS = 800;

export async function runProcess(host: NodeJS.Process): Promise<void> {
	const cancel = new AbortController();
	let forced: ExitCode | undefined;
	let grace: NodeJS.Timeout | undefined;
	const stop = (code: ExitCode, reason: Error): void => {
		// Asked twice: at once.
		if (forced !== undefined) host.exit(forced);
		forced = code;
		cancel.abort(reason);
		// Whatever hangs then is of no use any more: what is stored is stored, a page at a time.
		grace = setTimeout(() => host.exit(code), CANCEL_GRACE_MS);
	};
	const onSignal = (): void => stop(EXIT_CODES.cancelled, new DOMException('Cancelled', 'AbortError'));
	const forgetSignals = (): void => {
		host.off('SIGINT', onSignal);
		host.off('SIGTERM', onSignal);
	};
	host.on('SIGINT', onSignal);
	host.on('SIGTERM', onSignal);
	host.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
		// `freehold query … | head`: the reader has enough. A run ends as a cancelled one does.
		if (forced === undefined) stop(EXIT_CODES.pipeClosed, new PipeClosed('stdout was closed'));
	});
	host.stderr.on('error', (error: NodeJS.ErrnoException) => {
		// Messages for a reader who has gone are of no importance; the work goes on.
		if (error.code !== 'EPIPE') throw error;
	});
	const terminal: Terminal = {
		out: host.stdout,
		err: host.stderr,
		input: host.stdin,
		env: host.env,
		cwd: host.cwd(),
		signal: cancel.signal,
		endAtSignals: forgetSignals,
	};
	const code = await runCli(host.argv.slice(2), terminal);
	clearTimeout(grace);
	host.exitCode = forced ?? code;
	forgetSignals();
}
