/** Shows what a command found as a read-only document; JSON by its ending. */
import type * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import type { OpenTarget } from './openTarget.ts';

/** @param name  what stands in its tab: `contacts OXF1.json` */
export function showOnce(
	freehold: Freehold,
	{ ref }: Pick<OpenTarget, 'ref'>,
	about: string,
	name: string,
	text: string,
): Promise<vscode.TextDocument> {
	const format = name.endsWith('.json') ? 'json' : 'text';
	return freehold.documents.showText({ kind: 'once', ...ref, about, format }, name, text);
}

/** A path as a name of a file. */
export function tabName(path: string): string {
	return path.replaceAll(/[/?&]+/g, ' ').trim();
}
