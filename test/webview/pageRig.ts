/**
 * The grid's page in a headless browser, without VS Code: built as it is published, and answered by a real table. What the
 * host adds (clipboard, subjects) is kept where a test can look at it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { pageOptions } from '../../esbuild.mjs';
import type { TableProfile } from '../../src/core/tables/profile/profile.ts';
import type { TableColumn, TableSource } from '../../src/core/tables/table.ts';
import type { FromTable, ToTable } from '../../src/core/tables/tableMessages.ts';
import { TableServer } from '../../src/core/tables/tableServer.ts';
import type {
	GridImage,
	GridOffers,
	GridPageData,
	GridPageState,
	ToGridHost,
	ToGridPage,
} from '../../src/protocol/grid.ts';
import { englishWording } from '../../src/core/wording/language.ts';
import { columnStrips } from '../../src/vscode/profile/columnStrips.ts';
import { gridTexts } from '../../src/vscode/grid/gridTexts.ts';
import type { Language } from '../../src/vscode/views/words.ts';
import { installBrowser } from '../vscode-tools/installBrowser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** Colours of VS Code's own light theme, as far as the page asks for them. */
const THEME = `:root {
	--vscode-editor-background: #ffffff; --vscode-editor-foreground: #3b3b3b; --vscode-font-size: 13px;
	--vscode-font-family: sans-serif; --vscode-focusBorder: #005fb8; --vscode-input-background: #ffffff;
	--vscode-input-foreground: #3b3b3b; --vscode-input-placeholderForeground: #767676;
	--vscode-list-hoverBackground: #f2f2f2; --vscode-list-activeSelectionBackground: #e8e8e8;
	--vscode-list-activeSelectionForeground: #000000; --vscode-list-inactiveSelectionBackground: #e4e6f1;
	--vscode-button-background: #005fb8; --vscode-button-foreground: #ffffff; --vscode-errorForeground: #c72e0f;
	--vscode-textLink-foreground: #005fb8; --vscode-widget-shadow: #00000029;
}`;

export interface RigOptions {
	readonly offers?: Partial<GridOffers>;
	readonly data?: Partial<GridPageData>;
	/** What an earlier page has kept. */
	readonly kept?: GridPageState;
	readonly viewport?: { readonly width: number; readonly height: number };
}

/** Texts as they stand in the code; the page fills their places itself. */
const untranslated: Language = { t: (message) => message };
const NO_OFFERS: GridOffers = { hasExpressions: false, canFetchImages: true };

/** One browser for the pages of a file. */
export class PageBrowser implements AsyncDisposable {
	readonly #browser: Browser;
	readonly #files: ReadonlyMap<string, string>;

	private constructor(browser: Browser, files: ReadonlyMap<string, string>) {
		this.#browser = browser;
		this.#files = files;
	}

