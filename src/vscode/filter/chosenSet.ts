/** The set of filters that a command is used on: of a lens, or at the cursor; and the data that it is meant for. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { FilterSet } from '../../core/filter/editing/filterDocument.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef, PlaceRef } from '../refs.ts';
import { askFilteredDataset } from './askFiltered.ts';
import { datasetRef } from './datasetRef.ts';
import { reapitConnections } from './datasets.ts';
import { filterSetAt } from './documents.ts';

export interface ChosenSet {
	readonly document: vscode.TextDocument;
	readonly set: FilterSet;
}

/** @throws FreeholdError `usage` where there is none */
export async function chosenSet(ref: PlaceRef | undefined): Promise<ChosenSet> {
	const editor = vscode.window.activeTextEditor;
	const document =
		ref === undefined ? editor?.document : await vscode.workspace.openTextDocument(vscode.Uri.parse(ref.file));
	const offset = ref?.offset ?? (editor === undefined ? 0 : editor.document.offsetAt(editor.selection.active));
	const set = document === undefined ? undefined : filterSetAt(document, offset);
	if (document !== undefined && set !== undefined) return { document, set };
	throw new FreeholdError('usage', {
		what: vscode.l10n.t('There is no filter'),
		why: vscode.l10n.t('the cursor stands in none'),
		next: vscode.l10n.t('Put the cursor into a filter, or try one: Freehold: Try a Filter'),
	});
}

export function expressionsOf({ expressions }: FilterSet): readonly string[] {
	return expressions.map(({ parsed }) => parsed.text);
}

/** Asks where the set does not say it; `undefined`: the user left. */
export async function datasetOf(freehold: Freehold, { document, set }: ChosenSet): Promise<DatasetRef | undefined> {
	const named = datasetRef(reapitConnections(await freehold.projects(), document.uri), set.dataset?.text);
	return named ?? askFilteredDataset(freehold, vscode.l10n.t('On which data?'), true);
}
