/** The plot's page, as a user has it: in a browser, under its policy, on a real table. */
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { PlotWish } from '../../src/protocol/plot.ts';
import { fileOf } from '../core/tables/tableRig.ts';
import { PlotBrowser, THEMES } from './plotPageRig.ts';
import type { PlotRig, PlotRigOptions, Theme } from './plotPageRig.ts';

let browser: PlotBrowser;
beforeAll(async () => {
	browser = await PlotBrowser.open();
}, 120_000);
afterAll(() => browser[Symbol.asyncDispose]());

const EVIL = `<script>alert(1)</script>`;
const STATUSES = ['Active', 'Active', 'Pending', 'Closed', 'שלום עולם', EVIL, 'a\u0001\u202eb', ''];
const STAGES = { stages: ['free', 'reserved', 'sold'], aside: ['delayed'] };

const listings = Array.from({ length: 240 }, (_, n) => ({
	key: `K${n}`,
	status: STATUSES[n % STATUSES.length],
	price: 1000 * ((n * 37) % 100) + 50_000,
	listed: new Date(Date.UTC(2024, 0, 1) + ((n * 31) % 600) * 86_400_000).toISOString().slice(0, 10),
	Latitude: 50 + (n % 12) / 100,
	Longitude: 14 + (n % 17) / 100,
	step: ['free', 'sold', 'reserved', 'free', 'delayed', 'odd'][n % 6],
	address: { city: `City ${n % 4}` },
}));

async function plot(rows: readonly object[], options?: PlotRigOptions): Promise<PlotRig> {
	const file = fileOf('rows.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'));
	const rig = await browser.show({ kind: 'file', file }, options);
	onTestFinished(() => rig[Symbol.asyncDispose]());
	await rig.drawn();
	return rig;
}

const wishes: Readonly<Record<string, PlotWish>> = {
	bins: { kind: 'distribution', field: 'price' },
	bars: { kind: 'category', field: 'status', measure: { of: 'median', field: 'price' }, top: 3 },
	time: { kind: 'time', field: 'listed', measure: { of: 'rows' }, bucket: 'auto' },
	lines: { kind: 'time', field: 'listed', measure: { of: 'mean', field: 'price' }, bucket: 'quarter', split: 'status' },
	places: { kind: 'scatter', x: 'Longitude', y: 'Latitude' },
	funnel: { kind: 'funnel', field: 'step', ...STAGES },
};

test.each(
	Object.entries(wishes).flatMap(([name, wish]) =>
		(Object.keys(THEMES) as Theme[]).map((theme) => [name, theme, wish] as const),
	),
)(
	'%s in the %s theme: nothing that the policy refuses, no barrier, with and without its table',
	async (_, theme, wish) => {
		const rig = await plot(listings, { kept: { wish }, theme });
		expect(await rig.barriers()).toEqual([]);
		await rig.page.getByRole('button', { name: 'Table', exact: true }).click();
		await rig.page.getByRole('table').waitFor();
		expect(await rig.barriers()).toEqual([]);
		expect(rig.errors).toEqual([]);
	},
);

test('the table has what the picture shows, and is there for those who do not see', async () => {
	const rig = await plot(listings, { kept: { wish: wishes.funnel! } });
	const cells = (): Promise<readonly string[]> =>
		rig.page.locator('tbody tr').first().locator('th, td').allTextContents();
	expect(await cells()).toEqual(['free', '80', '160', '100%']);
	expect(await rig.page.locator('.behind.unseen button').first().getAttribute('tabindex')).toBe('-1');
	await rig.page.getByRole('button', { name: 'Copy Table' }).click();
	await expect.poll(() => rig.copied[0]?.split('\n')[1]).toBe('free\t80\t160\t100%');
});

