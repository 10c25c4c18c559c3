/** What the editor offers in records that are edited as files. Loaded when the first one is opened. */
import * as vscode from 'vscode';
import { markedConflicts } from '../../core/sources/reapit/entities/conflictMarkers.ts';
import type { Side } from '../../core/sources/reapit/entities/conflictMarkers.ts';
import { completeJson } from '../../core/requests/editing/completeBody.ts';
import { fieldsOf } from '../../core/sources/reapit/resources/recordResource.ts';
import { metadataType, parseResourcePath } from '../../core/sources/reapit/resources/resourcePath.ts';
import type { Ending } from '../feature.ts';
import { rangeOf } from '../filter/documents.ts';
import type { Freehold } from '../freehold.ts';
import { itemOf } from '../requests/language/completion.ts';
import { CONFLICT, ResourceChecks } from './resourceChecks.ts';
import type { ResourceFiles } from './resources.ts';
import { RESOURCES } from './scheme.ts';

export async function registerProviders(freehold: Freehold): Promise<readonly Ending[]> {
	const files = await freehold.resources();
	return [
		new ResourceChecks(freehold, files),
		vscode.languages.registerCodeActionsProvider(
			RESOURCES,
			{ provideCodeActions: conflictFixes },
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
		vscode.languages.registerCompletionItemProvider(
			RESOURCES,
			{ provideCompletionItems: (document, position) => completionsAt(files, document, position) },
			'"',
			':',
		),
	];
}

function conflictFixes(
	document: vscode.TextDocument,
	range: vscode.Range,
	{ diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
	const told = diagnostics.filter(({ code }) => code === CONFLICT);
	const titles: readonly (readonly [Side, string])[] = [
		['yours', vscode.l10n.t('Take Yours')],
		['theirs', vscode.l10n.t('Take Theirs')],
	];
	return markedConflicts(document.getText())
		.filter((conflict) => rangeOf(document, conflict).intersection(range) !== undefined)
		.flatMap((conflict) =>
			titles.map(([side, title]) => {
				const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
				action.edit = new vscode.WorkspaceEdit();
				action.edit.replace(document.uri, rangeOf(document, conflict), conflict[side]);
				action.diagnostics = told;
				return action;
			}),
		);
}

/** By the vendor's model of what can be written there. */
async function completionsAt(
	files: ResourceFiles,
	document: vscode.TextDocument,
	position: vscode.Position,
): Promise<vscode.CompletionItem[] | undefined> {
	const path = parseResourcePath(document.uri.path);
	if (path.kind !== 'record' || metadataType(path.list) !== undefined || !vscode.workspace.isTrusted) return undefined;
	const { entities } = await files.targets.open(document.uri);
	const [at, method] =
		path.id === undefined ? ([path.list, 'POST'] as const) : ([`${path.list}/${path.id}`, 'PATCH'] as const);
	if (!entities.paths.find(at).operations.has(method)) return undefined;
	const body = { name: '', fields: fieldsOf(entities, at, method), isPartial: method === 'PATCH' };
	const found = completeJson(document.getText(), document.offsetAt(position), 0, body);
	if (found === undefined) return undefined;
	const replacing = rangeOf(document, found.replace);
	const range = { replacing, inserting: replacing.with({ end: position }) };
	return found.items.map((item, nth) => itemOf(item, nth, range));
}
