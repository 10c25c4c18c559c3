/** Finds and reads the workspace's freehold.yaml. */
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FreeholdError } from '../errors.ts';
import { parseProject, PROJECT_FILE } from './parseProject.ts';
import type { Problem, Project } from './project.ts';

/** No freehold.yaml was found where one was looked for. */
export class NoProject extends FreeholdError {
	constructor(folder: string) {
		super('configuration', {
			what: `There is no ${PROJECT_FILE} in ${folder} or above it`,
			why: 'The connections are declared there',
			next: "Run 'freehold init' there, name another folder with --workspace DIR, or try 'freehold demo'",
		});
	}
}

/**
 * Reads `<folder>/freehold.yaml`.
 *
 * @throws FreeholdError `configuration` with every problem and its place; `usage` where there is no such file
 */
export async function loadProject(folder: string): Promise<Project> {
	const root = resolve(folder);
	const file = join(root, PROJECT_FILE);
	const text = await readProjectText(file);
	if (text === undefined) throw new NoProject(root);
	const { project, problems } = parseProject(text, root);
	if (project === undefined) throw projectProblems(file, problems);
	return project;
}

/** The nearest folder, from `start` upwards, that holds a freehold.yaml. */
export async function findProject(start: string): Promise<Project> {
	for (let folder = resolve(start); ; folder = dirname(folder)) {
		if ((await readProjectText(join(folder, PROJECT_FILE))) !== undefined) return loadProject(folder);
		if (dirname(folder) === folder) throw new NoProject(resolve(start));
	}
}

async function readProjectText(file: string): Promise<string | undefined> {
	try {
		return await readFile(file, 'utf8');
	} catch (cause) {
		if (isMissing(cause)) return undefined;
		throw new FreeholdError('configuration', {
			what: `${file} could not be read`,
			why: cause instanceof Error ? cause.message : String(cause),
			next: 'Check that it is a file that you may read',
			cause,
		});
	}
}

function isMissing(error: unknown): boolean {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	return code === 'ENOENT' || code === 'ENOTDIR';
}

function projectProblems(file: string, problems: readonly Problem[]): FreeholdError {
	const errors = problems.filter((problem) => problem.severity === 'error');
	return new FreeholdError('configuration', {
		what: `${file} has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}`,
		why: errors.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'),
		next: 'Mend the file and try again',
	});
}
