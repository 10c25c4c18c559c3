/** Opens what changed in the grid: of a run, or between two points that are chosen. */
import * as vscode from 'vscode';
import { changedTables } from '../../core/changes/tableChanges.ts';
import type { ChangeCounts } from '../../core/changes/tableChanges.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import type { DatasetRef, RecordRef } from '../refs.ts';
import { isRecordRef, targetOf } from '../refs.ts';
import { changesText } from '../views/words.ts';
import { askRange } from './askPoints.ts';
import type { ChosenRange } from './askPoints.ts';
import { datasetOf } from './datasetOf.ts';

export async function openChanges(freehold: Freehold, given: DatasetRef | RecordRef | undefined): Promise<void> {
	const ref = await datasetOf(freehold, given, vscode.l10n.t('The changes of which dataset?'));
	if (ref === undefined) return;
	const range = isRecordRef(ref) ? { from: ref.record - 1, to: ref.record } : await askRange(freehold, ref);
	if (range === undefined) return;
	const table = await askTable(freehold, ref, range);
	if (table === undefined) return;
	const { folder, connection } = ref;
	(await freehold.grids()).show({ kind: 'changes', folder, connection, dataset: table, ...range });
	await noteSeen(freehold, { folder, connection, dataset: table }, range.to);
}

export async function markSeen(freehold: Freehold, given: DatasetRef | undefined): Promise<void> {
	const ref =
		given ?? (await askDataset(freehold, vscode.l10n.t('The changes of which dataset were looked at?'), true));
	if (ref !== undefined) await noteSeen(freehold, ref, undefined);
}

/** @param to  the last run whose changes were shown; absent: all there are */
export async function noteSeen(freehold: Freehold, ref: DatasetRef, to: number | undefined): Promise<void> {
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const state = projects.of(ref.folder);
	if (state === undefined) return;
	const { changes } = await replicas.read(ref, state);
	const newest = changes.find(({ table }) => table === ref.dataset)?.run ?? 0;
	await (await freehold.seenChanges()).mark(ref, Math.min(to ?? newest, newest));
}

/** A run may have changed the dataset, tables of its relations, or only those. */
async function askTable(
	freehold: Freehold,
	ref: DatasetRef | RecordRef,
	range: ChosenRange,
): Promise<string | undefined> {
	if (!isRecordRef(ref)) return ref.dataset;
	const changed = await tablesOf(freehold, ref, range);
	const tables = [...changed.keys()].toSorted((a, b) => Number(b === ref.dataset) - Number(a === ref.dataset));
	if (tables.length < 2) return tables[0] ?? ref.dataset;
	const choices = tables.map((table) => {
		const counts = changed.get(table);
		return { label: table, description: counts === undefined ? '' : changesText(counts) };
	});
	const placeHolder = vscode.l10n.t('The changes of which table?');
	const title = targetOf(ref);
	return (await vscode.window.showQuickPick(choices, { placeHolder, title }))?.label;
}

async function tablesOf(
	freehold: Freehold,
	ref: RecordRef,
	{ from, to = ref.record }: ChosenRange,
): Promise<ReadonlyMap<string, ChangeCounts>> {
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const { dataFolder } = projectOnDisk(projects.of(ref.folder), `The changes of ${targetOf(ref)} cannot be shown`);
	const changes = (await replicas.thread.ask(replicaFile(dataFolder, ref.connection), 'changes')) ?? [];
	return changedTables(changes, { from, to });
}
