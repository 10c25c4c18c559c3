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
	// The last row is another one until the whole file is read.
	await rig.page.locator('[role=grid]:not([aria-rowcount="-1"])').waitFor();
	return rig;
}

function listings(count = 500, options?: RigOptions): Promise<GridRig> {
	const rows = Array.from({ length: count }, (_, nth) => [
		...[`L${String(nth).padStart(4, '0')}`, CITIES[nth % CITIES.length], (nth * 37) % 100, nth % 3],
		`Remark ${nth}`,
	]);
	return grid(['Key', 'City', 'Price', 'Rooms', 'Remarks'], rows, options);
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
	await rig.page.locator('#cell-0-4:not(.awaited)').waitFor();
	expect(await price.innerText()).toBe('250000 → 240000');
	expect(await price.locator('s').innerText()).toBe('250000');
	expect(await price.getAttribute('aria-label')).toBe('240000, before: 250000');
	expect(await rig.page.locator('#cell-1-0').innerText()).toBe('deleted');
	expect(await rig.page.locator('#cell-1-4').getAttribute('aria-label')).toBeNull();
	await rig.page.locator('#cell-1-1').click();
	await rig.post({ kind: 'perform', command: 'rowHistory' });
	await expect.poll(() => rig.told.at(-1)).toEqual({ kind: 'rowHistory', row: 1 });
});

test('an edge is dragged, a double click on it fits, and both are remembered by name', async () => {
	const rig = await listings();
	const width = async (): Promise<number> => (await rig.page.locator('#cell--2-1').boundingBox())?.width ?? 0;
	const before = await width();
	const grip = await rig.page.locator('#cell--2-1 .grip').boundingBox();
	await rig.page.mouse.move(grip!.x + 3, grip!.y + 10);
	await rig.page.mouse.down();
	await rig.page.mouse.move(grip!.x + 63, grip!.y + 10, { steps: 4 });
	await rig.page.mouse.up();
	await expect.poll(width).toBe(before + 60);
	await expect.poll(() => lastLayout(rig)?.layout.widths).toEqual([['City', before + 60]]);
	await rig.page.locator('#cell--2-1 .grip').dblclick();
	await expect.poll(width).toBe(before);
	await rig.page.locator('#cell--2-1').click();
	await rig.page.keyboard.press('Shift+ArrowRight');
	await expect.poll(width).toBe(before + 16);
});

test('a name is dragged to another place', async () => {
	const rig = await listings();
	const [from, to] = [
		await rig.page.locator('#cell--2-0').boundingBox(),
		await rig.page.locator('#cell--2-3').boundingBox(),
	];
	await rig.page.mouse.move(from!.x + 20, from!.y + 10);
	await rig.page.mouse.down();
	await rig.page.mouse.move(to!.x + 20, to!.y + 10, { steps: 5 });
	await rig.page.locator('.drop:visible').waitFor();
	await rig.page.mouse.up();
	await expect.poll(() => names(rig)).toEqual(['City', 'Price', 'Rooms', 'Key', 'Remarks']);
	await rig.page.locator('.announcer', { hasText: 'Key is column 4 of 5' }).waitFor();
	expect(await rig.page.locator('.drop').isHidden()).toBe(true);
});

test('text is found from the cursor on, forward, backward and round the end; none says so', async () => {
	const rig = await listings(300);
	const { keyboard } = rig.page;
	await rig.page.keyboard.press('Control+f');
	const box = rig.page.getByRole('search').getByRole('textbox');
	await box.fill('remark 29');
	await rig.page.locator('#cell-29-4.active').waitFor();
	await keyboard.press('Enter');
	await rig.page.locator('#cell-290-4.active').waitFor();
	await keyboard.press('Shift+Enter');
	await keyboard.press('Shift+Enter');
	await rig.page.locator('#cell-299-4.active').waitFor();
	await rig.page.locator('.outcome', { hasText: 'Went on from the other end' }).waitFor();
	await box.fill('nowhere to be seen');
	await rig.page.locator('.outcome', { hasText: 'Nothing found' }).waitFor();
	await rig.page.getByRole('button', { name: 'Regular expression' }).click();
	await box.fill('^l00.0$');
	await expect.poll(() => rig.page.locator('.outcome').textContent()).toBe('');
	await box.fill('(');
	await rig.page.locator('.find input[aria-invalid=true]').waitFor();
	await keyboard.press('Escape');
	expect(await rig.page.evaluate('document.activeElement.getAttribute("role")')).toBe('grid');
});

