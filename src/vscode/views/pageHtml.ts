/** A page of ours in the editor: nothing may be loaded or run in it but its own script and style. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export interface PageParts {
	/** Of its script and style. */
	readonly name: string;
	readonly title: string;
	/** What it is given with its birth, as JSON. */
	readonly data: unknown;
	/** Whether it shows pictures that it was given as bytes, or has made of what it has drawn itself. */
	readonly hasPictures?: boolean;
}

/** @param folder  where script and style lie */
export function pageHtml(webview: vscode.Webview, folder: vscode.Uri, parts: PageParts): string {
	const { name, title, data, hasPictures = false } = parts;
	const nonce = randomBytes(16).toString('base64url');
	const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
	const images = hasPictures ? '; img-src blob:' : '';
	const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}${images}`;
	return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${escaped(address(`${name}.css`))}">
</head>
<body data-page="${escaped(JSON.stringify(data))}" data-vscode-context='{"preventDefaultContextMenuItems":true}'>
<main></main>
<script nonce="${nonce}" src="${escaped(address(`${name}.js`))}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
