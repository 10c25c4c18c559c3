/** Changes from request files: conflicts are resolved in the body, refused fields are marked there. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isJsonObject } from '../../src/core/json.ts';
import type { Json } from '../../src/core/json.ts';
import type { BlockOutcome } from '../../src/core/requests/run/runBlock.ts';
import { openTarget } from '../../src/vscode/records/openTarget.ts';
import type { OpenTarget } from '../../src/vscode/records/openTarget.ts';
import { requestsIn } from '../../src/vscode/requests/language/requestDocuments.ts';
import { RequestRuns } from '../../src/vscode/requests/run/requestRuns.ts';
import { showFailure } from '../../src/vscode/requests/run/showFailure.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const requestsWriteTests = new HostTests();
const test = requestsWriteTests.test.bind(requestsWriteTests);

const { signal } = new AbortController();
let target: OpenTarget;
let id = '';
let document: vscode.TextDocument;

const forename = async () => (await target.entities.get(`contacts/${id}`, [], signal)).value.forename;

/** Runs the nth request of the file, and shows a failure as the command does. */
async function run(nth: number, runs: RequestRuns): Promise<BlockOutcome['result']> {
	const requests = requestsIn(document);
	const block = requests.blocks[nth];
	assert.ok(block);
	const wish = { uri: document.uri, document: requests, block };
	const consent = (): Promise<boolean> => Promise.resolve(true);
	const { outcome } = await runs.run(wish, signal, { send: { consent } });
	const { result } = outcome;
	if (result.kind === 'failed') await assert.rejects(showFailure(runs, wish, result.error));
	return result;
}

async function write(find: string, put: string): Promise<void> {
	const at = document.getText().indexOf(find);
	assert.ok(at >= 0, document.getText());
	const edit = new vscode.WorkspaceEdit();
	edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + find.length)), put);
	await until('the edit is taken', async () => vscode.workspace.applyEdit(edit));
}

test('a change that meets another stands in the body with all sides; resolved, it goes to their version', async () => {
	// The errors of the tests' own copy of the code can be told apart by it.
	using runs = new RequestRuns(freehold());
	const found = await openTarget(
		freehold(),
		{ folder: vscode.Uri.file(folder()).toString(), connection: 'agency' },
		'',
	);
	assert.ok(found);
	target = found;
	const { json } = await target.entities.read('contacts', [['pageSize', '1']], signal);
	const [first] = (isJsonObject(json) ? json._embedded : []) as readonly Json[];
	assert.ok(isJsonObject(first) && typeof first.id === 'string');
	({ id } = first as { readonly id: string });
	const file = join(folder(), 'conflict.freehold.http');
	const read = `### read\n# @connection agency\nGET {{base}}/contacts/${id}\n\n`;
	const change = `### change\n# @connection agency\nPATCH {{base}}/contacts/${id}\nContent-Type: application/json\n\n{\n\t"title": "Dr",\n\t"forename": "Yours"\n}\n`;
	writeFileSync(file, read + change);
	document = await vscode.workspace.openTextDocument(file);
	await vscode.window.showTextDocument(document);
	assert.equal((await run(0, runs)).kind, 'answered');
	await target.entities.patch(`contacts/${id}`, { value: { forename: 'Theirs' } }, {}, signal);
	assert.equal((await run(1, runs)).kind, 'failed');
	const text = await until(
		'the sides stand there',
		() => /<{7} yours\n([^]*)>{7} theirs/.exec(document.getText())?.[0],
	);
	assert.match(text, /"Yours"\n\|{7} base\n.*\n={7}\n.*"Theirs"/);
	assert.equal(await forename(), 'Theirs');
	// Not as it stands there.
	assert.equal((await run(1, runs)).kind, 'failed');
	const marked = document.getText();
	await vscode.commands.executeCommand('undo');
	await until('it is undone', () => document.getText() === read + change);
	assert.equal((await run(1, runs)).kind, 'failed');
	assert.equal(await forename(), 'Theirs');
	await until('the sides stand there again', () => document.getText() === marked);
	await write(text, '\t"forename": "Resolved"');
	const sent = await run(1, runs);
	assert.ok(sent.kind === 'answered' && sent.exchange.status === 204);
	assert.equal(await forename(), 'Resolved');
});

test('a conflict that is resolved as yours stays resolved when the file is saved', async () => {
	using runs = new RequestRuns(freehold());
	await target.entities.patch(`contacts/${id}`, { value: { forename: 'Base' } }, {}, signal);
	assert.equal((await run(0, runs)).kind, 'answered');
	await target.entities.patch(`contacts/${id}`, { value: { forename: 'Theirs' } }, {}, signal);
	const before = document.getText();
	assert.equal((await run(1, runs)).kind, 'failed');
	const [sides] = await until(
		'the sides stand there',
		() => /<{7} yours\n[^]*>{7} theirs/.exec(document.getText()) ?? undefined,
	);
	await write(sides, '\t"forename": "Resolved"');
	assert.equal(document.getText(), before);
	assert.ok(await document.save());
	const sent = await run(1, runs);
	assert.ok(sent.kind === 'answered' && sent.exchange.status === 204);
	assert.equal(await forename(), 'Resolved');
});

test('fields that Reapit refuses are marked in the body until it changes', async () => {
	await write('"forename": "Resolved"', '"officeIds": ["NOWHERE"]');
	const refused = await run(1, await freehold().requestRuns());
	assert.ok(refused.kind === 'answered' && refused.exchange.status === 422);
	const told = () => vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 422);
	const [first] = told();
	assert.match(document.lineAt(first?.range.start.line ?? 0).text, /officeIds/);
	await write('"NOWHERE"', '');
	await until('it is gone', () => told().length === 0);
	await document.save();
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});
