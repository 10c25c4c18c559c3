/** A file that is dropped into a request becomes the line that sends it: `< ./photo.jpg`. */
import { dirname, relative } from 'node:path';
import * as vscode from 'vscode';

export const fileDrops: vscode.DocumentDropEditProvider = {
	provideDocumentDropEdits: async (document, _position, transfer) => {
		const list = await transfer.get('text/uri-list')?.asString();
		const [first, ...others] = (list ?? '').split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
		if (first === undefined || others.length > 0 || document.uri.scheme !== 'file') return undefined;
		const file = vscode.Uri.parse(first);
		if (file.scheme !== 'file') return undefined;
		const title = vscode.l10n.t('Send This File as the Body');
		return new vscode.DocumentDropEdit(bodyLine(document.uri.fsPath, file.fsPath), title, DROP_KIND);
	},
};

const DROP_KIND = vscode.DocumentDropOrPasteEditKind.Empty.append('freehold', 'requestBody');
export const DROPS: vscode.DocumentDropEditProviderMetadata = {
	dropMimeTypes: ['text/uri-list'],
	providedDropEditKinds: [DROP_KIND],
};

/** Relative to the request file, as every tool reads it. */
function bodyLine(request: string, file: string): string {
	const path = relative(dirname(request), file).replaceAll('\\', '/');
	return `< ${/^(?:\.|\/|[A-Za-z]:)/.test(path) ? path : `./${path}`}`;
}
