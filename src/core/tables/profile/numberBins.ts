/** Bars of a histogram of numbers: round limits, few enough to be looked at, and no bar stretched by what lies far away. */
import { rangeFilter } from './filterTexts.ts';
import { firstFrom, quantile } from '../quantiles.ts';
import type { Bin } from './profile.ts';

const WANTED_BINS = 20;
const STEPS = [1, 2, 5, 10];
/** Beyond so many distances of the quartiles, numbers are put into one bar. */
const FAR = 3;

/** @param weight  how many numbers each one stands for */
export function numberBins(sorted: Float64Array, weight: number, isWhole: boolean): readonly Bin[] {
	const [min, max] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
	const [low, high] = nearRange(sorted, min, max);
	// Divided first: the distance may be more than a double holds.
	const step = Math.max(isWhole ? 1 : 0, roundStep(high / WANTED_BINS - low / WANTED_BINS));
	return bins(sorted, limitsBetween(low, high, step), weight, {
		...{ written: String, filtered: rangeFilter },
		before: (limit) => (isWhole ? limit - 1 : limit),
	});
}

/** How numbers of a histogram are written. */
export interface BinForm {
	readonly written: (value: number) => string;
	/** The end of a bar that reaches up to a limit. */
	readonly before: (limit: number) => number;
	/** The filter of those between two. */
	readonly filtered: (first: number, last: number) => string | undefined;
}

/** Cuts sorted numbers at limits; the first and the last bar are open. Limits between which nothing lies keep their bar. */
export function bins(
	sorted: Float64Array,
	limits: readonly number[],
	weight: number,
	{ written, before, filtered }: BinForm,
): readonly Bin[] {
	const label = (from: number, to: number): string =>
		written(from) === written(to) ? written(from) : `${written(from)} – ${written(to)}`;
	const found: Bin[] = [];
	let from = 0;
	for (const [nth, limit] of [...limits, Infinity].entries()) {
		const to = limit === Infinity ? sorted.length : firstFrom(sorted, limit);
		if (to === from)
			found.push({ label: nth in limits ? label(limits[nth - 1] ?? limit, before(limit)) : '', count: 0 });
		else {
			// What lies in it, not its limits: a range of filters holds both of its ends.
			const [first, last] = [sorted[from] ?? 0, sorted[to - 1] ?? 0];
			found.push({ label: label(first, last), count: Math.round((to - from) * weight), filter: filtered(first, last) });
		}
		from = to;
	}
	const isFilled = ({ count }: Bin): boolean => count > 0;
	return found.slice(found.findIndex(isFilled), found.findLastIndex(isFilled) + 1);
}

/** All of them, or those that are not far beyond the quartiles. */
export function nearRange(sorted: Float64Array, min: number, max: number): readonly [low: number, high: number] {
	const [lower, upper] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
	const distance = FAR * (upper - lower);
	if (!(distance > 0)) return [min, max];
	return [Math.max(min, lower - distance), Math.min(max, upper + distance)];
}

function limitsBetween(low: number, high: number, step: number): readonly number[] {
	const first = Math.floor(low / step);
	const limits: number[] = [];
	for (let nth = 0; nth <= 2 * WANTED_BINS; nth++) {
		// A multiple, not a sum: ten times 0.1 is no sum of 0.1.
		const limit = rounded(first + nth, step);
		if (limit > high + step) break;
		if (limit > (limits.at(-1) ?? -Infinity)) limits.push(limit);
	}
	return limits;
}

/** The next 1, 2 or 5 times a power of ten. */
function roundStep(wanted: number): number {
	const power = 10 ** Math.floor(Math.log10(wanted));
	return power * (STEPS.find((step) => step * power >= wanted) ?? 10);
}

/** Without the digits that multiplying brings along. */
function rounded(times: number, step: number): number {
	return Number((times * step).toPrecision(Math.min(15, String(Math.abs(times)).length + 1)));
}
