/** Status and filters as documents: asks for what was not said. */
import * as vscode from 'vscode';
import type { FilterRequest, FilterVerb } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { VIEWS } from '../ids.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { ConnectionRef, FileRef } from '../refs.ts';
import { targetOf } from '../refs.ts';

export async function showSources(): Promise<void> {
	await vscode.commands.executeCommand(`${VIEWS.sources}.focus`);
}

export async function showStatus(freehold: Freehold, ref: ConnectionRef | undefined): Promise<void> {
	const connection = ref === undefined ? undefined : { folder: ref.folder, connection: ref.connection };
	await freehold.documents.show({ kind: 'status', connection }, `${ref?.connection ?? 'Freehold'} status.txt`);
}

/** Of a row, of the file in the editor, or of an expression that is typed. */
export async function tellFilter(freehold: Freehold, verb: FilterVerb, ref: FileRef | undefined): Promise<void> {
	const source = ref ?? openFilter() ?? (await askExpression());
	if (source === undefined) return;
	const data = verb === 'eval' ? await askData(freehold, source) : undefined;
	if (data === 'left') return;
	const name = 'file' in source ? (vscode.Uri.parse(source.file).path.split('/').at(-1) ?? '') : 'filter';
	await freehold.documents.show({ kind: 'filter', verb, source, data }, `${name} ${verb}.txt`);
}

function openFilter(): FileRef | undefined {
	const uri = vscode.window.activeTextEditor?.document.uri;
	return uri?.path.endsWith('.rfilter') === true ? { file: uri.toString() } : undefined;
}

async function askExpression(): Promise<FilterRequest['source'] | undefined> {
	const expression = await vscode.window.showInputBox({
		title: vscode.l10n.t('Filter'),
		placeHolder: "metadata.city $eq 'London'",
		ignoreFocusOut: true,
	});
	return expression === undefined || expression.trim() === '' ? undefined : { expression };
}

/** A file may say itself which data it is meant for. */
async function askData(freehold: Freehold, source: FilterRequest['source']): Promise<FilterRequest['data'] | 'left'> {
	if ('file' in source) {
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(source.file));
		if (/^#\s*@dataset\s/m.test(document.getText())) return undefined;
	}
	const ref = await askDataset(freehold, vscode.l10n.t('On which data?'), true);
	return ref === undefined ? 'left' : { folder: ref.folder, target: targetOf(ref) };
}
