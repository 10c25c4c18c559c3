/** Asks by Quick Pick for a run that has ended: of a dataset, or of any. */
import * as vscode from 'vscode';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { addCounts } from '../../core/replica/addCounts.ts';
import type { RunCounts, RunRecord } from '../../core/replica/contract.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef, RecordRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { joined } from '../views/rowModel.ts';
import { agoText, changesText, outcomeText, phaseText } from '../views/words.ts';

const MOST_OFFERED = 200;

export async function askRun(freehold: Freehold, placeHolder: string): Promise<RecordRef | undefined> {
	const dataset = await askDataset(freehold, vscode.l10n.t('A run of which dataset?'), true);
	if (dataset === undefined) return undefined;
	const runs = await runsOf(freehold, dataset);
	const chosen = await vscode.window.showQuickPick(
		runs.map((record) => ({ ...runChoice(record), record })),
		{ placeHolder, title: targetOf(dataset) },
	);
	return chosen === undefined ? undefined : { ...dataset, record: chosen.record.id };
}

/** The newest first. */
async function runsOf(freehold: Freehold, ref: DatasetRef): Promise<readonly RunRecord[]> {
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const project = projects.of(ref.folder)?.project;
	if (project === undefined) return [];
	const file = replicaFile(project.dataFolder, ref.connection);
	return (await replicas.thread.ask(file, 'runs', MOST_OFFERED, ref.dataset)) ?? [];
}

function runChoice(record: RunRecord): vscode.QuickPickItem {
	const { id, phase, outcome, startedAt, counts } = record;
	const none: RunCounts = { read: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
	return {
		label: vscode.l10n.t('Run {0}', id),
		description: joined([
			phaseText(vscode.l10n, phase),
			outcomeText(vscode.l10n, outcome),
			agoText(vscode.l10n, startedAt, Date.now()),
		]),
		detail: changesText(Object.values(counts).reduce<RunCounts>(addCounts, none)),
	};
}
