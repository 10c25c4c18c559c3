/** Which rows marks of a picture stand for. Pure. */
import type { PlotBar, PlotBucket, PlotPick, PlotSeries, PlotWish } from '../../protocol/plot.ts';

export function barPick(field: string, { value, isCut, hasTwin }: PlotBar): PlotPick {
	return { field, is: value, isCut, hasTwin };
}

/** @returns `undefined` where a filter could not tell the others from those that are shown */
export function othersPick(field: string, bars: readonly PlotBar[]): PlotPick | undefined {
	if (bars.some(({ isCut, hasTwin }) => isCut || hasTwin)) return undefined;
	return { field, isNoneOf: bars.map(({ value }) => value) };
}

/** @returns `undefined` for the series of all others: they are too many for a filter */
export function seriesPicks(
	wish: PlotWish,
	{ value, isCut, hasTwin }: PlotSeries,
	otherValues: number,
	{ bucket, start }: { readonly bucket: PlotBucket; readonly start: number },
): readonly PlotPick[] | undefined {
	const field = 'field' in wish ? wish.field : '';
	const split = wish.kind === 'time' ? wish.split : undefined;
	if (value === undefined && otherValues > 0) return undefined;
	const moment = { field, bucket, start };
	return value === undefined || split === undefined ? [moment] : [moment, { field: split, is: value, isCut, hasTwin }];
}

/** The two between which a square lies. */
export function edges(
	all: readonly number[],
	nth: number,
): { readonly from: number | undefined; readonly to: number | undefined } {
	return { from: all[nth], to: all[nth + 1] };
}
