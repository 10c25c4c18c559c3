/** How the numbers of a field are spread. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Gathering } from './gathering.ts';
import type { LeftOutCounts } from './leftOutCounts.ts';
import { niceEdges, rangeOf } from './niceEdges.ts';
import { NumberColumn } from './numberColumn.ts';
import type { Bin, PlotField, PlotPicture, Statistics } from './plotTypes.ts';
import { quantile } from '../quantiles.ts';
import { readNumber } from './readValue.ts';

const WANTED_BINS = 30;

export class Distribution implements Gathering {
	readonly wanted: readonly string[];
	readonly #field: PlotField;
	readonly #leftOut: LeftOutCounts;
	readonly #numbers = new NumberColumn();

	constructor(field: PlotField, leftOut: LeftOutCounts) {
		this.wanted = [field.name];
		this.#field = field;
		this.#leftOut = leftOut;
	}

	take([value]: readonly SQLOutputValue[]): void {
		const number = readNumber(value);
		if (typeof number === 'number') this.#numbers.push(number);
		else this.#leftOut.add(number ?? 'empty', this.#field.name);
	}

	finish(): { readonly picture: PlotPicture } {
		const numbers = this.#numbers.all.sort();
		if (numbers.length === 0) return { picture: { kind: 'nothing' } };
		const statistics = statisticsOf(numbers);
		const range = rangeOf(numbers, statistics.lowerQuartile, statistics.upperQuartile);
		const edges = niceEdges(range, WANTED_BINS, this.#field.type === 'integer');
		return { picture: { kind: 'bins', bins: binsOf(numbers, edges), statistics } };
	}
}

function statisticsOf(sorted: Float64Array): Statistics {
	let mean = 0;
	// Step by step, because the sum of all may be more than a number holds.
	for (const [nth, value] of sorted.entries()) mean += (value - mean) / (nth + 1);
	return {
		least: sorted[0] ?? 0,
		lowerQuartile: quantile(sorted, 0.25),
		median: quantile(sorted, 0.5),
		mean,
		upperQuartile: quantile(sorted, 0.75),
		most: sorted[sorted.length - 1] ?? 0,
	};
}

function binsOf(sorted: Float64Array, edges: readonly number[]): readonly Bin[] {
	let at = 0;
	const rowsBelow = (edge: number): number => {
		const from = at;
		while (at < sorted.length && (sorted[at] ?? 0) < edge) at++;
		return at - from;
	};
	const [first = 0] = edges;
	const below = { from: undefined, to: first, rows: rowsBelow(first) };
	const within = edges.slice(1).map((to, nth) => ({ from: edges[nth], to, rows: rowsBelow(to) }));
	const above = { from: edges.at(-1), to: undefined, rows: sorted.length - at };
	return [...(below.rows > 0 ? [below] : []), ...within, ...(above.rows > 0 ? [above] : [])];
}
