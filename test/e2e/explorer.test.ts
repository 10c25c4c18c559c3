/** The data explorer as a whole, on what the sandbox has filled: rows, files, changes, plots, profiles and SQL in one walk. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Frame, Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Workbench } from '../vscode-tools/workbench.ts';
import { prepareDemoWorkspace } from './demoWorkspace.ts';
import { THEMES } from './themes.ts';
import { barriersOf, pageWith, reloadWindow } from './webviewPages.ts';
import { openWindow } from './window.ts';

/** The sandbox is off by then: nothing is to be asked of it. */
const settings = { 'freehold.jobs.runOnSchedule': false };
/** In the order in which the vendor tells them. */
const COLUMNS = ['ListingKey', 'StandardStatus', 'ListingContractDate', 'ListPrice', 'City'];
const DEAR = 500_000;
const QUERY = `-- @connection mls
SELECT City, count(*) AS listings FROM Property GROUP BY City ORDER BY listings DESC, City
`;

interface Listing {
	readonly ListingKey: string;
	readonly City: string;
	readonly ListPrice: number | null;
}

/** A folder under git, so that whatever is written into it is told. */
function prepare(workspace: string): void {
	prepareDemoWorkspace(workspace);
	git(workspace, 'init', '--quiet');
	git(workspace, 'add', '--all');
	const who = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.invalid'];
	git(workspace, ...who, 'commit', '--quiet', '--message', 'As the demo left it');
}

function git(workspace: string, ...args: readonly string[]): string {
	return execFileSync('git', args, { cwd: workspace, encoding: 'utf8' });
}

function stored(workspace: string, sql: string): readonly unknown[] {
	const database = new DatabaseSync(join(workspace, 'data', 'mls.sqlite'), { readOnly: true });
	try {
		return database.prepare(sql).all();
	} finally {
		database.close();
	}
}

