/** The grid's page: nothing may be loaded or run in it but our own script and style. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { GridPageData } from '../../protocol/grid.ts';

/** @param folder  where script and style lie */
export function gridHtml(webview: vscode.Webview, folder: vscode.Uri, data: GridPageData): string {
	const nonce = randomBytes(16).toString('base64url');
	const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
	const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
	return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(data.title)}</title>
<link rel="stylesheet" href="${escaped(address('grid.css'))}">
</head>
<body data-page="${escaped(JSON.stringify(data))}" data-vscode-context='{"preventDefaultContextMenuItems":true}'>
<main></main>
<script nonce="${nonce}" src="${escaped(address('grid.js'))}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
