/** The grid's page in headless Chromium: when its first rows are drawn, how long frames take while it is scrolled, its memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { pageOptions } from '../../esbuild.mjs';
import { installBrowser } from '../../test/vscode-tools/installBrowser.ts';
import { PageHost, pageApi } from './pageHost.ts';

export interface PageFigures {
	/** From asking for the page on. */
	readonly firstRowsMs: number;
	readonly frameMedianMs: number;
	readonly frameP95Ms: number;
	readonly sidewaysP95Ms: number;
	/** Of the process that draws the page after all the scrolling; what it shares with others counts in part. */
	readonly peakMb: number;
	/** When the browser has thrown away what nobody needs any more. */
	readonly heldMb: number;
	/** Of that, JavaScript's part. */
	readonly scriptMb: number;
}

const TURNS = 240;
const viewport = { width: 1400, height: 900 };

/** @param folder  for what is bundled; `program` is the bundled thread of the table */
export async function measurePage(given: {
	readonly file: string;
	readonly program: string;
	readonly folder: string;
}): Promise<PageFigures> {
	await build({ ...pageOptions(false), outdir: given.folder });
	await using host = new PageHost(given.file, given.program, given.folder);
	const address = await host.listen();
	const browser = await chromium.launch({ executablePath: installBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
	try {
		const page = await browser.newPage({ viewport });
		await page.addInitScript(pageApi);
		const begin = performance.now();
		await page.goto(address);
		await page.locator('[role=gridcell]:not(.awaited)').first().waitFor();
		const firstRowsMs = performance.now() - begin;
		await page.mouse.move(viewport.width / 2, viewport.height / 2);
		const down = await framesWhile(page, () => scroll(page, 0, 260));
		const sideways = await framesWhile(page, () => scroll(page, 120, 0));
		return {
			...{ firstRowsMs, frameMedianMs: part(down, 0.5), frameP95Ms: part(down, 0.95) },
			...{ sidewaysP95Ms: part(sideways, 0.95), ...(await memory(browser, page)) },
		};
	} finally {
		await browser.close();
	}
}

/** As a wheel does, back and forth: some turns one way, as many the other. */
async function scroll(page: Page, x: number, y: number): Promise<void> {
	for (let turn = 0; turn < TURNS; turn++) {
		const sign = turn < (TURNS * 2) / 3 ? 1 : -1;
		await page.mouse.wheel(sign * x, sign * y);
		await page.waitForTimeout(10);
	}
}

const recordFrames = `
	window.benchFrames = [];
	let last = performance.now();
	const look = (now) => {
		window.benchFrames.push(now - last);
		last = now;
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
`;

/** @returns ms from one frame to the next, the shortest first */
async function framesWhile(page: Page, work: () => Promise<void>): Promise<number[]> {
	await page.evaluate(recordFrames);
	await work();
	const frames = await page.evaluate<number[]>('window.benchFrames.slice(2)');
	return frames.sort((a, b) => a - b);
}

function part(sorted: readonly number[], share: number): number {
	return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

async function memory(browser: Browser, page: Page): Promise<Pick<PageFigures, 'peakMb' | 'heldMb' | 'scriptMb'>> {
	const session = await page.context().newCDPSession(page);
	const peakMb = await frameMb(browser);
	await session.send('HeapProfiler.enable');
	await session.send('HeapProfiler.collectGarbage');
	await session.send('Performance.enable');
	const { metrics } = await session.send('Performance.getMetrics');
	const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
	return { peakMb, heldMb: await frameMb(browser), scriptMb: heap / 1024 / 1024 };
}

async function frameMb(browser: Browser): Promise<number> {
	const session = await browser.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentMb(id)));
}

/** Linux's own account, in which pages shared by processes are divided among them. */
function residentMb(pid: number): number {
	const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(join('/proc', String(pid), 'smaps_rollup'), 'utf8'));
	return Number(found?.[1]) / 1024;
}
