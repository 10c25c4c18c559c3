/** What goes wrong at vendors, as a user meets it: refused, banned, throttled, stopped midway, failed, away. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Locator } from 'playwright-core';
import type { View } from '../vscode-tools/view.ts';
import { openWindow } from './window.ts';
import type { Window } from './window.ts';

let sandbox: Sandbox;
let window: Window;
let sources: View;
let jobs: View;

beforeAll(async () => {
	sandbox = await startSandbox({
		scale: 0.3,
		spark: { rateLimits: false },
		realpad: { loginsBeforeBan: 1, banMode: 429 },
	});
	const { spark, realpad } = sandbox;
	const project = `version: 1
connections:
  banned: { source: realpad, multipleInquiries: false, baseUrl: "${realpad.origin}" }
  wrong: { source: realpad, multipleInquiries: false, baseUrl: "${realpad.origin}" }
  mls: { source: spark, keyType: private, baseUrl: "${spark.origins.api}", identityUrl: "${spark.origins.identity}" }
jobs:
  listings: { replicate: mls/Property }
  offices: { replicate: mls/Office }
  sales: { replicate: wrong/projects }
  units: { replicate: banned/projects }
`;
	window = await openWindow({
		prepare: (workspace) => writeFileSync(join(workspace, 'freehold.yaml'), project),
		env: {
			FREEHOLD_MLS_TOKEN: spark.tokens.private.normal,
			...{ FREEHOLD_WRONG_LOGIN: 'takeout', FREEHOLD_WRONG_PASSWORD: 'not-this-one' },
			...{ FREEHOLD_BANNED_LOGIN: 'takeout-en', FREEHOLD_BANNED_PASSWORD: 'sandbox-takeout-en' },
		},
	});
	sources = window.workbench.view('Sources');
	jobs = window.workbench.view('Jobs');
	await window.workbench.openContainer('Freehold');
	await sources.find('mls', 60_000);
});
afterAll(async () => {
	await window[Symbol.asyncDispose]();
	await sandbox.close();
});

async function runJob(name: string): Promise<void> {
	const { workbench } = window;
	await workbench.enter('Freehold: Run Job…');
	await workbench.quickRow(name).waitFor();
	await workbench.quickInput.fill(name);
	await workbench.page.keyboard.press('Enter');
}

/** Reads what a row says once it says something like this. */
async function said(row: Locator, pattern: RegExp): Promise<string> {
	let label = '';
	await expect
		.poll(async () => (label = (await row.getAttribute('aria-label')) ?? ''), { timeout: 60_000 })
		.toMatch(pattern);
	return label;
}

function secondsLeft(label: string): number {
	return Number(/\(in (\d+) s\)/.exec(label)?.[1]);
}

test('a wrong password: why, the next step, and no second try', async () => {
	const { workbench } = window;
	const before = sandbox.realpad.requestCount;
	await runJob('sales');
	const told = workbench.notification('the login was refused');
	await told.waitFor({ timeout: 60_000 });
	expect(await told.innerText()).toContain('Sign in at the Realpad web');
	await window.picture('refused');
	expect(sandbox.realpad.requestCount - before).toBe(1);
	await workbench.dismiss(told);
	await runJob('sales');
	const rests = workbench.notification('was not asked for');
	await rests.waitFor({ timeout: 60_000 });
	expect(sandbox.realpad.requestCount - before).toBe(1);
	await workbench.dismiss(rests);
	await said(await jobs.find('sales'), /failed/);
});

test('a ban of a day: said once, and shown where it is waited for', async () => {
	const { workbench } = window;
	const { clock, realpad } = sandbox;
	for (const minutes of [0, 16, 61]) {
		clock.advance(minutes * 60_000);
		const body = new URLSearchParams({ login: 'takeout-en', password: 'guess' });
		const answer = await fetch(`${realpad.origin}/ws/v10/list-excel-projects`, { method: 'POST', body });
		expect(answer.ok).toBe(false);
	}
	const before = realpad.requestCount;
	await runJob('units');
	const told = workbench.notification('units did not finish');
	await told.waitFor({ timeout: 60_000 });
	expect(await told.locator('.codicon-warning').count()).toBe(1);
	await workbench.dismiss(told);
	await said(await jobs.find('units'), /throttled/);
	await (await sources.find('Projects')).click();
	await sources.find('projects, not replicated · next in 2');
	await window.picture('banned');
	expect(realpad.requestCount - before).toBe(1);
});

test('a throttle: the run waits, with a countdown, and goes on by itself', async () => {
	sandbox.spark.faults.add({
		match: { path: '/Property', nth: 2, times: 1 },
		do: { kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '12' } },
	});
	await runJob('listings');
	const job = await jobs.find('listings');
	const left = secondsLeft(await said(job, /waiting until .*\(in \d+ s\)/));
	await window.picture('throttled');
	await expect
		.poll(async () => secondsLeft((await job.getAttribute('aria-label')) ?? ''), { timeout: 30_000 })
		.toBeLessThan(left);
	await said(job, /listings, just now/);
});

test('cancelled in the middle by the button of its row, a run goes on from there, and fetches nothing twice', async () => {
	const { workbench } = window;
	const release = sandbox.spark.faults.add({
		match: { path: '/Office', query: { $skiptoken: true } },
		do: { kind: 'delay', ms: 20_000 },
	});
	sandbox.spark.clearRequests();
	await runJob('offices');
	const job = await jobs.find('offices');
	await said(job, /offices, mls\/Office · download · 25 of 60/);
	await job.hover();
	await job.locator('.action-label[aria-label="Cancel Run"]').click();
	await said(job, /stopped midway/);
	await window.picture('cancelled');
	release();
	await runJob('offices');
	await said(job, /offices, just now/);
	// What has changed meanwhile is asked for at the end, with a filter.
	const pages = sandbox.spark.requests
		.filter(({ path, query }) => path.endsWith('/Office') && query.$filter === undefined)
		.map(({ query }) => query.$skiptoken);
	// The page that was on its way is asked for again, and no other.
	expect(pages).toEqual([undefined, pages[1], pages[1], expect.not.stringMatching(pages[1] ?? '')]);
	await (await sources.find('People')).click();
	await sources.find('Office, 60 rows');
	expect(await workbench.notifications.count()).toBe(0);
});

test('a job that failed is mended by Retry', async () => {
	const { workbench } = window;
	const release = sandbox.spark.faults.add({
		match: { path: '/Office' },
		do: { kind: 'status', status: 403, code: 1500 },
	});
	await runJob('offices');
	const told = workbench.notification('offices did not finish');
	await told.waitFor({ timeout: 60_000 });
	await said(await jobs.find('offices'), /failed/);
	await window.picture('failed');
	release();
	await told.locator('.monaco-button', { hasText: 'Retry' }).click();
	await said(await jobs.find('offices'), /offices, just now/);
});
