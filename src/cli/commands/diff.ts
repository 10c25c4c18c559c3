/** `freehold diff`: what changed in a dataset between two runs, as lines, sentences or rows; what became of one row. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { ReplicaReader } from '../../core/replica/reader.ts';
import { beforeLastChange, newestRun, runOf } from '../../core/wording/pointInTime.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { DIFF_FORMATS, writeDiff, writeRowHistory, writeSummary } from '../diffOutput.ts';
import type { DiffFormat, DiffTarget } from '../diffOutput.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import { openReader } from '../readStates.ts';

interface Given {
	readonly from?: string;
	readonly to?: string;
	readonly limit: number;
	readonly format?: DiffFormat;
	readonly summary?: true;
	readonly row?: string;
}

export function addDiff(program: Command, run: (action: Action) => void): void {
	program
		.command('diff')
		.summary('what changed in a dataset between two runs')
		.description(
			'Shows inserted, updated and deleted rows between two runs or times; by default what the last download or update, and the purges since, have changed.',
		)
		.argument('<target>', 'CONNECTION/DATASET')
		.option('--from <run|time>', 'state before: after this run, or at this time')
		.option('--to <run|time>', 'state after (default: now)')
		.option('--limit <rows>', 'show at most so many rows', wholeArgument(1, 1_000_000_000), 200)
		.addOption(new Option('--format <format>', 'all changes, how to write them').choices(DIFF_FORMATS))
		.addOption(new Option('--summary', 'what the changes come to: counts, prices, statuses').conflicts('format'))
		.addOption(
			new Option('--row <key>', 'what became of one row, run by run').conflicts(['from', 'to', 'summary', 'format']),
		)
		.action((target: string, given: Given) => run((context) => diff(context, target, given)));
}

async function diff(context: CommandContext, text: string, given: Given): Promise<number> {
	const { connection, dataset } = parseTarget(text);
	if (dataset === undefined) {
		throw new FreeholdError('usage', {
			what: `'${text}' names no dataset`,
			why: 'A diff is of one table',
			next: `Name one, such as ${connection}/Property`,
		});
	}
	const project = await openProject(context);
	const reader = await openReader(project, connection);
	const target: DiffTarget = { reader, connection, dataset };
	try {
		// SQLite computes in this thread, where no signal would be heard.
		context.terminal.endAtSignals?.();
		if (given.row !== undefined) await writeRowHistory(context, target, given.row);
		else {
			const range = rangeOf(reader, dataset, given);
			if (given.summary === true) await writeSummary(context, target, range);
			else await writeDiff(context, target, range, given);
		}
		return EXIT_CODES.done;
	} finally {
		reader.close();
	}
}

function rangeOf(reader: ReplicaReader, dataset: string, given: Given): { readonly from: number; readonly to: number } {
	const from = given.from === undefined ? beforeLastChange(reader, dataset) : runOf(reader, given.from);
	const to = given.to === undefined ? newestRun(reader) : runOf(reader, given.to);
	if (from <= to) return { from, to };
	throw new FreeholdError('usage', {
		what: 'The diff would run backwards in time',
		why: `--from is after run ${from}, --to after run ${to}`,
		next: `Swap them: --from ${to} --to ${from}`,
	});
}