	static async open(): Promise<PageBrowser> {
		const built = await build({ ...pageOptions(false), absWorkingDir: root, write: false });
		const files = new Map(built.outputFiles?.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
		return new PageBrowser(
			await chromium.launch({ executablePath: installBrowser(), headless: true, args: FLAGS }),
			files,
		);
	}

	async show(source: TableSource, options: RigOptions = {}): Promise<GridRig> {
		const context = await this.#browser.newContext({ viewport: options.viewport ?? { width: 1100, height: 700 } });
		return GridRig.open(await context.newPage(), this.#files, source, options);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#browser.close();
	}
}

export class GridRig implements AsyncDisposable {
	readonly page: Page;
	/** What was put on the clipboard, the last one last. */
	readonly copied: string[] = [];
	/** What the page has said, but for requests. */
	readonly told: ToGridHost[] = [];
	readonly asked: ToGridHost[] = [];
	/** Pictures that the host can get, by address or path. */
	readonly pictures = new Map<string, Uint8Array>();
	/** What went wrong in the page. */
	readonly errors: string[] = [];
	kept: GridPageState | undefined;
	readonly #source: TableSource;
	readonly #offers: GridOffers;
	readonly #names = new Map<number, string>();
	#columns: readonly TableColumn[] = [];
	#isClosing = false;
	#table: TableServer;
	#close: () => Promise<void> = () => Promise.resolve();

	private constructor(page: Page, source: TableSource, { offers, kept }: RigOptions) {
		this.page = page;
		this.kept = kept;
		this.#source = source;
		this.#offers = { ...NO_OFFERS, ...offers };
		this.#table = this.#serve();
	}

	static async open(
		page: Page,
		files: ReadonlyMap<string, string>,
		source: TableSource,
		options: RigOptions,
	): Promise<GridRig> {
		const rig = new GridRig(page, source, options);
		// Before the test's own end: it then says what it waited for.
		page.setDefaultTimeout(15_000);
		page.on('pageerror', (error) => rig.errors.push(error.message));
		page.on('console', (message) => {
			if (message.type() === 'error') rig.errors.push(message.text());
		});
		await page.exposeFunction('toHost', (message: ToGridHost) => rig.#receive(message));
		await page.exposeFunction('keep', (state: GridPageState) => {
			rig.kept = state;
		});
		await rig.#serveFiles(files, options);
		return rig;
	}

	/** As VS Code does it with a hidden page: it comes back with what it has kept. */
	async reload(): Promise<void> {
		await this.page.reload();
	}

	async post(message: ToGridPage): Promise<void> {
		await this.#run(`window.postMessage(${JSON.stringify(message)}, '*')`);
	}

	/** A page that is gone, or is being loaded again, hears nothing. */
	async #run(script: string): Promise<void> {
		try {
			await this.page.evaluate(script);
		} catch (error) {
			if (!this.#isClosing && !String(error).includes('navigation')) throw error;
		}
	}

	/** What axe finds wrong, in one line each. */
	async barriers(): Promise<readonly string[]> {
		await this.page.evaluate(axe);
		const found = await this.page.evaluate<
			readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[]
		>('axe.run(document).then(({ violations }) => violations)');
		return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#isClosing = true;
		await this.page.context().close();
		await this.#table[Symbol.asyncDispose]();
		await this.#close();
	}

	#serve(): TableServer {
		return new TableServer((message) => void this.#answer(message));
	}

	async #receive(message: ToGridHost): Promise<void> {
		(message.kind === 'request' ? this.asked : this.told).push(message);
		if (message.kind === 'stop') this.#table.receive(message);
		if (message.kind !== 'request' && message.kind !== 'cancel') return;
		if (message.kind === 'cancel') {
			this.#table.receive({ kind: 'cancel', id: message.id });
			return;
		}
		if (message.name === 'image') {
			await this.#show(message.id, message.ask);
			return;
		}
		const { id, name, ask } = message;
		if (name !== 'begin' && name !== 'reload') {
			this.#names.set(id, name);
			this.#table.receive({ kind: 'ask', id, name, ask } as ToTable);
			return;
		}
		await this.#table[Symbol.asyncDispose]();
		this.#table = this.#serve();
		this.#table.receive({ kind: 'open', source: this.#source, arrangement: ask.arrangement });
		await this.post({ kind: 'reply', id, answer: name === 'begin' ? this.#offers : undefined });
	}

	async #show(id: number, image: GridImage): Promise<void> {
		const bytes = this.pictures.get(image.kind === 'file' ? image.path : image.url);
		const failure = { what: 'The picture', why: 'it is gone', next: undefined };
		if (bytes === undefined) await this.post({ kind: 'error', id, error: failure });
		else {
			const answer = `{ type: 'image/png', bytes: new Uint8Array([${[...bytes].join()}]) }`;
			await this.#run(`window.postMessage({ kind: 'reply', id: ${id}, answer: ${answer} }, '*')`);
		}
	}

	async #answer(message: FromTable): Promise<void> {
		if (message.kind === 'progress') return;
		if (message.kind === 'state') this.#columns = message.state.columns;
		if (message.kind === 'reply' && this.#names.get(message.id) === 'profile') {
			const strips = columnStrips(message.answer as TableProfile, this.#columns, englishWording);
			await this.post({ ...message, answer: strips });
		} else if (message.kind === 'reply' && this.#names.get(message.id) === 'copy') {
			this.copied.push(String(message.answer));
			await this.post({ ...message, answer: undefined });
		} else await this.post(message);
	}

	async #serveFiles(files: ReadonlyMap<string, string>, { data, kept }: RigOptions): Promise<void> {
		const page: GridPageData = {
			...{ subject: { kind: 'file', uri: 'file:///table.csv' }, title: 'table.csv', texts: gridTexts(untranslated) },
			...data,
		};
		const served = new Map([...files, ['/theme.css', THEME]]);
		const server = createServer(({ url = '/' }, response) => {
			const type = url.endsWith('.css') ? 'text/css' : url.endsWith('.js') ? 'text/javascript' : 'text/html';
			response.setHeader('content-type', `${type}; charset=utf-8`);
			response.end(served.get(url) ?? html(page));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.#close = () => new Promise((resolve) => server.close(() => resolve()));
		await this.page.addInitScript(
			`let kept = ${JSON.stringify(kept ?? null)};
			window.acquireVsCodeApi = () => ({
				postMessage: (message) => void window.toHost(message),
				getState: () => JSON.parse(sessionStorage.getItem('kept')) ?? kept ?? undefined,
				setState: (state) => { sessionStorage.setItem('kept', JSON.stringify(state)); void window.keep(state); },
			});`,
		);
		await this.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
	}
}

function html(data: GridPageData): string {
	const escaped = JSON.stringify(data).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>table</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src blob: 'self'">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/grid.css"></head>
<body data-page="${escaped}"><main></main><script src="/grid.js"></script></body></html>`;
}
