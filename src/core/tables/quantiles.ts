/** Places among sorted numbers. */

/** The number below which a share of them lies, between two of them where none stands there (R's type 7). */
export function quantile(sorted: Float64Array, share: number): number {
	const place = (sorted.length - 1) * share;
	const lower = sorted[Math.floor(place)] ?? NaN;
	const upper = sorted[Math.ceil(place)] ?? NaN;
	const part = place - Math.floor(place);
	// So that neither the difference of two large numbers nor their sum is too large.
	return part === 0 || lower === upper ? lower : lower * (1 - part) + upper * part;
}

/** Index of the first number that is not below a limit. */
export function firstFrom(sorted: Float64Array, limit: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? 0) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Index of the first number that is above a limit. */
export function firstAbove(sorted: Float64Array, limit: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
		else high = middle;
	}
	return low;
}
