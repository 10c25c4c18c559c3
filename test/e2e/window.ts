/** A window of VS Code with the packed extension, on a folder of its own. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { openBrowser } from '../vscode-tools/browser.ts';
import { installBrowser } from '../vscode-tools/installBrowser.ts';
import { startServer } from '../vscode-tools/server.ts';
import type { Server, ServerOptions } from '../vscode-tools/server.ts';
import { installTools } from '../vscode-tools/tools.ts';
import { Workbench } from '../vscode-tools/workbench.ts';

const vsix = fileURLToPath(new URL('../../dist/freehold.vsix', import.meta.url));
/** Where pictures of the windows go: to be looked at, never compared. */
const pictures = fileURLToPath(new URL('../../out-test/', import.meta.url));

export interface Window extends AsyncDisposable {
	readonly workbench: Workbench;
	readonly workspace: string;
	/** Where the browser keeps what is its own. */
	readonly profile: string;
	readonly server: Server;
	readonly browser: BrowserContext;
	/** Another window of the same browser on the same folder. */
	another(): Promise<Workbench>;
	/** Keeps a picture of what the user sees. */
	picture(name: string): Promise<void>;
}

export interface WindowOptions extends Partial<Omit<ServerOptions, 'vsix' | 'isForHostTests'>> {
	/** Fills the folder before it is opened. */
	readonly prepare?: (workspace: string) => void;
	/** Opens the window on no folder at all. */
	readonly hasNoFolder?: boolean;
}

export async function openWindow({
	prepare,
	hasNoFolder,
	leg = 'newest',
	...options
}: WindowOptions = {}): Promise<Window> {
	const workspace = mkdtempSync(join(tmpdir(), 'freehold-e2e-'));
	prepare?.(workspace);
	const server = await startServer(installTools(), { ...options, leg, vsix });
	const profile = mkdtempSync(join(tmpdir(), 'freehold-browser-'));
	const browser = await openBrowser(installBrowser(), profile);
	const open = async (): Promise<Workbench> => {
		const workbench = new Workbench(await browser.newPage());
		await workbench.open(server.url(hasNoFolder === true ? undefined : workspace));
		return workbench;
	};
	const workbench = await open();
	return {
		...{ workbench, workspace, profile, server, browser, another: open },
		picture: async (name) => {
			mkdirSync(pictures, { recursive: true });
			await workbench.page.screenshot({ path: join(pictures, `${name}.png`) });
		},
		[Symbol.asyncDispose]: async () => {
			await browser.close();
			server.stop();
			for (const folder of [workspace, profile]) {
				rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
			}
		},
	};
}
