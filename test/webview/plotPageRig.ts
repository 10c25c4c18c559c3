/** The plot's page in a headless browser, without VS Code: built as it is published, and drawn from a real table. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { pageOptions } from '../../esbuild.mjs';
import type { TableSource } from '../../src/core/tables/table.ts';
import type { KnownStages } from '../../src/core/tables/plots/suggestPlots.ts';
import type { GridArrangement } from '../../src/protocol/grid.ts';
import type { PlotKept, PlotPageData, ToPlotHost, ToPlotPage } from '../../src/protocol/plot.ts';
import { PlotSession } from '../../src/vscode/plots/plotSession.ts';
import { plotTexts } from '../../src/vscode/plots/plotTexts.ts';
import { installBrowser } from '../vscode-tools/installBrowser.ts';
import { TestRows } from '../vscode/plots/testRows.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** Colours of VS Code's own themes, as far as the page asks for them. */
export const THEMES = {
	light: ['#ffffff', '#3b3b3b', '#1a85ff', '#d18616', '#388a34', '#652d90', '#e51400', '#bf8803'],
	dark: ['#1f1f1f', '#cccccc', '#3794ff', '#d18616', '#89d185', '#b180d7', '#f14c4c', '#cca700'],
	highContrast: ['#000000', '#ffffff', '#3794ff', '#d18616', '#89d185', '#b180d7', '#f14c4c', '#cca700'],
} as const;
export type Theme = keyof typeof THEMES;

export interface PlotRigOptions {
	readonly kept?: Partial<PlotKept>;
	readonly at?: string;
	readonly stages?: KnownStages;
	readonly theme?: Theme;
	readonly viewport?: { readonly width: number; readonly height: number };
}

/** One browser for the pages of a file. */
export class PlotBrowser implements AsyncDisposable {
	readonly #browser: Browser;
	readonly #files: ReadonlyMap<string, string>;

	private constructor(browser: Browser, files: ReadonlyMap<string, string>) {
		this.#browser = browser;
		this.#files = files;
	}

