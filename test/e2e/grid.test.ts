/** The grid in a window: rows by keyboard, in every state without barriers, in light, dark and high contrast. */
import type { Frame } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Workbench } from '../vscode-tools/workbench.ts';
import { ROWS, prepareGridWorkspace } from './gridWorkspace.ts';
import { barriersOf, pageWith, reloadWindow } from './webviewPages.ts';
import { openWindow } from './window.ts';

/** As the newest VS Code calls them, and the class that its window then has. */
const THEMES = {
	light: { theme: 'Light Modern', kind: 'vs' },
	dark: { theme: 'Dark Modern', kind: 'vs-dark' },
	contrast: { theme: 'Default High Contrast', kind: 'hc-black' },
	contrastLight: { theme: 'Default High Contrast Light', kind: 'hc-light' },
} as const;

async function openDataset(workbench: Workbench): Promise<Frame> {
	await workbench.command('Freehold: Open in Grid');
	await workbench.quickRow('mls/Property').click();
	return pageWith(workbench, '#cell-0-0:text("L000001")');
}

/** Runs the statement of a file of SQL; its rows come beside it. */
async function query(workbench: Workbench, file: string, selector: string): Promise<Frame> {
	await workbench.page.keyboard.press('Control+p');
	await workbench.quickInput.fill(file);
	await workbench.quickRow(file).click();
	await workbench.page.locator('.view-lines', { hasText: 'SELECT' }).first().waitFor();
	await workbench.command('Freehold: Run SQL Statement');
	return pageWith(workbench, selector);
}

async function openFile(workbench: Workbench, name: string, selector: string): Promise<Frame> {
	await workbench.page.keyboard.press('Control+p');
	await workbench.quickInput.fill(name);
	await workbench.quickRow(name).click();
	await workbench.command('View: Reopen Editor With...');
	await workbench.quickRow('Freehold Table').click();
	return pageWith(workbench, selector);
}

test('fifty thousand rows by keyboard: to the end and back, sorted, filtered, copied, whole, and there after a reload', async () => {
	await using window = await openWindow({ prepare: prepareGridWorkspace });
	const { workbench } = window;
	const { keyboard } = workbench.page;
	await workbench.openContainer('Freehold');
	let page = await openDataset(workbench);
	const grid = page.getByRole('grid', { name: 'mls/Property' });
	expect(await grid.getAttribute('aria-rowcount')).toBe(String(ROWS + 2));
	await grid.focus();
	await keyboard.press('Control+End');
	await page.locator('.cell.active', { hasText: `last of ${ROWS}` }).waitFor();
	expect(await grid.getAttribute('aria-activedescendant')).toBe(`cell-${ROWS - 1}-47`);
	await keyboard.press('Control+Home');
	await page.locator('#cell-0-0.active').waitFor();
	await keyboard.press('ArrowUp');
	await keyboard.press('ArrowUp');
	await keyboard.press('Enter');
	await keyboard.press('Enter');
	await page
		.locator('#cell-0-0')
		.filter({ hasText: `L0${ROWS}` })
		.waitFor();
	await keyboard.press('ArrowDown');
	await keyboard.press('ArrowRight');
	await keyboard.type('krak');
	await page.locator('.count', { hasText: `${(7143).toLocaleString('en')} of` }).waitFor();
	await keyboard.press('Enter');
	await keyboard.press('Shift+ArrowDown');
	await keyboard.press('Control+c');
	await page.locator('.announcer', { hasText: '2 cells copied' }).waitFor();
	await keyboard.press('ArrowUp');
	await workbench.command('Freehold: Copy with Headers');
	await page.locator('.announcer', { hasText: '1 cells copied' }).waitFor();
	await grid.focus();
	await keyboard.press('ArrowDown');
	await keyboard.press('Enter');
	await page.locator('.details', { hasText: 'Kraków' }).waitFor();
	await window.picture('grid-details');
	await keyboard.press('Escape');
	await reloadWindow(workbench);
	page = await pageWith(workbench, `.count:text("${(7143).toLocaleString('en')} of")`);
	expect(await page.locator('#filter-1').inputValue()).toBe('krak');
	await workbench.page.keyboard.press('Control+n');
	await workbench.page.keyboard.press('Control+v');
	await workbench.page.locator('.view-lines', { hasText: 'Kraków' }).first().waitFor();
});

test('columns, several orders and the details of a row by keyboard; the columns are there after a reload', async () => {
	await using window = await openWindow({ prepare: prepareGridWorkspace });
	const { workbench } = window;
	const { keyboard } = workbench.page;
	await workbench.openContainer('Freehold');
	let page = await openDataset(workbench);
	await page.getByRole('grid').focus();
	for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'Enter', 'ArrowRight', 'Shift+Enter'])
		await keyboard.press(key);
	await page.locator('#cell--2-2[aria-sort=ascending]').waitFor();
	await page.locator('.name .sign', { hasText: '▲2' }).waitFor();
	await keyboard.press('Alt+ArrowLeft');
	await page.locator('#cell--2-1', { hasText: 'ListPrice' }).waitFor();
	await workbench.command('Freehold: Pin Column');
	await page.locator('.pinned #cell--2-0', { hasText: 'ListPrice' }).waitFor();
	await page.getByRole('grid').focus();
	await keyboard.press('Control+f');
	await page.getByRole('search').getByRole('textbox').fill('L000700');
	await page.locator('.cell.active', { hasText: 'L000700' }).waitFor();
	await keyboard.press('Escape');
	await workbench.command('Freehold: Show Details of Row');
	await page.getByRole('treeitem', { name: /^Media/ }).waitFor();
	await window.picture('grid-row');
	await reloadWindow(workbench);
	page = await pageWith(workbench, '.pinned #cell--2-0:has-text("ListPrice")');
	expect(await page.locator('.name .sign', { hasText: '▲1' }).count()).toBe(1);
});

test.each(Object.entries(THEMES))('no state of the page has barriers, %s', async (name, { theme, kind }) => {
	const settings = { 'workbench.colorTheme': theme };
	await using window = await openWindow({ prepare: prepareGridWorkspace, settings });
	const { workbench } = window;
	await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
	await workbench.openContainer('Freehold');
	const found: string[] = [];
	const check = async (state: string, page: Frame): Promise<void> => {
		await window.picture(`grid-${state}-${name}`);
		found.push(...(await barriersOf(page)).map((one) => `${state} ${one}`));
	};
	const rows = await openDataset(workbench);
	await rows.getByRole('grid').focus();
	await workbench.page.keyboard.press('ArrowDown');
	await workbench.page.keyboard.press('Shift+ArrowRight');
	await check('rows', rows);
	await check('loading', await query(workbench, 'endless.freehold.sql', '.loading:visible'));
	await check('empty', await query(workbench, 'none.freehold.sql', 'text=There are no rows.'));
	const failed = await openFile(workbench, 'broken.xlsx', '[role=alert]:has-text("502 Bad Gateway")');
	expect(await failed.getByRole('button', { name: 'Retry' }).count()).toBe(1);
	await check('failed', failed);
	expect(found).toEqual([]);
});
