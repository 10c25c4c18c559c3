/** What embedded records will cost, told before a run: the vendor bills the calls that it makes for them (seed 001, "Billing Example"). */
import { isCancellation } from '../core/errors.ts';
import { checkEmbeds } from '../core/jobs/estimateRead.ts';
import { pickDatasets } from '../core/jobs/pickDatasets.ts';
import type { Connection } from '../core/project/project.ts';
import type { DatasetState } from '../core/replica/contract.ts';
import type { Dataset, OpenSource, ReadEstimate, ReadRequest } from '../core/sources/source.ts';
import type { CommandContext } from './context.ts';
import type { Progress } from '../core/wording/progress.ts';
import { estimateText } from '../core/wording/estimateText.ts';

export interface PlannedRead {
	readonly connection: Connection;
	readonly source: OpenSource;
	/** Names of datasets; empty: all. */
	readonly datasets: readonly string[];
	/** What was named to be embedded. */
	readonly expand: readonly string[];
	readonly states: readonly DatasetState[];
	/** Everything is read again, whatever is stored. */
	readonly isFull: boolean;
}

/** @throws FreeholdError `usage` where a name is an embed of none of the datasets */
export async function tellEmbedCost(
	{ output, signal }: CommandContext,
	progress: Progress,
	{ connection, source, datasets, expand, states, isFull }: PlannedRead,
): Promise<void> {
	if (source.estimate === undefined || expand.length === 0) return;
	const name = connection.connection;
	const picked = pickDatasets(await source.datasets(signal), datasets, name);
	checkEmbeds(picked, expand, name);
	for (const dataset of picked) {
		const relations = dataset.relations.map(({ property }) => property).filter((one) => expand.includes(one));
		if (relations.length === 0) continue;
		const state = isFull ? undefined : states.find((one) => one.dataset === dataset.id);
		let estimate: ReadEstimate;
		try {
			estimate = await source.estimate(dataset, plannedRequest(dataset, state, relations), signal);
		} catch (error) {
			if (isCancellation(error, signal)) throw error;
			// The run itself meets whatever it was, and tells it as the failure of that dataset.
			return;
		}
		progress.note(estimateText(`${name}/${dataset.id}`, relations, estimate));
		if (output.options.json) {
			await output.line({ type: 'estimate', connection: name, dataset: dataset.id, relations, ...estimate });
		}
	}
}

/** What will be asked: everything once, then what has changed. */
function plannedRequest(dataset: Dataset, state: DatasetState | undefined, relations: readonly string[]): ReadRequest {
	return state?.watermark === undefined || dataset.cursor === undefined
		? { phase: 'initial', relations }
		: { phase: 'update', relations, since: state.watermark };
}
