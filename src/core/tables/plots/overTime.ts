/** What happens in each day, week, month or year, of all rows or of the rows of each value. */
import type { SQLOutputValue } from 'node:sqlite';
import { Amount } from './amounts.ts';
import { Categories } from './categories.ts';
import type { Gathering } from './gathering.ts';
import { LeftOutCounts } from './leftOutCounts.ts';
import { NumberColumn } from './numberColumn.ts';
import type { LeftOut, Measure, PlotField, PlotPicture, PlotWish, Series } from './plotTypes.ts';
import { readCategory, readDay } from './readValue.ts';
import { readMeasure } from './readMeasure.ts';
import { DAY_MS, bucketOf, bucketsBetween, chooseBucket } from './timeBuckets.ts';

type TimeWish = Extract<PlotWish, { readonly kind: 'time' }>;

/** More lines cannot be told apart. */
export const MOST_SERIES = 8;
const REST = -1;

export class OverTime implements Gathering {
	readonly wanted: readonly string[];
	readonly #field: string;
	readonly #bucket: TimeWish['bucket'];
	readonly #measure: Measure;
	readonly #split: PlotField | undefined;
	readonly #leftOut: LeftOutCounts;
	readonly #unmeasured = new LeftOutCounts();
	readonly #categories = new Categories();
	readonly #days = new NumberColumn();
	readonly #values = new NumberColumn();
	readonly #numbers = new NumberColumn();

	constructor({ field, measure, bucket }: TimeWish, split: PlotField | undefined, leftOut: LeftOutCounts) {
		const measured = measure.of === 'rows' ? field : measure.field;
		this.wanted = split === undefined ? [field, measured] : [field, measured, split.name];
		this.#field = field;
		this.#bucket = bucket;
		this.#measure = measure;
		this.#split = split;
		this.#leftOut = leftOut;
	}

	take([moment, value, category]: readonly SQLOutputValue[]): void {
		const day = readDay(moment);
		const text = this.#split === undefined ? undefined : readCategory(category, this.#split.type === 'boolean');
		if (typeof day !== 'number') this.#leftOut.add(day ?? 'empty', this.#field);
		else if (this.#split !== undefined && text === undefined) this.#leftOut.add('empty', this.#split.name);
		else {
			this.#days.push(day);
			this.#numbers.push(this.#categories.numberOf(text));
			this.#values.push(readMeasure(this.#measure, value, this.#unmeasured));
		}
	}

	finish(): { readonly picture: PlotPicture; readonly unmeasured: readonly LeftOut[] } {
		const unmeasured = this.#unmeasured.all;
		const days = this.#days.all;
		if (days.length === 0) return { picture: { kind: 'nothing' }, unmeasured };
		const [first, last] = endsOf(days);
		const bucket = chooseBucket(first, last, this.#bucket);
		const starts = bucketsBetween(first, last, bucket);
		const places = new Map(starts.map((start, place) => [start, place]));
		const lines = this.#lines(starts.length);
		const rest = new Line(this.#measure, starts.length);
		for (const [nth, number] of this.#numbers.all.entries()) {
			const place = places.get(bucketOf(days[nth] ?? 0, bucket)) ?? 0;
			(lines.get(number) ?? rest).add(place, this.#values.all[nth] ?? Number.NaN);
		}
		const twins = this.#categories.twinsAmong([...lines.keys()]);
		const series = [...lines].map(([number, line]): Series => {
			const value = this.#categories.textOf(number);
			return { value, isCut: this.#categories.isCut(number), hasTwin: twins.has(number), ...line.told };
		});
		if (rest.rows > 0) series.push({ value: undefined, isCut: false, hasTwin: false, ...rest.told });
		const otherValues = this.#split === undefined ? 0 : this.#categories.count - lines.size;
		const isAtLeast = this.#categories.isFull;
		return {
			picture: {
				kind: 'series',
				bucket,
				starts: starts.map((start) => start * DAY_MS),
				series,
				otherValues,
				isAtLeast,
			},
			unmeasured,
		};
	}

	/** One for each of the values with the most rows. */
	#lines(length: number): ReadonlyMap<number, Line> {
		const rows = new Float64Array(this.#categories.count);
		for (const number of this.#numbers.all) if (number > REST) rows[number] = (rows[number] ?? 0) + 1;
		const top = this.#categories.top((number) => rows[number] ?? 0, MOST_SERIES);
		return new Map(top.map((number) => [number, new Line(this.#measure, length)]));
	}
}

class Line {
	readonly #amounts: readonly Amount[];
	rows = 0;

	constructor({ of }: Measure, length: number) {
		this.#amounts = Array.from({ length }, () => new Amount(of));
	}

	add(place: number, value: number): void {
		this.rows += 1;
		this.#amounts[place]?.add(value);
	}

	get told(): Pick<Series, 'amounts' | 'rows'> {
		return { amounts: this.#amounts.map(({ amount }) => amount), rows: this.#amounts.map(({ rows }) => rows) };
	}
}

function endsOf(days: Float64Array): readonly [number, number] {
	let [first, last] = [Infinity, -Infinity];
	for (const day of days) {
		first = Math.min(first, day);
		last = Math.max(last, day);
	}
	return [first, last];
}
