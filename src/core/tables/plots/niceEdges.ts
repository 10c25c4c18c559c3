/** Edges of bins and squares: of equal, round width, and none for what lies far away from all others. */

/** So many times the middle half's width beyond it, a value is far away from the others. */
const FAR = 6;

/** What lies closer together is one. */
const LEAST_STEP = 1e-90;

/**
 * The range that a picture has to show, so that single values far away do not hide all others.
 *
 * @param sorted  ascending, at least one
 */
export function rangeOf(sorted: Float64Array, lower: number, upper: number): readonly [number, number] {
	const reach = FAR * (upper - lower);
	// Half of all being equal says nothing about the others.
	if (reach === 0 || !Number.isFinite(reach)) return [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
	const isNear = (value: number): boolean => value >= lower - reach && value <= upper + reach;
	return [sorted.find(isNear) ?? lower, sorted.findLast(isNear) ?? upper];
}

/**
 * @param wanted  roughly so many bins
 * @returns where bins begin, and where the last one ends: it does not hold its end
 */
export function niceEdges(
	[least, most]: readonly [number, number],
	wanted: number,
	isWhole: boolean,
): readonly number[] {
	const span = most / wanted - least / wanted;
	const tiny = Math.max(Math.abs(least), Math.abs(most)) * 1e-12;
	const raw = Math.max(span, isWhole ? 1 : tiny);
	const step = raw === 0 ? 1 : roundUp(Math.max(raw, LEAST_STEP));
	const first = Math.floor(least / step);
	const count = Math.max(1, Math.floor(most / step) - first + 1);
	return Array.from({ length: count + 1 }, (_, nth) => multiple(first + nth, step));
}

/** 1, 2 or 5 with noughts. */
function roundUp(raw: number): number {
	const power = 10 ** Math.floor(Math.log10(raw));
	const times = raw / power;
	const nice = times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10;
	return Number((nice * power).toPrecision(1));
}

/** 0.30000000000000004 is 0.3, and there is no -0. */
function multiple(times: number, step: number): number {
	const digits = Math.max(0, Math.min(100, -Math.floor(Math.log10(step))));
	return (digits === 0 ? times * step : Number((times * step).toFixed(digits))) + 0;
}