test('a filter that cannot be read says so at its column, and the rows stay', async () => {
	const rig = await listings();
	await rig.page.locator('#filter-2').fill('> 50');
	await rig.page.locator('.count', { hasText: /^\d+ of 500 rows/ }).waitFor();
	const count = await rig.page.locator('.count').innerText();
	await rig.page.locator('#filter-1').fill('/(/');
	await rig.page.locator('.filter.faulty #filter-1[aria-invalid=true]').waitFor();
	expect(await rig.page.locator('#filter-1').getAttribute('title')).toMatch(/regular expression|Unterminated/i);
	expect(await rig.page.locator('.count').innerText()).toBe(count);
	await rig.reload();
	await expect.poll(() => rig.page.locator('.count').innerText()).toBe(count);
	await rig.page.getByRole('button', { name: 'Clear Filters' }).click();
	await rig.page.locator('.count', { hasText: /^500 rows$/ }).waitFor();
	expect(await rig.page.locator('#filter-2').inputValue()).toBe('');
});

test('a query that computes without an end can be cancelled, and run again', async () => {
	const query = { kind: 'query', folder: 'file:///p', connection: 'mls', sql: 'SELECT 1' } as const;
	const rig = await listings(3, { data: { subject: query } });
	const busy = { isBusy: true, isReading: true, columns: [], count: 0, total: 0, version: 9 };
	const state = { ...busy, sheets: undefined, failure: undefined };
	await rig.post({ kind: 'state', state });
	expect(await rig.barriers()).toEqual([]);
	await rig.page.getByRole('button', { name: 'Cancel' }).click();
	expect(rig.told).toContainEqual({ kind: 'stop' });
	const failure = { what: 'The query was cancelled', why: 'you did not wait for its rows', next: undefined };
	await rig.post({ kind: 'state', state: { ...state, isBusy: false, isReading: false, failure } });
	await expect.poll(() => rig.page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
	await rig.page.getByRole('button', { name: 'Retry' }).click();
	await rig.page.locator('#cell-0-0', { hasText: 'L0000' }).waitFor();
	expect(await rig.page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
	expect(rig.errors).toEqual([]);
});

test('a query whose rows still come can be cancelled: they stay, and it is told that there are others', async () => {
	const data = { subject: { kind: 'query', folder: 'file:///p', connection: 'mls', sql: 'SELECT i FROM n' } } as const;
	const feed = new Feed();
	feed.run(dataset('Property', { columns: [{ name: 'Key', type: 'text' }] }), [{ Key: 'a' }]);
	const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
	const rig = await browser.show({ kind: 'query', file: feed.file, sql }, { data });
	onTestFinished(() => rig[Symbol.asyncDispose]());
	await rig.page.locator('#cell-0-0', { hasText: '1' }).waitFor();
	expect(await rig.barriers()).toEqual([]);
	await rig.page.getByRole('button', { name: 'Cancel' }).click();
	await rig.page.locator('.banner', { hasText: 'Not all rows of the query are shown' }).waitFor();
	expect(await rig.page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
	expect(await rig.page.evaluate('document.activeElement.getAttribute("role")')).toBe('grid');
	await rig.page.locator('.count', { hasText: /^[\d,]+ rows$/ }).waitFor();
	await rig.page.locator('#filter-0').fill('= 7');
	await rig.page.locator('#cell-0-0', { hasText: /^7$/ }).waitFor();
	await rig.page.getByRole('button', { name: 'Retry' }).click();
	await rig.page.getByRole('button', { name: 'Cancel' }).waitFor();
	expect(rig.errors).toEqual([]);
});

test('cells, rows that lie apart, and whole columns are copied, with headers and without', async () => {
	const rig = await listings(20);
	const { keyboard } = rig.page;
	await rig.page.locator('#cell-1-0').click();
	await rig.page.locator('#cell-2-2').click({ modifiers: ['Shift'] });
	await keyboard.press('Control+c');
	await expect.poll(() => rig.copied.at(-1)).toBe('L0001\tBrno\t37\nL0002\t\t74');
	await rig.page.locator('#cell-3-0').click();
	await keyboard.press('Control+Shift+Space');
	await rig.page.locator('#cell-7-0').click({ modifiers: ['Control'] });
	await rig.page.locator('.announcer', { hasText: '2 rows marked' }).waitFor();
	await rig.post({ kind: 'perform', command: 'copyWithHeaders' });
	await expect
		.poll(() => rig.copied.at(-1))
		.toBe('Key\tCity\tPrice\tRooms\tRemarks\nL0003\tKraków\t11\t0\tRemark 3\nL0007\tBrno\t59\t1\tRemark 7');
	await chooseInMenu(rig, 3, 'Copy Column with Header');
	await expect.poll(() => rig.copied.at(-1)?.split('\n').length).toBe(21);
	await rig.page.locator('.announcer', { hasText: '20 cells copied' }).waitFor();
	await rig.page.locator('.gutter', { hasText: /^5$/ }).click();
	await keyboard.press('Control+c');
	await expect.poll(() => rig.copied.at(-1)).toBe('L0004\tתל אביב\t48\t1\tRemark 4');
});

test('all columns can be hidden at once to choose a few; one stays, so that there is something to be looked at', async () => {
	const rig = await listings(20);
	await rig.page.getByRole('button', { name: /^Columns/ }).click();
	const panel = rig.page.getByRole('dialog', { name: /^Columns/ });
	await panel.getByRole('button', { name: 'Hide All' }).click();
	await panel.getByText('1 of 5 columns are shown').waitFor();
	await panel.getByRole('checkbox', { name: /^Price/ }).check();
	await panel.press('Escape');
	expect(await names(rig)).toEqual(['Key', 'Price']);
});

test('in a narrow page, beside a plot, its name and every button can still be reached', async () => {
	const rig = await listings(20, { viewport: { width: 420, height: 600 } });
	await rig.page.locator('#filter-0').fill('L');
	await rig.page.getByRole('button', { name: 'Clear Filters' }).waitFor();
	for (const one of await rig.page.locator('.toolbar :is(h1, button:not([hidden]))').all()) {
		const box = await one.boundingBox();
		expect(box && box.width > 20 && box.x >= 0 && box.x + box.width <= 420, await one.innerText()).toBe(true);
	}
});

test('the row whose details open stays in sight', async () => {
	const rig = await listings();
	await rig.page.getByRole('grid').focus();
	await rig.page.keyboard.press('Control+End');
	await rig.page.locator('.cell.active', { hasText: 'Remark 499' }).waitFor();
	await rig.page.keyboard.press('Enter');
	await rig.page.locator('.details', { hasText: 'Remark 499' }).waitFor();
	await expect
		.poll(async () => {
			const [cell, details] = await Promise.all(
				['.cell.active', '.details'].map((selector) => rig.page.locator(selector).boundingBox()),
			);
			return cell && details && cell.y + cell.height <= details.y;
		})
		.toBe(true);
});

test('two thousand columns: only those in sight are asked for and drawn, to the last one by keyboard', async () => {
	const header = Array.from({ length: 2000 }, (_, nth) => `c${nth}`);
	const rows = Array.from({ length: 150 }, (_, row) => header.map((_name, nth) => `${row}/${nth}`));
	const rig = await grid(header, rows);
	await rig.page.getByRole('grid').focus();
	await rig.page.keyboard.press('End');
	await rig.page.locator('#cell-0-1999', { hasText: '0/1999' }).waitFor();
	await rig.page.keyboard.press('Control+End');
	await rig.page.locator('#cell-149-1999.active', { hasText: '149/1999' }).waitFor();
	expect(await rig.page.locator('.cell').count()).toBeLessThan(2000);
	const asked = rig.asked.flatMap((message) =>
		message.kind === 'request' && message.name === 'rows' ? [message.ask] : [],
	);
	expect(Math.max(...asked.map(({ columns }) => columns.length))).toBeLessThanOrEqual(64);
	expect(new Set(asked.flatMap(({ columns }) => columns)).size).toBeLessThanOrEqual(256);
	expect(await rig.page.locator('#cell-149-1999').getAttribute('aria-colindex')).toBe('2001');
	await rig.page.keyboard.press('Home');
	await rig.page.locator('#cell-149-0', { hasText: '149/0' }).waitFor();
	expect(rig.errors).toEqual([]);
});

test('text that is made to do harm is text: markup, directions, signs that nobody sees, five megabytes', async () => {
	const hostile = ['<img src=x onerror=alert(1)>', '\u202egnp.exe', 'a\u0000b\u0007c', 'x'.repeat(5_000_000)];
	const rig = await grid(
		['na"me', '<b>bold</b>', '__proto__'],
		hostile.map((text) => [text, text.slice(0, 9), 1]),
	);
	expect(await names(rig)).toEqual(['na"me', '<b>bold</b>', '__proto__']);
	await rig.page.locator('#cell-3-0:not(.awaited)').waitFor();
	expect(await rig.page.locator('#cell-0-0').innerText()).toBe(hostile[0]);
	expect(await rig.page.locator('#cell-2-0').innerText()).toBe('a␀b␇c');
	expect(await rig.page.locator('main img, main b').count()).toBe(0);
	expect((await rig.page.locator('#cell-3-0').innerText()).length).toBe(1001);
	await rig.page.locator('#cell-3-0').dblclick();
	await rig.page.locator('.details pre', { hasText: 'The value has 5,000,000 characters' }).waitFor();
	expect(rig.errors).toEqual([]);
});

async function listing(options?: RigOptions): Promise<GridRig> {
	const feed = new Feed();
	const text = (name: string): { readonly name: string; readonly type: 'text' } => ({ name, type: 'text' });
	const media = { property: 'Media', dataset: 'Media', key: ['MediaKey'], parentColumn: 'ResourceRecordKey' };
	const columns = [text('ListingKey'), text('ListAgentKey'), { name: 'Extras', type: 'json' as const }];
	const rows = ['P1', 'P2'].map((key) => ({
		...{ ListingKey: key, ListAgentKey: 'M1' },
		Extras: { pool: true, rooms: Array.from({ length: 250 }, (_, nth) => ({ name: `Room ${nth}` })), big: 7 },
		Media: [1, 2].map((nth) => ({
			...{ MediaKey: `${key}-${nth}`, MediaURL: `https://media.invalid/${key}-${nth}.png`, MimeType: 'image/png' },
			ShortDescription: `View ${nth}`,
		})),
	}));
	feed.run(dataset('Property', { key: ['ListingKey'], columns, relations: [media] }), rows, 'initial');
	feed.run(dataset('Member', { key: ['MemberKey'], columns: [text('MemberKey')] }), [{ MemberKey: 'M1' }], 'initial');
	feed.close();
	const subject = { kind: 'dataset', folder: 'file:///f', connection: 'mls', dataset: 'Property' } as const;
	const shown = { ...options, data: { subject, title: 'mls/Property' } };
	const rig = await browser.show({ kind: 'dataset', file: feed.file, dataset: 'Property' }, shown);
	onTestFinished(() => rig[Symbol.asyncDispose]());
	await rig.page.locator('#cell-0-0').click();
	return rig;
}

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

test('a row opens with what belongs to it: nested values in parts, rows of other tables, pictures when asked for', async () => {
	const rig = await listing();
	const { page } = rig;
	rig.pictures.set('https://media.invalid/P1-1.png', PNG);
	await page.keyboard.press('Enter');
	await page.getByRole('tab', { name: 'Row' }).click();
	const tree = page.getByRole('tree');
	await tree.getByRole('treeitem', { name: /^ListAgentKey Open row in mls\/Member/ }).click();
	await expect
		.poll(() => rig.told.findLast(({ kind }) => kind === 'openLink'))
		.toMatchObject({
			link: { dataset: 'Member', conditions: [{ column: 0, name: 'MemberKey', values: ['M1'] }] },
		});
	await tree.getByRole('treeitem', { name: /^Media Open rows in mls\/Media \(2\)/ }).waitFor();
	await tree.getByRole('treeitem', { name: /^Extras/ }).click();
	await tree.getByRole('treeitem', { name: /^pool/ }).waitFor();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowDown');
	await tree
		.getByRole('treeitem', { name: /^rooms/, expanded: false })
		.and(page.locator(':focus'))
		.waitFor();
	await page.keyboard.press('ArrowRight');
	await tree.getByRole('treeitem', { name: /150 more…/ }).click();
	await tree.getByRole('treeitem', { name: /50 more…/ }).waitFor();
	await page.locator('.offer', { hasText: '2 pictures lie on media.invalid.' }).waitFor();
	expect(rig.asked.some((message) => message.kind === 'request' && message.name === 'image')).toBe(false);
	await page.getByRole('button', { name: 'Show Images' }).click();
	await page.getByRole('img', { name: 'View 1' }).waitFor();
	await page.locator('.images', { hasText: 'View 2 could not be shown: it is gone' }).waitFor();
	expect(await rig.barriers()).toEqual([]);
	await page.keyboard.press('Escape');
	expect(rig.errors).toEqual([]);
});

test('in a workspace that nobody trusts pictures of other servers are not even offered', async () => {
	const rig = await listing({ offers: { canFetchImages: false } });
	await rig.post({ kind: 'perform', command: 'details' });
	await rig.page.getByRole('treeitem', { name: /^Media/ }).waitFor();
	expect(await rig.page.locator('.images').isHidden()).toBe(true);
});

test('rows that belong to another are shown when the host says so', async () => {
	const rig = await listing();
	await rig.post({ kind: 'arrange', arrangement: { orders: [], filters: [{ column: 0, text: '= "P2"' }] } });
	await rig.page.locator('.count', { hasText: '1 of 2 rows' }).waitFor();
	expect(await rig.page.locator('#filter-0').inputValue()).toBe('= "P2"');
});

test('no state of the page has barriers: menu, list of columns, finding, a fault, marked rows', async () => {
	const rig = await listings();
	const { page } = rig;
	const found: string[] = [];
	const check = async (state: string): Promise<void> => {
		found.push(...(await rig.barriers()).map((one) => `${state} ${one}`));
	};
	await chooseInMenu(rig, 0, 'Pin to the Left');
	await page.locator('#cell-2-2').click({ modifiers: ['Control'] });
	await page.locator('#filter-3').fill('/(/');
	await page.locator('.filter.faulty').waitFor();
	await check('rows');
	await page.locator('#cell--2-1').click();
	await page.keyboard.press('Alt+ArrowDown');
	await page.getByRole('menu').waitFor();
	await check('menu');
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Columns…' }).click();
	await check('columns');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+f');
	await check('find');
	expect(found).toEqual([]);
});
