/** Carries one phase of one dataset from the source into the replica and writes its run record. */
import { FreeholdError, isCancellation } from '../errors.ts';
import { addCounts } from '../replica/addCounts.ts';
import type { DatasetState, FinishRequest, HeldSweep, RunCounts, RunRecord, RunTraffic } from '../replica/contract.ts';
import type { Batch, Dataset, OpenSource } from '../sources/source.ts';
import type { PlannedPhase } from './planPhases.ts';
import { RateMeter } from './rateMeter.ts';
import type { ReplicateOptions } from './replicate.ts';

export interface PhaseOutcome {
	readonly record: RunRecord;
	readonly held: HeldSweep | undefined;
	readonly error: unknown;
}

/**
 * @param state  what the replica holds of the dataset
 * @throws the signal's reason when cancelled; a failure to prepare a dataset that has no table yet, because then there is
 *   nothing that a run could be kept of; every other failure is part of the outcome
 */
export async function runPhase(
	asked: Dataset,
	planned: PlannedPhase,
	options: ReplicateOptions,
	state?: DatasetState,
): Promise<PhaseOutcome> {
	const { replica, source, clock, signal, onEvent } = options;
	const { phase } = planned.request;
	const where = { connection: options.connection, dataset: asked.id };
	const relations = 'relations' in planned.request ? planned.request.relations : [];
	const traffic = trafficSince(source);
	const { dataset, unprepared } = await prepare(asked, planned, options, state);
	const run = await replica.begin(dataset, phase, relations, planned.isResumed, clock.now());
	onEvent({ ...where, type: 'start', phase, run, isResumed: planned.isResumed });

	const warnings = new Set<string>();
	let held: HeldSweep | undefined;
	let finish: FinishRequest;
	let failure: Failure | undefined;
	try {
		if (unprepared !== undefined) throw unprepared.error;
		const last = await carryBatches(dataset, planned, run, traffic, warnings, options);
		if (phase === 'sweep') {
			const proof = last.sweepProof ?? { isComplete: false, why: 'the source gave no proof that it saw every key' };
			const limitPercent = options.purgeLimitPercent;
			held = (await replica.finishSweep({ run, proof, limitPercent, now: clock.now() })).held;
		}
		finish = {
			run,
			outcome: held !== undefined ? 'held' : last.hasGaps ? 'gaps' : 'done',
			watermark: phase === 'initial' || phase === 'update' ? last.serverStart : undefined,
			warnings: [...warnings],
			traffic: traffic(),
			clearResume: true,
			deleteUnseen: planned.deletesUnseen
				? { limitPercent: options.purgeLimitPercent, proof: last.sweepProof }
				: undefined,
		};
	} catch (error) {
		failure = { error };
		finish = {
			run,
			outcome: outcomeOf(error, signal),
			error: isCancellation(error, signal) ? undefined : describe(error),
			warnings: [...warnings],
			traffic: traffic(),
			clearResume: false,
		};
	}
	const record = await finishRun(finish, failure, options);
	// A full read that found too many rows gone is held as a purge is.
	if (record.outcome === 'held') held ??= await heldOf(dataset.id, options);
	const error = FreeholdError.is(failure?.error) ? failure.error.toJSON() : undefined;
	onEvent({ ...where, type: 'end', phase, record, held, error });
	if (failure !== undefined && isCancellation(failure.error, signal)) throw failure.error;
	return { record, held, error: failure?.error };
}

/** Wrapped, because anything can be thrown, `undefined` included. */
interface Failure {
	readonly error: unknown;
}

/** Lets the source fetch what tells it key and columns, where it is one that needs to. */
async function prepare(
	dataset: Dataset,
	planned: PlannedPhase,
	options: ReplicateOptions,
	state: DatasetState | undefined,
): Promise<{ readonly dataset: Dataset; readonly unprepared?: Failure }> {
	const { source, signal } = options;
	if (source.prepare === undefined) return { dataset };
	options.onEvent({ connection: options.connection, dataset: dataset.id, type: 'prepare' });
	const checkpoint = planned.isResumed && 'checkpoint' in planned.request ? planned.request.checkpoint : undefined;
	const key = state?.hasHeldRows === true ? state.keyColumns : undefined;
	const known = { key, columns: state?.columns.map(({ name }) => name), checkpoint };
	try {
		return { dataset: await source.prepare(dataset, known, signal) };
	} catch (error) {
		if (state === undefined || isCancellation(error, signal)) throw error;
		return { dataset: { ...dataset, key: state.keyColumns }, unprepared: { error } };
	}
}

