/** Writes the files of a new project: freehold.yaml, lines of .gitignore, excludes of search and file watching. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { IGNORED_BY_GIT, USUAL_DATA_FOLDER } from '../../core/project/newProject.ts';
import { PROJECT_FILE } from '../../core/project/parseProject.ts';

/** @throws FreeholdError `usage` where the folder already is a project, unless it is to be replaced */
export async function writeProject(folder: vscode.Uri, text: string, how: 'new' | 'replace'): Promise<vscode.Uri> {
	const file = vscode.Uri.joinPath(folder, PROJECT_FILE);
	if (how === 'new' && (await readIfThere(file)) !== undefined) {
		throw new FreeholdError('usage', {
			what: `${PROJECT_FILE} is already there`,
			why: 'it is not written over',
			next: 'Add a connection to it instead',
		});
	}
	await write(file, text);
	await ignoreInGit(folder, IGNORED_BY_GIT);
	await excludeInEditor(folder);
	return file;
}

/** Adds the lines that are missing. */
async function ignoreInGit(folder: vscode.Uri, lines: readonly string[]): Promise<void> {
	const file = vscode.Uri.joinPath(folder, '.gitignore');
	const before = (await readIfThere(file)) ?? '';
	const present = new Set(before.split(/\r?\n/).map((line) => line.trim()));
	const missing = lines.filter((line) => !present.has(line));
	if (missing.length === 0) return;
	const glue = before === '' || before.endsWith('\n') ? '' : '\n';
	await write(file, `${before}${glue}${missing.join('\n')}\n`);
}

/** Keeps replicas out of the editor's search and file watching: they are large and always changing. */
async function excludeInEditor(folder: vscode.Uri): Promise<void> {
	const pattern = `**/${USUAL_DATA_FOLDER}/**`;
	for (const [section, name] of [
		['files', 'watcherExclude'],
		['search', 'exclude'],
	] as const) {
		const configuration = vscode.workspace.getConfiguration(section, folder);
		const before = configuration.inspect<Readonly<Record<string, boolean>>>(name)?.workspaceFolderValue ?? {};
		if (before[pattern] !== undefined) continue;
		await configuration.update(name, { ...before, [pattern]: true }, vscode.ConfigurationTarget.WorkspaceFolder);
	}
}

async function readIfThere(file: vscode.Uri): Promise<string | undefined> {
	try {
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
	} catch (error) {
		if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
		throw error;
	}
}

async function write(file: vscode.Uri, text: string): Promise<void> {
	await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
