/** Opens plots: of what a grid shows, or of a dataset. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef } from '../refs.ts';

/** Of the grid that the user is at, with its filters, beginning with the column that its cursor is in. */
export async function plotGrid(freehold: Freehold): Promise<void> {
	const grid = (await freehold.grids()).active;
	if (grid === undefined) throw noGrid();
	const { columns, sheets } = grid.state;
	const { arrangement, at } = grid.shown;
	const kept = { subject: grid.subject, arrangement: { ...arrangement, orders: [] } };
	const plots = await freehold.plots();
	plots.show(sheets === undefined ? kept : { ...kept, sheet: sheets.current }, columns[at ?? -1]?.name);
}

export async function plotDataset(freehold: Freehold, given: DatasetRef | undefined): Promise<void> {
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('Which dataset is to be plotted?'), true));
	if (ref === undefined) return;
	const { folder, connection, dataset } = ref;
	const subject = { kind: 'dataset', folder, connection, dataset } as const;
	(await freehold.plots()).show({ subject, arrangement: { orders: [], filters: [] } });
}

function noGrid(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'There is nothing to be plotted',
		why: 'no grid is in front',
		next: 'Open a dataset or a file in the grid, or call Freehold: Plot Dataset…',
	});
}
