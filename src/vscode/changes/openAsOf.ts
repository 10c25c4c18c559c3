/** Opens a dataset in the grid as it was after a run, or at a time. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef, RecordRef } from '../refs.ts';
import { isRecordRef } from '../refs.ts';
import { askPast } from './askPoints.ts';
import { datasetOf } from './datasetOf.ts';

export async function openAsOf(freehold: Freehold, given: DatasetRef | RecordRef | undefined): Promise<void> {
	const ref = await datasetOf(freehold, given, vscode.l10n.t('Which dataset is to be opened as it was?'));
	if (ref === undefined) return;
	const at = isRecordRef(ref) ? ref.record : await askPast(freehold, ref);
	if (at === undefined) return;
	const { folder, connection, dataset } = ref;
	(await freehold.grids()).show({ kind: 'past', folder, connection, dataset, at });
}
