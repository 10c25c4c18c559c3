/** Fields of filters: where else one is used, and another name for it everywhere. */
import * as vscode from 'vscode';
import {
	fieldAt,
	fieldNameProblem,
	fieldOccurrences,
	renameField,
} from '../../core/filter/editing/fieldOccurrences.ts';
import type { FieldAt } from '../../core/filter/editing/fieldOccurrences.ts';
import { kindOf } from '../filesView/fileRows.ts';
import { folderFiles } from '../filesView/folderFiles.ts';
import type { Freehold } from '../freehold.ts';
import { filtersIn, rangeOf, textEdits } from './documents.ts';

export async function references(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
): Promise<vscode.Location[] | undefined> {
	const field = fieldIn(document, position);
	if (field === undefined) return undefined;
	return (await documentsWith(freehold, document, field)).flatMap((one) => {
		const filters = filtersIn(one);
		if (filters === undefined) return [];
		return fieldOccurrences(filters, field).map((place) => new vscode.Location(one.uri, rangeOf(one, place)));
	});
}

/** @throws Error with the words that the editor shows, where there is nothing to be renamed */
export function renamed(
	document: vscode.TextDocument,
	position: vscode.Position,
): { readonly range: vscode.Range; readonly placeholder: string } {
	const field = fieldIn(document, position);
	if (field === undefined) throw new Error(vscode.l10n.t('Only fields of filters can be renamed here.'));
	return { range: rangeOf(document, field), placeholder: field.names.join('.') };
}

/** @throws Error with the words that the editor shows, where no field can be called so */
export async function rename(
	freehold: Freehold,
	document: vscode.TextDocument,
	position: vscode.Position,
	name: string,
): Promise<vscode.WorkspaceEdit | undefined> {
	const field = fieldIn(document, position);
	if (field === undefined) return undefined;
	const problem = fieldNameProblem(name);
	if (problem !== undefined) throw new Error(problem);
	const edit = new vscode.WorkspaceEdit();
	for (const one of await documentsWith(freehold, document, field)) {
		const filters = filtersIn(one);
		if (filters !== undefined) edit.set(one.uri, textEdits(one, renameField(filters, field, name)));
	}
	return edit;
}

function fieldIn(document: vscode.TextDocument, position: vscode.Position): FieldAt | undefined {
	const filters = filtersIn(document);
	return filters === undefined ? undefined : fieldAt(filters, document.offsetAt(position));
}

/** A field belongs to its dataset: where none is named, to the file alone. */
async function documentsWith(
	freehold: Freehold,
	document: vscode.TextDocument,
	{ dataset }: FieldAt,
): Promise<readonly vscode.TextDocument[]> {
	const folder = vscode.workspace.getWorkspaceFolder(document.uri);
	if (dataset === undefined || folder === undefined) return [document];
	const paths = (await folderFiles(await freehold.projects(), folder)).filter((path) => kindOf(path) !== 'queries');
	const others = paths
		.map((path) => vscode.Uri.joinPath(folder.uri, path))
		.filter((uri) => uri.toString() !== document.uri.toString());
	return [document, ...(await Promise.all(others.map((uri) => vscode.workspace.openTextDocument(uri))))];
}
