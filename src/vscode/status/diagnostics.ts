/** What a report of a fault needs to say, without secrets, addresses of people or their data. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';

export async function copyDiagnostics(freehold: Freehold): Promise<void> {
	const [projects, replicas, jobs, log] = await Promise.all([
		freehold.projects(),
		freehold.replicas(),
		freehold.jobs(),
		freehold.log(),
	]);
	const { packageJSON } = freehold.context.extension as { readonly packageJSON: { readonly version: string } };
	const lines = [
		`Freehold ${packageJSON.version}`,
		`${vscode.env.appName} ${vscode.version} (${vscode.env.appHost}${remote()})`,
		`Node ${process.versions.node}, SQLite ${process.versions.sqlite ?? '?'}, ${process.platform} ${process.arch}`,
		`Trusted: ${String(vscode.workspace.isTrusted)}, folders: ${vscode.workspace.workspaceFolders?.length ?? 0}`,
	];
	for (const [nth, state] of projects.all.entries()) {
		lines.push(`Project ${nth + 1}: ${state.problems.length} problems, ${state.project?.jobs.size ?? 0} jobs`);
		for (const connection of state.project?.connections.values() ?? []) {
			const { datasets, error } = await replicas.read(
				{ folder: state.folder, connection: connection.connection },
				state,
			);
			const outcomes = datasets.map(({ lastRun }) => lastRun?.outcome ?? 'none');
			const failure = error === undefined ? '' : `, not readable: ${messageOf(error)}`;
			lines.push(`  ${connection.source}: ${datasets.length} datasets (${counted(outcomes)})${failure}`);
		}
	}
	for (const { request, current } of jobs.running)
		lines.push(`Running: ${request.kind}, ${current?.phase ?? 'waiting'}`);
	await vscode.env.clipboard.writeText(log.redact(lines.join('\n')));
	void (await freehold.messages()).diagnosticsCopied();
}

function remote(): string {
	return vscode.env.remoteName === undefined ? '' : `, remote`;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : 'unknown';
}

function counted(outcomes: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}
