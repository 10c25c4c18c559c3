/** Opens what a run has changed as a read-only document: the text of `freehold diff`, or JSON lines. */
import * as vscode from 'vscode';
import { askRange } from '../changes/askPoints.ts';
import { noteSeen } from '../changes/openChanges.ts';
import type { DiffRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef, RecordRef } from '../refs.ts';
import { isRecordRef, targetOf } from '../refs.ts';

export async function openDiff(
	freehold: Freehold,
	given: DatasetRef | RecordRef | undefined,
	format: DiffRequest['format'],
): Promise<void> {
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('The changes of which dataset?'), true));
	if (ref === undefined) return;
	const range = isRecordRef(ref) ? { from: ref.record - 1, to: ref.record } : await askRange(freehold, ref);
	if (range === undefined) return;
	const { folder, connection, dataset } = ref;
	const name = `${targetOf(ref)} ${range.to === undefined ? `since ${range.from}` : `run ${range.to}`}`;
	await freehold.documents.show(
		{ kind: 'diff', folder, connection, dataset, ...range, format },
		`${name}.${format === 'text' ? 'txt' : 'jsonl'}`,
	);
	await noteSeen(freehold, { folder, connection, dataset }, range.to);
}
