/** Mends filters: one finding at a time by a quick fix, or all that is certain at once. */
import * as vscode from 'vscode';
import { fixAll, fixesAt } from '../../core/filter/editing/fixes.ts';
import type { FilterKnowledge } from '../../core/filter/editing/knowledge.ts';
import type { Freehold } from '../freehold.ts';
import { diagnosticOf } from './diagnostics.ts';
import { filtersIn, readerOf, spanOf, textEdits } from './documents.ts';
import { knowledgeOf } from './knowledge.ts';
import { changedPart } from './changedPart.ts';

/** The kind that editors ask for on save. */
export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('freehold');

export async function codeActions(
	freehold: Freehold,
	document: vscode.TextDocument,
	range: vscode.Range,
	only: vscode.CodeActionKind | undefined,
): Promise<vscode.CodeAction[]> {
	const filters = filtersIn(document);
	if (filters === undefined) return [];
	const knowledge = await knowledgeOf(freehold, document, filters, 'known');
	const isWanted = (kind: vscode.CodeActionKind): boolean => only === undefined || only.contains(kind);
	return [
		...(isWanted(vscode.CodeActionKind.QuickFix) ? quickFixes(document, range, knowledge) : []),
		...(only !== undefined && isWanted(FIX_ALL) ? fixEverything(document, knowledge) : []),
	];
}

function quickFixes(
	document: vscode.TextDocument,
	range: vscode.Range,
	knowledge: FilterKnowledge,
): readonly vscode.CodeAction[] {
	const filters = filtersIn(document);
	if (filters === undefined) return [];
	return fixesAt(filters, spanOf(document, range), knowledge).map(({ title, edits, isPreferred, finding }) => {
		const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
		action.edit = new vscode.WorkspaceEdit();
		action.edit.set(document.uri, textEdits(document, edits));
		action.diagnostics = [diagnosticOf(document, finding)];
		action.isPreferred = isPreferred === true;
		return action;
	});
}

function fixEverything(document: vscode.TextDocument, knowledge: FilterKnowledge): readonly vscode.CodeAction[] {
	const text = document.getText();
	const edit = changedPart(text, fixAll(text, readerOf(document), knowledge));
	if (edit === undefined) return [];
	const action = new vscode.CodeAction(vscode.l10n.t('Mend Everything That Is Certain'), FIX_ALL);
	action.edit = new vscode.WorkspaceEdit();
	action.edit.set(document.uri, textEdits(document, [edit]));
	return [action];
}
