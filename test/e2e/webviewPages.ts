/** Pages of the extension within a window: found by what they show, looked through by axe, there again after a reload. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../vscode-tools/workbench.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findMs = 60_000;
const lookEveryMs = 200;

/** The page in sight, once it shows what is looked for: the one before may still be there for a moment. */
export async function pageWith({ page }: Workbench, selector: string): Promise<Frame> {
	const deadline = Date.now() + findMs;
	for (;;) {
		for (const frame of page.frames()) if (await isInFront(frame, selector)) return frame;
		if (Date.now() > deadline) throw new Error(`No page shows ${selector}`);
		await page.waitForTimeout(lookEveryMs);
	}
}

async function isInFront(frame: Frame, selector: string): Promise<boolean> {
	try {
		const outer = await frame.parentFrame()?.frameElement();
		const shown = frame.locator('main', { has: frame.locator(selector) }).first();
		return (await shown.isVisible()) && (await outer?.isVisible()) === true;
	} catch {
		// VS Code has just taken it away.
		return false;
	}
}

/** As a user does it: VS Code keeps what it has to before it goes. */
export async function reloadWindow(workbench: Workbench): Promise<void> {
	const loaded = workbench.page.waitForEvent('load');
	await workbench.command('Developer: Reload Window');
	await loaded;
	await workbench.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: findMs });
}

/** What axe finds wrong in a page, in one line each. */
export async function barriersOf(page: Frame): Promise<readonly string[]> {
	await page.evaluate(axe);
	const found = await page.evaluate<readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[]>(
		'axe.run(document).then(({ violations }) => violations)',
	);
	return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
