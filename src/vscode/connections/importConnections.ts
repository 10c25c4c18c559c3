/** Takes connections out of a file of somebody else's. Its secrets go to SecretStorage when the user says so, and nowhere else. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { importConnections as readConnections } from '../../core/project/importConnections.ts';
import type { ImportedConnection } from '../../core/project/importConnections.ts';
import { newProjectText } from '../../core/project/newProject.ts';
import { PROJECT_FILE } from '../../core/project/parseProject.ts';
import type { Freehold } from '../freehold.ts';
import { askFolder, askProject } from '../projects/askFolder.ts';
import type { ProjectState } from '../projects/projects.ts';
import { nameProblem } from './connectionSteps.ts';
import { saveSettings } from './saveConnection.ts';
import { writeProject } from '../projects/writeProject.ts';

export async function importConnections(freehold: Freehold): Promise<void> {
	const title = vscode.l10n.t('Import Connections');
	const [file] = (await vscode.window.showOpenDialog({
		title,
		openLabel: vscode.l10n.t('Import'),
		filters: { [PROJECT_FILE]: ['yaml', 'yml', 'json'] },
	})) ?? [undefined];
	if (file === undefined) return;
	const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
	const found = readConnections(text);
	const usable = found.filter(({ problems }) => problems.length === 0);
	if (usable.length === 0) throw noneUsable(found);
	const choices = found.map((one) => ({
		label: one.name,
		description: typeof one.settings.source === 'string' ? one.settings.source : '',
		detail: one.problems[0] ?? '',
		picked: one.problems.length === 0,
		one,
	}));
	const options = {
		title,
		placeHolder: vscode.l10n.t('Which connections are to be imported?'),
		canPickMany: true as const,
	};
	const chosen = await vscode.window.showQuickPick(choices, { ...options, ignoreFocusOut: true });
	const taken = (chosen ?? []).map(({ one }) => one).filter(({ problems }) => problems.length === 0);
	if (taken.length === 0) return;
	const keeps = await askSecrets(taken, title);
	if (keeps === undefined) return;
	await takeConnections(freehold, taken, keeps);
}

/** @returns `undefined` where the user left */
async function askSecrets(taken: readonly ImportedConnection[], title: string): Promise<boolean | undefined> {
	const count = taken.reduce((sum, { secrets }) => sum + Object.keys(secrets).length, 0);
	if (count === 0) return false;
	const keep = {
		label: vscode.l10n.t('Keep Them in the Secret Storage'),
		detail: vscode.l10n.t('Bound to this folder and to the servers that the connections name'),
	};
	const leave = {
		label: vscode.l10n.t('Leave Them Out'),
		detail: vscode.l10n.t('The credentials are set later, or come from the environment'),
	};
	const placeHolder = vscode.l10n.t('The file holds {0} secrets. They are not written into freehold.yaml.', count);
	const answer = await vscode.window.showQuickPick([keep, leave], { title, placeHolder, ignoreFocusOut: true });
	return answer === undefined ? undefined : answer === keep;
}

/** Adds them to the freehold.yaml of the folder that the user means, under names that are free. */
export async function takeConnections(
	freehold: Freehold,
	taken: readonly ImportedConnection[],
	keepsSecrets: boolean,
): Promise<readonly string[]> {
	const state = await targetProject(freehold);
	if (state === undefined) return [];
	const names = [...(state.project?.connections.keys() ?? [])];
	const added: string[] = [];
	for (const { name, settings, secrets } of taken) {
		const free = freeName(name, names);
		const ref = { folder: state.folder, connection: free };
		await saveSettings(freehold, ref, settings, { secrets: keepsSecrets ? secrets : {} });
		names.push(free);
		added.push(free);
	}
	return added;
}

async function targetProject(freehold: Freehold): Promise<ProjectState | undefined> {
	const projects = await freehold.projects();
	const { all } = projects;
	if (all.length > 0) return askProject(all, vscode.l10n.t('Which folder gets the connections?'));
	const folder = await askFolder();
	if (folder === undefined) return undefined;
	await writeProject(folder.uri, newProjectText([]), 'new');
	await projects.refresh();
	return projects.of(folder.uri.toString());
}

function freeName(name: string, taken: readonly string[]): string {
	for (let nth = 1; ; nth++) {
		const candidate = nth === 1 ? name : `${name.slice(0, 56)}-${nth}`;
		if (nameProblem(candidate, taken) === undefined) return candidate;
	}
}

function noneUsable(found: readonly ImportedConnection[]): FreeholdError {
	return new FreeholdError('configuration', {
		what: 'No connections were imported from that file',
		why: found.flatMap(({ problems }) => problems).join('; '),
		next: 'Mend the file and try again',
	});
}
