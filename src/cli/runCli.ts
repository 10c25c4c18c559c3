/** From arguments to an exit code: finds the command, runs it, words its failure. Knows nothing of the process. */
import { Command, CommanderError } from 'commander';
import { isCancellation, FreeholdError } from '../core/errors.ts';
import { addBackup } from './commands/backup.ts';
import { addDemo } from './commands/demo.ts';
import { addDiff } from './commands/diff.ts';
import { addExport } from './commands/export.ts';
import { addFilter } from './commands/filter.ts';
import { addHttp } from './commands/http.ts';
import { addInit } from './commands/init.ts';
import { addMcp } from './commands/mcp.ts';
import { addProfile } from './commands/profile.ts';
import { addQuery } from './commands/query.ts';
import { addReapit } from './commands/reapit.ts';
import { addReplicate } from './commands/replicate.ts';
import { addRun } from './commands/run.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addScaffold } from './commands/scaffold.ts';
import { addSignIn } from './commands/signIn.ts';
import { addSources } from './commands/sources.ts';
import { addStatus } from './commands/status.ts';
import { addTypes } from './commands/types.ts';
import { addVerify } from './commands/verify.ts';
import type { Action } from './context.ts';
import { errorText } from '../core/wording/errorText.ts';
import { EXIT_CODES, exitCodeOfError } from './exitCodes.ts';
import { addGlobals, readGlobals } from './globals.ts';
import { systemFailure } from './systemFailure.ts';
import { columnsOf, Output, PipeClosed } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

/** Lets a command file bind its work to its arguments without knowing how it is run. */
export type Register = (program: Command, run: (action: Action) => void) => void;

const COMMANDS: readonly Register[] = [
	addDemo,
	addSandbox,
	addInit,
	addSources,
	addReplicate,
	addExport,
	addBackup,
	addRun,
	addVerify,
	addStatus,
	addQuery,
	addProfile,
	addDiff,
	addFilter,
	addTypes,
	addScaffold,
	addSignIn,
	addHttp,
	addReapit,
	addMcp,
];

export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
	let chosen: Action | undefined;
	const program = makeProgram(terminal, (action) => {
		chosen = action;
	});
	try {
		program.parse(args, { from: 'user' });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		// Commander has said what is wrong; help and version that were asked for are no mistake.
		return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
	}
	if (chosen === undefined) return EXIT_CODES.usage;
	const globals = readGlobals(program, terminal.cwd);
	const output = new Output(terminal, globals);
	try {
		return await chosen({ terminal, globals, output, signal: terminal.signal });
	} catch (error) {
		return await fail(error, output);
	}
}

function makeProgram(terminal: Terminal, run: (action: Action) => void): Command {
	const program = new Command('freehold');
	program
		.description('Replicate real-estate APIs into SQLite in your workspace; query it, see what changed.')
		.version(VERSION)
		.exitOverride()
		.showSuggestionAfterError()
		.configureHelp({ showGlobalOptions: true })
		.configureOutput({
			writeOut: (text) => void terminal.out.write(text),
			writeErr: (text) => void terminal.err.write(text),
			getOutHelpWidth: () => columnsOf(terminal.out),
			getErrHelpWidth: () => columnsOf(terminal.err),
			getOutHasColors: () => false,
			getErrHasColors: () => false,
		});
	addGlobals(program);
	for (const register of COMMANDS) register(program, run);
	return program;
}

async function fail(error: unknown, output: Output): Promise<number> {
	if (isCancellation(error, output.terminal.signal)) {
		const isHeard = !(output.terminal.signal.reason instanceof PipeClosed);
		if (isHeard) output.say('Cancelled. What was stored stays; the next run goes on from there.');
		return EXIT_CODES.cancelled;
	}
	const told = systemFailure(error) ?? error;
	output.complain(errorText(told, output));
	if (output.options.json) {
		const details = FreeholdError.is(told) ? told.toJSON() : { reason: 'internal', what: String(told) };
		await output.line({ type: 'error', ...details });
	}
	return exitCodeOfError(told);
}
