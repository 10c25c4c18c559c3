/** Draws a row model: codicon, words for a screen reader, tooltip when it is asked for. */
import * as vscode from 'vscode';
import type { RowModel } from './rowModel.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export function toTreeItem(row: RowModel): vscode.TreeItem {
	const state = row.children === undefined ? None : row.children === 'collapsed' ? Collapsed : Expanded;
	const item = new vscode.TreeItem(row.label, state);
	item.id = row.id;
	item.description = row.description;
	item.contextValue = row.context;
	const color = row.icon.color === undefined ? undefined : new vscode.ThemeColor(row.icon.color);
	item.iconPath = new vscode.ThemeIcon(row.icon.id, color);
	item.accessibilityInformation = { label: [row.label, row.description].filter((part) => part !== '').join(', ') };
	if (row.command !== undefined) item.command = row.command;
	if (row.resource !== undefined) item.resourceUri = vscode.Uri.parse(row.resource);
	return item;
}

/** @returns `undefined` where the row says it all */
export function tooltipOf({ label, tooltip = [] }: RowModel): vscode.MarkdownString | undefined {
	if (tooltip.length === 0) return undefined;
	const text = new vscode.MarkdownString();
	text.appendMarkdown('**').appendText(label).appendMarkdown('**');
	for (const line of tooltip) text.appendMarkdown('\n\n').appendText(line);
	return text;
}
