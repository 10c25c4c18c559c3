/** What a row of the Sources view tells when the pointer rests on it. */
import * as vscode from 'vscode';
import type { ColumnNode, ConnectionNode, DatasetNode, SourcesNode } from './nodes.ts';
import { changesText, clockText } from '../views/words.ts';
import { agoText, lastRunTime, percentText, rowsText, troubleText } from './rowText.ts';

/**
 * @param told  of a dataset: what is new in it
 * @returns `undefined` where the row says it all
 */
export function tooltipOf(node: SourcesNode, told: readonly string[], now: number): vscode.MarkdownString | undefined {
	switch (node.kind) {
		case 'connection':
			return connectionTip(node);
		case 'dataset':
			return datasetTip(node, told, now);
		case 'column':
			return columnTip(node);
		default:
			return undefined;
	}
}

/** Texts of vendors and of freehold.yaml are shown as they are, never as Markdown. */
function tip(title: string, lines: readonly (string | undefined)[]): vscode.MarkdownString {
	const text = new vscode.MarkdownString();
	text.appendMarkdown('**').appendText(title).appendMarkdown('**');
	for (const line of lines) if (line !== undefined && line !== '') text.appendMarkdown('\n\n').appendText(line);
	return text;
}

function connectionTip({ connection }: ConnectionNode): vscode.MarkdownString {
	const at = connection.baseUrl ?? vscode.l10n.t('at the vendor');
	return tip(connection.connection, [`${connection.source} · ${at}`]);
}

function datasetTip(
	{ entry, state, allowedAt, news }: DatasetNode,
	told: readonly string[],
	now: number,
): vscode.MarkdownString {
	const time = lastRunTime(state?.lastRun);
	return tip(entry.title, [
		state === undefined ? vscode.l10n.t('Not replicated yet') : rowsText(state.rows),
		time === undefined ? undefined : vscode.l10n.t('Last run: {0}', agoText(time, now)),
		news === undefined ? undefined : vscode.l10n.t('Not looked at yet: {0}', changesText(news)),
		...told.slice(1),
		troubleText(state),
		state?.lastRun?.error,
		state?.heldSweep?.why,
		allowedAt === undefined ? undefined : vscode.l10n.t('The vendor allows it again at {0}', clockText(allowedAt)),
		keyText(state?.keyColumns ?? entry.key),
		...entry.notes,
	]);
}

function keyText(key: readonly string[]): string | undefined {
	return key.length === 0 ? undefined : vscode.l10n.t('Key: {0}', key.join(', '));
}

function columnTip({ column, emptyShare }: ColumnNode): vscode.MarkdownString {
	return tip(column.label ?? column.name, [
		column.label === undefined ? undefined : column.name,
		column.type,
		emptyShare === undefined ? undefined : vscode.l10n.t('{0} of the rows have no value', percentText(emptyShare)),
		column.hiddenCount === 0
			? undefined
			: vscode.l10n.t('{0} values are hidden from this key', column.hiddenCount.toLocaleString()),
		column.values === undefined ? undefined : vscode.l10n.t('Values: {0}', someOf(column.values)),
	]);
}

function someOf(values: readonly string[]): string {
	const shown = values.slice(0, 12).join(', ');
	return values.length > 12 ? `${shown}, …` : shown;
}
