/** A window that is reloaded in the middle of a run, and a second one on the same folder: no run is lost, none is doubled. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWindow } from './window.ts';

test('a reload takes runs up again; a second window sees what the first one runs, and does not run it too', async () => {
	await using window = await openWindow();
	const { workbench } = window;
	const sources = workbench.view('Sources');
	await workbench.openContainer('Freehold');
	await sources.button('Try with the Sandbox').click({ timeout: 60_000 });
	// All five have begun or wait for their turn: what was never asked for is not taken up.
	const jobs = workbench.view('Jobs');
	for (const job of ['listings', 'people', 'sales', 'files', 'agency']) {
		await expect
			.poll(async () => (await jobs.find(job, 60_000)).getAttribute('aria-label'), { timeout: 60_000 })
			.not.toMatch(/never run/);
	}
	await workbench.reload();
	await workbench.openContainer('Freehold');
	await (await sources.find('Listings', 120_000)).click();
	await sources.find('Property, 2,000 rows', 120_000);
	await window.picture('reloaded');
	for (const job of ['listings', 'people', 'sales', 'files', 'agency']) {
		await expect
			.poll(async () => (await jobs.find(job)).getAttribute('aria-label'), { timeout: 120_000 })
			.toMatch(/just now/);
	}

	const second = await window.another();
	const [secondJobs, runs] = [second.view('Jobs'), second.view('Runs')];
	await second.openContainer('Freehold');
	await secondJobs.find('listings', 60_000);
	await runs.expand();
	await runs.find('mls/Property');
	const control = `${/identityUrl: (\S+)/.exec(readFileSync(join(window.workspace, 'freehold.yaml'), 'utf8'))?.[1] ?? ''}/control`;
	const faults = [{ match: { path: '/contacts/' }, do: { kind: 'delay', ms: 15_000 } }];
	await order(control, 'faults', { faults });
	await workbench.page.bringToFront();
	await runJob(workbench, 'people');
	await expect
		.poll(async () => (await jobs.find('people')).getAttribute('aria-label'), { timeout: 30_000 })
		.toMatch(/running|mls\/Contacts/);

	await second.page.bringToFront();
	await runs.find('mls/Contacts');
	await second.page.locator('.pane-body .monaco-list-row[aria-label*="running"]').first().waitFor({ timeout: 30_000 });
	await second.page.screenshot({ path: join('out-test', 'second-window.png') });
	await runJob(second, 'people');
	await second.notification('people did not finish').waitFor({ timeout: 60_000 });
	expect(await second.notification('people did not finish').innerText()).toMatch(/another|in use/i);
	await order(control, 'clearFaults', {});
	await expect
		.poll(async () => (await jobs.find('people')).getAttribute('aria-label'), { timeout: 60_000 })
		.toMatch(/just now/);
});

async function runJob(workbench: Awaited<ReturnType<typeof openWindow>>['workbench'], name: string): Promise<void> {
	await workbench.enter('Freehold: Run Job…');
	await workbench.quickRow(name).waitFor();
	await workbench.quickInput.fill(name);
	await workbench.page.keyboard.press('Enter');
}

async function order(control: string, operation: string, body: unknown): Promise<void> {
	const answer = await fetch(`${control}/${operation}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	expect(answer.ok, await answer.text()).toBe(true);
}
