/** The Runs view and the documents that it opens. Runs after the sandbox has filled the workspace. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ViewNode } from '../../src/vscode/views/rowModel.ts';
import { HostTests } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const runsViewTests = new HostTests();
const test = runsViewTests.test.bind(runsViewTests);

const uri = (): string => vscode.Uri.file(folder()).toString();

async function runs(): Promise<readonly ViewNode[]> {
	const tree = await freehold().runsView();
	await tree.update();
	const days = await tree.children(undefined);
	return days.flatMap(({ children = [] }) => children);
}

function shown(): string {
	return vscode.window.activeTextEditor?.document.getText() ?? '';
}

test('runs of all connections stand below today, each with what it changed and what it cost', async () => {
	const tree = await freehold().runsView();
	const [today] = await tree.children(undefined);
	assert.equal(today?.row.label, 'Today');
	const labels = new Set((await runs()).map(({ row }) => row.label));
	for (const label of ['mls/Property', 'prague/products', 'agency/contacts', 'prague/_files']) {
		assert.ok(labels.has(label), `${label} is not among ${[...labels].join(', ')}`);
	}
	const first = (await runs()).findLast(({ row }) => row.label === 'mls/Property');
	assert.match(first?.row.description ?? '', /download · \+\d.* requests?/);
});

test('ids are stable and of one row each', async () => {
	const before = (await runs()).map(({ row }) => row.id);
	assert.equal(new Set(before).size, before.length);
	assert.deepEqual(
		(await runs()).map(({ row }) => row.id),
		before,
	);
});

test("a run's changes open as a read-only document, as text and as JSON lines", async () => {
	const run = (await runs()).findLast(({ row }) => row.label === 'mls/Office');
	assert.ok(run);
	await vscode.commands.executeCommand('freehold.diff', run);
	assert.match(shown(), /^\+ \S+.*: new\n/);
	assert.match(shown(), /\nmls\/Office: \d+ new, 0 changed, 0 gone\n$/);
	assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'freehold');
	await vscode.commands.executeCommand('freehold.diff.json', run);
	const lines = shown().trim().split('\n');
	const line = JSON.parse(lines[0] ?? '') as Readonly<Record<string, unknown>>;
	assert.deepEqual([line.type, line.kind, line.dataset], ['change', 'inserted', 'Office']);
});

test('the log of a run is all that is remembered of it', async () => {
	const run = (await runs()).findLast(({ row }) => row.label === 'mls/Office');
	assert.ok(run);
	await vscode.commands.executeCommand('freehold.openLog', run);
	assert.match(shown(), /^mls\/Office, run \d+: \w+ done\nBegan /);
	assert.match(shown(), /\nOffice: \d+ records? read: \d+ new, 0 changed, 0 gone, 0 as before\n\d+ requests?, /);
});

test('a run can be repeated, and copied as a command line', async () => {
	const run = (await runs()).find(({ row }) => row.label === 'mls/Office');
	assert.ok(run);
	const end = await vscode.commands.executeCommand('freehold.runs.again', run);
	assert.equal((end as { readonly error: unknown }).error, undefined);
	await vscode.commands.executeCommand('freehold.copyCommand', run);
	assert.match(await vscode.env.clipboard.readText(), /^freehold replicate mls\/Office --mode (initial|update|purge)$/);
	await vscode.commands.executeCommand('freehold.copyCommand', { folder: uri(), job: 'listings' });
	assert.equal(await vscode.env.clipboard.readText(), 'freehold run listings');
});

test('the status opens as a table, and asks no vendor', async () => {
	await vscode.commands.executeCommand('freehold.status');
	assert.match(shown(), /^dataset +rows/);
	assert.match(shown(), /mls\/Property +2,000/);
	assert.match(shown(), /prague\/_files/);
});
