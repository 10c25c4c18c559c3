/** The grid: panels, editors of files, what is opened in them. Runs after the sandbox has filled the workspace. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { GridSession } from '../../src/vscode/grid/gridSession.ts';
import { newProcesses } from './processes.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const gridTests = new HostTests();
const test = gridTests.test.bind(gridTests);

const uri = (): string => vscode.Uri.file(folder()).toString();

function tabLabels(): readonly string[] {
	return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}

/** The grid in front, once its page has asked for rows and they are read. */
async function settled(): Promise<GridSession> {
	const grids = await freehold().grids();
	return until('the grid in front has its rows', () => {
		const session = grids.active;
		const state = session?.state;
		return state?.isBusy === false && (state.columns.length > 0 || state.failure !== undefined) ? session : undefined;
	});
}

async function closeAll(): Promise<void> {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	await until('all editors are closed', () => tabLabels().length === 0);
}

test('a dataset opens in the grid, once', async () => {
	await closeAll();
	const ref = { folder: uri(), connection: 'mls', dataset: 'Property' };
	await vscode.commands.executeCommand('freehold.grid.open', ref);
	const { state } = await settled();
	assert.equal(state.count, 2000);
	assert.equal(state.columns[0]?.name, 'ListingKey');
	await vscode.commands.executeCommand('freehold.grid.open', { ref });
	assert.deepEqual(tabLabels(), ['mls/Property']);
});

test('a job opens what it has stored, a run its dataset', async () => {
	await closeAll();
	await vscode.commands.executeCommand('freehold.grid.open', {
		...{ folder: uri(), connection: 'agency', dataset: 'contacts', record: 1 },
	});
	assert.ok((await settled()).state.count > 0);
	await closeAll();
	await vscode.commands.executeCommand('freehold.grid.open', { folder: uri(), job: 'files' });
	const { state, subject } = await settled();
	assert.equal(subject.kind, 'query');
	assert.ok(state.columns.some(({ name }) => name === 'path'));
	assert.ok(state.count > 0);
});

test('the rows of a query open in the grid', async () => {
	await closeAll();
	const sql = 'SELECT count(*) AS rows FROM "Property"';
	(await freehold().grids()).show({ kind: 'query', folder: uri(), connection: 'mls', sql });
	const { columns, count } = (await settled()).state;
	assert.deepEqual([columns.map(({ name, type }) => `${name} ${type}`), count], [['rows integer'], 1]);
});

test('a query that computes for ever is ended with its grid', async () => {
	await closeAll();
	const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
	const processes = newProcesses();
	const session = (await freehold().grids()).show({ kind: 'query', folder: uri(), connection: 'mls', sql });
	await until('its process is at work', () => session.state.isBusy && processes() > 0);
	await closeAll();
	await until('its process has ended', () => processes() === 0);
});

test('a query that computes for ever is cancelled at once, and says so', async () => {
	await closeAll();
	const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) + 1 FROM n';
	const processes = newProcesses();
	const session = (await freehold().grids()).show({ kind: 'query', folder: uri(), connection: 'mls', sql });
	await until('its process is at work', () => session.state.isBusy && processes() > 0);
	session.receive({ kind: 'stop' });
	assert.equal(session.state.failure?.what, 'The query was cancelled');
	await until('its process has ended', () => processes() === 0);
});

test('a query whose rows still come is cancelled, and those that came stay', async () => {
	await closeAll();
	const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
	const session = (await freehold().grids()).show({ kind: 'query', folder: uri(), connection: 'mls', sql });
	await until('rows come', () => session.state.isReading && session.state.total > 0);
	session.receive({ kind: 'stop' });
	await until('no more rows come', () => !session.state.isBusy);
	const { failure, total } = session.state;
	assert.deepEqual([failure?.what, failure?.why], ['Not all rows of the query are shown', 'it was cancelled']);
	const ask = { offset: total - 1, count: 1 };
	const { rows } = await session.ask('rows', ask, { signal: new AbortController().signal });
	assert.deepEqual(rows, [[total]]);
});

test('a query that never comes to its next row is ended once it is cancelled, and its rows with it', async () => {
	await closeAll();
	const some = 's(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s LIMIT 3000)';
	const endless = 'n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';
	const sql = `WITH RECURSIVE ${some}, ${endless} SELECT i FROM s UNION ALL SELECT max(i) FROM n`;
	const processes = newProcesses();
	const session = (await freehold().grids()).show({ kind: 'query', folder: uri(), connection: 'mls', sql });
	await until('the first rows are there', () => session.state.total > 0);
	session.receive({ kind: 'stop' });
	const failure = await until('it is given up', () => session.state.failure);
	assert.equal(failure.what, 'The query was cancelled');
	assert.match(failure.why, /rows before are gone/);
	await until('its process has ended', () => processes() === 0);
});

test('a filter that was typed just before its tab was hidden is applied when the page comes back', async () => {
	await closeAll();
	await vscode.commands.executeCommand('freehold.grid.open', { folder: uri(), connection: 'mls', dataset: 'Property' });
	const session = await settled();
	const arrangement = { orders: [], filters: [{ column: 0, text: '= nowhere' }] };
	session.receive({ kind: 'request', id: 1_000_000, name: 'begin', ask: { arrangement } });
	await until('the filter is applied', () => !session.state.isBusy && session.state.count === 0);
	assert.deepEqual(session.shown.arrangement.filters, arrangement.filters);
});

test('a mistake in a query is told in the page, not in a notification', async () => {
	await closeAll();
	const before = (await freehold().messages()).shown;
	(await freehold().grids()).show({ kind: 'query', folder: uri(), connection: 'mls', sql: 'SELECT a FROM x' });
	const { failure } = (await settled()).state;
	assert.equal(failure?.reason, 'query');
	assert.match(failure.why, /no such table: x/);
	assert.equal((await freehold().messages()).shown, before);
});

test('what was never replicated says what to do', async () => {
	await closeAll();
	(await freehold().grids()).show({ kind: 'dataset', folder: uri(), connection: 'mls', dataset: 'Nowhere' });
	assert.equal((await settled()).state.failure?.reason, 'notFound');
});

test('a file opens in the editor of tables, of any size and never as a document', async () => {
	await closeAll();
	const exports = join(folder(), 'data', 'exports');
	mkdirSync(exports, { recursive: true });
	const line = `${'x'.repeat(1000)},1\n`;
	writeFileSync(join(exports, 'mls-Big.csv'), `text,n\n${line.repeat(60_000)}`);
	await vscode.commands.executeCommand('freehold.export.open', { folder: uri(), connection: 'mls', dataset: 'Big' });
	const { state } = await settled();
	assert.deepEqual([state.count, state.failure], [60_000, undefined]);
	assert.ok(vscode.workspace.textDocuments.every(({ fileName }) => !fileName.endsWith('mls-Big.csv')));
});

test('a file that is no table is an error of its page', async () => {
	await closeAll();
	const file = join(folder(), 'data', 'exports', 'broken.xlsx');
	writeFileSync(file, '<html>502 Bad Gateway</html>');
	await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(file), 'freehold.table');
	const { failure } = (await settled()).state;
	assert.match(failure?.why ?? '', /502 Bad Gateway/);
	await closeAll();
});

test("the folder of backed-up files is shown in VS Code's explorer", async () => {
	await vscode.commands.executeCommand('freehold.files.reveal', { folder: uri(), connection: 'prague' });
	const before = (await freehold().messages()).shown;
	await vscode.commands.executeCommand('freehold.files.reveal', { folder: uri(), job: 'files' });
	assert.equal((await freehold().messages()).shown, before);
});
