/** `freehold profile`: what the columns of a dataset or of a file hold. */
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { findConnection, parseTarget } from '../../core/project/targets.ts';
import { openTable } from '../../core/tables/openTable.ts';
import type { OpenTable } from '../../core/tables/openTable.ts';
import { wholeProfile } from '../../core/tables/profile/wholeProfile.ts';
import type { WholeProfile } from '../../core/tables/profile/wholeProfile.ts';
import type { TableSource } from '../../core/tables/table.ts';
import { englishWording } from '../../core/wording/language.ts';
import { profileLines, profileMarkdown, profileObjects } from '../../core/wording/profile/profilePages.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { tableWidth } from '../tableOutput.ts';

interface Given {
	readonly column: readonly string[];
	readonly markdown?: true;
}

const TABLE_FILE = /\.(?:csv|tsv|ndjson|jsonl|xlsx?|parquet)$/i;

export function addProfile(program: Command, run: (action: Action) => void): void {
	program
		.command('profile')
		.summary('what the columns of a dataset or of a file hold')
		.description(
			'Statistics of every column: empty and distinct values, ranges, the most frequent value, outliers, values outside ' +
				"the vendor's lists; values that come more than once where they should not, and how full the columns are over time.",
		)
		.argument('<target>', 'CONNECTION/DATASET, or a .csv, .tsv, .ndjson, .xls, .xlsx or .parquet file')
		.option('--column <name>', 'look at this column alone (repeatable)', collected, [])
		.option('--markdown', 'write the profile as Markdown')
		.action((target: string, given: Given) => run((context) => profile(context, target, given)));
}

function collected(value: string, before: readonly string[]): readonly string[] {
	return [...before, value];
}

async function profile(context: CommandContext, target: string, given: Given): Promise<number> {
	const { output, signal } = context;
	const open = await openTable(await sourceOf(context, target), signal);
	try {
		// Rows of a file are read before they are looked at.
		for await (const _ of open.filling ?? []) signal.throwIfAborted();
		const columns = given.column.length === 0 ? undefined : given.column.map((name) => columnOf(open, target, name));
		const found = await wholeProfile(open, { columns }, signal, () => undefined);
		await print(context, target, found, given);
		if (found.total === 0) output.say(`${target} has no rows yet.`);
		return EXIT_CODES.done;
	} finally {
		await open[Symbol.asyncDispose]();
	}
}

async function print({ output }: CommandContext, title: string, found: WholeProfile, given: Given): Promise<void> {
	const profiled = { title, profile: found };
	if (output.options.json) {
		for (const object of profileObjects(profiled)) await output.line(object);
	} else if (given.markdown === true) await output.data(profileMarkdown(profiled, englishWording));
	else {
		const lines = profileLines(profiled, output, tableWidth(output), englishWording);
		await output.data(`${lines.join('\n')}\n`);
	}
}

async function sourceOf(context: CommandContext, target: string): Promise<TableSource> {
	if (TABLE_FILE.test(target)) return { kind: 'file', file: target };
	const { connection, dataset } = parseTarget(target);
	if (dataset === undefined) {
		throw new FreeholdError('usage', {
			what: `'${target}' names no dataset`,
			why: 'A profile is of one table',
			next: `Name one, such as ${connection}/Property`,
		});
	}
	const project = await openProject(context);
	findConnection(project, connection);
	return { kind: 'dataset', file: replicaFile(project.dataFolder, connection), dataset };
}

function columnOf({ table }: OpenTable, target: string, name: string): number {
	const found = table.columns.findIndex((column) => column.name === name);
	if (found >= 0) return found;
	throw new FreeholdError('usage', {
		what: `${target} has no column '${name}'`,
		why: `its columns are ${table.columns.map((column) => column.name).join(', ')}`,
		next: 'Name one of them',
	});
}
