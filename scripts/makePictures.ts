/**
 * Makes the pictures of the documentation: views and pages of the extension, in light, dark and high contrast, with the
 * sandbox's data, which is the same each time. A window of VS Code is driven as the end-to-end tests drive it.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright-core';
import { prepareDemoWorkspace } from '../test/e2e/demoWorkspace.ts';
import { THEMES } from '../test/e2e/themes.ts';
import { pageWith } from '../test/e2e/webviewPages.ts';
import { openWindow } from '../test/e2e/window.ts';
import type { Window } from '../test/e2e/window.ts';
import { Walkthrough } from '../test/vscode-tools/walkthrough.ts';
import type { Workbench } from '../test/vscode-tools/workbench.ts';
import { smallPng } from './smallPng.ts';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const viewport = { width: 1400, height: 850 };

/** Nothing that changes from run to run, and nothing that is not ours. */
const settings = {
	'window.commandCenter': false,
	'window.title': 'Property data',
	'workbench.layoutControl.enabled': false,
	'workbench.tips.enabled': false,
	'breadcrumbs.enabled': false,
	'editor.minimap.enabled': false,
};

interface Scene {
	readonly name: string;
	/** Brings the window there from the scene before. */
	readonly enter: (window: Window) => Promise<void>;
}

/** Scenes of one window. */
interface Taking {
	readonly scenes: readonly Scene[];
	readonly prepare?: (workspace: string) => void;
	readonly settings?: Readonly<Record<string, unknown>>;
}

const QUERY = `-- @connection mls
-- Where are listings dear, and how long do they wait?
SELECT City, count(*) AS listings, round(avg(ListPrice)) AS price, round(avg(DaysOnMarket)) AS days
FROM Property
WHERE StandardStatus = 'Active'
GROUP BY City
ORDER BY price DESC
`;

/** From an empty folder on. */
const firstSteps: readonly Scene[] = [
	{
		name: 'welcome',
		enter: async ({ workbench }) => {
			await workbench.openContainer('Freehold');
			await workbench.view('Sources').button('Try with the Sandbox').waitFor({ timeout: 60_000 });
			await new Walkthrough(workbench).open('Get Started with Freehold');
			const media = workbench.page.frameLocator('.getting-started-media iframe').frameLocator('#active-frame');
			await media.locator('table').first().waitFor();
		},
	},
	{
		name: 'sources',
		enter: async ({ workbench }) => {
			const sources = workbench.view('Sources');
			await sources.button('Try with the Sandbox').click();
			const filled = workbench.notification('The sandbox is on');
			await filled.waitFor({ timeout: 120_000 });
			await workbench.dismiss(filled);
			await workbench.command('View: Close All Editors');
			for (const row of ['Realpad', 'Reapit']) {
				await (await sources.find(row)).click();
			}
			for (const row of ['Listings', 'Property, 2,000 rows']) await (await sources.find(row)).click();
			await sources.find('ListingKey');
			await workbench.enter('Freehold: Show Status');
			await workbench.page.locator('.view-lines', { hasText: 'Property' }).first().waitFor();
		},
	},
	{
		name: 'project-file',
		enter: async ({ workbench }) => {
			await workbench.command('View: Close All Editors');
			await workbench.command('Freehold: Open freehold.yaml');
			await workbench.page.locator('.codelens-decoration', { hasText: 'Run' }).first().waitFor({ timeout: 60_000 });
		},
	},
	{
		name: 'connection',
		enter: async ({ workbench }) => {
			await workbench.command('View: Close All Editors');
			await workbench.command('Freehold: Add Connection…');
			await workbench.quickRow('Realpad').waitFor();
		},
	},
];

/** What was replicated twice, with the whole window for it. */
const explorer: readonly Scene[] = [
	{
		name: 'grid',
		enter: async ({ workbench }) => {
			await workbench.openContainer('Freehold');
			await workbench.view('Sources').row('Spark').waitFor({ timeout: 60_000 });
			await workbench.command('View: Close Primary Side Bar');
			const grid = await openDataset(workbench, 'mls/Property');
			await grid.locator('.profile .share').first().waitFor();
			await grid.locator('.name', { hasText: 'StandardStatus' }).click();
			await grid.locator('.name[aria-sort=ascending]').waitFor();
		},
	},
	{
		name: 'changes',
		enter: async ({ workbench }) => {
			await workbench.command('Freehold: Show What Changed…');
			await workbench.quickRow('Between two runs or times').click();
			await workbench.quickRow('After run 1').click();
			await workbench.quickRow('As it is now').click();
			const changes = await pageWith(workbench, '.cell.changed');
			await changes.locator('.profile .share').first().waitFor();
		},
	},
	{
		name: 'profile',
		enter: async ({ workbench }) => {
			await workbench.command('View: Close All Editors');
			await openDataset(workbench, 'mls/Property');
			await workbench.command('Freehold: Show Profile…');
			const profile = await pageWith(workbench, 'article tbody tr');
			await profile.locator('.status:empty').waitFor({ state: 'attached' });
		},
	},
	{
		name: 'plot',
		enter: async ({ workbench }) => {
			await workbench.command('View: Close All Editors');
			await openDataset(workbench, 'prague/products');
			await workbench.command('Freehold: Plot Shown Rows');
			const plot = await pageWith(workbench, '[data-mark]');
			await plot.locator('#kind').selectOption('funnel');
			await plot.locator('h2', { hasText: 'status' }).waitFor();
		},
	},
	{
		name: 'sql',
		enter: async ({ workbench }) => {
			await workbench.command('View: Close All Editors');
			await workbench.command('Freehold: New SQL Query…');
			await workbench.quickRow('mls').click();
			await workbench.page.locator('.view-lines', { hasText: 'LIMIT 100' }).waitFor();
			await workbench.page.keyboard.press('Control+a');
			await workbench.page.keyboard.insertText(QUERY);
			await workbench.page.keyboard.press('Control+Enter');
			await pageWith(workbench, '#cell-0-0');
			await workbench.page.locator('.codelens-decoration', { hasText: 'Run' }).first().waitFor();
		},
	},
];

const takings: readonly Taking[] = [
	{ scenes: firstSteps },
	// The sandbox is off by then: nothing is to be asked of it.
	{ scenes: explorer, prepare: prepareDemoWorkspace, settings: { 'freehold.jobs.runOnSchedule': false } },
];

async function openDataset(workbench: Workbench, name: string): Promise<Frame> {
	await workbench.command('Freehold: Open in Grid');
	await workbench.quickInput.fill(name);
	await workbench.quickRow(name).click();
	return pageWith(workbench, '#cell-0-0');
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let bytes = 0;
for (const [name, theme] of Object.entries(THEMES)) {
	for (const taking of takings) {
		const taken = await takeAll(name, theme, taking);
		bytes += taken;
	}
}
console.log(`${String(bytes).padStart(9)} B`);

/** @returns how many bytes they have */
async function takeAll(suffix: string, theme: string, { scenes, prepare, settings: own }: Taking): Promise<number> {
	const all = { ...settings, ...own, 'workbench.colorTheme': theme };
	await using window = await openWindow({ settings: all, ...(prepare === undefined ? {} : { prepare }) });
	const { page } = window.workbench;
	await page.setViewportSize(viewport);
	let sum = 0;
	for (const { name, enter } of scenes) {
		await enter(window);
		await page.mouse.move(viewport.width, 0);
		const png = smallPng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
		writeFileSync(join(folder, `${name}-${suffix}.png`), png);
		sum += png.length;
		console.log(`${String(png.length).padStart(9)} B  docs/pictures/${name}-${suffix}.png`);
	}
	return sum;
}
