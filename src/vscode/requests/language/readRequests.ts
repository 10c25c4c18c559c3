/** Requests of files, whether an editor shows them or not. */
import * as vscode from 'vscode';
import { parseRequests } from '../../../core/requests/document/parseRequests.ts';
import type { RequestDocument } from '../../../core/requests/document/requestDocument.ts';
import { requestsIn } from './requestDocuments.ts';

export interface ReadRequests {
	readonly uri: vscode.Uri;
	readonly requests: RequestDocument;
	readonly positionAt: (offset: number) => vscode.Position;
}

/** Of a file that no editor shows, what lies on the disk: opened for it, hundreds would be checked as if they were shown. */
export async function readRequests(uri: vscode.Uri): Promise<ReadRequests> {
	const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
	if (open !== undefined) return shownRequests(open);
	const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
	return { uri, requests: parseRequests(text), positionAt: positionsIn(text) };
}

export function shownRequests(document: vscode.TextDocument): ReadRequests {
	return { uri: document.uri, requests: requestsIn(document), positionAt: (offset) => document.positionAt(offset) };
}

function positionsIn(text: string): (offset: number) => vscode.Position {
	const starts = [0];
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return (offset) => {
		let [low, high] = [0, starts.length - 1];
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return new vscode.Position(low, offset - (starts[low] ?? 0));
	};
}
