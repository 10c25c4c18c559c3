/** Draws `media/icon.png` (256 × 256, as the extension's page shows it) from `media/icon.svg`, with the tests' browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../test/vscode-tools/browser.ts';
import { installBrowser } from '../test/vscode-tools/installBrowser.ts';

const media = new URL('../media/', import.meta.url);
const side = 256;

const browser = await openBrowser(installBrowser());
try {
	const page = await browser.newPage();
	await page.setViewportSize({ width: side, height: side });
	const svg = readFileSync(new URL('icon.svg', media), 'utf8');
	await page.setContent(
		`<style>html, body { margin: 0; background: transparent } svg { display: block }</style>${svg}`,
	);
	writeFileSync(fileURLToPath(new URL('icon.png', media)), await page.screenshot({ omitBackground: true }));
} finally {
	await browser.close();
}
