/** Code lenses over the connections and jobs of freehold.yaml: what can be done with them, and how they stand. */
import * as vscode from 'vscode';
import { outlineOf } from '../../core/project/language/outline.ts';
import type { Entry, OutlinedJob } from '../../core/project/language/outline.ts';
import { asCommand } from '../doors/commands.ts';
import { getSetting } from '../doors/settings.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import { agoText, inText, troubleText } from '../sources/rowText.ts';
import { folderOf, rangeIn } from './documents.ts';
import { jobLenses } from './lensPlan.ts';
import type { JobLens, Stored } from './lensPlan.ts';

export async function lensesOf(freehold: Freehold, document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
	const folder = folderOf(document);
	if (folder === undefined) return [];
	const state = (await freehold.projects()).of(folder);
	if (state === undefined) return [];
	const { connections, jobs } = outlineOf(document.getText());
	const at = (entry: Entry): vscode.Range => rangeIn(document, entry.nameRange);
	const over = await lensesOverJobs(freehold, state, jobs);
	return [
		...connections.flatMap((connection) =>
			connectionCommands(state, connection.name).map((command) => new vscode.CodeLens(at(connection), command)),
		),
		...jobs.flatMap((job, nth) => over[nth]?.map((command) => new vscode.CodeLens(at(job), command)) ?? []),
	];
}

/** One that the saved file does not have yet has nothing to be set or tested. */
function connectionCommands({ folder, project }: ProjectState, connection: string): readonly vscode.Command[] {
	if (project?.connections.has(connection) !== true) return [];
	return [asCommand('freehold.connection.setCredentials', vscode.l10n.t('Set Credentials'), { folder, connection })];
}

async function lensesOverJobs(
	freehold: Freehold,
	state: ProjectState,
	jobs: readonly OutlinedJob[],
): Promise<readonly (readonly vscode.Command[])[]> {
	const [runner, stored] = await Promise.all([freehold.jobs(), storedOf(freehold, state)]);
	const { folder, project, isLocal, file } = state;
	const now = Date.now();
	return jobs.map(({ name }) => {
		const run = runner.running.find(({ request }) => {
			return request.kind === 'job' && request.folder === folder && request.job === name;
		});
		const lenses = jobLenses({
			job: project?.jobs.get(name),
			run: run?.id,
			storedOf: (connection) => stored.get(connection),
			canRun: isLocal && vscode.workspace.isTrusted,
			isScheduled: getSetting('freehold.jobs.runOnSchedule', file),
			now,
		});
		return lenses.map((lens) => commandOf(lens, folder, name, now));
	});
}

async function storedOf(freehold: Freehold, state: ProjectState): Promise<ReadonlyMap<string, Stored>> {
	const replicas = await freehold.replicas();
	const names = [...(state.project?.connections.keys() ?? [])];
	const read = async (connection: string): Promise<readonly [string, Stored]> => {
		const { datasets, files } = await replicas.read({ folder: state.folder, connection }, state);
		return [connection, { datasets, lastBackup: files?.lastBackup }];
	};
	return new Map(await Promise.all(names.map(read)));
}

function commandOf(lens: JobLens, folder: string, job: string, now: number): vscode.Command {
	switch (lens.kind) {
		case 'run':
			return asCommand('freehold.run', vscode.l10n.t('Run'), { folder, job });
		case 'running':
			return asCommand('freehold.cancel', vscode.l10n.t('Running: cancel'), { run: lens.run });
		case 'next':
			return text(vscode.l10n.t('Next run {0}', inMinutes(lens.at, now)));
		case 'due':
			return text(vscode.l10n.t('Due now'));
		case 'last': {
			const trouble = troubleText(lens.state);
			const last = vscode.l10n.t('Last run {0}', agoText(lens.at, now));
			return text(trouble === undefined ? last : `${last}: ${trouble}`);
		}
	}
}

/** Renewed once in a minute: seconds would be wrong most of the time. */
function inMinutes(at: number, now: number): string {
	return inText(now + Math.max(1, Math.ceil((at - now) / 60_000)) * 60_000, now);
}

/** A lens without a command is text. */
function text(title: string): vscode.Command {
	return { command: '', title };
}
