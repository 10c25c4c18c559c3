/** Compares a replica with its source, and says what differs. */
import * as vscode from 'vscode';
import { openConnection } from '../../core/jobs/openConnection.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { verify } from '../../core/jobs/verify.ts';
import type { Verification } from '../../core/jobs/verify.ts';
import { findConnection } from '../../core/project/targets.ts';
import type { Freehold } from '../freehold.ts';
import { VIEWS } from '../ids.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import { isDatasetRef, targetOf } from '../refs.ts';
import type { ConnectionRef, DatasetRef } from '../refs.ts';
import { askConnection } from './askTarget.ts';

export async function verifyRow(freehold: Freehold, given: ConnectionRef | DatasetRef | undefined): Promise<void> {
	const ref = given ?? (await askConnection(freehold, vscode.l10n.t('Which replica is to be compared?')));
	if (ref === undefined) return;
	const title = vscode.l10n.t('Comparing {0} with its source', targetOf(ref));
	const location = { viewId: VIEWS.sources };
	const found = await vscode.window.withProgress({ location, title, cancellable: true }, (_, token) =>
		compare(freehold, ref, token),
	);
	const differing = found.filter(({ isEqual }) => !isEqual).map(differenceText);
	const log = await freehold.log();
	for (const one of found) log.write('info', `Compared ${ref.connection}/${one.dataset}`, { ...one });
	void (await freehold.messages()).verified(targetOf(ref), differing);
}

async function compare(
	freehold: Freehold,
	ref: ConnectionRef | DatasetRef,
	token: vscode.CancellationToken,
): Promise<readonly Verification[]> {
	const [projects, network] = await Promise.all([freehold.projects(), freehold.network()]);
	const project = projectOnDisk(projects.of(ref.folder), `${targetOf(ref)} could not be compared`);
	const connection = findConnection(project, ref.connection);
	const abort = new AbortController();
	token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
	const outside = network.outsideOf(ref, connection);
	const open = await openConnection(connection, replicaFile(project.dataFolder, ref.connection), outside);
	try {
		return await verify({
			...{ connection: ref.connection, source: open.source, replica: open.replica, clock: outside.clock },
			datasets: isDatasetRef(ref) ? [ref.dataset] : [],
			signal: abort.signal,
		});
	} finally {
		await open.close();
	}
}

function differenceText({ dataset, localRows, sourceRows, keys, doubt }: Verification): string {
	if (doubt !== undefined) return `${dataset}: ${doubt}`;
	if (keys !== undefined) {
		return vscode.l10n.t('{0}: {1} missing, {2} too many', dataset, keys.missing, keys.extra);
	}
	return vscode.l10n.t('{0}: {1} here, {2} there', dataset, localRows, sourceRows ?? '?');
}
