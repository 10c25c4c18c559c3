/** The table behind a picture: all that it shows, in cells. Pure. */
import type { Plot, PlotPick, PlotPicture, PlotSeries, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { filled } from '../grid/cellText.ts';
import { barPick, edges, othersPick, seriesPicks } from './picks.ts';
import { bucketText, numberText, shareText, valueText } from './quantities.ts';
import { amountTitle, othersText } from './wording.ts';

export interface TableCell {
	readonly text: string;
	/** Rows that it stands for, where the grid can show them. */
	readonly picks?: readonly PlotPick[] | undefined;
}

export interface PlotTable {
	readonly heads: readonly string[];
	readonly rows: readonly (readonly TableCell[])[];
}

/** @param canPick  whether the grid can filter a field */
export function plotTable(
	plot: Plot,
	wish: PlotWish,
	texts: PlotTexts,
	canPick: (field: string) => boolean,
): PlotTable {
	const pick = (...picks: readonly PlotPick[]): readonly PlotPick[] | undefined =>
		picks.every(({ field }) => canPick(field)) ? picks : undefined;
	return new TableMaker(wish, texts, pick).make(plot.picture, plot.rows);
}

type Picking = (...picks: readonly PlotPick[]) => readonly PlotPick[] | undefined;
type Of<Kind extends PlotPicture['kind']> = Extract<PlotPicture, { readonly kind: Kind }>;

class TableMaker {
	readonly #wish: PlotWish;
	readonly #texts: PlotTexts;
	readonly #pick: Picking;
	readonly #field: string;

	constructor(wish: PlotWish, texts: PlotTexts, pick: Picking) {
		this.#wish = wish;
		this.#texts = texts;
		this.#pick = pick;
		this.#field = 'field' in wish ? wish.field : '';
	}

	make(picture: PlotPicture, all: number): PlotTable {
		switch (picture.kind) {
			case 'bins':
				return this.#bins(picture);
			case 'bars':
				return this.#bars(picture, all);
			case 'series':
				return this.#series(picture);
			case 'spots':
			case 'squares':
				return this.#places(picture);
			case 'funnel':
				return this.#funnel(picture);
			case 'nothing':
				return { heads: [], rows: [] };
		}
	}

	#bins({ bins }: Of<'bins'>): PlotTable {
		const all = bins.reduce((sum, { rows }) => sum + rows, 0);
		return {
			heads: [this.#field, this.#texts.amounts.rows, this.#texts.share],
			rows: bins.map(({ from, to, rows }) => [
				{ text: rangeText(from, to, this.#texts) },
				{ text: numberText(rows), picks: this.#pick({ field: this.#field, from, to }) },
				{ text: shareText(rows, all) },
			]),
		};
	}

	#bars({ bars, others, empty }: Of<'bars'>, all: number): PlotTable {
		const texts = this.#texts;
		const measure = this.#wish.kind === 'category' ? this.#wish.measure : ({ of: 'rows' } as const);
		const isMeasured = measure.of !== 'rows';
		const row = (
			name: string,
			rows: number,
			amount: number | undefined,
			picks?: readonly PlotPick[],
		): readonly TableCell[] => [
			{ text: name },
			{ text: numberText(rows), picks },
			{ text: shareText(rows, all) },
			...(isMeasured ? [{ text: amount === undefined ? texts.noAmount : numberText(amount) }] : []),
		];
		const rest = othersPick(this.#field, bars);
		return {
			heads: [this.#field, texts.amounts.rows, texts.share, ...(isMeasured ? [amountTitle(measure, texts)] : [])],
			rows: [
				...bars.map((bar) =>
					row(valueText(bar.value, bar.isCut), bar.rows, bar.amount, this.#pick(barPick(this.#field, bar))),
				),
				...(others === undefined
					? []
					: [row(othersText(others, texts), others.rows, others.amount, rest && this.#pick(rest))]),
				...(empty === undefined
					? []
					: [row(texts.empty, empty.rows, empty.amount, this.#pick({ field: this.#field, isEmpty: true }))]),
			],
		};
	}

	#series(picture: Of<'series'>): PlotTable {
		const { bucket, starts, series, otherValues } = picture;
		const texts = this.#texts;
		const measure = this.#wish.kind === 'time' ? this.#wish.measure : ({ of: 'rows' } as const);
		const name = (one: PlotSeries): string => seriesText(one, picture, texts);
		const isSplit = series.length > 1 || series[0]?.value !== undefined;
		const heads = series.flatMap((one) => {
			const title = isSplit ? name(one) : amountTitle(measure, texts);
			return measure.of === 'rows' ? [title] : [title, isSplit ? filled(texts.rowsOf, name(one)) : texts.amounts.rows];
		});
		return {
			heads: [this.#field, ...heads],
			rows: starts.map((start, place) => [
				{ text: bucketText(start, bucket) },
				...series.flatMap((one): readonly TableCell[] => {
					const picks = seriesPicks(this.#wish, one, otherValues, { bucket, start });
					const count = { text: numberText(one.rows[place] ?? 0), picks: picks && this.#pick(...picks) };
					const amount = one.amounts[place];
					return measure.of === 'rows'
						? [count]
						: [{ text: amount === undefined ? texts.noAmount : numberText(amount) }, count];
				}),
			]),
		};
	}

	#places(picture: Of<'spots'> | Of<'squares'>): PlotTable {
		const { x: across, y: upward } = this.#wish.kind === 'scatter' ? this.#wish : { x: '', y: '' };
		const heads = [across, upward, this.#texts.amounts.rows];
		const places = picture.kind === 'spots' ? picture.spots : picture.squares;
		return {
			heads,
			rows: places
				.toSorted((a, b) => b.rows - a.rows)
				.map(({ x, y, rows }) => {
					const [horizontal, vertical] =
						picture.kind === 'spots'
							? [
									{ from: x, to: x },
									{ from: y, to: y },
								]
							: [edges(picture.x, x), edges(picture.y, y)];
					return [
						{ text: rangeText(horizontal.from, horizontal.to, this.#texts) },
						{ text: rangeText(vertical.from, vertical.to, this.#texts) },
						{
							text: numberText(rows),
							picks: this.#pick({ field: across, ...horizontal }, { field: upward, ...vertical }),
						},
					];
				}),
		};
	}

	#funnel({ stages, aside, others }: Of<'funnel'>): PlotTable {
		const texts = this.#texts;
		const all = stages[0]?.reached ?? 0;
		return {
			heads: [texts.status, texts.here, texts.reached, texts.share],
			rows: [
				...stages.map(({ value, rows, reached }) => [
					{ text: valueText(value) },
					{ text: numberText(rows), picks: this.#pick({ field: this.#field, is: value }) },
					{ text: numberText(reached) },
					{ text: shareText(reached, all) },
				]),
				...aside.map((bar) => [
					{ text: valueText(bar.value, bar.isCut) },
					{ text: numberText(bar.rows), picks: this.#pick(barPick(this.#field, bar)) },
					{ text: '' },
					{ text: '' },
				]),
				...(others === undefined
					? []
					: [[{ text: othersText(others, texts) }, { text: numberText(others.rows) }, { text: '' }, { text: '' }]]),
			],
		};
	}
}

export function rangeText(from: number | undefined, to: number | undefined, texts: PlotTexts): string {
	if (from === undefined) return filled(texts.below, numberText(to ?? 0));
	if (to === undefined) return filled(texts.above, numberText(from));
	return from === to ? numberText(from) : filled(texts.range, numberText(from), numberText(to));
}

export function seriesText(
	{ value, isCut }: Pick<PlotSeries, 'value' | 'isCut'>,
	{ otherValues, isAtLeast }: Pick<Of<'series'>, 'otherValues' | 'isAtLeast'>,
	texts: PlotTexts,
): string {
	if (value !== undefined) return valueText(value, isCut);
	return otherValues === 0 ? texts.amounts.rows : othersText({ values: otherValues, isAtLeast }, texts);
}

/** For the clipboard: tabs between cells, quotes where one holds what would break them apart. */
export function tableText({ heads, rows }: PlotTable): string {
	const cell = (text: string): string => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return [heads, ...rows.map((row) => row.map(({ text }) => text))].map((line) => line.map(cell).join('\t')).join('\n');
}
