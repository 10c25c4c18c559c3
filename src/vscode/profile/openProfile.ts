/** Opens the profile of a dataset, or of what the grid in front shows, with its filters. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef } from '../refs.ts';

export async function openProfile(freehold: Freehold, given: DatasetRef | undefined): Promise<void> {
	const profiles = await freehold.profiles();
	const grid = given === undefined ? (await freehold.grids()).active : undefined;
	if (grid !== undefined) {
		const { filters, where } = grid.shown.arrangement;
		const arrangement = { orders: [], filters, ...(where === undefined ? {} : { where }) };
		const sheet = grid.state.sheets?.current;
		profiles.show({ subject: grid.subject, arrangement, ...(sheet === undefined ? {} : { sheet }) });
		return;
	}
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('Which dataset is to be profiled?'), true));
	if (ref === undefined) return;
	const { folder, connection, dataset } = ref;
	const subject = { kind: 'dataset', folder, connection, dataset } as const;
	profiles.show({ subject, arrangement: { orders: [], filters: [] } });
}
