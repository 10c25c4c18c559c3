/** A life of connections in one window: added, led to another server, signed in, imported, removed. Secrets stay off the disk. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { freePort } from '../vscode-tools/freePort.ts';
import type { View } from '../vscode-tools/view.ts';
import type { Workbench } from '../vscode-tools/workbench.ts';
import { browserStorage } from './browserStorage.ts';
import { secretsIn, secretsInText } from './secretsOnDisk.ts';
import { openWindow } from './window.ts';
import type { Window } from './window.ts';

/** With characters that addresses, forms and JSON write otherwise. */
const WRONG = 'canary/wrong+4b1d "ž"';
const IMPORTED = 'canary/imported+77f0 "ř"';
const RIGHT = 'sandbox-takeout';

let sandbox: Sandbox;
/** Another server, which nobody has said may have secrets. */
let elsewhere: Sandbox;
let window: Window;
let workbench: Workbench;
let sources: View;
let file: string;
const issued: string[] = [];

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02, spark: { rateLimits: false } });
	elsewhere = await startSandbox({ scale: 0.02 });
	const { credentials } = sandbox.spark;
	const issue = credentials.issue.bind(credentials);
	credentials.issue = (...given) => {
		const made = issue(...given);
		issued.push(made.token);
		return made;
	};
	window = await openWindow();
	workbench = window.workbench;
	sources = workbench.view('Sources');
	file = join(window.workspace, 'freehold.yaml');
	await workbench.openContainer('Freehold');
	await sources.button('Try with the Sandbox').waitFor({ timeout: 60_000 });
});
afterAll(async () => {
	await window[Symbol.asyncDispose]();
	await Promise.all([sandbox.close(), elsewhere.close()]);
});

async function step(text: string): Promise<void> {
	const title = workbench.page.locator('.quick-input-widget:visible .quick-input-title');
	await expect.poll(() => title.textContent(), { timeout: 30_000 }).toContain(text);
}

async function enter(text?: string): Promise<void> {
	if (text !== undefined) await workbench.quickInput.fill(text);
	await workbench.page.keyboard.press('Enter');
}

/** Chooses a row of a question by its text, without a mouse. */
async function choose(text: string): Promise<void> {
	await workbench.quickRow(text).waitFor({ timeout: 30_000 });
	await enter(text);
}

function change(from: string, to: string): void {
	const text = readFileSync(file, 'utf8');
	expect(text).toContain(from);
	writeFileSync(file, text.replace(from, to));
}

test('a connection is described step by step, tried and saved: back, forth, left midway, refused, right', async () => {
	const { page } = workbench;
	await workbench.enter('Freehold: Add Connection…');
	await step('(1/');
	await page.keyboard.press('Escape');
	await workbench.quickInput.waitFor({ state: 'hidden' });
	expect(existsSync(file)).toBe(false);

	await workbench.enter('Freehold: Add Connection…');
	await step('(1/');
	await enter('Realpad');
	await step('(2/6)');
	await workbench.quickInput.fill('9');
	await page.locator('.quick-input-message', { hasText: 'cannot name a connection' }).waitFor();
	await enter('towers');
	await step('(3/6)');
	await page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
	await step('(2/6)');
	expect(await workbench.quickInput.inputValue()).toBe('towers');
	await enter();
	await step('(3/6)');
	await enter('another');
	await step('(4/7)');
	await enter(sandbox.realpad.origin);
	await step('(5/7)');
	await enter();
	await step('(6/7)');
	await enter('takeout');
	await step('(7/7)');
	await window.picture('connection-password');
	await enter(WRONG);
	await workbench.quickRow('Change Answers').waitFor({ timeout: 30_000 });
	expect(await workbench.quickRow('Test Again').count()).toBe(0);
	expect(existsSync(file)).toBe(false);
	await window.picture('connection-refused');
	await choose('Change Answers');
	await step('(6/7)');
	await enter();
	await step('(7/7)');
	await enter(RIGHT);
	const written = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
	await expect.poll(written, { timeout: 30_000 }).toContain(`baseUrl: ${sandbox.realpad.origin}`);
	await sources.find('towers');
	expect(sandbox.realpad.requestCount).toBe(2);
});

test('a freehold.yaml that names another server: nothing is sent before a dialog was answered', async () => {
	change(sandbox.realpad.origin, elsewhere.realpad.origin);
	const row = await sources.find('Another server: allow it…');
	await row.click();
	await workbench.dialog.filter({ hasText: elsewhere.realpad.origin }).waitFor();
	await window.picture('allow-server');
	await workbench.page.keyboard.press('Escape');
	await workbench.dialog.waitFor({ state: 'detached' });
	expect(elsewhere.realpad.requestCount).toBe(0);

	await workbench.enter('Freehold: Allow Server…');
	await choose('towers');
	await workbench.dialogButton('Send Them to').click();
	await row.waitFor({ state: 'detached' });
	await workbench.enter('Freehold: Test Connection…');
	await choose('towers');
	await workbench.notification('towers works').waitFor({ timeout: 30_000 });
	expect(elsewhere.realpad.requestCount).toBe(1);
	await workbench.dismiss(workbench.notification('towers works'));
});

