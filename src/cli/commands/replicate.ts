/** `freehold replicate`: keeps tables equal to their source. */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { Project } from '../../core/project/project.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { exitCodeOfResults } from '../exitCodes.ts';
import { durationArgument, wholeArgument } from '../globals.ts';
import { releaseTargets, tellReleased } from '../releaseTargets.ts';
import { withProgress } from '../withProgress.ts';
import { replicateTargets, tellResults } from '../replicateTargets.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

interface Given {
	readonly mode: 'auto' | 'initial' | 'update' | 'purge';
	readonly expand?: string;
	readonly purgeLimit: number;
	readonly purgeEvery?: number;
	readonly purge: boolean;
	readonly fullEvery?: number;
	readonly strictInitial?: boolean;
	readonly releaseHeld?: boolean;
}

export function addReplicate(program: Command, run: (action: Action) => void): void {
	program
		.command('replicate')
		.summary('keep tables equal to their source: download, then update and purge')
		.description('Keeps tables equal to their source. What was interrupted goes on where it stopped.')
		.argument('<targets...>', 'CONNECTION, CONNECTION/* or CONNECTION/DATASET')
		.addOption(
			new Option('--mode <mode>', 'what to do; auto downloads first, updates from then on, purges when due')
				.choices(['auto', 'initial', 'update', 'purge'])
				.default('auto'),
		)
		.option('--expand <names>', 'relations to read along, with commas between (default: all; none: "")')
		.option('--purge-limit <percent>', 'hold a purge that would remove more of the rows', wholeArgument(0, 100), 20)
		.option(
			'--purge-every <duration>',
			'in auto mode, purge when the last one is older (default: daily)',
			durationArgument,
		)
		.option('--no-purge', 'in auto mode, never purge')
		.option(
			'--full-every <duration>',
			'read datasets that never report deletions in full (default: weekly)',
			durationArgument,
		)
		.option('--strict-initial', "send on the initial download only what the vendor's page allows by its letter")
		.addOption(
			new Option('--release-held', 'only carry out held purges, from the keys already seen; asks no vendor').conflicts([
				'expand',
				'purgeLimit',
				'purgeEvery',
				'fullEvery',
				'strictInitial',
			]),
		)
		.action((targets: readonly string[], given: Given) => run((context) => replicateCommand(context, targets, given)));
}

async function replicateCommand(context: CommandContext, targets: readonly string[], given: Given): Promise<number> {
	const project = await openProject(context);
	if (given.releaseHeld === true) return release(context, project, targets);
	const results = await withProgress(context, {}, (network, progress) =>
		replicateTargets({ context, project, network, progress }, targets, {
			mode: given.mode,
			expand: given.expand
				?.split(',')
				.map((name) => name.trim())
				.filter((name) => name !== ''),
			purgeEveryMs: given.purge ? (given.purgeEvery ?? DAY_MS) : undefined,
			fullEveryMs: given.fullEvery ?? WEEK_MS,
			purgeLimitPercent: given.purgeLimit,
			strictInitial: given.strictInitial === true,
		}),
	);
	await tellResults(context, results);
	return exitCodeOfResults(results);
}

async function release(context: CommandContext, project: Project, targets: readonly string[]): Promise<number> {
	const results = await releaseTargets(context, project, targets);
	tellReleased(context, results);
	await tellResults(context, results);
	return exitCodeOfResults(results);
}
