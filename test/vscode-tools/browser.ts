/** A headless browser for the workbench. */
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-dev-shm-usage',
];
const viewport = { width: 1400, height: 900 };

/** What the browser encrypts secrets with, together with a key of its own: the server's part. */
export const SECRETS_KEY = Buffer.alloc(32, 7);

/**
 * @param executablePath  of Chromium (`installBrowser`)
 * @param profile  folder that keeps what the workbench stores in the browser (secrets), over several of them
 */
export async function openBrowser(executablePath: string, profile?: string): Promise<BrowserContext> {
	const options = { executablePath, headless: true, args: flags };
	const context =
		profile === undefined
			? await chromium.launch(options).then(async (launched) => {
					const made = await launched.newContext({ viewport });
					made.on('close', () => void launched.close());
					return made;
				})
			: await chromium.launchPersistentContext(profile, { ...options, viewport });
	// The workbench asks its server for a key to encrypt secrets with; the bare server has none, and they would be lost.
	await context.route('**/mint-key', (route) =>
		route.fulfill({ contentType: 'application/octet-stream', body: SECRETS_KEY }),
	);
	// Pages of this machine are opened through its server's proxy, which the bare server has not either.
	await context.route(/\/proxy\/\d+\//, (route) => {
		const [, port = '', path = ''] = /\/proxy\/(\d+)(\/.*)/.exec(route.request().url()) ?? [];
		return route.fulfill({ status: 302, headers: { location: `http://127.0.0.1:${port}${path}` } });
	});
	return context;
}
