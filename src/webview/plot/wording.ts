/** What a picture shows and what it leaves out, in sentences. Pure. */
import type {
	Plot,
	PlotBucket,
	PlotLeftOut,
	PlotMeasure,
	PlotOthers,
	PlotState,
	PlotTexts,
	PlotWish,
} from '../../protocol/plot.ts';
import { filled } from '../grid/cellText.ts';
import { numberText, rowsText } from './quantities.ts';

/** Of the picture, as it is headed. */
export function titleOf(wish: PlotWish, bucket: PlotBucket | undefined, texts: PlotTexts): string {
	const { titles } = texts;
	switch (wish.kind) {
		case 'distribution':
			return filled(titles.distribution, wish.field);
		case 'time': {
			const per = texts.buckets[bucket ?? wish.bucket].toLocaleLowerCase();
			const amount = amountTitle(wish.measure, texts);
			return wish.split === undefined
				? filled(titles.time, amount, wish.field, per)
				: filled(titles.timeSplit, amount, wish.field, per, wish.split);
		}
		case 'category':
			return filled(titles.category, amountTitle(wish.measure, texts), wish.field);
		case 'scatter':
			return filled(titles.scatter, wish.y, wish.x);
		case 'funnel':
			return filled(titles.funnel, wish.field);
	}
}

/** What is measured. */
export function amountTitle(measure: PlotMeasure, texts: PlotTexts): string {
	return filled(texts.amounts[measure.of], measure.of === 'rows' ? '' : measure.field);
}

export function othersText({ values, isAtLeast }: Pick<PlotOthers, 'values' | 'isAtLeast'>, texts: PlotTexts): string {
	return filled(isAtLeast ? texts.othersAtLeast : texts.others, values.toLocaleString());
}

export function filterText({ filters }: Pick<PlotState, 'filters'>, texts: PlotTexts): string {
	if (filters.length === 0) return texts.allRows;
	const conditions = filters.map(({ column, text }) => `${column} ${text}`.trim());
	return filled(texts.filtered, conditions.join(' · '));
}

/** All that is to be known beside the picture. */
export function notesOf(plot: Plot, wish: PlotWish, texts: PlotTexts, isUtc: boolean): readonly string[] {
	const { picture, leftOut, unmeasured } = plot;
	const notes = [rowsText(plot.rows, texts)];
	if (picture.kind === 'bins') {
		const { least, lowerQuartile, median, mean, upperQuartile, most } = picture.statistics;
		notes.push(filled(texts.statistics, ...[least, lowerQuartile, median, mean, upperQuartile, most].map(numberText)));
	}
	if (picture.kind === 'squares') notes.push(texts.squaresHelp);
	if (picture.kind === 'funnel') notes.push(texts.funnelHelp);
	if (picture.kind === 'series') {
		const isCoarser = wish.kind === 'time' && wish.bucket !== 'auto' && wish.bucket !== picture.bucket;
		if (isCoarser) notes.push(filled(texts.coarser, texts.buckets[picture.bucket].toLocaleLowerCase()));
		if (isUtc) notes.push(texts.utc);
	}
	const left = leftOut.map((one) => leftOutText(one, texts));
	if (unmeasured.length > 0) {
		notes.push(filled(texts.unmeasured, unmeasured.map((one) => leftOutText(one, texts)).join(', ')));
	}
	if (left.length > 0) notes.push(filled(texts.notShown, left.join(', ')));
	return notes;
}

function leftOutText({ why, field, rows }: PlotLeftOut, texts: PlotTexts): string {
	return filled(texts.leftOut[why], rowsText(rows, texts), field ?? '');
}
