/** Offers the editor's merge editor for a record that met a conflict. The markers in its text hold where there is none. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { resolveConflicts } from '../../core/sources/reapit/entities/conflictMarkers.ts';
import type { SideRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';

export interface MarkedRecord {
	readonly uri: vscode.Uri;
	/** As messages call it: `contacts/OXF1`. */
	readonly label: string;
	/** The text with its sides between markers. */
	readonly marked: string;
}

/** What VS Code's own help for git opens it by. It is internal, and other editors need not have it. */
const OPEN = '_open.mergeEditor';

export async function offerMergeEditor(freehold: Freehold, conflict: MarkedRecord): Promise<void> {
	const known = await vscode.commands.getCommands(false);
	if (!known.includes(OPEN)) return;
	await (await freehold.messages()).conflictMarked(conflict.label, () => openMergeEditor(freehold, conflict));
}

/** The result is the file itself, so that saving it sends what was resolved. */
async function openMergeEditor({ documents }: Freehold, { uri, label, marked }: MarkedRecord): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	// The editor begins with the sides as they were: what was resolved since, or met since, would be lost.
	if (document.getText() !== marked) throw changedSince(label);
	const name = uri.path.split('/').at(-1) ?? '';
	const sideOf = (side: SideRequest['side'], text: string): vscode.Uri =>
		documents.offer({ kind: 'side', side, uri: uri.toString() }, `${side}/${name}`, text);
	await vscode.commands.executeCommand(OPEN, {
		// What nobody resolves stays as it is in the base: with its markers, so that it is never sent.
		base: sideOf('base', marked),
		input1: { uri: sideOf('theirs', resolveConflicts(marked, 'theirs')), title: vscode.l10n.t('Theirs') },
		input2: { uri: sideOf('yours', resolveConflicts(marked, 'yours')), title: vscode.l10n.t('Yours') },
		output: uri,
	});
}

function changedSince(label: string): FreeholdError {
	return new FreeholdError('conflict', {
		what: vscode.l10n.t('The merge editor was not opened for {0}', label),
		why: vscode.l10n.t('its text has changed since'),
		next: vscode.l10n.t('Resolve what is left between the markers'),
	});
}