async function heldOf(dataset: string, { replica }: ReplicateOptions): Promise<HeldSweep | undefined> {
	return (await replica.states()).find((state) => state.dataset === dataset)?.heldSweep;
}

interface LastBatch {
	readonly serverStart: number;
	readonly sweepProof: Batch['sweepProof'];
	readonly hasGaps: boolean;
}

/**
 * Applies batch after batch. While the worker applies one, the source already reads the next: one is under way at most,
 * so that memory stays bounded and order is kept.
 */
async function carryBatches(
	dataset: Dataset,
	planned: PlannedPhase,
	run: number,
	traffic: () => RunTraffic,
	warnings: Set<string>,
	options: ReplicateOptions,
): Promise<LastBatch> {
	const { replica, clock, signal, onEvent } = options;
	const { phase } = planned.request;
	const where = { connection: options.connection, dataset: dataset.id };
	const meter = new RateMeter();
	const totals: Record<string, RunCounts> = {};
	let applying: Promise<void> = Promise.resolve();
	let last: Batch | undefined;
	let hasGaps = false;
	try {
		for await (const batch of options.source.read(dataset, planned.request, signal)) {
			await applying;
			for (const message of batch.warnings ?? []) {
				if (warnings.has(message)) continue;
				warnings.add(message);
				onEvent({ ...where, type: 'warning', message });
			}
			hasGaps ||= (batch.gaps ?? []).length > 0;
			last = batch;
			applying = apply(batch);
			// A failure is met by the next `await applying`; until then it must not count as unhandled.
			applying.catch(ignore);
		}
	} finally {
		await applying.catch(ignore);
	}
	await applying;
	signal.throwIfAborted();
	if (last?.isLast !== true) {
		throw new FreeholdError('internal', {
			what: `${options.connection}/${dataset.id} was not read to its end`,
			why: 'the source stopped without saying that it was done',
			next: 'Run it again: it goes on where it stopped. Please report this with the log',
		});
	}
	return { serverStart: last.serverStart, sweepProof: last.sweepProof, hasGaps };

	async function apply(batch: Batch): Promise<void> {
		const { page, checkpoint, gaps, missing } = batch;
		const counts = await replica.apply({ run, page, checkpoint, gaps, missing, traffic: traffic() });
		for (const [table, added] of Object.entries(counts)) totals[table] = addCounts(totals[table], added);
		onEvent({
			...where,
			type: 'progress',
			phase,
			done: batch.done,
			total: batch.total,
			rate: meter.add(batch.done, clock.now()),
			requests: traffic().requests,
			bytes: traffic().bytes,
			counts: { ...totals },
		});
	}
}

function ignore(): void {
	// Deliberately nothing: the same promise is awaited where its failure is handled.
}

/** The run's end is written even when the run failed because the replica did; then the first failure is what counts. */
async function finishRun(
	finish: FinishRequest,
	failure: Failure | undefined,
	options: ReplicateOptions,
): Promise<RunRecord> {
	const now = options.clock.now();
	try {
		return await options.replica.finish(finish, now);
	} catch (error) {
		if (failure === undefined) throw error;
		options.log.write('error', `run ${finish.run} could not be closed`, { error });
		throw failure.error;
	}
}

function outcomeOf(error: unknown, signal: AbortSignal): 'cancelled' | 'suspended' | 'failed' {
	if (isCancellation(error, signal)) return 'cancelled';
	return FreeholdError.is(error, 'suspended') ? 'suspended' : 'failed';
}

function describe(error: unknown): string {
	if (FreeholdError.is(error)) return `${error.what}: ${error.why}. ${error.next}`;
	return error instanceof Error ? error.message : String(error);
}

/** What this run has sent and received, as the difference to what the connection had before. */
function trafficSince(source: OpenSource): () => RunTraffic {
	const before = source.statistics();
	return () => {
		const now = source.statistics();
		return {
			requests: now.requests - before.requests,
			charged: now.charged - before.charged,
			retries: now.retries - before.retries,
			throttles: now.throttles - before.throttles,
			bytes: now.bytes - before.bytes,
			waitedMs: now.waitedMs - before.waitedMs,
		};
	};
}
