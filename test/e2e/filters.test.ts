/** Filters in a window: a box that tells what it selects, help while typing, colours in freehold.yaml; nothing is sent. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Workbench } from '../vscode-tools/workbench.ts';
import { Feed, dataset } from '../core/replica/replicaFixture.ts';
import { openWindow } from './window.ts';

const project = `version: 1
connections:
  agency:
    source: reapit
    customer: SBOX
    filters:
      offices:
        - "metadata.region $eq 'north'"
`;

function prepareFilterWorkspace(workspace: string): void {
	writeFileSync(join(workspace, 'freehold.yaml'), project);
	writeFileSync(join(workspace, 'one.rfilter'), "# @dataset agency/contacts\nmetadata.city $eq 'london'\n");
	mkdirSync(join(workspace, 'data'));
	const feed = new Feed(join(workspace, 'data', 'agency.sqlite'));
	const contacts = dataset('contacts', {
		key: ['customerId', 'id'],
		columns: [
			...['customerId', 'id'].map((name) => ({ name, type: 'text' as const })),
			{ name: 'metadata', type: 'json' },
		],
	});
	const metadata = [{ city: 'London', budget: 5 }, { city: 'London' }, { city: 'Oxford', budget: 7 }];
	feed.run(
		contacts,
		metadata.map((document, nth) => ({ customerId: 'SBOX', id: `OXF${nth}`, metadata: document })),
		'initial',
	);
	feed.close();
}

async function openFile(workbench: Workbench, name: string): Promise<void> {
	await workbench.page.keyboard.press('Control+p');
	await workbench.quickInput.fill(name);
	await workbench.quickRow(name).click();
	await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
}

test('a filter is tried in a box that says what is wrong, then what it selects, and is saved', async () => {
	await using window = await openWindow({ prepare: prepareFilterWorkspace });
	const { workbench, workspace } = window;
	const { page } = workbench;
	const said = page.locator('.quick-input-widget:visible .quick-input-message');
	await workbench.openContainer('Freehold');
	await workbench.command('Freehold: Try a Filter…');
	await workbench.quickRow('agency/contacts').click();
	await page.locator('.quick-input-title', { hasText: 'Filter on agency/contacts' }).waitFor();
	await workbench.quickInput.fill('metadata.city $eq London');
	await said.filter({ hasText: 'FH122' }).waitFor();
	await page.keyboard.press('Enter');
	await workbench.quickInput.fill("metadata.citty $eq 'London'");
	await said.filter({ hasText: 'FH150' }).waitFor();
	await workbench.quickInput.fill("metadata.city $eq 'London'");
	await said.filter({ hasText: 'Selects records whose metadata has city equal to "London"' }).waitFor();
	await window.picture('filter-box');
	await page.keyboard.press('Enter');
	for (const use of ['Count Its Matches Here', 'Open in Grid', 'Run on Reapit', 'Copy URL']) {
		await workbench.quickRow(use).waitFor();
	}
	await workbench.quickRow('Save to a Filter File').click();
	await workbench.quickRow('one.rfilter').click();
	await page.locator('.quick-input-title', { hasText: 'Name of the filter' }).waitFor();
	await workbench.quickInput.fill('londoners');
	await page.keyboard.press('Enter');
	await page.locator('.tab.active', { hasText: 'one.rfilter' }).waitFor();
	await page.locator('.codelens-decoration', { hasText: 'Matches 2 of 3 locally' }).nth(1).waitFor();
	expect(readFileSync(join(workspace, 'one.rfilter'), 'utf8')).toBe(
		"# @dataset agency/contacts\nmetadata.city $eq 'london'\n\n# @name londoners\n# @dataset agency/contacts\nmetadata.city $eq 'London'\n",
	);
	expect(await workbench.notifications.count()).toBe(0);
});

test('fields and values are offered while a filter is typed, and what is saved is mended', async () => {
	await using window = await openWindow({ prepare: prepareFilterWorkspace });
	const { workbench, workspace } = window;
	const { page } = workbench;
	const offered = page.locator('.suggest-widget:visible .monaco-list-row');
	await openFile(workbench, 'one.rfilter');
	await page.locator('.codelens-decoration', { hasText: 'Run on Reapit' }).waitFor({ timeout: 60_000 });
	// By then it is known which fields there are.
	await page.locator('.codelens-decoration', { hasText: 'Matches 2 of 3 locally' }).waitFor({ timeout: 60_000 });
	await page.locator('.monaco-editor.focused').waitFor();
	await page.keyboard.press('Control+End');
	await page.keyboard.type('metadata.');
	await offered.filter({ hasText: 'city' }).first().waitFor();
	await window.picture('filter-fields');
	await page.keyboard.type('budget ');
	await offered.filter({ hasText: '$gte' }).first().waitFor();
	await page.keyboard.press('Escape');
	await page.keyboard.type('== 7');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+s');
	const saved = join(workspace, 'one.rfilter');
	await expect.poll(() => readFileSync(saved, 'utf8'), { timeout: 20_000 }).toContain('metadata.budget $eq 7');
});

test('a filter in freehold.yaml has its own colours within the text that holds it', async () => {
	await using window = await openWindow({ prepare: prepareFilterWorkspace });
	const { workbench } = window;
	await openFile(workbench, 'freehold.yaml');
	const line = workbench.page.locator('.view-line', { hasText: 'metadata.region' });
	/** The editor gives each colour a class. */
	const colourOf = (text: string): Promise<string | null> =>
		line.locator('span span', { hasText: text }).last().getAttribute('class');
	await expect.poll(() => line.locator('span span').count(), { timeout: 20_000 }).toBeGreaterThan(4);
	await window.picture('filter-yaml');
	expect(await colourOf('$eq')).not.toBe(await colourOf('north'));
	expect(await colourOf('region')).not.toBe(await colourOf('north'));
});

test('in a workspace that nobody trusts filters are counted and mended, and nothing can be sent', async () => {
	await using window = await openWindow({ prepare: prepareFilterWorkspace, isRestricted: true });
	const { workbench } = window;
	const { page } = workbench;
	await openFile(workbench, 'one.rfilter');
	await page.locator('.codelens-decoration', { hasText: 'Matches 2 of 3 locally' }).waitFor({ timeout: 60_000 });
	expect(await page.locator('.codelens-decoration', { hasText: 'Copy URL' }).count()).toBe(1);
	expect(await page.locator('.codelens-decoration', { hasText: 'Run on Reapit' }).count()).toBe(0);
	await page.keyboard.press('Control+End');
	await page.keyboard.type('metadata.city $eq London');
	await page.locator('.squiggly-error').first().waitFor();
	await workbench.command('Freehold: Try a Filter…');
	await workbench.quickRow('agency/contacts').click();
	await workbench.quickInput.fill("metadata.city $eq 'London'");
	await page.keyboard.press('Enter');
	await workbench.quickRow('Copy URL').waitFor();
	expect(await workbench.quickRow('Run on Reapit').count()).toBe(0);
});
