/** What is told of the numbers, or times, of a column. */
import { numberBins } from './numberBins.ts';
import type { NumberTally } from './numberTally.ts';
import type { Histogram, NumberFacts, Outliers } from './profile.ts';
import { firstAbove, firstFrom, quantile } from '../quantiles.ts';
import { timeBins } from './timeBins.ts';

/** How a column's numbers are meant. */
export type NumberSense = 'number' | 'day' | 'moment';

const FENCE = 1.5;
const MOST_EXAMPLES = 5;

export interface NumberReport {
	readonly facts: NumberFacts;
	readonly histogram: Histogram;
}

/** @returns `undefined` where there are no numbers */
export async function reportNumbers(tally: NumberTally, sense: NumberSense): Promise<NumberReport | undefined> {
	if (tally.count === 0) return undefined;
	const sorted = await tally.sorted();
	const { min, max, mean, deviation, weight } = tally;
	const at = (share: number): number => quantile(sorted, share);
	const facts = {
		...{ min, max, mean, deviation, isEstimate: weight > 1 },
		quartiles: [at(0.25), at(0.5), at(0.75)] as const,
		tails: [at(0.05), at(0.95)] as const,
		outliers: outliers(sorted, weight, sense),
	};
	const bins =
		sense === 'number' ? numberBins(sorted, weight, tally.isWhole) : timeBins(sorted, weight, sense === 'day');
	return { facts, histogram: { of: sense === 'number' ? 'numbers' : 'times', bins } };
}

/** Where half of all are equal there is no distance to measure by. */
function outliers(sorted: Float64Array, weight: number, sense: NumberSense): NumberFacts['outliers'] {
	const [lower, upper] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
	const distance = FENCE * (upper - lower);
	if (!(distance > 0)) return { below: undefined, above: undefined };
	const begin = firstFrom(sorted, lower - distance);
	const end = firstAbove(sorted, upper + distance);
	return {
		below: outliersOf(sorted.subarray(0, begin), weight, (limit) => `< ${limit}`, sorted[begin], sense),
		above: outliersOf(sorted.subarray(end).toReversed(), weight, (limit) => `> ${limit}`, sorted[end - 1], sense),
	};
}

/** @param limit  the last one that is none of them: easier to read than the fence itself */
function outliersOf(
	found: Float64Array,
	weight: number,
	filter: (limit: string) => string,
	limit: number | undefined,
	sense: NumberSense,
): Outliers | undefined {
	if (found.length === 0 || limit === undefined) return undefined;
	return {
		count: Math.round(found.length * weight),
		examples: [...new Set(found)].slice(0, MOST_EXAMPLES),
		filter: filter(sense === 'number' ? String(limit) : momentText(limit, sense)),
	};
}

function momentText(time: number, sense: NumberSense): string {
	const text = new Date(time).toISOString();
	return sense === 'day' ? text.slice(0, -'T00:00:00.000Z'.length) : text;
}