test('a user signs in on the page of the vendor, and the browser comes back by itself', async () => {
	const { origins, credentials } = sandbox.spark;
	const { id, secret } = credentials.clients.replication;
	const redirect = `http://127.0.0.1:${await freePort()}/callback`;
	change(
		'connections:\n',
		`connections:\n  user: { source: spark, keyType: private, replication: true, auth: openid, baseUrl: "${origins.replication}", identityUrl: "${origins.identity}", redirectUri: "${redirect}" }\n`,
	);
	await sources.find('user');
	await workbench.enter('Freehold: Sign In…');
	await choose('user');
	await step('(1/2)');
	await enter(id);
	await step('(2/2)');
	await enter(secret);
	await workbench.quickRow(redirect).waitFor({ timeout: 30_000 });
	await window.picture('sign-in');
	const popup = window.browser.waitForEvent('page');
	await choose('Open the Browser');
	const page = await popup;
	await page.locator('input[name=username]').fill('agent');
	await page.locator('input[name=password]').fill('sandbox');
	await page.keyboard.press('Enter');
	await page.locator('body', { hasText: /signed in|close/i }).waitFor();
	await page.close();
	await workbench.view('Sources').find('Replicate now');
	expect(issued.length).toBeGreaterThan(0);
});

test('connections of a file: what is chosen is taken, its secrets are not written', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'freehold-list-'));
	const list = join(folder, 'list.json');
	const { origin } = sandbox.realpad;
	writeFileSync(
		list,
		JSON.stringify([
			{
				name: 'villas',
				source: 'realpad',
				multipleInquiries: false,
				baseUrl: origin,
				login: 'takeout-en',
				password: IMPORTED,
			},
		]),
	);
	await workbench.enter('Freehold: Import Connections…');
	await step('Import Connections');
	// The dialog writes where it is into its box, and then lists it.
	await expect.poll(() => workbench.quickInput.inputValue(), { timeout: 30_000 }).toBe(`${window.workspace}/`);
	await workbench.quickRow('freehold.yaml').waitFor();
	await workbench.quickInput.fill(list);
	await workbench.quickRow('list.json').waitFor({ timeout: 30_000 });
	await enter();
	await workbench.quickRow('villas').waitFor({ timeout: 30_000 });
	await window.picture('import');
	await enter();
	await choose('Keep Them in the Secret Storage');
	rmSync(folder, { recursive: true });
	await sources.find('villas');
	await workbench.enter('Freehold: Replicate…');
	await choose('villas');
	await workbench.notification('the login was refused').waitFor({ timeout: 60_000 });
	await workbench.dismiss(workbench.notification('the login was refused'));
});

test('removed with its data, or without: a dialog stands before what cannot be brought back', async () => {
	const jobs = workbench.view('Jobs');
	await workbench.enter('Freehold: Replicate…');
	await choose('user');
	// Its files come before its row, and what it uses cannot be removed before its row has gone.
	await jobs.row('user, replicate').waitFor();
	await jobs.row('user, replicate').waitFor({ state: 'detached', timeout: 60_000 });
	await workbench.enter('Freehold: Run Job…');
	await choose('sales');
	await jobs.find('sales, every 24 h · just now', 60_000);
	const replica = (name: string): string => join(window.workspace, 'data', `${name}.sqlite`);
	expect(existsSync(replica('user'))).toBe(true);
	await window.picture('replicated');
	await workbench.enter('Freehold: Remove Connection…');
	await choose('user');
	await choose('Remove, Keep the Data on the Disk');
	await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 30_000 }).not.toContain('user:');
	expect(existsSync(replica('user'))).toBe(true);

	for (const answer of ['Cancel', 'Delete the Data']) {
		await workbench.enter('Freehold: Remove Connection…');
		await choose('towers');
		await choose('Remove With Its Data…');
		await workbench.dialog.filter({ hasText: 'cannot be brought back' }).waitFor();
		expect(existsSync(replica('towers'))).toBe(true);
		await workbench.dialogButton(answer).click();
	}
	await expect.poll(() => existsSync(replica('towers')), { timeout: 30_000 }).toBe(false);
	await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 30_000 }).not.toContain('towers:');
});

test('all of that has left no secret on the disk but in the secret storage, which is encrypted', async () => {
	const clientSecret = sandbox.spark.credentials.clients.replication.secret;
	const secrets = [WRONG, IMPORTED, RIGHT, clientSecret, ...issued];
	const { text, secrets: stored } = await browserStorage(workbench.page);
	expect(stored).toContain(JSON.stringify(JSON.stringify(IMPORTED).slice(1, -1)).slice(1, -1));
	expect(secretsInText(text, secrets)).toEqual([]);
	await window.browser.close();
	const { workspace, server, profile } = window;
	// The package itself brings the sandbox along, with all of its made-up secrets.
	const inServer = readdirSync(server.folder).filter((name) => name !== 'extensions');
	const places = [workspace, profile, ...inServer.map((name) => join(server.folder, name))];
	expect(secretsIn(places, secrets)).toEqual([]);
	writeFileSync(join(workspace, 'proof'), `takeout:${IMPORTED}`);
	expect(secretsIn([workspace], secrets)).toHaveLength(1);
});
