/** The grid's page, as a user has it: in a browser, on a real table. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { GridLayout } from '../../src/protocol/grid.ts';
import { Feed, dataset, temporaryFolder } from '../core/replica/replicaFixture.ts';
import { PageBrowser } from './pageRig.ts';
import type { GridRig, RigOptions } from './pageRig.ts';

let browser: PageBrowser;
beforeAll(async () => {
	browser = await PageBrowser.open();
}, 120_000);
afterAll(() => browser[Symbol.asyncDispose]());

const CITIES = ['Austin', 'Brno', '', 'Kraków', 'תל אביב', '<script>alert(1)</script>'];

/** A table of a CSV file. */
async function grid(
	header: readonly string[],
	rows: readonly (readonly unknown[])[],
	options?: RigOptions,
): Promise<GridRig> {
	const file = join(temporaryFolder(), 'table.csv');
	const line = (cells: readonly unknown[]): string =>
		cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',');
	writeFileSync(file, [line(header), ...rows.map(line)].join('\n'));
	const rig = await browser.show({ kind: 'file', file }, options);
	onTestFinished(() => rig[Symbol.asyncDispose]());
	await rig.page.locator('#cell-0-0').waitFor();
	return rig;
}

function listings(count = 500): Promise<GridRig> {
	const rows = Array.from({ length: count }, (_, nth) => [
		...[`L${String(nth).padStart(4, '0')}`, CITIES[nth % CITIES.length], (nth * 37) % 100, nth % 3],
		`Remark ${nth}`,
	]);
	return grid(['Key', 'City', 'Price', 'Rooms', 'Remarks'], rows);
}

/** Names of columns as they stand. */
function names({ page }: GridRig): Promise<readonly string[]> {
	return page.locator('.name .text').allTextContents();
}

function column({ page }: GridRig, position: number, count = 5): Promise<readonly string[]> {
	return Promise.all(Array.from({ length: count }, (_, row) => page.locator(`#cell-${row}-${position}`).innerText()));
}

function lastLayout({
	told,
}: GridRig): { readonly layout: GridLayout; readonly columns: readonly number[] } | undefined {
	return told.findLast((message) => message.kind === 'layout');
}

async function chooseInMenu({ page }: GridRig, position: number, label: string): Promise<void> {
	await page.locator(`#cell--2-${position}`).hover();
	await page.locator(`#cell--2-${position} .menu`).click();
	await page
		.getByRole('menuitem', { name: label })
		.or(page.getByRole('menuitemcheckbox', { name: label }))
		.click();
}

test('a click sorts by one column, with Shift by several, and each says its place', async () => {
	const rig = await listings();
	await rig.page.locator('#cell--2-3').click();
	await rig.page.locator('#cell--2-3[aria-sort=ascending]').waitFor();
	await rig.page.locator('#cell--2-2').click({ modifiers: ['Shift'] });
	await rig.page.locator('#cell--2-2').click({ modifiers: ['Shift'] });
	await rig.page.locator('#cell--2-2[aria-sort=descending]').waitFor();
	expect(await rig.page.locator('.name .sign').allTextContents()).toEqual(['', '', '▼2', '▲1', '']);
	await rig.page.locator('#cell-0-2', { hasText: '99' }).waitFor();
	expect(await column(rig, 3)).toEqual(['0', '0', '0', '0', '0']);
	await rig.page.locator('#cell--2-0').click();
	await rig.page.locator('#cell-0-0', { hasText: 'L0000' }).waitFor();
	expect(await rig.page.locator('.name .sign').allTextContents()).toEqual(['▲', '', '', '', '']);
	expect(rig.errors).toEqual([]);
});

test('columns are hidden, moved, pinned and found again, by the menu and by the list', async () => {
	const rig = await listings();
	await chooseInMenu(rig, 1, 'Hide Column');
	await expect.poll(() => names(rig)).toEqual(['Key', 'Price', 'Rooms', 'Remarks']);
	await chooseInMenu(rig, 3, 'Pin to the Left');
	await expect.poll(() => names(rig)).toEqual(['Remarks', 'Key', 'Price', 'Rooms']);
	await chooseInMenu(rig, 3, 'Move Left');
	await expect.poll(() => names(rig)).toEqual(['Remarks', 'Key', 'Rooms', 'Price']);
	expect(lastLayout(rig)).toMatchObject({ columns: [4, 0, 3, 2], layout: { hidden: ['City'], pinned: ['Remarks'] } });
	await rig.page.getByRole('button', { name: 'Columns…' }).click();
	await rig.page.getByRole('searchbox', { name: 'Search columns' }).fill('cit');
	await rig.page.getByRole('checkbox', { name: 'City' }).check();
	await expect.poll(() => names(rig)).toEqual(['Remarks', 'Key', 'City', 'Rooms', 'Price']);
	await rig.page.keyboard.press('Escape');
	expect(await rig.page.evaluate('document.activeElement.getAttribute("role")')).toBe('grid');
	await rig.reload();
	await expect.poll(() => names(rig)).toEqual(['Remarks', 'Key', 'City', 'Rooms', 'Price']);
	expect(rig.errors).toEqual([]);
});

