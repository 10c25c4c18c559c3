/** Replicates connections one after another with progress; what `replicate`, `run` and `demo` share. */
import { FreeholdError } from '../core/errors.ts';
import type { DatasetResult } from '../core/jobs/events.ts';
import { openConnection, replicaFile } from '../core/jobs/openConnection.ts';
import { replicate } from '../core/jobs/replicate.ts';
import type { ReplicateMode } from '../core/jobs/replicate.ts';
import type { Project } from '../core/project/project.ts';
import { findConnection, groupTargets } from '../core/project/targets.ts';
import type { RunOutcome } from '../core/replica/contract.ts';
import { oneLine } from '../core/wording/cellText.ts';
import type { CommandContext } from './context.ts';
import { tellEmbedCost } from './embedCost.ts';
import { errorText } from '../core/wording/errorText.ts';
import type { Network } from './network.ts';
import type { Progress } from './progress.ts';

const DAY_MS = 86_400_000;

export interface ReplicateSettings {
	readonly mode: ReplicateMode;
	readonly expand: readonly string[] | undefined;
	readonly purgeEveryMs: number | undefined;
	readonly fullEveryMs: number;
	readonly purgeLimitPercent: number;
	readonly strictInitial: boolean;
}

export interface ReplicateWork {
	readonly context: CommandContext;
	readonly project: Project;
	readonly network: Network;
	readonly progress: Progress;
}

export async function replicateTargets(
	{ context, project, network, progress }: ReplicateWork,
	targets: readonly string[],
	settings: ReplicateSettings,
): Promise<readonly DatasetResult[]> {
	const groups = [...groupTargets(targets)].map(([name, datasets]) => ({
		connection: findConnection(project, name),
		datasets,
	}));
	const results: DatasetResult[] = [];
	for (const { connection, datasets } of groups) {
		context.signal.throwIfAborted();
		const outside = network.outsideOf(connection);
		const open = await openConnection(connection, replicaFile(project.dataFolder, connection.connection), outside);
		try {
			for (const message of await open.replica.notes()) {
				progress.onEvent({ type: 'warning', connection: connection.connection, dataset: '*', message });
			}
			await tellEmbedCost(context, progress, {
				...{ connection, datasets, source: open.source },
				expand: settings.mode === 'purge' ? [] : (settings.expand ?? []),
				states: await open.replica.states(),
			});
			results.push(
				...(await replicate({
					...settings,
					strictInitial: settings.strictInitial || (connection.source === 'spark' && connection.strictInitial),
					connection: connection.connection,
					source: open.source,
					replica: open.replica,
					datasets,
					clock: outside.clock,
					log: outside.log,
					signal: context.signal,
					onEvent: progress.onEvent,
				})),
			);
			await open.replica.retain(outside.clock.now() - project.historyDays * DAY_MS);
		} finally {
			await open.close();
		}
	}
	return results;
}

/** Failures and held sweeps, once the progress lines are done. */
export async function tellResults({ output }: CommandContext, results: readonly DatasetResult[]): Promise<void> {
	for (const result of results) {
		const { connection, dataset, runs, held, error } = result;
		const target = `${connection}/${dataset}`;
		if (error !== undefined) output.complain(errorText(error, output));
		if (held !== undefined) {
			const next = held.isProven
				? `If that is right: freehold replicate ${target} --release-held`
				: `Have it walked again: freehold replicate ${target} --mode purge`;
			output.complain(
				`${output.paint('yellow', '!')} The purge of ${target} is held, nothing was deleted\n` +
					`  ${oneLine(held.why)}\n  ${output.paint('cyan', '→')} ${next}`,
			);
		}
		if (output.options.json) {
			await output.line({ type: 'result', connection, dataset, outcome: outcomeOf(result), runs, held, error });
		}
	}
}

function outcomeOf({ runs, held, error }: DatasetResult): RunOutcome {
	// Not a failure: it goes on when the vendor allows it.
	if (FreeholdError.is(error, 'suspended')) return 'suspended';
	if (error !== undefined) return 'failed';
	return held === undefined ? (runs.at(-1)?.outcome ?? 'done') : 'held';
}
