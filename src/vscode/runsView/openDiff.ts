/** Opens what a run has changed as a read-only document: the text of `freehold diff`, or JSON lines. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { beforeLastChange } from '../../core/wording/pointInTime.ts';
import type { DiffRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef, RecordRef } from '../refs.ts';
import { isRecordRef, targetOf } from '../refs.ts';
import { runChoice, runsOf } from './askRun.ts';

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
}

interface Range {
	readonly from: number;
	/** Absent: as it is now. */
	readonly to?: number;
}

/** The last change first, then each run that has changed something. */
async function askRange(freehold: Freehold, ref: DatasetRef): Promise<Range | undefined> {
	const runs = await runsOf(freehold, ref);
	const changed = runs.filter(({ counts }) => {
		return Object.values(counts).some(({ inserted, updated, deleted }) => inserted + updated + deleted > 0);
	});
	if (changed.length === 0) {
		throw new FreeholdError('notFound', {
			what: `There is nothing to compare in ${targetOf(ref)}`,
			why: 'no run that is remembered has changed it',
			next: 'Replicate it first',
		});
	}
	const since: Range = { from: beforeLastChange({ runs: () => runs }, ref.dataset) };
	const choices: (vscode.QuickPickItem & { readonly range: Range })[] = [
		{ label: vscode.l10n.t('What is new since the last change'), range: since },
		...changed.map((record) => ({ ...runChoice(record), range: { from: record.id - 1, to: record.id } })),
	];
	const placeHolder = vscode.l10n.t('The changes of which run?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, title: targetOf(ref) }))?.range;
}
