/** What a command is given besides its own arguments. */
import { findProject, loadProject, NoProject } from '../core/project/loadProject.ts';
import type { Project } from '../core/project/project.ts';
import type { Globals } from './globals.ts';
import type { Output, Terminal } from './terminal.ts';

export interface CommandContext {
	readonly terminal: Terminal;
	readonly globals: Globals;
	readonly output: Output;
	readonly signal: AbortSignal;
}

/** A command's work; its number is the exit code. */
export type Action = (context: CommandContext) => Promise<number>;

export function openProject({ globals, terminal }: CommandContext): Promise<Project> {
	return globals.workspace === undefined ? findProject(terminal.cwd) : loadProject(globals.workspace);
}

/** For commands that need none: `undefined` where there is no freehold.yaml; one that is wrong is told all the same. */
export async function openProjectWhereAny(context: CommandContext): Promise<Project | undefined> {
	try {
		return await openProject(context);
	} catch (error) {
		if (error instanceof NoProject && context.globals.workspace === undefined) return undefined;
		throw error;
	}
}

/** The folder for commands that make a project. */
export function workspaceFolder({ globals, terminal }: CommandContext): string {
	return globals.workspace ?? terminal.cwd;
}