	static async open(): Promise<PlotBrowser> {
		const built = await build({ ...pageOptions(false), absWorkingDir: root, write: false });
		const files = new Map(built.outputFiles?.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
		const launched = await chromium.launch({ executablePath: installBrowser(), headless: true, args: FLAGS });
		return new PlotBrowser(launched, files);
	}

	async show(source: TableSource, options: PlotRigOptions = {}): Promise<PlotRig> {
		const context = await this.#browser.newContext({ viewport: options.viewport ?? { width: 900, height: 1000 } });
		return PlotRig.open(await context.newPage(), this.#files, source, options);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#browser.close();
	}
}

export class PlotRig implements AsyncDisposable {
	readonly page: Page;
	readonly session: PlotSession;
	/** What was put on the clipboard, saved, shown in the grid. */
	readonly copied: string[] = [];
	readonly saved: { readonly format: string; readonly content: string | Uint8Array }[] = [];
	readonly shown: GridArrangement[] = [];
	/** What went wrong in the page, and what its policy has refused. */
	readonly errors: string[] = [];
	#close: () => Promise<void> = () => Promise.resolve();

	private constructor(page: Page, source: TableSource, { kept, at, stages }: PlotRigOptions) {
		this.page = page;
		const subject = { kind: 'file', uri: 'file:///table.csv' } as const;
		this.session = new PlotSession({ subject, arrangement: { orders: [], filters: [] }, ...kept }, at, {
			post: (message) => void this.#post(message),
			openRows: (onProgress) => Promise.resolve(new TestRows(source, onProgress)),
			stages: () => Promise.resolve(stages),
			arrangement: () => undefined,
			showInGrid: (arrangement) => {
				this.shown.push(arrangement);
				return Promise.resolve();
			},
			save: (format, content) => {
				this.saved.push({ format, content });
				return Promise.resolve(`Saved as plot.${format}`);
			},
			copy: (text) => {
				this.copied.push(text);
				return Promise.resolve('The table is on the clipboard');
			},
			shown: ({ what, why, next }) => ({ what, why, next }),
		});
	}

	static async open(
		page: Page,
		files: ReadonlyMap<string, string>,
		source: TableSource,
		options: PlotRigOptions,
	): Promise<PlotRig> {
		const rig = new PlotRig(page, source, options);
		page.on('pageerror', (error) => rig.errors.push(error.message));
		page.on('console', (message) => {
			if (message.type() === 'error') rig.errors.push(message.text());
		});
		await page.exposeFunction('toHost', (message: ToPlotHost) => rig.#receive(message));
		await rig.#serve(files, options.theme ?? 'light');
		return rig;
	}

	/** The picture is there, and nothing is under way. */
	async drawn(): Promise<void> {
		await this.page.locator('.picture > *').first().waitFor();
		await this.page.locator('.work').waitFor({ state: 'hidden' });
	}

	/** What axe finds wrong, in one line each. */
	async barriers(): Promise<readonly string[]> {
		await this.page.evaluate(axe);
		const found = await this.page.evaluate<
			readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[]
		>('axe.run(document).then(({ violations }) => violations)');
		return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.session.dispose();
		await this.page.context().close();
		await this.#close();
	}

	async #receive(message: ToPlotHost): Promise<void> {
		if (message.kind !== 'save' || message.format === 'svg') return this.session.receive(message);
		// Bytes cross as an object with numbers for names.
		const content = Uint8Array.from(Object.values(message.content));
		await this.session.receive({ ...message, content });
	}

	async #post(message: ToPlotPage): Promise<void> {
		if (!this.page.isClosed()) await this.page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
	}

	async #serve(files: ReadonlyMap<string, string>, theme: Theme): Promise<void> {
		// Never translated: texts as they stand in the code; the page fills their places itself.
		const data: PlotPageData = { title: 'table.csv', texts: plotTexts({ t: (message) => message }) };
		const served = new Map([...files, ['/theme.css', themeCss(theme)]]);
		const server = createServer(({ url = '/' }, response) => {
			const type = url.endsWith('.css') ? 'text/css' : url.endsWith('.js') ? 'text/javascript' : 'text/html';
			response.setHeader('content-type', `${type}; charset=utf-8`);
			response.end(served.get(url) ?? html(data));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.#close = () => new Promise((resolve) => server.close(() => resolve()));
		await this.page.addInitScript(
			`window.acquireVsCodeApi = () => ({
				postMessage: (message) => void window.toHost(message),
				getState: () => JSON.parse(sessionStorage.getItem('kept')) ?? undefined,
				setState: (state) => sessionStorage.setItem('kept', JSON.stringify(state)),
			});`,
		);
		await this.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
	}
}

function themeCss(theme: Theme): string {
	const [background, foreground, blue, orange, green, purple, red, yellow] = THEMES[theme];
	return `:root {
	--vscode-editor-background: ${background}; --vscode-editor-foreground: ${foreground}; --vscode-font-size: 13px;
	--vscode-font-family: sans-serif; --vscode-focusBorder: #0078d4; --vscode-dropdown-background: ${background};
	--vscode-dropdown-foreground: ${foreground}; --vscode-button-background: #005fb8; --vscode-button-foreground: #ffffff;
	--vscode-textLink-foreground: ${theme === 'light' ? '#005fb8' : '#4daafc'}; --vscode-charts-blue: ${blue};
	--vscode-charts-orange: ${orange}; --vscode-charts-green: ${green}; --vscode-charts-purple: ${purple};
	--vscode-charts-red: ${red}; --vscode-charts-yellow: ${yellow};
	${theme === 'highContrast' ? '--vscode-contrastBorder: #6fc3df;' : ''}
}`;
}

/** Under the policy that the extension gives it. */
function html(data: PlotPageData): string {
	const escaped = JSON.stringify(data).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>plot</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src blob:">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/plot.css"></head>
<body data-page="${escaped}"><main></main><script src="/plot.js"></script></body></html>`;
}
