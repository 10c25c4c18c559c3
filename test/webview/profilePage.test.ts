/** The profile's page, as a user has it: in a browser, on what the host says of a real table. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { pageOptions } from '../../esbuild.mjs';
import { openTable } from '../../src/core/tables/openTable.ts';
import { wholeProfile } from '../../src/core/tables/profile/wholeProfile.ts';
import { englishWording } from '../../src/core/wording/language.ts';
import type { ProfilePageData, ProfileView, ToProfileHost } from '../../src/protocol/profile.ts';
import { profileTexts } from '../../src/vscode/profile/profileTexts.ts';
import { profileView } from '../../src/vscode/profile/profileView.ts';
import { fileOf } from '../core/tables/tableRig.ts';
import { installBrowser } from '../vscode-tools/installBrowser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const THEME = `:root { --vscode-editor-background: #fff; --vscode-editor-foreground: #3b3b3b; --vscode-focusBorder: #005fb8;
	--vscode-button-background: #005fb8; --vscode-button-foreground: #fff; --vscode-textLink-foreground: #005fb8; }`;
const kept = { subject: { kind: 'file', uri: 'file:///rows.csv' }, arrangement: { orders: [], filters: [] } } as const;
const data: ProfilePageData = { kept, title: 'rows.csv', texts: profileTexts(englishWording.l10n) };

let browser: Browser;
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
	const root = fileURLToPath(new URL('../../', import.meta.url));
	const built = await build({ ...pageOptions(false), absWorkingDir: root, write: false });
	files = new Map(built.outputFiles?.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
	const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
	browser = await chromium.launch({ executablePath: installBrowser(), headless: true, args });
}, 120_000);
afterAll(() => browser.close());

/** What the host says of a file. */
async function viewOf(csv: string, more: Partial<Parameters<typeof profileView>[0]> = {}): Promise<ProfileView> {
	const { signal } = new AbortController();
	await using open = await openTable({ kind: 'file', file: fileOf('rows.csv', csv) }, signal);
	for await (const _ of open.filling ?? []);
	const profile = await wholeProfile(open, {}, signal, () => undefined);
	const standing = { heads: open.table.columns, profile, status: '', failure: undefined, left: 0, next: 0 };
	return profileView({ ...standing, ...more }, englishWording);
}

interface Rig {
	readonly page: Page;
	readonly told: ToProfileHost[];
	readonly errors: string[];
	show(view: ProfileView): Promise<void>;
}

async function open(): Promise<Rig> {
	const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
	onTestFinished(() => context.close());
	const page = await context.newPage();
	const [told, errors]: [ToProfileHost[], string[]] = [[], []];
	page.on('pageerror', (error) => errors.push(error.message));
	page.on('console', (message) => {
		if (message.type() === 'error') errors.push(message.text());
	});
	await page.exposeFunction('toHost', (message: ToProfileHost) => told.push(message));
	await page.addInitScript(
		'window.acquireVsCodeApi = () => ({ postMessage: (m) => void window.toHost(m), setState: (s) => { window.kept = s; } })',
	);
	const escaped = JSON.stringify(data).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
	const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>profile</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/profile.css"></head>
<body data-page="${escaped}"><main></main><script src="/profile.js"></script></body></html>`;
	await context.route('http://page.test/**', (route) => {
		const { pathname } = new URL(route.request().url());
		const type = pathname.endsWith('.css') ? 'text/css' : pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
		const body = pathname === '/theme.css' ? THEME : (files.get(pathname) ?? html);
		return route.fulfill({ body, contentType: `${type}; charset=utf-8` });
	});
	await page.goto('http://page.test/');
	const show = async (view: ProfileView): Promise<void> => {
		await page.evaluate(`window.postMessage(${JSON.stringify({ kind: 'view', view })}, '*')`);
	};
	return { page, told, errors, show };
}

const CSV = [
	'id,city,price,modified',
	...Array.from(
		{ length: 40 },
		(_, nth) => `${nth},${nth % 3 === 0 ? 'Praha' : '<b>Brno</b>'},${100 + nth},2026-0${1 + (nth % 2)}-15`,
	),
	'39,\u202etab\u0000le,99999,2026-04-01',
].join('\n');

test('columns, findings, keys and months are shown, each leading to its rows, and nobody is kept out', async () => {
	const rig = await open();
	await expect.poll(() => rig.told).toEqual([{ kind: 'begin' }]);
	expect(await rig.page.evaluate('window.kept')).toEqual(kept);
	await rig.show(await viewOf(CSV));
	const { page } = rig;
	await page.getByRole('heading', { name: 'Findings' }).waitFor();
	expect(await page.getByRole('rowheader').allTextContents()).toEqual(
		expect.arrayContaining(['id', 'city', 'price', 'modified', '2026-01', '2026-04']),
	);
	expect(await page.getByRole('listitem').allTextContents()).toEqual(
		expect.arrayContaining(['price Values far above the others: 1 (99,999) Show rows']),
	);
	await page.getByRole('button', { name: 'Show rows' }).click();
	await page.getByRole('button', { name: '2026-04' }).click();
	await page.locator('tbody .part[data-filter="= Praha"]').click();
	await expect
		.poll(() => rig.told.slice(1))
		.toEqual([
			{ kind: 'rows', column: 2, filter: '> 139' },
			{ kind: 'rows', column: 3, filter: '2026-04..2026-04' },
			{ kind: 'rows', column: 1, filter: '= Praha' },
		]);
	await page.evaluate(axe);
	const barriers = await page.evaluate<readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[]>(
		'axe.run(document).then(({ violations }) => violations)',
	);
	expect(barriers.map(({ id, nodes }) => `${id} ${nodes.map((one) => one.html).join(' ')}`)).toEqual([]);
	expect(await page.locator('b').count()).toBe(0);
	expect(rig.errors).toEqual([]);
});

test('what is still on its way is said, a failure offers to try again, and columns come a part at a time', async () => {
	const rig = await open();
	const view = await viewOf(CSV);
	await rig.show({ ...view, status: 'Columns: 2 of 4…', columns: view.columns.slice(0, 2) });
	await rig.page.getByRole('status').filter({ hasText: 'Columns: 2 of 4…' }).waitFor();
	await rig.page.evaluate("document.querySelector('.wide tbody tr').id = 'first'");
	await rig.show({ ...view, more: 'Show 100 more of 1,900 columns' });
	await rig.page.getByRole('button', { name: 'Show 100 more of 1,900 columns' }).click();
	expect(await rig.page.locator('.wide tbody tr').count()).toBe(4);
	expect(await rig.page.locator('#first').count()).toBe(1);
	const failure = { what: 'The rows could not be read', why: 'the file is gone', next: 'Put it back' };
	await rig.show({ ...view, columns: [], failure });
	await rig.page.getByRole('alert').getByRole('button', { name: 'Retry' }).click();
	await expect.poll(() => rig.told.slice(1)).toEqual([{ kind: 'more' }, { kind: 'refresh' }]);
	expect(rig.errors).toEqual([]);
});
