/** Why the Sources view has nothing to show: decides between its welcome texts. */
import * as vscode from 'vscode';
import type { DatasetState } from '../../core/replica/contract.ts';
import type { ProjectCondition } from '../ids.ts';
import type { ConnectionNode } from './nodes.ts';
import type { SourcesParts } from './sourcesTree.ts';

export async function conditionOf(
	connections: readonly ConnectionNode[],
	{ projects, replicas, network, jobs }: SourcesParts,
): Promise<ProjectCondition> {
	if ((vscode.workspace.workspaceFolders ?? []).length === 0) return 'noFolder';
	if (projects.all.length === 0) return vscode.workspace.isTrusted ? 'noProject' : 'untrusted';
	if (connections.length === 0) {
		return projects.all.some(({ problems }) => problems.some(({ severity }) => severity === 'error'))
			? 'problems'
			: 'noConnection';
	}
	if (jobs.running.length > 0) return 'ready';
	const states = await Promise.all(connections.map(({ ref, project }) => replicas.read(ref, project)));
	const datasets = states.flatMap((state) => state.datasets);
	if (datasets.some(hasData) || states.some(({ files, error }) => files !== undefined || error !== undefined)) {
		return 'ready';
	}
	if (!vscode.workspace.isTrusted) return 'untrusted';
	const known = await Promise.all(connections.map(({ ref, connection }) => network.credentialState(ref, connection)));
	if (known.every((state) => state === 'missing')) return 'noCredentials';
	// Their rows say what is to be done.
	if (known.some((state) => state === 'elsewhere' || state === 'signedOut')) return 'ready';
	return jobs.failures.ofAll(connections.map(({ ref }) => ref)) ?? 'ready';
}

function hasData({ rows, lastRun }: DatasetState): boolean {
	return rows > 0 || lastRun?.outcome === 'done';
}
