/** Pages on the codes of the filter language, and links to them from comments. */
import * as vscode from 'vscode';
import type { FindingCode } from '../../core/filter/findings.ts';
import { isFindingCode } from '../../core/wording/findingPage.ts';
import { documentUri } from '../doors/documents.ts';

/** Made in the editor: it needs no network and is of this version. */
export function codePage(code: FindingCode): vscode.Uri {
	return documentUri({ kind: 'finding', code }, `${code}.md`);
}

/** `FH124` in a comment leads to its page. */
export function codeLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
	const links: vscode.DocumentLink[] = [];
	for (let nth = 0; nth < document.lineCount; nth++) {
		const { text, range } = document.lineAt(nth);
		if (!/^\s*#/.test(text)) continue;
		for (const { 0: code, index } of text.matchAll(/\bFH\d{3}\b/g)) {
			if (!isFindingCode(code)) continue;
			const start = range.start.translate(0, index);
			const link = new vscode.DocumentLink(new vscode.Range(start, start.translate(0, code.length)), codePage(code));
			link.tooltip = vscode.l10n.t('What {0} means', code);
			links.push(link);
		}
	}
	return links;
}
