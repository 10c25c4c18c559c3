/** `freehold replicate`: keeps tables equal to their source. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import type { Project } from '../../core/project/project.ts';
import { findConnection, parseTarget } from '../../core/project/targets.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { exitCodeOfResults } from '../exitCodes.ts';
import { addNarrowing, isNarrowing, narrow, readNarrowing } from '../narrowing.ts';
import type { GivenNarrowing, Narrowing } from '../narrowing.ts';
import { durationArgument, wholeArgument } from '../globals.ts';
import { releaseTargets, tellReleased } from '../releaseTargets.ts';
import { withProgress } from '../withProgress.ts';
import { replicateTargets, tellResults } from '../replicateTargets.ts';
import { tellChanges } from '../tellChanges.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const USUAL_PURGE_LIMIT = 20;

interface Given extends GivenNarrowing {
	readonly mode: 'auto' | 'initial' | 'update' | 'purge';
	readonly expand?: string;
	readonly purgeLimit?: number;
	readonly purgeEvery?: number;
	readonly purge: boolean;
	readonly fullEvery?: number;
	readonly strictInitial?: boolean;
	readonly releaseHeld?: boolean;
}

export function addReplicate(program: Command, run: (action: Action) => void): void {
	const command = program
		.command('replicate')
		.summary('keep tables equal to their source: download, then update and purge')
		.description('Keeps tables equal to their source. What was interrupted goes on where it stopped.')
		.argument('<targets...>', 'CONNECTION, CONNECTION/* or CONNECTION/DATASET')
		.addOption(
			new Option('--mode <mode>', 'what to do; auto downloads first, updates from then on, purges when due')
				.choices(['auto', 'initial', 'update', 'purge'])
				.default('auto'),
		)
		.option(
			'--expand <names>',
			'relations to read along, with commas between (default: all of Spark, none of Reapit; none: "")',
		)
		.option(
			'--purge-limit <percent>',
			'hold a purge that would remove more of the rows (default: 20)',
			wholeArgument(0, 100),
		)
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
				'param',
				'filter',
			]),
		);
	addNarrowing(command).action((targets: readonly string[], given: Given) =>
		run((context) => replicateCommand(context, targets, given)),
	);
}

async function replicateCommand(context: CommandContext, targets: readonly string[], given: Given): Promise<number> {
	const project = await openProject(context);
	if (given.releaseHeld === true) return release(context, project, targets);
	const narrowing = readNarrowing(given);
	const isNarrowed = isNarrowing(narrowing);
	const read = isNarrowed ? narrowProject(project, targets, narrowing) : project;
	if (isNarrowed) tellNarrowed(context, targets);
	const results = await withProgress(context, {}, (network, progress) =>
		replicateTargets({ context, project: read, network, progress }, targets, {
			mode: given.mode,
			expand: given.expand
				?.split(',')
				.map((name) => name.trim())
				.filter((name) => name !== ''),
			purgeEveryMs: given.purge ? (given.purgeEvery ?? (isNarrowed ? undefined : DAY_MS)) : undefined,
			fullEveryMs: given.fullEvery ?? WEEK_MS,
			// What this command leaves out is not gone.
			purgeLimitPercent: given.purgeLimit ?? (isNarrowed ? 0 : USUAL_PURGE_LIMIT),
			strictInitial: given.strictInitial === true,
		}),
	);
	tellChanges(context, read, results, (text) => context.output.say(text));
	await tellResults(context, results);
	return exitCodeOfResults(results);
}

/** Rows that other runs have brought stay: what is narrowed here is one dataset, for this command. */
function narrowProject(project: Project, targets: readonly string[], narrowing: Narrowing): Project {
	const [first = '', ...more] = targets;
	const { connection: name, dataset } = parseTarget(first);
	if (dataset === undefined || more.length > 0) {
		throw new FreeholdError('usage', {
			what: '--param and --filter narrow one dataset',
			why: `${targets.join(' ')} is more than one`,
			next: `Name one, such as ${name}/contacts, or write 'parameters' and 'filters' into freehold.yaml`,
		});
	}
	const connection = findConnection(project, name);
	if (connection.source !== 'reapit') {
		throw new FreeholdError('usage', {
			what: `The replica of ${name} cannot be narrowed`,
			why: `its source is ${connection.source}; only lists of Reapit can be, and exports of Realpad into a file`,
			next: 'Leave --param and --filter out',
		});
	}
	const connections = new Map([...project.connections, [name, narrow(connection, dataset, narrowing)] as const]);
	return { ...project, connections };
}

function tellNarrowed({ output }: CommandContext, [target = '']: readonly string[]): void {
	output.say(
		`Only this run of ${target} is narrowed, and it deletes nothing unless told by --purge-limit. To keep the table narrow,` +
			" write 'parameters' and 'filters' into freehold.yaml; to fill it up, run it with --mode initial.",
	);
}

async function release(context: CommandContext, project: Project, targets: readonly string[]): Promise<number> {
	const results = await releaseTargets(context, project, targets);
	tellReleased(context, results);
	await tellResults(context, results);
	return exitCodeOfResults(results);
}
