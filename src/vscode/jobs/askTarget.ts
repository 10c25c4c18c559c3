/** Asks by Quick Pick what a command is to work on, when it was not called from a row; what was used last stands first. */
import * as vscode from 'vscode';
import type { Connection } from '../../core/project/project.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { ConnectionRef, DatasetRef, JobRef } from '../refs.ts';
import { targetOf } from '../refs.ts';

export interface Choice<T> extends vscode.QuickPickItem {
	readonly value: T;
}

const REMEMBERED = 20;

export async function askConnection(
	freehold: Freehold,
	placeHolder: string,
	fits: (connection: Connection) => boolean = () => true,
): Promise<ConnectionRef | undefined> {
	const projects = (await freehold.projects()).all;
	const choices = projects.flatMap((state) =>
		[...(state.project?.connections.values() ?? [])].filter(fits).map((connection): Choice<ConnectionRef> => ({
			label: connection.connection,
			description: described(connection.source, state, projects),
			value: { folder: state.folder, connection: connection.connection },
		})),
	);
	return askChoice(freehold, choices, placeHolder, targetOf);
}

export async function askDataset(
	freehold: Freehold,
	placeHolder: string,
	isStored: boolean,
	fits: (connection: Connection, dataset: string) => boolean = () => true,
): Promise<DatasetRef | undefined> {
	const [{ all: projects }, catalogues, replicas] = await Promise.all([
		freehold.projects(),
		freehold.catalogues(),
		freehold.replicas(),
	]);
	const choices: Choice<DatasetRef>[] = [];
	for (const state of projects) {
		for (const connection of state.project?.connections.values() ?? []) {
			const ref = { folder: state.folder, connection: connection.connection };
			const stored = (await replicas.read(ref, state)).datasets.map(({ dataset }) => dataset);
			const known = isStored ? [] : catalogues.known(ref, connection).map(({ id }) => id);
			for (const dataset of new Set([...stored, ...known])) {
				if (!fits(connection, dataset)) continue;
				const value = { ...ref, dataset };
				choices.push({ label: targetOf(value), description: described(connection.source, state, projects), value });
			}
		}
	}
	return askChoice(freehold, choices, placeHolder, targetOf);
}

export async function askJob(freehold: Freehold, placeHolder: string): Promise<JobRef | undefined> {
	const projects = (await freehold.projects()).all;
	const choices = projects.flatMap((state) =>
		[...(state.project?.jobs.values() ?? [])].map(({ name, kind, targets }): Choice<JobRef> => ({
			label: name,
			description: described(kind, state, projects),
			detail: targets.join(', '),
			value: { folder: state.folder, job: name },
		})),
	);
	return askChoice(freehold, choices, placeHolder, ({ job }) => job);
}

function described(what: string, state: ProjectState, all: readonly ProjectState[]): string {
	return all.length > 1 ? `${what} · ${state.name}` : what;
}

/** @param nameOf  by which it is remembered what was used last */
export async function askChoice<T>(
	freehold: Freehold,
	choices: readonly Choice<T>[],
	placeHolder: string,
	nameOf: (value: T) => string,
): Promise<T | undefined> {
	const used = freehold.storage.ofWorkspace('lastUsed') ?? [];
	const place = ({ value }: Choice<T>): number => {
		const at = used.indexOf(nameOf(value));
		return at === -1 ? used.length : at;
	};
	const sorted = choices.toSorted((a, b) => place(a) - place(b));
	const chosen = await vscode.window.showQuickPick(sorted, {
		placeHolder,
		matchOnDescription: true,
		matchOnDetail: true,
		// A walkthrough takes the focus back to its step when one of its buttons was pressed.
		ignoreFocusOut: true,
	});
	if (chosen === undefined) return undefined;
	const name = nameOf(chosen.value);
	const next = [name, ...used.filter((one) => one !== name)].slice(0, REMEMBERED);
	await freehold.storage.rememberInWorkspace('lastUsed', next);
	return chosen.value;
}
