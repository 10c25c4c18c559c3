/** `freehold mcp`: the tools for language models over stdio, by the Model Context Protocol. */
import type { Command } from 'commander';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { VERSION } from '../version.ts';

interface Given {
	readonly allowRun?: boolean;
}

export function addMcp(program: Command, run: (action: Action) => void): void {
	program
		.command('mcp')
		.summary('tools for language models over stdio (MCP), reading only')
		.description(
			'Serves the Model Context Protocol on stdin and stdout until the client closes them: list_datasets, query_replica and explain_filter, which read and ask no vendor.',
		)
		.option('--allow-run', 'also run_job, which runs jobs of freehold.yaml: the client should ask its user each time')
		.action((given: Given) => run((context) => serve(context, given)));
}

async function serve(context: CommandContext, { allowRun = false }: Given): Promise<number> {
	const { output, terminal, signal } = context;
	// Loaded here, because no other command needs it.
	const [{ serveTools }, { terminalToolHost }] = await Promise.all([
		import('../../core/tools/mcp/serveTools.ts'),
		import('../toolHost.ts'),
	]);
	const which = allowRun ? 'which may also run jobs' : 'reading only';
	output.detail(`Serves tools to an MCP client on stdin and stdout, ${which}. Ends with its input, or with Ctrl-C.`);
	await serveTools({
		host: terminalToolHost(context, { run: allowRun }),
		version: VERSION,
		signal,
		input: terminal.input,
		write: (text) => output.data(text),
		onProblem: (message) => output.complain(`A message of the client was not understood: ${message}`),
	});
	return EXIT_CODES.done;
}