test('a bar that is clicked on opens its rows; the others and what is empty as well', async () => {
	const rig = await plot(listings, { kept: { wish: wishes.bars! } });
	const marks = rig.page.locator('[data-mark]');
	const labels = await Promise.all((await marks.all()).map((mark) => mark.getAttribute('aria-label')));
	expect(labels).toEqual([
		expect.stringMatching(/^Active: [\d,]+, 60 rows$/),
		expect.any(String),
		expect.any(String),
		expect.stringMatching(/^3 others: [\d,]+, 90 rows$/),
		expect.stringMatching(/^empty: [\d,]+, 30 rows$/),
	]);
	for (const nth of [0, 3, 4]) await marks.nth(nth).click();
	await expect.poll(() => rig.shown.length).toBe(3);
	expect(rig.shown.map(({ filters }) => filters[0]?.text.slice(0, 14))).toEqual(['= "Active"', 'not in "Active', '=']);
});

test('by keyboard alone: one tab stop, arrows from mark to mark, Enter opens', async () => {
	const rig = await plot(listings, { kept: { wish: wishes.bins! } });
	await rig.page.locator('[data-mark][tabindex="0"]').focus();
	for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'Home', 'ArrowDown'])
		await rig.page.keyboard.press(key);
	expect(await rig.page.locator('[data-mark][tabindex="0"]').count()).toBe(1);
	expect(await rig.page.evaluate('document.activeElement.getAttribute("data-mark")')).toBe('1');
	await rig.page.keyboard.press('Enter');
	await expect.poll(() => rig.shown[0]?.filters[0]?.text).toMatch(/^\d+\.\.\d+$/);
});

test('what is chosen is drawn, and what cannot be shown is not offered', async () => {
	const rig = await plot(listings, { kept: { wish: wishes.bins! } });
	expect(await rig.page.getByLabel('Plot', { exact: true }).locator('option').allTextContents()).toEqual([
		...['Distribution', 'Over time', 'By category', 'Scatter'],
	]);
	await rig.page.getByLabel('Plot', { exact: true }).selectOption('category');
	await rig.page.getByRole('heading', { name: 'Rows by price' }).waitFor();
	await rig.page.getByLabel('Column', { exact: true }).selectOption('address.city');
	await rig.page.getByRole('heading', { name: 'Rows by address.city' }).waitFor();
	// A value within JSON is no column that the grid could filter.
	await expect.poll(() => rig.page.locator('[data-mark]').first().getAttribute('role')).toBe('img');
	await rig.page.getByLabel('Measure', { exact: true }).focus();
	await rig.page.getByLabel('Measure', { exact: true }).selectOption('mean');
	await rig.page.getByRole('heading', { name: /^Mean of .* by address.city$/ }).waitFor();
	expect(await rig.page.evaluate('document.activeElement.id')).toBe('measure');
	expect(rig.errors).toEqual([]);
});

test('a page that comes back shows what it showed', async () => {
	const rig = await plot(listings, { kept: { wish: wishes.places! } });
	await rig.page.getByRole('button', { name: 'Table', exact: true }).click();
	await rig.page.reload();
	await rig.page.getByRole('heading', { name: 'Latitude by Longitude' }).waitFor();
	await rig.page.locator('.behind:not(.unseen)').waitFor();
});

