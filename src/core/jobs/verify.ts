/** Compares a replica with its source, changing nothing: counts, and every key by a walk over the keys alone. */
import { FreeholdError } from '../errors.ts';
import type { Clock } from '../outside.ts';
import type { KeyComparison, Replica } from '../replica/contract.ts';
import type { Dataset, OpenSource } from '../sources/source.ts';
import { pickDatasets } from './pickDatasets.ts';

const EXAMPLES = 5;

export interface VerifyOptions {
	readonly connection: string;
	readonly source: OpenSource;
	readonly replica: Replica;
	/** Empty: every dataset that the replica holds. */
	readonly datasets: readonly string[];
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly onProgress?: (dataset: string, done: number, total: number | undefined) => void;
}

export interface Verification {
	readonly dataset: string;
	readonly localRows: number;
	/** As the source counts them; undefined where it does not tell. */
	readonly sourceRows: number | undefined;
	/** Undefined where the source offers no walk over its keys. */
	readonly keys: KeyComparison | undefined;
	readonly isEqual: boolean;
	/** Why equality could not be proven, where it could not. */
	readonly doubt: string | undefined;
}

export async function verify(options: VerifyOptions): Promise<readonly Verification[]> {
	const { source, replica, signal } = options;
	const states = new Map((await replica.states()).map((state) => [state.dataset, state]));
	const known = await source.datasets(signal);
	const stored = known.filter((dataset) => states.get(dataset.id)?.watermark !== undefined).map(({ id }) => id);
	if (options.datasets.length === 0 && stored.length === 0) {
		throw new FreeholdError('notFound', {
			what: `${options.connection} cannot be verified`,
			why: 'none of its datasets has been downloaded completely',
			next: `Run: freehold replicate ${options.connection}`,
		});
	}
	const wanted = options.datasets.length === 0 ? stored : options.datasets;
	const results: Verification[] = [];
	for (const dataset of pickDatasets(known, wanted, options.connection)) {
		const localRows = states.get(dataset.id)?.rows ?? 0;
		const sourceRows = await source.count(dataset, signal);
		if (!dataset.canSweep) {
			const isEqual = sourceRows === localRows;
			const doubt = sourceRows === undefined ? 'the vendor gives no count of it to compare with' : undefined;
			results.push({ dataset: dataset.id, localRows, sourceRows, keys: undefined, isEqual, doubt });
			continue;
		}
		const { keys, doubt } = await compareKeys(dataset, options);
		const isEqual = keys.missing === 0 && keys.extra === 0 && doubt === undefined;
		results.push({ dataset: dataset.id, localRows, sourceRows, keys, isEqual, doubt });
	}
	return results;
}

async function compareKeys(
	dataset: Dataset,
	options: VerifyOptions,
): Promise<{ keys: KeyComparison; doubt: string | undefined }> {
	const { source, replica, clock, signal, onProgress } = options;
	const run = await replica.begin(dataset, 'sweep', [], false, clock.now());
	const none = { requests: 0, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 };
	try {
		let doubt: string | undefined;
		for await (const batch of source.read(dataset, { phase: 'sweep', keysOnly: true }, signal)) {
			await replica.apply({ run, page: batch.page, checkpoint: null, traffic: none });
			onProgress?.(dataset.id, batch.done, batch.total);
			if (batch.isLast && batch.sweepProof?.isComplete !== true)
				doubt = batch.sweepProof?.why ?? 'the walk gave no proof';
		}
		return { keys: await replica.compareSweep(run, EXAMPLES), doubt };
	} finally {
		// It has changed nothing: a record of it would pass for a purge, and for a run that a job is waiting for.
		await replica.forget(run);
	}
}
