/** Documents of the editor as core reads requests in them, once for each version. */
import type * as vscode from 'vscode';
import { parseRequests } from '../../../core/requests/document/parseRequests.ts';
import type { RequestDocument } from '../../../core/requests/document/requestDocument.ts';

const read = new WeakMap<vscode.TextDocument, { readonly version: number; readonly requests: RequestDocument }>();

export function requestsIn(document: vscode.TextDocument): RequestDocument {
	const known = read.get(document);
	if (known?.version === document.version) return known.requests;
	const requests = parseRequests(document.getText(), known?.requests);
	read.set(document, { version: document.version, requests });
	return requests;
}
