/** How the numbers of a field are spread. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Gathering } from './gathering.ts';
import type { LeftOutCounts } from './leftOutCounts.ts';
import { edgeOf, niceBins, rangeOf } from './niceBins.ts';
import type { BinEdges } from './niceBins.ts';
import { NumberColumn } from './numberColumn.ts';
import type { Bin, PlotField, PlotPicture, Statistics } from './plotTypes.ts';
import { quantileOf } from './quantiles.ts';
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
		const edges = niceBins(range, WANTED_BINS, this.#field.type === 'integer');
		return { picture: { kind: 'bins', bins: binsOf(numbers, edges), statistics } };
	}
}

function statisticsOf(sorted: Float64Array): Statistics {
	let mean = 0;
	// Step by step, because the sum of all may be more than a number holds.
	for (const [nth, value] of sorted.entries()) mean += (value - mean) / (nth + 1);
	return {
		least: sorted[0] ?? 0,
		lowerQuartile: quantileOf(sorted, 0.25),
		median: quantileOf(sorted, 0.5),
		mean,
		upperQuartile: quantileOf(sorted, 0.75),
		most: sorted[sorted.length - 1] ?? 0,
	};
}

function binsOf(sorted: Float64Array, edges: BinEdges): readonly Bin[] {
	const bins: Bin[] = [];
	const end = edgeOf(edges, edges.count);
	let at = 0;
	const countBelow = (to: number): number => {
		const from = at;
		while (at < sorted.length && (sorted[at] ?? 0) < to) at++;
		return at - from;
	};
	const below = countBelow(edges.from);
	if (below > 0) bins.push({ from: undefined, to: edges.from, rows: below });
	for (let nth = 0; nth < edges.count; nth++) {
		const to = edgeOf(edges, nth + 1);
		bins.push({ from: edgeOf(edges, nth), to, rows: countBelow(to) });
	}
	const above = sorted.length - at;
	if (above > 0) bins.push({ from: end, to: undefined, rows: above });
	return bins;
}
