/**
 * Makes the pictures of the documentation: views and pages of the extension, in light, dark and high contrast, with the
 * sandbox's data, which is the same each time. A window of VS Code is driven as the end-to-end tests drive it.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { THEMES } from '../test/e2e/themes.ts';
import { openWindow } from '../test/e2e/window.ts';
import type { Window } from '../test/e2e/window.ts';
import { Walkthrough } from '../test/vscode-tools/walkthrough.ts';
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

const scenes: readonly Scene[] = [
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
		name: 'runs',
		enter: async ({ workbench }) => {
			await workbench.command('View: Close All Editors');
			const runs = workbench.view('Runs');
			for (const title of ['Sources', 'Jobs']) await workbench.view(title).header.click();
			await runs.expand();
			const row = await runs.find('mls/Property');
			await row.hover();
			await row.locator('.action-label[aria-label^="Show Changes"]').click();
			await workbench.page.locator('.view-lines').first().waitFor();
		},
	},
	{
		name: 'grid',
		enter: async ({ workbench }) => {
			await workbench.command('View: Close All Editors');
			for (const title of ['Runs', 'Jobs', 'Sources']) await workbench.view(title).header.click();
			await workbench.command('Freehold: Open in Grid');
			await workbench.quickInput.fill('mls/Property');
			await workbench.quickRow('mls/Property').click();
			await workbench.webview().locator('#cell-0-0').waitFor({ timeout: 60_000 });
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

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let bytes = 0;
for (const [name, theme] of Object.entries(THEMES)) {
	const taken = await takeAll(name, theme);
	bytes += taken;
}
console.log(`${String(bytes).padStart(9)} B`);

/** @returns how many bytes they have */
async function takeAll(suffix: string, theme: string): Promise<number> {
	await using window = await openWindow({ settings: { ...settings, 'workbench.colorTheme': theme } });
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
