/** Jobs of core with the progress and the words of the command line; what `replicate`, `run` and `demo` share. */
import { FreeholdError } from '../core/errors.ts';
import type { DatasetResult } from '../core/jobs/events.ts';
import { replicateTargets as replicateProject } from '../core/jobs/runTargets.ts';
import type { ReplicateSettings, RunOutside } from '../core/jobs/runTargets.ts';
import type { Project } from '../core/project/project.ts';
import type { RunOutcome } from '../core/replica/contract.ts';
import type { CommandContext } from './context.ts';
import { tellEmbedCost } from './embedCost.ts';
import { resultLines } from '../core/wording/resultText.ts';
import type { Network } from './network.ts';
import type { Progress } from '../core/wording/progress.ts';

export interface ReplicateWork {
	readonly context: CommandContext;
	readonly project: Project;
	readonly network: Network;
	readonly progress: Progress;
}

export function replicateTargets(
	work: ReplicateWork,
	targets: readonly string[],
	settings: ReplicateSettings,
): Promise<readonly DatasetResult[]> {
	return replicateProject(work.project, targets, settings, runOutside(work));
}

/** What a job of core is given by the command line. */
export function runOutside({ context, network, progress }: ReplicateWork): RunOutside {
	return {
		outsideOf: (connection) => network.outsideOf(connection),
		signal: context.signal,
		onEvent: progress.onEvent,
		beforeReplication: async ({ connection, source, replica, datasets, settings: { mode, expand = [] } }) =>
			tellEmbedCost(context, progress, {
				...{ connection, datasets, source },
				expand: mode === 'purge' ? [] : expand,
				states: await replica.states(),
				isFull: mode === 'initial',
			}),
	};
}

/** Failures and held sweeps, once the progress lines are done. */
export async function tellResults({ output }: CommandContext, results: readonly DatasetResult[]): Promise<void> {
	for (const result of results) {
		const { connection, dataset, runs, held, error } = result;
		for (const text of resultLines(result, output)) output.complain(text);
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