test.each(Object.entries(wishes))(
	'%s saved as SVG: well-formed, colours written out, nothing to be loaded or run',
	async (name, wish) => {
		const rig = await plot(listings, { kept: { wish }, theme: 'dark' });
		await rig.page.getByRole('button', { name: 'Save as SVG…' }).click();
		await expect.poll(() => rig.saved.length).toBe(1);
		const svg = String(rig.saved[0]?.content);
		const parsed = `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml')`;
		expect(await rig.page.evaluate(`${parsed}.querySelector('parsererror')?.textContent ?? 'well-formed'`)).toBe(
			'well-formed',
		);
		const tags = namesIn(new XMLParser({ preserveOrder: true }).parse(svg));
		expect(tags.filter((tag) => ['script', 'style', 'image', 'use', 'foreignObject'].includes(tag))).toEqual([]);
		expect(svg).not.toMatch(/var\(--|class=|on\w+=|href=|tabindex/);
		expect(svg).not.toContain('\u0001');
		expect(svg).toContain(name === 'bins' ? 'Distribution of price' : '240 rows');
		// The picture's own colours, on the theme's ground.
		expect(svg).toContain('rgb(31, 31, 31)');
		expect(svg).toContain(name === 'lines' ? 'rgb(209, 134, 22)' : 'rgb(55, 148, 255)');
	},
);

test('saved as PNG, twice as large as it is shown', async () => {
	const rig = await plot(listings, { kept: { wish: wishes.bins! } });
	await rig.page.getByRole('button', { name: 'Save as PNG…' }).click();
	await expect.poll(() => rig.saved.length).toBe(1);
	const bytes = Buffer.from(rig.saved[0]?.content as Uint8Array);
	expect(bytes.subarray(1, 4).toString()).toBe('PNG');
	const width = await rig.page.locator('.picture svg').getAttribute('width');
	expect(bytes.readUInt32BE(16)).toBe(2 * Number(width));
	expect(rig.errors).toEqual([]);
});

test('a picture that the browser cannot make is said, not left out', async () => {
	const rig = await plot(listings, { kept: { wish: wishes.bins! } });
	await rig.page.evaluate('HTMLCanvasElement.prototype.toBlob = (done) => done(null)');
	await rig.page.getByRole('button', { name: 'Save as PNG…' }).click();
	await rig.page.getByText('The picture could not be saved').waitFor();
	expect([rig.saved, rig.errors]).toEqual([[], []]);
});

test.each<readonly [string, readonly object[], PlotWish, RegExp]>([
	[
		'a column without a value',
		[
			{ n: null, m: 1 },
			{ n: '', m: 2 },
		],
		{ kind: 'scatter', x: 'n', y: 'm' },
		/2 rows without n/,
	],
	['one row', [{ n: 5 }], { kind: 'distribution', field: 'n' }, /^1 row/],
	[
		'dates out of range',
		[{ d: '0001-01-01' }, { d: '2026-01-01' }],
		{ kind: 'distribution', field: 'd' },
		/1 row where d lies before 1700/,
	],
	['words among numbers', [{ n: 'NaN' }, { n: 3 }], { kind: 'scatter', x: 'n', y: 'n' }, /1 row where n is no number/],
	[
		'ten thousand values',
		Array.from({ length: 10_000 }, (_, n) => ({ n: `v${n}` })),
		{ kind: 'distribution', field: 'n' },
		/^10,000 rows/,
	],
])('%s: a picture or a sentence', async (_, rows, wish, note) => {
	const rig = await plot(rows, { kept: { wish } });
	await expect.poll(() => rig.page.locator('.notes').innerText()).toMatch(note);
	expect(await rig.barriers()).toEqual([]);
	expect(rig.errors).toEqual([]);
});

test('no row at all is said, not drawn', async () => {
	const wish = { kind: 'distribution', field: 'n' } as const;
	const filters = [{ column: 0, text: '= 99' }];
	const rig = await plot([{ n: 1 }], { kept: { wish, arrangement: { orders: [], filters } } });
	await rig.page.getByText('There are no rows.').waitFor();
	expect(await rig.page.locator('.filters').innerText()).toBe('Only rows where n = 99');
	expect(await rig.page.getByRole('button', { name: 'Save as SVG…' }).isDisabled()).toBe(true);
});

test('what failed is said with a way on, and another choice is drawn', async () => {
	const rig = await plot([{ n: 1, m: 2 }], { kept: { wish: { kind: 'distribution', field: 'n' } } });
	await rig.session.receive({ kind: 'draw', wish: { kind: 'distribution', field: 'gone' } });
	await rig.page.getByRole('alert').getByText('the table has no gone').waitFor();
	expect(await rig.barriers()).toEqual([]);
	await rig.page.getByLabel('Column', { exact: true }).selectOption('m');
	await rig.page.getByRole('heading', { name: 'Distribution of m' }).waitFor();
	expect(await rig.page.getByRole('alert').count()).toBe(0);
});

function namesIn(nodes: unknown): readonly string[] {
	if (!Array.isArray(nodes)) return [];
	return nodes.flatMap((node) => Object.entries(node as object).flatMap(([tag, inner]) => [tag, ...namesIn(inner)]));
}
