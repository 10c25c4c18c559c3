/** What a word of freehold.yaml means: keys by the grammar, datasets by their vendor, connections and jobs by how they stand. */
import * as vscode from 'vscode';
import type { KnownDataset } from '../../core/project/language/knownDataset.ts';
import type { OutlinedConnection } from '../../core/project/language/outline.ts';
import { thingAt } from '../../core/project/language/thing.ts';
import type { Thing } from '../../core/project/language/thing.ts';
import type { KeyShape } from '../../core/project/shape.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import type { Freehold } from '../freehold.ts';
import { agoText, lastRunTime, rowsText, troubleText } from '../sources/rowText.ts';
import { folderOf, rangeIn } from './documents.ts';
import { knowledgeOf, storedDatasets } from './knowledge.ts';

export async function hoverAt(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
): Promise<vscode.Hover | undefined> {
	const thing = thingAt(document.getText(), document.offsetAt(position));
	if (thing === undefined) return undefined;
	const text = await textFor(freehold, folderOf(document), thing);
	return text === undefined ? undefined : new vscode.Hover(text, rangeIn(document, thing.range));
}

async function textFor(
	freehold: Freehold,
	folder: string | undefined,
	thing: Thing,
): Promise<vscode.MarkdownString | undefined> {
	switch (thing.kind) {
		case 'key':
			return keyText(thing.key);
		case 'connection':
			return connectionText(freehold, folder, thing.connection);
		case 'job':
			return told(thing.job.name, [thing.job.kind]);
		case 'dataset': {
			const { connection, dataset } = thing;
			const known = await datasetOf(freehold, folder, connection, dataset);
			const stored = folder === undefined ? [] : await storedDatasets(freehold, folder, connection.name);
			return datasetText(
				dataset,
				known,
				stored.find((state) => state.dataset === dataset),
			);
		}
		case 'parameter': {
			const known = await datasetOf(freehold, folder, thing.connection, thing.dataset);
			const parameter = known?.parameters.find(({ name }) => name === thing.parameter);
			if (parameter === undefined) return undefined;
			const { name, type, values = [] } = parameter;
			return told(name, [type, values.length === 0 ? undefined : vscode.l10n.t('Values: {0}', values.join(', '))]);
		}
	}
}

/** Our own words may be Markdown. */
function keyText({ description, isRequired, default: usual, shape }: KeyShape): vscode.MarkdownString {
	const text = new vscode.MarkdownString(description);
	const add = (line: string): unknown => text.appendMarkdown('\n\n').appendText(line);
	if (shape.kind === 'choice' && shape.values.length > 1) add(vscode.l10n.t('Values: {0}', shape.values.join(', ')));
	if (isRequired === true) add(vscode.l10n.t('Required'));
	if (usual !== undefined) add(vscode.l10n.t('Default: {0}', String(usual)));
	return text;
}

async function connectionText(
	freehold: Freehold,
	folder: string | undefined,
	{ name, source, customers, baseUrl }: OutlinedConnection,
): Promise<vscode.MarkdownString> {
	const stored = folder === undefined ? [] : await storedDatasets(freehold, folder, name);
	const ends = stored.flatMap(({ lastRun }) => lastRunTime(lastRun) ?? []);
	const rows = stored.reduce((sum, state) => sum + state.rows, 0);
	return told(name, [
		[source, ...customers, baseUrl].filter((part) => part !== undefined).join(' · '),
		stored.length === 0
			? vscode.l10n.t('Not replicated yet')
			: vscode.l10n.t('{0} datasets, {1}', stored.length, rowsText(rows)),
		ends.length === 0 ? undefined : vscode.l10n.t('Last run: {0}', agoText(Math.max(...ends), Date.now())),
		...new Set(stored.map(troubleText)),
		await credentialsText(freehold, folder, name),
	]);
}

async function credentialsText(
	freehold: Freehold,
	folder: string | undefined,
	name: string,
): Promise<string | undefined> {
	if (folder === undefined) return undefined;
	const ref = { folder, connection: name };
	const connection = (await freehold.projects()).connection(ref);
	if (connection === undefined) return undefined;
	const hasThem = await (await freehold.network()).hasCredentials(ref, connection);
	return hasThem ? undefined : vscode.l10n.t('It has no credentials yet.');
}

async function datasetOf(
	freehold: Freehold,
	folder: string | undefined,
	connection: OutlinedConnection,
	id: string,
): Promise<KnownDataset | undefined> {
	return (await knowledgeOf(freehold, folder).datasetsOf(connection)).find((dataset) => dataset.id === id);
}

function datasetText(
	id: string,
	known: KnownDataset | undefined,
	state: DatasetState | undefined,
): vscode.MarkdownString {
	const time = lastRunTime(state?.lastRun);
	return told(known?.title ?? id, [
		known === undefined || known.title === id ? undefined : id,
		state === undefined ? vscode.l10n.t('Not replicated yet') : rowsText(state.rows),
		time === undefined ? undefined : vscode.l10n.t('Last run: {0}', agoText(time, Date.now())),
		troubleText(state),
		...(known?.notes ?? []),
	]);
}

/** Texts of vendors and of the file are shown as they are, never as Markdown. */
function told(title: string, lines: readonly (string | undefined)[]): vscode.MarkdownString {
	const text = new vscode.MarkdownString();
	text.appendMarkdown('**').appendText(title).appendMarkdown('**');
	for (const line of lines) if (line !== undefined && line !== '') text.appendMarkdown('\n\n').appendText(line);
	return text;
}
