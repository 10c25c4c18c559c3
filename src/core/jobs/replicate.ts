/** Keeps tables equal to their source: initial download, update, purge; resumed, cancelled and held as promised. */
import { FreeholdError, isCancellation } from '../errors.ts';
import type { Clock, Log } from '../outside.ts';
import type { DatasetState, HeldSweep, Replica, RunRecord } from '../replica/contract.ts';
import type { Dataset, OpenSource } from '../sources/source.ts';
import type { DatasetResult, JobEvent } from './events.ts';
import { pickDatasets } from './pickDatasets.ts';
import { planPhases } from './planPhases.ts';
import type { PlannedPhase } from './planPhases.ts';
import { runPhase } from './runPhase.ts';

export type ReplicateMode = 'auto' | 'initial' | 'update' | 'purge';

export interface ReplicateOptions {
	readonly connection: string;
	readonly source: OpenSource;
	readonly replica: Replica;
	/** Names of datasets; empty: all. */
	readonly datasets: readonly string[];
	/** Names of relations read along; `undefined`: all that are parts of a dataset's rows. */
	readonly expand: readonly string[] | undefined;
	readonly mode: ReplicateMode;
	/** A purge runs in `auto` mode when the last one is older than this; `undefined`: never by itself. */
	readonly purgeEveryMs: number | undefined;
	/** How often a dataset that cannot tell deletions (contacts) is read in full. */
	readonly fullEveryMs: number;
	/** A purge that would delete more than this share is held. */
	readonly purgeLimitPercent: number;
	/** Sends on the initial download only what the vendor's page allows by its letter. */
	readonly strictInitial: boolean;
	readonly clock: Clock;
	readonly log: Log;
	readonly signal: AbortSignal;
	readonly onEvent: (event: JobEvent) => void;
	/** Told what exists as soon as the vendor has said so: a face may show it before any row has come. */
	readonly onCatalogue?: ((datasets: readonly Dataset[]) => void) | undefined;
}

/**
 * Replicates the datasets one after another. A failure of one does not stop the others, unless it would meet them too
 * (refused credentials, a throttle beyond the waiting limit, a replica that cannot be written).
 *
 * @returns one result per dataset that was begun, in order
 * @throws the signal's reason when cancelled, after the run record says so; `FreeholdError` where nothing could begin
 */
export async function replicate(options: ReplicateOptions): Promise<readonly DatasetResult[]> {
	const { source, replica, signal } = options;
	const known = await source.datasets(signal);
	options.onCatalogue?.(known);
	const datasets = pickDatasets(known, options.datasets, options.connection);
	const states = new Map((await replica.states()).map((state) => [state.dataset, state]));
	const results: DatasetResult[] = [];
	for (const dataset of datasets) {
		const result = await replicateDataset(dataset, states.get(dataset.id), options);
		results.push(result);
		if (source.isThrottledPerDataset === true && FreeholdError.is(result.error, 'suspended')) continue;
		if (meetsAllDatasets(result.error)) break;
	}
	return results;
}

async function replicateDataset(
	dataset: Dataset,
	state: DatasetState | undefined,
	options: ReplicateOptions,
): Promise<DatasetResult> {
	const where = { connection: options.connection, dataset: dataset.id };
	const runs: RunRecord[] = [];
	let held: HeldSweep | undefined;
	try {
		warnOfNewColumns(dataset, state, options);
		const phases = planPhases({
			dataset,
			state,
			mode: options.mode,
			relations: wantedRelations(dataset, options.expand),
			strictInitial: options.strictInitial,
			purgeEveryMs: options.purgeEveryMs,
			fullEveryMs: options.fullEveryMs,
			now: options.clock.now(),
		});
		for (const phase of phases) {
			const outcome = await runPhase(dataset, phase, options, state);
			runs.push(outcome.record);
			held = outcome.held ?? held;
			if (outcome.error !== undefined) return { ...where, runs, held, error: outcome.error };
		}
		const catchingUp =
			options.mode === 'auto' && phases.some(endsOldWalk) ? await freshUpdate(dataset, options) : undefined;
		if (catchingUp !== undefined) {
			const outcome = await runPhase(dataset, catchingUp, options, state);
			runs.push(outcome.record);
			if (outcome.error !== undefined) return { ...where, runs, held, error: outcome.error };
		}
		return { ...where, runs, held, error: undefined };
	} catch (error) {
		if (isCancellation(error, options.signal)) throw error;
		options.log.write('error', `${options.connection}/${dataset.id} failed`, { error });
		return { ...where, runs, held, error };
	}
}

/** Columns that came since the download are filled only as rows change: whoever needs them in all rows must be told. */
function warnOfNewColumns(dataset: Dataset, state: DatasetState | undefined, options: ReplicateOptions): void {
	if (state?.watermark === undefined || options.mode === 'initial' || dataset.cursor === undefined) return;
	const stored = new Set(state.columns.map(({ name }) => name.toLowerCase()));
	const added = dataset.columns.map(({ name }) => name).filter((name) => !stored.has(name.toLowerCase()));
	if (added.length === 0 || stored.size === 0) return;
	const message =
		`${added.length === 1 ? 'Column' : 'Columns'} ${added.join(', ')} came since the download and will be filled as rows` +
		' change; to fill all rows now, run it once with --mode initial';
	options.onEvent({ connection: options.connection, dataset: dataset.id, type: 'warning', message });
}

/** A walk that was broken off may be days old when it ends: what changed since its beginning is still to be asked for. */
function endsOldWalk({ isResumed, request }: PlannedPhase): boolean {
	return isResumed && request.phase !== 'sweep';
}

async function freshUpdate(dataset: Dataset, options: ReplicateOptions): Promise<PlannedPhase | undefined> {
	if (dataset.cursor === undefined) return undefined;
	const state = (await options.replica.states()).find((one) => one.dataset === dataset.id);
	if (state?.watermark === undefined) return undefined;
	const relations = wantedRelations(dataset, options.expand);
	return { request: { phase: 'update', relations, since: state.watermark }, isResumed: false, deletesUnseen: false };
}

/** Parts of the rows unless told otherwise; records of their own (Reapit's embeds, which are billed) only where named. */
function wantedRelations({ relations }: Dataset, expand: readonly string[] | undefined): readonly string[] {
	return relations
		.filter(({ property, parentColumn }) =>
			expand === undefined ? parentColumn !== undefined : expand.includes(property),
		)
		.map(({ property }) => property);
}

function meetsAllDatasets(error: unknown): boolean {
	return FreeholdError.is(error, 'credentials', 'suspended', 'diskFull', 'locked', 'corrupt', 'tooNew', 'storeGone');
}
