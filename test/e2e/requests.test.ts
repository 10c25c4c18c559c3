/** Requests in a window: sent by a key, the answer beside, a link of it followed, two answers compared. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { THEMES } from './themes.ts';
import { openWindow } from './window.ts';

interface Vendor extends AsyncDisposable {
	readonly origin: string;
	readonly asked: readonly string[];
}

async function startVendor(): Promise<Vendor> {
	const asked: string[] = [];
	const server = createServer(({ url = '' }, response) => {
		asked.push(url);
		const contact = { id: 'OXF1', surname: 'Lovelace', _links: { self: { href: '/contacts/OXF1' } } };
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify(url === '/contacts/' ? { _embedded: [contact], totalCount: 1 } : contact));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		[Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
	};
}

test('a request is sent by a key, its answer stands beside, a link of it is followed, and both are compared', async () => {
	await using vendor = await startVendor();
	await using window = await openWindow({
		settings: { 'workbench.colorTheme': THEMES.dark },
		prepare: (workspace) => {
			const text = `@base = ${vendor.origin}\n\n### contacts\n# @source reapit\n# @expect 200\nGET {{base}}/contacts/\n`;
			writeFileSync(join(workspace, 'people.freehold.http'), text);
		},
	});
	const { workbench } = window;
	const { page } = workbench;
	const line = (text: string) => page.locator('.view-line', { hasText: text }).first();
	await page.keyboard.press('Control+p');
	await workbench.quickInput.fill('people.freehold.http');
	await workbench.quickRow('people.freehold.http').click();
	await page.locator('.codelens-decoration', { hasText: 'Run All Pages' }).waitFor({ timeout: 60_000 });
	await page.locator('.editor-actions .action-label[aria-label^="Run Request"]').waitFor();
	await line('GET {{base}}/contacts/').click();
	await page.keyboard.press('Control+Enter');
	await line('HTTP 200 OK').waitFor();
	await line('"surname": "Lovelace"').waitFor();
	await window.picture('requests-answer');
	await page.locator('.detected-link', { hasText: '/contacts/OXF1' }).click({ modifiers: ['Control'] });
	await line('### self (from contacts)').waitFor();
	await line('GET {{base}}/contacts/OXF1').waitFor();
	await line(`# GET ${vendor.origin}/contacts/OXF1`).waitFor();
	expect(vendor.asked).toEqual(['/contacts/', '/contacts/OXF1']);
	expect(await page.locator('.editor-group-container').count()).toBe(2);
	await window.picture('requests-followed');
	await workbench.command('Freehold: Compare Two Responses…');
	await page.locator('.quick-input-widget:visible input[placeholder^="Which answer"]').waitFor();
	await workbench.quickRow('contacts').click();
	await page.locator('.quick-input-widget:visible input[placeholder^="With which one"]').waitFor();
	await workbench.quickRow('contacts').click();
	await page.locator('.monaco-diff-editor:visible').first().waitFor();
	expect(vendor.asked).toHaveLength(2);
	expect(await workbench.notifications.count()).toBe(0);
});
