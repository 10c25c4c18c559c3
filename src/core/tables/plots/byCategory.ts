/** How many rows each value of a field has, or what a number of those rows comes to. */
import type { SQLOutputValue } from 'node:sqlite';
import { Amount } from './amounts.ts';
import { Categories, NO_VALUE } from './categories.ts';
import type { Gathering } from './gathering.ts';
import { LeftOutCounts } from './leftOutCounts.ts';
import { NumberColumn } from './numberColumn.ts';
import type { Bar, LeftOut, Measure, PlotField, PlotPicture } from './plotTypes.ts';
import { readCategory } from './readValue.ts';
import { readMeasure } from './readMeasure.ts';

export class ByCategory implements Gathering {
	readonly wanted: readonly string[];
	readonly #isBoolean: boolean;
	readonly #measure: Measure;
	readonly #top: number;
	readonly #categories = new Categories();
	readonly #numbers = new NumberColumn();
	readonly #values = new NumberColumn();
	readonly #unmeasured = new LeftOutCounts();

	constructor(field: PlotField, measure: Measure, top: number) {
		this.wanted = measure.of === 'rows' ? [field.name] : [field.name, measure.field];
		this.#isBoolean = field.type === 'boolean';
		this.#measure = measure;
		this.#top = top;
	}

	take([category, value]: readonly SQLOutputValue[]): void {
		this.#numbers.push(this.#categories.numberOf(readCategory(category, this.#isBoolean)));
		this.#values.push(readMeasure(this.#measure, value, this.#unmeasured));
	}

	finish(): { readonly picture: PlotPicture; readonly unmeasured: readonly LeftOut[] } {
		const numbers = this.#numbers.all;
		const unmeasured = this.#unmeasured.all;
		if (numbers.length === 0) return { picture: { kind: 'nothing' }, unmeasured };
		const rows = new Float64Array(this.#categories.count);
		for (const number of numbers) if (number >= 0) rows[number] = (rows[number] ?? 0) + 1;
		const top = this.#categories.top((number) => rows[number] ?? 0, this.#top);
		const amounts = new Map(top.map((number) => [number, new Amount(this.#measure.of)]));
		const empty = new Amount(this.#measure.of);
		const others = new Amount(this.#measure.of);
		const values = this.#values.all;
		for (const [nth, number] of numbers.entries()) {
			(number === NO_VALUE ? empty : (amounts.get(number) ?? others)).add(values[nth] ?? Number.NaN);
		}
		const twins = this.#categories.twinsAmong(top);
		const bars = [...amounts].map(([number, { rows, amount }]): Bar => {
			const value = this.#categories.textOf(number);
			return { value, isCut: this.#categories.isCut(number), hasTwin: twins.has(number), rows, amount };
		});
		const otherValues = this.#categories.count - top.length;
		return {
			picture: {
				kind: 'bars',
				bars,
				others:
					others.rows === 0
						? undefined
						: {
								values: otherValues,
								isAtLeast: this.#categories.isFull,
								rows: others.rows,
								amount: others.amount,
							},
				empty: empty.rows === 0 ? undefined : { rows: empty.rows, amount: empty.amount },
			},
			unmeasured,
		};
	}
}
