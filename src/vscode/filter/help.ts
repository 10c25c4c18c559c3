/** What is told of a filter while it is read and written: by the pointer, and behind an operator. */
import * as vscode from 'vscode';
import { hoverAt } from '../../core/filter/editing/hover.ts';
import { signatureAt } from '../../core/filter/editing/signature.ts';
import type { Freehold } from '../freehold.ts';
import { filtersIn, rangeOf } from './documents.ts';
import { knowledgeOf } from './knowledge.ts';

export const SIGNATURE_TRIGGERS = [' ', ','] as const;

export async function hoverText(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
): Promise<vscode.Hover | undefined> {
	const filters = filtersIn(document);
	if (filters === undefined) return undefined;
	const offset = document.offsetAt(position);
	const found = hoverAt(filters, offset, await knowledgeOf(freehold, document, filters, 'learned'));
	if (found === undefined) return undefined;
	const parts = found.parts.map((part) => new vscode.MarkdownString(part));
	return new vscode.Hover(parts, rangeOf(document, found));
}

export function signatureHelp(
	document: vscode.TextDocument,
	position: vscode.Position,
): vscode.SignatureHelp | undefined {
	const filters = filtersIn(document);
	const found = filters === undefined ? undefined : signatureAt(filters, document.offsetAt(position));
	if (found === undefined) return undefined;
	const { label, documentation, parameters, activeParameter } = found;
	const signature = new vscode.SignatureInformation(label, new vscode.MarkdownString(documentation));
	signature.parameters = parameters.map(
		({ start, end, documentation: about }) => new vscode.ParameterInformation([start, end], about),
	);
	const help = new vscode.SignatureHelp();
	help.signatures = [signature];
	help.activeSignature = 0;
	help.activeParameter = activeParameter;
	return help;
}
