/** `freehold diff`: what changed in a dataset between two runs. */
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import { parseTarget } from '../../core/project/targets.ts';
import { ChangeTally, changeLine, changeObject } from '../../core/wording/diffText.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import { beforeLastChange, newestRun, runOf } from '../../core/wording/pointInTime.ts';
import { counted } from '../../core/wording/quantities.ts';
import { openReader } from '../readStates.ts';

interface Given {
	readonly from?: string;
	readonly to?: string;
	readonly limit: number;
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
		.action((target: string, given: Given) => run((context) => diff(context, target, given)));
}

async function diff(context: CommandContext, text: string, given: Given): Promise<number> {
	const { output, signal } = context;
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
	try {
		const from = given.from === undefined ? beforeLastChange(reader, dataset) : runOf(reader, given.from);
		const to = given.to === undefined ? newestRun(reader) : runOf(reader, given.to);
		if (from > to) throw backwards(from, to);
		context.terminal.endAtSignals?.();
		const tally = new ChangeTally();
		for (const change of reader.diff(dataset, { from, to })) {
			signal.throwIfAborted();
			tally.add(change);
			if (output.options.json) await output.line(changeObject(connection, dataset, change));
			else if (tally.total <= given.limit) await output.data(`${changeLine(reader, dataset, change)}\n`);
		}
		const hidden = tally.total - given.limit;
		if (!output.options.json && hidden > 0) output.say(`… and ${counted(hidden, 'more row')}: use --limit or --json`);
		output.say(tally.text(text));
		return EXIT_CODES.done;
	} finally {
		reader.close();
	}
}

function backwards(from: number, to: number): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The diff would run backwards in time',
		why: `--from is after run ${from}, --to after run ${to}`,
		next: `Swap them: --from ${to} --to ${from}`,
	});
}
