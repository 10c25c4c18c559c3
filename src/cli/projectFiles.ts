/** Writes the files of a new project: freehold.yaml, .gitignore lines, VS Code excludes. Never over what is there. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FreeholdError } from '../core/errors.ts';
import { PROJECT_FILE } from '../core/project/parseProject.ts';

export const DATA_FOLDER = 'data';

/** @throws FreeholdError `usage` where the folder already is a project */
export async function writeProject(folder: string, text: string): Promise<string> {
	const file = join(folder, PROJECT_FILE);
	await mkdir(folder, { recursive: true });
	try {
		await writeFile(file, text, { flag: 'wx' });
	} catch (cause) {
		if (!hasCode(cause, 'EEXIST')) throw cause;
		throw new FreeholdError('usage', {
			what: `${file} is already there`,
			why: 'freehold init does not write over it',
			next: 'Edit it by hand, or name another folder with --workspace DIR',
		});
	}
	return file;
}

/** Adds the lines that are missing. @returns whether there were any */
export async function ignoreInGit(folder: string, lines: readonly string[]): Promise<boolean> {
	const file = join(folder, '.gitignore');
	const before = (await readIfThere(file)) ?? '';
	const present = new Set(before.split(/\r?\n/).map((line) => line.trim()));
	const missing = lines.filter((line) => !present.has(line));
	if (missing.length === 0) return false;
	const glue = before === '' || before.endsWith('\n') ? '' : '\n';
	await writeFile(file, `${before}${glue}${missing.join('\n')}\n`);
	return true;
}

/**
 * Keeps a replica's file out of VS Code's search and file watching. An existing settings file may hold comments and an
 * order of its own, so it is left alone and the caller says what to add.
 *
 * @returns whether the file was written
 */
export async function excludeInEditor(folder: string): Promise<boolean> {
	const file = join(folder, '.vscode', 'settings.json');
	if ((await readIfThere(file)) !== undefined) return false;
	await mkdir(join(folder, '.vscode'), { recursive: true });
	await writeFile(file, `${JSON.stringify(EDITOR_EXCLUDES, null, '\t')}\n`, { flag: 'wx' });
	return true;
}

export const EDITOR_EXCLUDES = {
	'files.watcherExclude': { [`**/${DATA_FOLDER}/**`]: true },
	'search.exclude': { [`**/${DATA_FOLDER}/**`]: true },
} as const;

async function readIfThere(file: string): Promise<string | undefined> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return undefined;
		throw error;
	}
}

export function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
