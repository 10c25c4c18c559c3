/** What a profile has to say, computed in the plainest way from all cells at once. */

export interface ModelFacts {
	readonly nulls: number;
	readonly blanks: number;
	readonly distinct: number;
	/** Counts of values that come more than once, the largest first. */
	readonly repeated: readonly number[];
	readonly counts: ReadonlyMap<string | number, number>;
}

export function modelOf(cells: readonly (string | number | null)[]): ModelFacts {
	const counts = new Map<string | number, number>();
	for (const cell of cells) if (cell !== null && cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1);
	return {
		nulls: cells.filter((cell) => cell === null).length,
		blanks: cells.filter((cell) => cell === '').length,
		distinct: counts.size,
		repeated: [...counts.values()].filter((count) => count > 1).sort((a, b) => b - a),
		counts,
	};
}

export interface NumberModel {
	readonly min: number;
	readonly max: number;
	readonly mean: number;
	readonly deviation: number;
	readonly median: number;
}

export function numbersOf(numbers: readonly number[]): NumberModel {
	const sorted = numbers.toSorted((a, b) => a - b);
	const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
	const squares = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0);
	const [low, high] = [sorted[(numbers.length - 1) >> 1] ?? NaN, sorted[numbers.length >> 1] ?? NaN];
	return {
		min: sorted[0] ?? NaN,
		max: sorted.at(-1) ?? NaN,
		mean,
		deviation: Math.sqrt(squares / numbers.length),
		median: (low + high) / 2,
	};
}
