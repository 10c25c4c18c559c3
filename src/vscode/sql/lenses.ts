/** Lenses above each statement: what can be done with it. */
import * as vscode from 'vscode';
import { asCommand } from '../doors/commands.ts';
import type { PlaceRef } from '../refs.ts';
import { rangeOf, sqlIn } from './sqlDocuments.ts';

export function sqlLenses(document: vscode.TextDocument): vscode.CodeLens[] {
	const { l10n } = vscode;
	return sqlIn(document).statements.flatMap(({ body }) => {
		const range = rangeOf(document, body);
		const ref: PlaceRef = { file: document.uri.toString(), offset: body.start };
		return [
			new vscode.CodeLens(range, asCommand('freehold.sql.run', `$(play) ${l10n.t('Run')}`, ref)),
			new vscode.CodeLens(range, asCommand('freehold.sql.explain', l10n.t('Explain'), ref)),
			new vscode.CodeLens(range, asCommand('freehold.sql.copyCommand', l10n.t('Copy as Command'), ref)),
		];
	});
}
