/** Plots in a window: of the rows that a grid shows, following its filters, back to its rows, and there after a reload. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Workbench } from '../vscode-tools/workbench.ts';
import { ROWS, prepareGridWorkspace } from './gridWorkspace.ts';
import { THEMES } from './themes.ts';
import { openWindow } from './window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const count = (rows: number): string => rows.toLocaleString('en');

/** The page that shows something, once it does. */
async function pageWith({ page }: Workbench, selector: string): Promise<Frame> {
	const deadline = Date.now() + 60_000;
	for (;;) {
		for (const frame of page.frames()) {
			// One that VS Code has just taken away shows nothing.
			const isShown = await frame
				.locator(selector)
				.first()
				.isVisible()
				.catch(() => false);
			if (isShown) return frame;
		}
		if (Date.now() > deadline) throw new Error(`No page shows ${selector}`);
		await page.waitForTimeout(200);
	}
}

/** As a user does it: VS Code keeps what it has to before it goes. */
async function reload(workbench: Workbench): Promise<void> {
	const loaded = workbench.page.waitForEvent('load');
	await workbench.command('Developer: Reload Window');
	await loaded;
	await workbench.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

test('from the grid to a plot of its column, along with its filter, back to the rows of a bar, and after a reload', async () => {
	await using window = await openWindow({ prepare: prepareGridWorkspace });
	const { workbench } = window;
	const { keyboard } = workbench.page;
	await workbench.openContainer('Freehold');
	await workbench.command('Freehold: Open in Grid');
	await workbench.quickRow('mls/Property').click();
	const grid = await pageWith(workbench, '#cell-0-0:text("L000001")');
	await grid.getByRole('grid').focus();
	await keyboard.press('ArrowRight');
	await workbench.command('Freehold: Plot Shown Rows');
	const plot = await pageWith(workbench, 'h2:text("Distribution of City")');
	await plot.locator('.notes', { hasText: `${count(ROWS)} rows` }).waitFor();
	await window.picture('plot');
	await grid.locator('#filter-1').fill('krak');
	await plot.locator('.notes', { hasText: `${count(7143)} rows` }).waitFor();
	await grid.locator('#filter-1').fill('');
	await plot.locator('.notes', { hasText: `${count(ROWS)} rows` }).waitFor();
	await plot.locator('[data-mark][aria-label^="Austin"]').focus();
	await keyboard.press('Enter');
	await grid.locator('.count', { hasText: `${count(7143)} of` }).waitFor();
	expect(await grid.locator('#filter-1').inputValue()).toBe('= "Austin"');
	await reload(workbench);
	const restored = await pageWith(workbench, 'h2:text("Distribution of City")');
	await restored.locator('.notes', { hasText: `${count(7143)} rows` }).waitFor();
});

test.each(Object.entries(THEMES))('a plot has no barriers, %s', async (name, theme) => {
	await using window = await openWindow({ prepare: prepareGridWorkspace, settings: { 'workbench.colorTheme': theme } });
	const { workbench } = window;
	await workbench.openContainer('Freehold');
	await workbench.command('Freehold: Plot Dataset…');
	await workbench.quickRow('mls/Property').click();
	const plot = await pageWith(workbench, '.picture svg');
	await plot.getByRole('button', { name: 'Table', exact: true }).click();
	await plot.locator('.behind:not(.unseen)').waitFor();
	await window.picture(`plot-${name}`);
	await plot.evaluate(axe);
	const found = await plot.evaluate<readonly { readonly id: string }[]>(
		'axe.run(document).then(({ violations }) => violations)',
	);
	expect(found.map(({ id }) => id)).toEqual([]);
});
