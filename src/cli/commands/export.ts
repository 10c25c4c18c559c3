/** `freehold export`: one snapshot of a dataset as a file. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { FORMATS } from '../../core/formats/rows.ts';
import type { Format } from '../../core/formats/rows.ts';
import { findConnection, parseTarget } from '../../core/project/targets.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { defaultExportFile, exportTarget } from '../exportTarget.ts';
import { withProgress } from '../withProgress.ts';

interface Given {
	readonly format: Format;
	readonly output?: string;
}

export function addExport(program: Command, run: (action: Action) => void): void {
	program
		.command('export')
		.summary('one snapshot of a dataset as a file')
		.description('Reads a dataset afresh from the source into a file. The file appears when it is complete.')
		.argument('<target>', 'CONNECTION/DATASET')
		.addOption(new Option('--format <format>', 'format of the file').choices(FORMATS).default('csv'))
		.option('--output <file>', 'the file (default: <data>/exports/<connection>-<dataset>.<format>)')
		.action((target: string, given: Given) => run((context) => exportCommand(context, target, given)));
}

async function exportCommand(context: CommandContext, text: string, given: Given): Promise<number> {
	const project = await openProject(context);
	const { connection: name, dataset } = parseTarget(text);
	const connection = findConnection(project, name);
	if (dataset === undefined) {
		throw new FreeholdError('usage', {
			what: `'${text}' names no dataset`,
			why: 'An export is one dataset in one file',
			next: `Name one, such as ${name}/Property; 'freehold sources ${name}' lists them`,
		});
	}
	const file =
		given.output === undefined
			? defaultExportFile(project, name, dataset, given.format)
			: resolve(context.terminal.cwd, given.output);
	await withProgress(context, {}, (network, progress) =>
		exportTarget(context, { connection, dataset, format: given.format, file, network, progress }),
	);
	return EXIT_CODES.done;
}
