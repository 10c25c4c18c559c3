/** SQL: completion, mistakes while typing, results beside, plans, cancelling. Runs after the sandbox has filled the workspace. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GridSession } from '../../src/vscode/grid/gridSession.ts';
import { newProcesses } from './processes.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const sqlTests = new HostTests();
const test = sqlTests.test.bind(sqlTests);

const uri = (): string => vscode.Uri.file(folder()).toString();

async function closeAll(): Promise<void> {
	for (const document of vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
		await vscode.window.showTextDocument(document);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** A document with the cursor where `|` stands. */
async function typed(text: string): Promise<vscode.TextEditor> {
	await closeAll();
	const at = text.indexOf('|');
	const content = text.replace('|', '');
	const document = await vscode.workspace.openTextDocument({ language: 'freehold-sql', content });
	const cursor = document.positionAt(Math.max(0, at));
	// Set behind it, the selection could be overtaken by what the window tells of the one that it begins with.
	const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Selection(cursor, cursor) });
	await until('the cursor stands there', () => editor.selection.active.isEqual(cursor));
	return editor;
}

/** The result beside a document, once it has all its rows. */
async function result({ document }: vscode.TextEditor): Promise<GridSession> {
	const grids = await freehold().grids();
	return until('the result is there', () => {
		const session = grids.resultOf(document.uri.toString());
		const state = session?.state;
		return state?.isBusy === false && (state.columns.length > 0 || state.failure !== undefined) ? session : undefined;
	});
}

async function diagnostics({ document }: vscode.TextEditor): Promise<readonly vscode.Diagnostic[]> {
	return until('something is marked', () => {
		const found = vscode.languages.getDiagnostics(document.uri);
		return found.length > 0 ? found : undefined;
	});
}

async function labelsAt({ document, selection }: vscode.TextEditor): Promise<readonly string[]> {
	const list = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		document.uri,
		selection.active,
	);
	return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

test('a new query names its connection, and runs as it stands', async () => {
	await closeAll();
	await vscode.commands.executeCommand('freehold.sql.new', { folder: uri(), connection: 'mls', dataset: 'Member' });
	const editor = vscode.window.activeTextEditor;
	assert.equal(editor?.document.languageId, 'freehold-sql');
	assert.match(editor.document.getText(), /^-- @connection mls\n\nSELECT [^]*\nFROM Member\nLIMIT 100;\n$/);
	await vscode.commands.executeCommand('freehold.sql.run');
	const { state } = await result(editor);
	assert.equal(state.failure, undefined);
	assert.ok(state.count > 0);
	assert.equal(freehold().storage.ofWorkspace('recentQueries')?.[0]?.connection, 'mls');
});

test('tables and columns are completed, of attached replicas too', async () => {
	const head = '-- @connection agency\n-- @attach mls\n';
	// What is not read yet is not waited for while somebody types; the next key has it.
	const tables = await typed(`${head}SELECT * FROM |`);
	await until('tables are offered', async () => (await labelsAt(tables)).includes('contacts'));
	const columns = await typed(`${head}SELECT p.| FROM mls.Property p`);
	await until('columns are offered', async () => (await labelsAt(columns)).includes('ListPrice'));
	assert.deepEqual(await labelsAt(await typed('-- @|')), ['connection', 'attach', 'name']);
});

test('a misspelt column is marked at its place, and mended by a fix', async () => {
	const editor = await typed('-- @connection mls\nSELECT ListPric FROM Property');
	const [found] = await diagnostics(editor);
	assert.match(found?.message ?? '', /no such column: ListPric. Did you mean ListPrice\?/);
	assert.deepEqual([found?.range.start.line, found?.range.start.character], [1, 7]);
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		editor.document.uri,
		found?.range,
	);
	const fix = actions.find(({ title }) => title === 'Replace with ListPrice');
	assert.ok(fix?.edit !== undefined);
	await vscode.workspace.applyEdit(fix.edit);
	await until('nothing is marked', () => vscode.languages.getDiagnostics(editor.document.uri).length === 0);
});

test('a statement with a mistake is not run, and nothing is said in a notification', async () => {
	const before = (await freehold().messages()).shown;
	const editor = await typed('-- @connection mls\nDELETE FROM Property|');
	await vscode.commands.executeCommand('freehold.sql.run');
	assert.equal((await freehold().grids()).resultOf(editor.document.uri.toString()), undefined);
	assert.match((await diagnostics(editor))[0]?.message ?? '', /DELETE is refused: queries only read/);
	assert.equal((await freehold().messages()).shown, before);
});

test('the next statement of a file takes the place of the result before', async () => {
	const editor = await typed('-- @connection mls\nSELECT 1 AS one|;\nSELECT 2 AS two;');
	await vscode.commands.executeCommand('freehold.sql.run');
	assert.equal((await result(editor)).state.columns[0]?.name, 'one');
	const file = editor.document.uri.toString();
	await vscode.commands.executeCommand('freehold.sql.run', { file, offset: editor.document.getText().indexOf('two') });
	await until('the second result is there', async () => {
		const { columns } = (await result(editor)).state;
		return columns[0]?.name === 'two';
	});
	const grids = vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.filter(({ input }) => input instanceof vscode.TabInputWebview);
	assert.equal(grids.length, 1);
});

test('replicas of two vendors are joined', async () => {
	const sql = 'SELECT (SELECT count(*) FROM contacts) AS c, (SELECT count(*) FROM mls.Property) AS p';
	const editor = await typed(`-- @connection agency\n-- @attach mls\n${sql}`);
	await vscode.commands.executeCommand('freehold.sql.run');
	await until('both are counted', async () => {
		const { state } = await result(editor);
		return state.failure === undefined && state.columns.map(({ name }) => name).join() === 'c,p';
	});
});

test('a query that computes for ever is explained at once, and ended by its result', async () => {
	const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
	const editor = await typed(`-- @connection mls\n${endless}`);
	const processes = newProcesses();
	await vscode.commands.executeCommand('freehold.sql.explain', { file: editor.document.uri.toString(), offset: 30 });
	const plan = vscode.window.activeTextEditor?.document;
	assert.match(plan?.getText() ?? '', /RECURSIVE STEP[^]*SCAN n/);
	await until('its process has ended', () => processes() === 0);
	await vscode.commands.executeCommand('freehold.sql.run', { file: editor.document.uri.toString(), offset: 30 });
	const grids = await freehold().grids();
	await until(
		'the query is at work',
		() => grids.resultOf(editor.document.uri.toString())?.state.isBusy && processes() > 0,
	);
	await vscode.commands.executeCommand('freehold.sql.run', { file: editor.document.uri.toString(), offset: 30 });
	await until('the one before has ended', () => processes() === 1);
	await closeAll();
	await until('its process has ended', () => processes() === 0);
});

test('what a grid shows opens as SQL', async () => {
	await closeAll();
	await vscode.commands.executeCommand('freehold.grid.open', { folder: uri(), connection: 'mls', dataset: 'Member' });
	const grids = await freehold().grids();
	await until(
		'the grid has its rows',
		() => grids.active?.state.isBusy === false && grids.active.state.columns.length > 0,
	);
	await vscode.commands.executeCommand('freehold.grid.openAsSql');
	assert.match(
		vscode.window.activeTextEditor?.document.getText() ?? '',
		/^-- @connection mls\n\nSELECT MemberKey[^]*\nFROM Member;\n$/,
	);
	await closeAll();
});
