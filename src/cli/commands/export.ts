/** `freehold export`: one snapshot of a dataset as a file. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { openFileSource } from '../../core/jobs/exportFile.ts';
import { pickDatasets } from '../../core/jobs/pickDatasets.ts';
import { eachDataset, usualExportFile } from '../../core/jobs/runTargets.ts';
import type { Project } from '../../core/project/project.ts';
import { findConnection, parseTarget } from '../../core/project/targets.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES, exitCodeOfResults } from '../exitCodes.ts';
import { EXPORT_FORMATS, exportTarget } from '../exportTarget.ts';
import type { ExportFormat, ExportTarget } from '../exportTarget.ts';
import { addNarrowing, readNarrowing } from '../narrowing.ts';
import type { GivenNarrowing } from '../narrowing.ts';
import { hasCode } from '../projectFiles.ts';
import { tellResults } from '../replicateTargets.ts';
import { withProgress } from '../withProgress.ts';

/** To show how a dataset is named. */
const EXAMPLE_DATASETS = { spark: 'Property', realpad: 'products', reapit: 'contacts' } as const;

interface Given extends GivenNarrowing {
	readonly format: ExportFormat;
	readonly output?: string;
}

export function addExport(program: Command, run: (action: Action) => void): void {
	const command = program
		.command('export')
		.summary('one snapshot of a dataset as a file')
		.description('Reads a dataset afresh from the source into a file. The file appears when it is complete.')
		.argument('<target>', 'CONNECTION/DATASET, or CONNECTION/* for one file each')
		.addOption(
			new Option('--format <format>', "format of the file; xlsx and xls are the vendor's own (Realpad)")
				.choices(EXPORT_FORMATS)
				.default('csv'),
		)
		.option(
			'--output <file>',
			"the file, or a folder where the vendor's file keeps its name (default: <data>/exports/<connection>-<dataset>.<format>)",
		);
	addNarrowing(command).action((target: string, given: Given) =>
		run((context) => exportCommand(context, target, given)),
	);
}

async function exportCommand(context: CommandContext, text: string, given: Given): Promise<number> {
	const project = await openProject(context);
	const { connection: name, dataset } = parseTarget(text);
	const connection = findConnection(project, name);
	const narrowing = readNarrowing(given);
	if (given.output === '-') throw noFile(name);
	const isAll = dataset === undefined && text.endsWith('/*');
	if (dataset === undefined && !isAll) {
		throw new FreeholdError('usage', {
			what: `'${text}' names no dataset`,
			why: 'An export is one dataset in one file',
			next: `Name one, such as ${name}/${EXAMPLE_DATASETS[connection.source]}; 'freehold sources ${name}' lists them. ${name}/* makes one file of each`,
		});
	}
	return withProgress(context, {}, async (network, progress) => {
		const one = { connection, format: given.format, narrowing, network, progress };
		if (dataset !== undefined) {
			const target = await targetOf(context, project, { name, dataset }, given);
			await exportTarget(context, { ...one, dataset, target });
			return EXIT_CODES.done;
		}
		const source = openFileSource(connection, network.outsideOf(connection));
		try {
			const all = pickDatasets(await source.datasets(context.signal), [], name);
			const ids = all.map(({ id }) => id);
			const results = await eachDataset(name, ids, context.signal, (id) =>
				exportTarget(context, { ...one, source, dataset: id, target: eachTarget(context, project, name, id, given) }),
			);
			await tellResults(context, results);
			return exitCodeOfResults(results);
		} finally {
			await source.close?.();
		}
	});
}

function noFile(connection: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `'--output -' names no file`,
		why: 'An export appears under its name when it is complete, and cannot go to stdout',
		next: `Name a file. What is replicated goes to stdout: freehold query ${connection} 'SELECT …' --format csv`,
	});
}

async function targetOf(
	{ terminal }: CommandContext,
	project: Project,
	{ name, dataset }: { readonly name: string; readonly dataset: string },
	{ format, output }: Given,
): Promise<ExportTarget['target']> {
	if (output === undefined) return { file: usualExportFile(project, name, dataset, format) };
	const path = resolve(terminal.cwd, output);
	return /[/\\]$/.test(output) || (await isFolder(path)) ? { folder: path } : { file: path };
}

/** One file each: what is given with `--output` is their folder. */
function eachTarget(
	{ terminal }: CommandContext,
	project: Project,
	name: string,
	dataset: string,
	{ format, output }: Given,
): ExportTarget['target'] {
	return output === undefined
		? { file: usualExportFile(project, name, dataset, format) }
		: { folder: resolve(terminal.cwd, output) };
}

async function isFolder(path: string): Promise<boolean> {
	try {
		return (await stat(path)).isDirectory();
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return false;
		throw error;
	}
}
