/** Carries out a purge that was held, once the user has seen how much would go. */
import * as vscode from 'vscode';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { releaseHeld } from '../../core/jobs/releaseHeld.ts';
import { openReplica } from '../../core/replica/replica.ts';
import { systemClock } from '../../core/systemOutside.ts';
import type { Freehold } from '../freehold.ts';
import { workerUrl } from '../outside/workers.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import { targetOf } from '../refs.ts';
import type { DatasetRef } from '../refs.ts';
import { askDataset } from './askTarget.ts';

export async function releaseRow(freehold: Freehold, given: DatasetRef | undefined): Promise<void> {
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('Whose held purge is to be carried out?'), true));
	if (ref === undefined) return;
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const state = projects.of(ref.folder);
	const { dataFolder } = projectOnDisk(state, `The purge of ${targetOf(ref)} could not be carried out`);
	if (state === undefined) return;
	const { datasets } = await replicas.read(ref, state);
	const held = datasets.find(({ dataset }) => dataset === ref.dataset)?.heldSweep;
	if (held !== undefined && !(await isMeant(ref, held.wouldDelete, held.rows, held.why))) return;
	const replica = await openReplica({
		file: replicaFile(dataFolder, ref.connection),
		workerUrl: workerUrl('storeWorker'),
	});
	try {
		const { signal } = new AbortController();
		await releaseHeld({ connection: ref.connection, replica, datasets: [ref.dataset], clock: systemClock(), signal });
	} finally {
		await replica.close();
	}
	await replicas.refresh(projects.all);
}

/** Rows go: this is the one question that stands in the way. */
async function isMeant(ref: DatasetRef, wouldDelete: number, rows: number, why: string): Promise<boolean> {
	const remove = vscode.l10n.t('Delete {0} Rows', wouldDelete.toLocaleString());
	const question = vscode.l10n.t(
		'The purge of {0} would delete {1} of {2} rows. Carry it out?',
		targetOf(ref),
		wouldDelete.toLocaleString(),
		rows.toLocaleString(),
	);
	return (await vscode.window.showWarningMessage(question, { modal: true, detail: why }, remove)) === remove;
}
