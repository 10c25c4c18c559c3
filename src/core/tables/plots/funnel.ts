/** How many rows are at each stage of a way, and how many have come that far. */
import type { SQLOutputValue } from 'node:sqlite';
import { Categories } from './categories.ts';
import type { Gathering } from './gathering.ts';
import type { LeftOutCounts } from './leftOutCounts.ts';
import { NumberColumn } from './numberColumn.ts';
import type { Bar, PlotField, PlotPicture, PlotWish, Stage } from './plotTypes.ts';
import { readCategory } from './readValue.ts';

type FunnelWish = Extract<PlotWish, { readonly kind: 'funnel' }>;

const MOST_UNKNOWN = 10;

export class Funnel implements Gathering {
	readonly wanted: readonly string[];
	readonly #wish: FunnelWish;
	readonly #isBoolean: boolean;
	readonly #leftOut: LeftOutCounts;
	readonly #categories = new Categories();
	readonly #numbers = new NumberColumn();

	constructor(wish: FunnelWish, field: PlotField, leftOut: LeftOutCounts) {
		this.wanted = [field.name];
		this.#wish = wish;
		this.#isBoolean = field.type === 'boolean';
		this.#leftOut = leftOut;
		for (const value of [...wish.stages, ...wish.aside]) this.#categories.numberOf(value);
	}

	take([value]: readonly SQLOutputValue[]): void {
		const text = readCategory(value, this.#isBoolean);
		if (text === undefined) this.#leftOut.add('empty', this.#wish.field);
		else this.#numbers.push(this.#categories.numberOf(text));
	}

	finish(): { readonly picture: PlotPicture } {
		const numbers = this.#numbers.all;
		if (numbers.length === 0) return { picture: { kind: 'nothing' } };
		const rows = new Float64Array(this.#categories.count);
		for (const number of numbers) if (number >= 0) rows[number] = (rows[number] ?? 0) + 1;
		const { stages, aside } = this.#wish;
		const known = stages.length + aside.length;
		const byRows = this.#categories.top((number) => (number < known ? -1 : (rows[number] ?? 0)), MOST_UNKNOWN);
		const unknown = byRows.filter((number) => number >= known);
		const shownAside = [...aside.map((_, nth) => stages.length + nth), ...unknown];
		const twins = this.#categories.twinsAmong(shownAside);
		const bars = shownAside.map((number): Bar => {
			const count = rows[number] ?? 0;
			const value = this.#categories.textOf(number);
			return {
				...{ value, isCut: this.#categories.isCut(number), hasTwin: twins.has(number) },
				...{ rows: count, amount: count },
			};
		});
		const shown = bars.filter((bar) => bar.rows > 0);
		const told = stagesOf(stages, rows);
		const otherRows = numbers.length - (told[0]?.reached ?? 0) - shown.reduce((sum, bar) => sum + bar.rows, 0);
		const values = this.#categories.count - known - unknown.length;
		const others = { values, isAtLeast: this.#categories.isFull, rows: otherRows, amount: otherRows };
		return {
			picture: { kind: 'funnel', stages: told, aside: shown, others: otherRows === 0 ? undefined : others },
		};
	}
}

/** @param rows  by stage, and more behind them */
function stagesOf(values: readonly string[], rows: Float64Array): readonly Stage[] {
	let reached = 0;
	return values
		.map((value, nth) => ({ value, rows: rows[nth] ?? 0 }))
		.toReversed()
		.map((stage) => ({ ...stage, reached: (reached += stage.rows) }))
		.toReversed();
}
