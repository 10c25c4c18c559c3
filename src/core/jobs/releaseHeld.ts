/** Carries out purges that were held, from the keys that their walks have seen: the vendor is not asked again. */
import { FreeholdError } from '../errors.ts';
import type { Clock } from '../outside.ts';
import type { DatasetState, Replica } from '../replica/contract.ts';
import type { DatasetResult } from './events.ts';

export interface ReleaseOptions {
	readonly connection: string;
	readonly replica: Replica;
	/** Empty: every dataset that has a held purge. */
	readonly datasets: readonly string[];
	readonly clock: Clock;
	readonly signal: AbortSignal;
}

/** Whoever releases a purge has seen how much would go. */
const NO_LIMIT_PERCENT = 100;

/**
 * A purge whose walk was not proven complete stays held: only a new walk can prove it.
 *
 * @throws FreeholdError `notFound` where a dataset, or every one of them, has no held purge
 */
export async function releaseHeld(options: ReleaseOptions): Promise<readonly DatasetResult[]> {
	const { connection, replica, clock, signal } = options;
	const results: DatasetResult[] = [];
	for (const dataset of wanted(await replica.states(), options)) {
		signal.throwIfAborted();
		const { held } = await replica.releaseHeld(dataset, NO_LIMIT_PERCENT, clock.now());
		const state = (await replica.states()).find((one) => one.dataset === dataset);
		const runs = state?.lastRun === undefined ? [] : [state.lastRun];
		results.push({ connection, dataset, runs, held, error: undefined });
	}
	return results;
}

function wanted(states: readonly DatasetState[], { connection, datasets }: ReleaseOptions): readonly string[] {
	if (datasets.length > 0) return datasets;
	const held = states.filter((state) => state.heldSweep !== undefined).map((state) => state.dataset);
	if (held.length > 0) return held;
	throw new FreeholdError('notFound', {
		what: `No purge of ${connection} is held`,
		why: 'the last ones were carried out, or there were none',
		next: 'See where each dataset stands with: freehold status',
	});
}