test('what columns hold stands above them, follows the filters, and a bar or a value is a filter', async () => {
	const rows = Array.from({ length: 300 }, (_, nth) => [`k${nth}`, nth % 3 === 0 ? 'Praha' : 'Brno', nth]);
	const rig = await grid(['Key', 'City', 'Price'], rows, { data: { areProfilesShown: true } });
	const city = rig.page.locator('#cell--1-1 .profile');
	await city.locator('.most', { hasText: 'Brno' }).waitFor();
	expect(await city.locator('.words').innerText()).toContain('2 distinct');
	expect(await rig.page.locator('#cell--2-1').getAttribute('aria-description')).toBe(
		'0 % empty, 2 distinct, most: Brno 67 %',
	);
	await city.locator('.part').nth(1).click();
	await rig.page.locator('.count', { hasText: '100 of 300' }).waitFor();
	expect(await rig.page.locator('#filter-1').inputValue()).toBe('= Praha');
	await city.locator('.most', { hasText: 'Praha' }).waitFor();
	await rig.page.locator('#cell--1-2 .bar').last().click();
	await expect.poll(() => rig.page.locator('#filter-2').inputValue()).toMatch(/^\d+\.\.297$/);
	expect(await rig.barriers()).toEqual([]);
	expect(rig.errors).toEqual([]);
});

test('the column menu offers the same values to who has no pointer; profiles can be switched off', async () => {
	const rows = Array.from({ length: 30 }, (_, nth) => [`k${nth}`, nth % 3 === 0 ? 'Praha' : '<b>Brno</b>']);
	const rig = await grid(['Key', 'City'], rows, { data: { areProfilesShown: true } });
	await rig.page.locator('#cell--1-1 .most', { hasText: '<b>Brno</b>' }).waitFor();
	await chooseInMenu(rig, 1, 'Filter by Value…');
	await rig.page.keyboard.press('ArrowDown');
	await rig.page.keyboard.press('Enter');
	await rig.page.locator('.count', { hasText: '10 of 30' }).waitFor();
	const toggle = rig.page.getByRole('button', { name: 'Profiles' });
	expect(await toggle.getAttribute('aria-pressed')).toBe('true');
	await toggle.click();
	await rig.page.locator('#cell--1-1 .profile').waitFor({ state: 'hidden' });
	expect(rig.told.filter(({ kind }) => kind === 'profiles')).toEqual([{ kind: 'profiles', areShown: false }]);
	expect(rig.errors).toEqual([]);
});

test('a changed cell shows both values, struck and in words, and its row can be asked for', async () => {
	const feed = new Feed();
	const property = dataset('Property', {
		columns: [
			{ name: 'Key', type: 'text' },
			{ name: 'Price', type: 'integer' },
		],
	});
	feed.run(property, [
		{ Key: 'a', Price: 250_000 },
		{ Key: 'b', Price: 7 },
	]);
	feed.run(property, [{ Key: 'a', Price: 240_000 }]);
	feed.sweep(property, ['a']);
	const rig = await browser.show({ kind: 'changes', file: feed.file, dataset: 'Property', from: 1 });
	onTestFinished(() => rig[Symbol.asyncDispose]());
	const price = rig.page.locator('#cell-0-4');
	await price.waitFor();
	expect(await price.innerText()).toBe('250000 → 240000');
	expect(await price.locator('s').innerText()).toBe('250000');
	expect(await price.getAttribute('aria-label')).toBe('240000, before: 250000');
	expect(await rig.page.locator('#cell-1-0').innerText()).toBe('deleted');
	expect(await rig.page.locator('#cell-1-4').getAttribute('aria-label')).toBeNull();
	await rig.page.locator('#cell-1-1').click();
	await rig.post({ kind: 'perform', command: 'rowHistory' });
	await expect.poll(() => rig.told.at(-1)).toEqual({ kind: 'rowHistory', row: 1 });
});
