/** Plots of rows that a test makes up, asked for as a page's host asks. */
import { NO_ARRANGEMENT } from '../../../../src/core/tables/arrangement.ts';
import type { Arrangement } from '../../../../src/core/tables/arrangement.ts';
import type { Plot, PlotField, PlotPicture, PlotWish } from '../../../../src/core/tables/plots/plotTypes.ts';
import { TableRig, fileOf } from '../tableRig.ts';

export type Row = Readonly<Record<string, unknown>>;

export async function rigOf(rows: readonly Row[]): Promise<TableRig> {
	const rig = new TableRig({
		kind: 'file',
		file: fileOf('rows.ndjson', rows.map((row) => JSON.stringify(row)).join('\n')),
	});
	await rig.settled();
	return rig;
}

export async function plotted(
	rows: readonly Row[],
	wish: PlotWish,
	arrangement: Arrangement = NO_ARRANGEMENT,
): Promise<Plot> {
	return (await rigOf(rows)).ask('plot', { wish, arrangement });
}

export async function fieldsOf(rows: readonly Row[]): Promise<readonly PlotField[]> {
	return (await (await rigOf(rows)).ask('plotFields', undefined)).fields;
}

export function pictureOf<Kind extends PlotPicture['kind']>(
	{ picture }: Plot,
	kind: Kind,
): Extract<PlotPicture, { readonly kind: Kind }> {
	if (picture.kind === kind) return picture as Extract<PlotPicture, { readonly kind: Kind }>;
	throw new Error(`${kind} was expected, not ${picture.kind}`);
}

export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
