/** Help while requests are written. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openRequests, placeOf } from './requestFile.ts';
import { HostTests, until } from './tiny.ts';

export const requestsLanguageTests = new HostTests();
const test = requestsLanguageTests.test.bind(requestsLanguageTests);

const text = `### contacts
# @connection agency
# @expect 200
GET {{base}}/contacts/
  ?pageSize=2
  &sortBuy=created

### a new one
# @connection agency
POST {{base}}/contacts/
content-type: application/json

{ "surname": "Draft" }
`;

async function findings(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
	return until(`${code} is told`, () =>
		vscode.languages.getDiagnostics(uri).find((one) => typeof one.code === 'object' && one.code.value === code),
	);
}

async function offered(document: vscode.TextDocument, behind: string): Promise<readonly string[]> {
	const at = document.positionAt(placeOf(document, behind).offset + behind.length);
	const list = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		document.uri,
		at,
	);
	return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function typed(document: vscode.TextDocument, behind: string, more: string): Promise<void> {
	const edit = new vscode.WorkspaceEdit();
	edit.insert(document.uri, document.positionAt(placeOf(document, behind).offset + behind.length), more);
	await vscode.workspace.applyEdit(edit);
}

test('a misspelt parameter is told, with the page on it, and mended', async () => {
	const document = await openRequests('language.freehold.http', text);
	const found = await findings(document.uri, 'FH201');
	assert.equal(document.getText(found.range), 'sortBuy');
	assert.match(found.message, /Did you mean sortBy\?/);
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		...[document.uri, found.range, vscode.CodeActionKind.QuickFix.value],
	);
	const fix = actions.find(({ title }) => title === 'Change to sortBy');
	assert.ok(fix?.edit);
	await vscode.workspace.applyEdit(fix.edit);
	assert.match(document.getText(), /&sortBy=created/);
	await until('nothing of it is told any more', () =>
		vscode.languages.getDiagnostics(document.uri).every(({ message }) => !message.includes('sortBuy')),
	);
});

test('paths, parameters, their values and fields of a body are offered', async () => {
	const document = await openRequests('language.freehold.http', text);
	await typed(document, 'sortBuy=created', '\n  &');
	assert.ok((await offered(document, 'sortBuy=created\n  &')).includes('embed'));
	await typed(document, 'sortBuy=created\n  &', 'embed=');
	assert.ok((await offered(document, '&embed=')).includes('offices'));
	await typed(document, '"Draft"', ', ""');
	assert.ok((await offered(document, '"Draft", "')).includes('forename'));
	await typed(document, '"Draft", "" }\n', '\n###\n# @connection agency\nGET {{base}}/neg');
	const paths = await offered(document, '/neg');
	assert.ok(
		paths.some((path) => path.includes('negotiators')),
		JSON.stringify(paths.slice(0, 20)),
	);
	await typed(document, '{{base}}/neg', '\n\n###\n# @connection ');
	assert.deepEqual((await offered(document, '{{base}}/neg\n\n###\n# @connection ')).toSorted().slice(0, 3), [
		'agency',
		'mls',
		'prague',
	]);
});

test('hovers say what a parameter is, the outline what the requests are', async () => {
	const document = await openRequests('language.freehold.http', text);
	const at = document.positionAt(placeOf(document, 'pageSize').offset);
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
	const words = hovers.flatMap(({ contents }) =>
		contents.map((one) => (one instanceof vscode.MarkdownString ? one.value : '')),
	);
	assert.match(words.join(' '), /pageSize/);
	const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
		'vscode.executeDocumentSymbolProvider',
		document.uri,
	);
	assert.deepEqual(
		symbols.map(({ name }) => name),
		['contacts', 'a new one'],
	);
});

test('lenses above a request say what can be done with it', async () => {
	const document = await openRequests('language.freehold.http', text);
	const titles = await until('all lenses are there', async () => {
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
		);
		const own = lenses.flatMap(({ command }) =>
			command?.command.startsWith('freehold.requests.') ? command.title : [],
		);
		return own.length >= 8 ? own : undefined;
	});
	const read = ['$(play) Run', 'Run All Pages', 'Count', 'Cost', 'Copy as…'];
	assert.deepEqual(titles, [...read, '$(play) Run', 'Show What Would Be Sent', 'Copy as…']);
});
