/** Where rows lie by two numbers: each place on its own, or, where those are too many, how many lie in each square. */
import type { SQLOutputValue } from 'node:sqlite';
import { isLatitude, isLongitude } from './coordinates.ts';
import type { Gathering } from './gathering.ts';
import type { LeftOutCounts } from './leftOutCounts.ts';
import { niceEdges, rangeOf } from './niceEdges.ts';
import { NumberColumn } from './numberColumn.ts';
import type { PlotPicture, Spot } from './plotTypes.ts';
import { quantile } from '../quantiles.ts';
import { readNumber } from './readValue.ts';

/** More of them make a page slow, and cover one another. */
export const MOST_SPOTS = 2000;
const WANTED_SQUARES = 64;

export class Scatter implements Gathering {
	readonly wanted: readonly [string, string];
	readonly #leftOut: LeftOutCounts;
	readonly #isOnEarth: boolean;
	readonly #xs = new NumberColumn();
	readonly #ys = new NumberColumn();

	constructor({ x, y }: { readonly x: string; readonly y: string }, leftOut: LeftOutCounts) {
		this.wanted = [x, y];
		this.#leftOut = leftOut;
		this.#isOnEarth = isLongitude(x) && isLatitude(y);
	}

	take(values: readonly SQLOutputValue[]): void {
		const [x, y] = [readNumber(values[0]), readNumber(values[1])];
		if (typeof x !== 'number') this.#leftOut.add(x ?? 'empty', this.wanted[0]);
		else if (typeof y !== 'number') this.#leftOut.add(y ?? 'empty', this.wanted[1]);
		else if (this.#isOnEarth && isNoPlace(x, y)) this.#leftOut.add('noPlace', undefined);
		else {
			this.#xs.push(x);
			this.#ys.push(y);
		}
	}

	finish(): { readonly picture: PlotPicture } {
		const [xs, ys] = [this.#xs.all, this.#ys.all];
		if (xs.length === 0) return { picture: { kind: 'nothing' } };
		const spots = spotsOf(xs, ys, MOST_SPOTS);
		const isOnEarth = this.#isOnEarth;
		if (spots !== undefined) return { picture: { kind: 'spots', spots, isOnEarth } };
		const [x, y] = [edgesOf(xs), edgesOf(ys)];
		return { picture: { kind: 'squares', x, y, squares: this.#squares(x, y), isOnEarth } };
	}

	#squares(x: readonly number[], y: readonly number[]): readonly Spot[] {
		const [width, height] = [x.length - 1, y.length - 1];
		const counts = new Float64Array(width * height);
		let far = 0;
		const ys = this.#ys.all;
		for (const [nth, value] of this.#xs.all.entries()) {
			const column = placeIn(x, value);
			const row = placeIn(y, ys[nth] ?? 0);
			if (column === undefined || row === undefined) far += 1;
			else counts[row * width + column] = (counts[row * width + column] ?? 0) + 1;
		}
		this.#leftOut.add('farAway', undefined, far);
		return [...counts.entries()].flatMap(([nth, rows]) =>
			rows > 0 ? [{ x: nth % width, y: Math.floor(nth / width), rows }] : [],
		);
	}
}

/** Nobody builds at 0°, 0°: it stands for an address that was not found. */
function isNoPlace(longitude: number, latitude: number): boolean {
	return Math.abs(longitude) > 180 || Math.abs(latitude) > 90 || (longitude === 0 && latitude === 0);
}

/** @returns `undefined` where there are too many */
function spotsOf(xs: Float64Array, ys: Float64Array, most: number): readonly Spot[] | undefined {
	const spots = new Map<string, { readonly x: number; readonly y: number; rows: number }>();
	for (const [nth, x] of xs.entries()) {
		const y = ys[nth] ?? 0;
		const key = `${x} ${y}`;
		const known = spots.get(key);
		if (known !== undefined) known.rows += 1;
		else if (spots.size === most) return undefined;
		else spots.set(key, { x, y, rows: 1 });
	}
	return [...spots.values()];
}

function edgesOf(values: Float64Array): readonly number[] {
	const sorted = values.slice().sort();
	const range = rangeOf(sorted, quantile(sorted, 0.25), quantile(sorted, 0.75));
	return niceEdges(range, WANTED_SQUARES, false);
}

/** @returns which two edges a value lies between; `undefined` beyond them */
function placeIn(edges: readonly number[], value: number): number | undefined {
	let [low, high] = [0, edges.length - 1];
	if (value < (edges[low] ?? 0) || value >= (edges[high] ?? 0)) return undefined;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (value < (edges[middle] ?? 0)) high = middle;
		else low = middle;
	}
	return low;
}