/** As SQLite orders texts. */
function byCodePoint(a: string, b: string): number {
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function counted(count: number): string {
	return count.toLocaleString('en');
}

async function openDataset(workbench: Workbench): Promise<Frame> {
	await workbench.openContainer('Freehold');
	await workbench.enter('Freehold: Open in Grid');
	await workbench.quickInput.fill('mls/Property');
	await workbench.quickRow('mls/Property').and(workbench.page.locator('.focused')).waitFor();
	await workbench.page.keyboard.press('Enter');
	return pageWith(workbench, '#cell-0-0');
}

function head(page: Frame, name: string): Locator {
	return page.locator('.name', { has: page.locator(`.text:text-is("${name}")`) });
}

/** Of a hundred columns only some. */
async function chooseColumns(page: Frame, names: readonly string[]): Promise<void> {
	await page.getByRole('button', { name: /^Columns/ }).click();
	const panel = page.getByRole('dialog', { name: /^Columns/ });
	await panel.getByRole('button', { name: 'Hide All' }).click();
	for (const name of names) {
		await panel.getByRole('searchbox').fill(name);
		await panel.locator(`input[data-column="${name}"]`).setChecked(true);
	}
	await panel.press('Escape');
	await panel.waitFor({ state: 'hidden' });
	expect(await page.locator('.name .text').allTextContents()).toEqual(names);
}

async function chooseInMenu(page: Frame, column: string, choice: string): Promise<void> {
	await head(page, column).hover();
	await head(page, column).locator('.menu').click();
	await page.locator('[role=menu] [role^=menuitem]', { hasText: choice }).click();
}

/** Where the dialog proposes. @returns the path of the file */
async function exportCsv(workbench: Workbench, workspace: string): Promise<string> {
	await workbench.enter('Freehold: Export Shown Rows…');
	await workbench.quickRow('CSV').click();
	const dialog = workbench.page.locator('.quick-input-widget:visible', { hasText: 'Export Shown Rows' });
	await dialog.waitFor();
	await expect.poll(() => workbench.quickInput.inputValue()).toMatch(/\.csv$/);
	// The dialog takes no answer before it has listed the folder.
	await workbench.quickRow('..').waitFor();
	await workbench.page.keyboard.press('Enter');
	const told = workbench.notification(' rows in data');
	await told.waitFor();
	await workbench.dismiss(told);
	const files = readdirSync(join(workspace, 'data')).filter((name) => name.endsWith('.csv'));
	expect(files.length).toBe(1);
	return join(workspace, 'data', files[0] ?? '');
}

async function openChanges(workbench: Workbench): Promise<Frame> {
	await workbench.enter('Freehold: Show What Changed…');
	await workbench.quickRow('Between two runs or times').click();
	await workbench.quickRow('After run 1').click();
	await workbench.quickRow('As it is now').click();
	return pageWith(workbench, '.cell.changed');
}

async function openTab(workbench: Workbench, title: string, selector: string): Promise<Frame> {
	await workbench.page.locator(`.tab[aria-label^="${title}"]`).first().click();
	return pageWith(workbench, selector);
}

async function openProfile(workbench: Workbench): Promise<Frame> {
	await workbench.enter('Freehold: Show Profile…');
	const profile = await pageWith(workbench, 'article tbody tr');
	await profile.locator('.status:empty').waitFor({ state: 'attached' });
	return profile;
}

async function runQuery(workbench: Workbench): Promise<Frame> {
	const { page } = workbench;
	await workbench.enter('Freehold: New SQL Query…');
	await workbench.quickInput.fill('mls');
	await workbench.quickRow('mls').and(page.locator('.focused')).waitFor();
	await page.keyboard.press('Enter');
	await page.locator('.view-lines', { hasText: 'LIMIT' }).first().waitFor();
	await page.keyboard.press('Control+a');
	await page.keyboard.insertText(QUERY);
	await page.keyboard.press('Control+Enter');
	return pageWith(workbench, '.name:has-text("listings")');
}

test('a user looks at what the sandbox filled: rows, a file of them, changes, a plot, a profile, SQL, and all of it after a reload', async () => {
	await using window = await openWindow({ prepare, settings });
	const { workbench, workspace } = window;
	const { keyboard } = workbench.page;
	const listings = stored(
		workspace,
		'SELECT ListingKey, City, ListPrice FROM Property ORDER BY rowid',
	) as readonly Listing[];
	const dear = listings.filter(({ ListPrice }) => ListPrice !== null && ListPrice >= DEAR);
	expect(dear.length).toBeGreaterThan(100);
	const [units] = stored(workspace, 'SELECT count(*) AS count FROM Unit') as readonly { readonly count: number }[];
	const someOf = `${counted(dear.length)} of ${counted(listings.length)} rows`;

	let grid = await openDataset(workbench);
	await workbench.view('Sources').find(`Unit, ${counted(units?.count ?? 0)} rows · read along`);
	await grid.locator('.count', { hasText: `${counted(listings.length)} rows` }).waitFor();
	await chooseColumns(grid, COLUMNS);
	await grid.getByRole('grid').focus();
	await keyboard.press('Control+End');
	await grid.locator(`#cell-${listings.length - 1}-0`, { hasText: listings.at(-1)?.ListingKey ?? '' }).waitFor();

	await head(grid, 'City').click();
	await grid.locator('.name[aria-sort=ascending]', { hasText: 'City' }).waitFor();
	await head(grid, 'ListPrice').click({ modifiers: ['Shift'] });
	await grid.locator('.name[aria-sort=ascending]', { hasText: 'ListPrice' }).waitFor();
	await head(grid, 'ListPrice').click({ modifiers: ['Shift'] });
	await grid.locator('.name .sign', { hasText: '▼2' }).waitFor();
	await grid.locator(`#filter-${COLUMNS.indexOf('ListPrice')}`).fill(`>= ${DEAR}`);
	await grid.locator('.count', { hasText: someOf }).waitFor();

	await chooseInMenu(grid, 'StandardStatus', 'Hide Column');
	await head(grid, 'StandardStatus').waitFor({ state: 'detached' });
	await chooseInMenu(grid, 'ListPrice', 'Pin to the Left');
	await grid.locator('.pinned .name', { hasText: 'ListPrice' }).waitFor();
	await window.picture('explorer-grid');

	const file = await exportCsv(workbench, workspace);
	const ordered = dear.toSorted((a, b) => byCodePoint(a.City, b.City) || (b.ListPrice ?? 0) - (a.ListPrice ?? 0));
	const [names, ...rows] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
	expect(names).toBe('ListPrice,ListingKey,ListingContractDate,City');
	expect(rows.map((row) => row.split(',').at(-1))).toEqual(ordered.map(({ City }) => City));
	expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(ordered.map(({ ListPrice }) => ListPrice));
	expect(existsSync(`${file}.freehold.json`)).toBe(true);

	const changes = await openChanges(workbench);
	await changes.locator('.name', { hasText: '_change' }).first().waitFor();
	await window.picture('explorer-changes');
	await openTab(workbench, 'mls/Property', `.count:text("${someOf}")`);

	await workbench.enter('Freehold: Plot Shown Rows');
	const plot = await pageWith(workbench, '[data-mark]');
	await plot.locator('.filters', { hasText: String(DEAR) }).waitFor();
	await window.picture('explorer-plot');

	await openTab(workbench, 'mls/Property', `.count:text("${someOf}")`);
	await openProfile(workbench);
	await window.picture('explorer-profile');

	const result = await runQuery(workbench);
	const [most] = stored(workspace, QUERY) as readonly { readonly City: string; readonly listings: number }[];
	await result.locator('#cell-0-0', { hasText: most?.City ?? '' }).waitFor();
	await result.locator('#cell-0-1', { hasText: String(most?.listings) }).waitFor();
	await window.picture('explorer-sql');

	await reloadWindow(workbench);
	await openTab(workbench, 'Plot of mls/Property', '[data-mark]');
	grid = await openTab(workbench, 'mls/Property', `.count:text("${someOf}")`);
	expect(await grid.locator('.name .text').allTextContents()).toEqual(names?.split(','));
	expect(git(workspace, 'status', '--porcelain')).toBe('');
	expect(await workbench.notifications.allInnerTexts()).toEqual([]);
});

test('without a mouse and in high contrast: the grid, changes, a plot and a profile have no barriers', async () => {
	const contrast = { ...settings, 'workbench.colorTheme': THEMES.contrast };
	await using window = await openWindow({ prepare, settings: contrast });
	const { workbench } = window;
	const { keyboard } = workbench.page;
	await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
	const grid = await openDataset(workbench);
	await grid.getByRole('grid').focus();
	// To the names, one to the right, ordered; then below it a filter.
	for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'Enter', 'ArrowDown']) await keyboard.press(key);
	await grid.locator('#cell--2-1[aria-sort=ascending]').waitFor();
	await keyboard.type('26-10');
	await grid.locator('.count', { hasText: '100 of' }).waitFor();
	await keyboard.press('Enter');
	const found: string[] = [];
	const check = async (name: string, page: Frame): Promise<void> => {
		await window.picture(`explorer-contrast-${name}`);
		found.push(...(await barriersOf(page)).map((one) => `${name} ${one}`));
	};
	await check('grid', grid);
	await check('profile', await openProfile(workbench));
	// It is open: it comes to the front.
	await openDataset(workbench);
	await pageWith(workbench, '.count:text("100 of")');
	await workbench.enter('Freehold: Plot Shown Rows');
	const plot = await pageWith(workbench, '[data-mark]');
	await check('plot', plot);
	expect(found).toEqual([]);
});
