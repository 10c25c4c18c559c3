/** Opens a folder in a leg's VS Code, with the extension of the checkout, and runs a bundle inside its extension host. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { installBrowser } from './installBrowser.ts';
import { startServer } from './server.ts';
import type { Leg, Tools } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface HostWork {
	/** The folder to open. */
	readonly workspace: string;
	/** A bundle that exports `run`, as `bundleForHost` makes it. */
	readonly bundle: string;
	readonly env: Readonly<Record<string, string>>;
	readonly limitMs: number;
	/** Whether the workspace is not trusted. */
	readonly isRestricted?: boolean;
	/** Called with the window before it is opened. */
	readonly onPage?: (page: Page) => Promise<void>;
}

export async function bundleForHost(entry: string, outfile: string): Promise<void> {
	await build({
		...{ entryPoints: [entry], outfile, bundle: true, external: ['vscode'] },
		...{ format: 'cjs', platform: 'node', target: 'node22.19', sourcemap: 'inline', logLevel: 'warning' },
	});
}

/** @returns what went wrong, where something did; a host that dies passes for one that ended well */
export async function runInHost(tools: Tools, leg: Leg, work: HostWork): Promise<string | undefined> {
	const { workspace, bundle, env, limitMs, isRestricted = false, onPage } = work;
	const server = await startServer(tools, { leg, isForHostTests: true, isRestricted, env });
	const browser = await openBrowser(installBrowser());
	let timer: NodeJS.Timeout | undefined;
	try {
		const page = await browser.newPage();
		await onPage?.(page);
		const ended = new Promise<string | undefined>((resolve) => {
			timer = setTimeout(() => resolve(`no report within ${limitMs} ms`), limitMs);
			page.on('crash', () => resolve('the page crashed'));
			// VS Code calls these two when it runs the tests of an extension.
			void page.exposeFunction('codeAutomationLog', () => undefined);
			void page.exposeFunction('codeAutomationExit', (code: number) =>
				resolve(code === 0 ? undefined : `VS Code ended with ${code}`),
			);
		});
		const payload = [
			['extensionDevelopmentPath', server.remote(root)],
			['extensionTestsPath', server.remote(bundle)],
		] as const;
		await page.goto(server.url(workspace, payload));
		const problem = await ended;
		if (problem !== undefined) console.log(readFileSync(server.log, 'utf8').slice(-2000));
		return problem;
	} finally {
		clearTimeout(timer);
		await browser.close();
		server.stop();
	}
}
