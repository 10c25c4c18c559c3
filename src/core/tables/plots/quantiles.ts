/** Medians and quartiles of numbers in ascending order, as spreadsheets reckon them: between the two nearest. */

export function quantileOf(sorted: Float64Array, part: number): number {
	const place = (sorted.length - 1) * part;
	const below = Math.floor(place);
	const lower = sorted[below] ?? Number.NaN;
	const upper = sorted[below + 1] ?? lower;
	const share = place - below;
	// Not by their difference, which may be more than a number holds.
	return lower * (1 - share) + upper * share;
}

export function medianOf(sorted: Float64Array): number {
	return quantileOf(sorted, 0.5);
}
