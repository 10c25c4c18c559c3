/** What a grid shows: its name, and where its rows come from. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { TableSource } from '../../core/tables/table.ts';
import { oneLine } from '../../core/wording/cellText.ts';
import type { GridSubject } from '../../protocol/grid.ts';
import type { Freehold } from '../freehold.ts';

export function titleOf(subject: GridSubject): string {
	switch (subject.kind) {
		case 'dataset':
			return `${subject.connection}/${subject.dataset}`;
		case 'past':
			return vscode.l10n.t('{0} as of run {1}', `${subject.connection}/${subject.dataset}`, subject.at);
		case 'changes':
			return changesTitle(subject);
		case 'query':
			if (subject.name !== undefined) return subject.name;
			return subject.filtered === undefined
				? vscode.l10n.t('Query on {0}', subject.connection)
				: vscode.l10n.t('Filter on {0}', `${subject.connection}/${subject.filtered.dataset}`);
		case 'file':
			return vscode.Uri.parse(subject.uri).path.split('/').at(-1) ?? '';
	}
}

function changesTitle({ connection, dataset, from, to }: GridSubject & { readonly kind: 'changes' }): string {
	const target = `${connection}/${dataset}`;
	if (to === undefined) return vscode.l10n.t('{0}: changes since run {1}', target, from);
	return to === from + 1
		? vscode.l10n.t('{0}: changes of run {1}', target, to)
		: vscode.l10n.t('{0}: changes after run {1} up to run {2}', target, from, to);
}

/** Above the rows there is more room than in a tab: a query stands there itself, or the filters that it was made from. */
export function headingOf(subject: GridSubject): string {
	if (subject.kind !== 'query') return titleOf(subject);
	return oneLine(subject.filtered === undefined ? subject.sql : subject.filtered.expressions.join(' · '));
}

/** @throws FreeholdError where nothing can be read */
export async function sourceOf(freehold: Freehold, subject: GridSubject, sheet?: number): Promise<TableSource> {
	if (subject.kind === 'file') return { kind: 'file', file: fileOf(subject.uri), sheet };
	const project = (await freehold.projects()).of(subject.folder)?.project;
	if (project === undefined) throw noProject();
	const file = replicaFile(project.dataFolder, subject.connection);
	switch (subject.kind) {
		case 'dataset':
			return { kind: 'dataset', file, dataset: subject.dataset };
		case 'past':
			return { kind: 'past', file, dataset: subject.dataset, at: subject.at };
		case 'changes':
			return { kind: 'changes', file, dataset: subject.dataset, from: subject.from, to: subject.to };
		case 'query':
			return { kind: 'query', file, ...queryOf(subject, project.dataFolder) };
	}
}

function queryOf(
	{ sql, attached = [], params }: GridSubject & { readonly kind: 'query' },
	dataFolder: string,
): Pick<TableSource & { readonly kind: 'query' }, 'sql' | 'attached' | 'params'> {
	const files = attached.map(({ connection, schema }) => ({ file: replicaFile(dataFolder, connection), schema }));
	return { sql, attached: files, params };
}

/** Whether its rows are records that metadata filters can be asked of. */
export async function hasDocuments(freehold: Freehold, subject: GridSubject): Promise<boolean> {
	if (subject.kind !== 'dataset') return false;
	const project = (await freehold.projects()).of(subject.folder)?.project;
	return project?.connections.get(subject.connection)?.source === 'reapit';
}

function fileOf(text: string): string {
	const uri = vscode.Uri.parse(text);
	if (uri.scheme === 'file') return uri.fsPath;
	throw new FreeholdError('usage', {
		what: `${titleOf({ kind: 'file', uri: text })} cannot be shown as a table`,
		why: 'it does not lie on a disk of this machine',
		next: 'Save a copy of it on a disk, and open that',
	});
}

function noProject(): FreeholdError {
	return new FreeholdError('configuration', {
		what: 'The rows could not be read',
		why: 'their folder is not open, or has no freehold.yaml that can be read',
		next: 'Open the folder again, or mend its freehold.yaml',
	});
}
