/** Requests that are sent from the editor: answers beside, links, counts, pages, writes. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parseRequests } from '../../src/core/requests/document/parseRequests.ts';
import { blockAt } from '../../src/core/requests/document/requestDocument.ts';
import { RequestRuns } from '../../src/vscode/requests/run/requestRuns.ts';
import { runPages } from '../../src/vscode/requests/run/runPages.ts';
import { answering, answers, follow, openRequests, placeOf, runAt } from './requestFile.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const requestsRunTests = new HostTests();
const test = requestsRunTests.test.bind(requestsRunTests);

const text = `### contacts
# @connection agency
# @expect 200
GET {{base}}/contacts/
  ?pageSize=2

### homes
# @connection mls
GET {{reso}}/Property
  ?$top=3

### a negotiator of a contact
# @connection agency
GET {{base}}/contacts/
  ?pageSize=25
`;

const columns = (): number => vscode.window.tabGroups.all.length;

test('an answer is shown beside the request, with status, headers and body, and every link in it', async () => {
	const document = await openRequests('run.freehold.http', text);
	const answer = await runAt(document, 'GET {{base}}/contacts/\n  ?pageSize=2\n');
	const shown = answer.getText();
	assert.match(shown, /^HTTP 200 OK\n# GET 200 · /);
	assert.match(shown, /^# ✓ @expect 200: /m);
	assert.match(shown, /^content-type: application\/json/m);
	assert.match(shown, /\n\n\{\n {2}"_embedded": \[/);
	assert.equal(answer.languageId, 'freehold-response');
	assert.equal(vscode.window.activeTextEditor?.document, document);
	assert.equal(columns(), 2);
	const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
		'vscode.executeFoldingRangeProvider',
		answer.uri,
	);
	assert.ok(folds.length > 3);
});

test('links are followed by literal requests: HAL, a key of another record, the next page of OData', async () => {
	const document = await openRequests('run.freehold.http', text);
	const contacts = await runAt(document, 'GET {{base}}/contacts/\n  ?pageSize=25\n');
	const [, self = ''] = /"self": \{\s*"href": "(\/contacts\/[^"?]+)"/.exec(contacts.getText()) ?? [];
	await vscode.window.showTextDocument(contacts, vscode.ViewColumn.Two);
	const contact = await follow(contacts, self);
	assert.match(document.getText(), new RegExp(`### self .*\n# @connection agency\nGET \\{\\{base\\}\\}${self}\n`));
	assert.match(contact.getText(), /^HTTP 200 /);
	assert.equal(columns(), 2, 'the answer takes the place of the one before');
	const [key = '', id = ''] = /"negotiatorIds": \[\s*"([^"]+)/.exec(contact.getText()) ?? [];
	const negotiator = await follow(contact, key);
	assert.match(document.getText(), new RegExp(`GET \\{\\{base\\}\\}/negotiators/${id}\n`));
	assert.match(negotiator.getText(), new RegExp(`^HTTP 200 [^]*"id": "${id}"`));
	const homes = await runAt(document, 'GET {{reso}}/Property');
	const [link = ''] = /"@odata\.nextLink": "[^"]+/.exec(homes.getText()) ?? [];
	const next = await follow(homes, link);
	assert.match(document.getText(), /### next \(from homes\)\n# @connection mls\nGET \{\{reso\}\}\/Property\n {2}\?/);
	assert.match(next.getText(), /^HTTP 200 /);
	assert.notEqual(
		next.getText().slice(next.getText().indexOf('\n\n')),
		homes.getText().slice(homes.getText().indexOf('\n\n')),
	);
});

test('a link is followed behind its request where lines end with CRLF and the last one does not end', async () => {
	const document = await openRequests(
		'crlf.freehold.http',
		'### one\r\n# @connection agency\r\nGET {{base}}/contacts/\r\n  ?pageSize=1',
	);
	const contacts = await runAt(document, 'GET {{base}}');
	const [, self = ''] = /"self": \{\s*"href": "(\/contacts\/[^"?]+)"/.exec(contacts.getText()) ?? [];
	assert.match((await follow(contacts, self)).getText(), new RegExp(`^HTTP 200 [^]*# GET http[^\n]*${self}\n`));
	assert.match(document.getText(), /\?pageSize=1\r\n\r\n### self/);
});

test('records are counted, and what they cost', async () => {
	const document = await openRequests('run.freehold.http', text);
	const place = placeOf(document, 'GET {{base}}/contacts/\n  ?pageSize=2\n');
	const counts = await freehold().requestCounts();
	await vscode.commands.executeCommand('freehold.requests.count', place);
	const counted = counts.of(document, place.offset) ?? '';
	assert.match(counted, /^[\d,]+ records$/);
	await vscode.commands.executeCommand('freehold.requests.cost', place);
	assert.match(counts.of(document, place.offset) ?? '', new RegExp(`^[\\d,]+ requests for ${counted}$`));
	const homes = placeOf(document, 'GET {{reso}}/Property');
	await vscode.commands.executeCommand('freehold.requests.count', homes);
	assert.equal(counts.of(document, homes.offset), '2,000 records');
});

test('what changes data is not counted', async () => {
	const document = await openRequests('write.freehold.http', '# @connection agency\nPOST {{base}}/contacts/\n\n{}\n');
	const messages = await freehold().messages();
	const [before, sent] = [messages.shown, answers().length];
	for (const verb of ['count', 'cost', 'runAllPages'])
		await vscode.commands.executeCommand(`freehold.requests.${verb}`, placeOf(document, 'POST'));
	assert.equal(messages.shown, before + 3);
	assert.equal(answers().length, sent);
});

test('all pages go into a file, whose rows open in the grid', async () => {
	const document = await openRequests('run.freehold.http', text);
	const file = vscode.Uri.file(join(folder(), 'homes.ndjson'));
	const showSaveDialog = (() => Promise.resolve(file)) as typeof vscode.window.showSaveDialog;
	const edit = new vscode.WorkspaceEdit();
	edit.insert(document.uri, document.positionAt(placeOf(document, 'GET {{reso}}').offset), '# @limit 7 rows\n');
	await vscode.workspace.applyEdit(edit);
	await answering({ showSaveDialog }, () => runPages(freehold(), placeOf(document, 'GET {{reso}}')));
	assert.equal(readFileSync(file.fsPath, 'utf8').trim().split('\n').length, 7);
	const grids = await freehold().grids();
	const state = await until('the rows are there', () => {
		const session = grids.active;
		return session?.state.isBusy === false && session.state.columns.length > 0 ? session.state : undefined;
	});
	assert.equal(state.count, 7);
});

test('what changes data is asked for once; without a word nothing is sent', async () => {
	const body = '{ "surname": "Asked" }';
	const uri = (
		await openRequests(
			'ask.freehold.http',
			`# @connection agency\nPOST {{base}}/contacts/\ncontent-type: application/json\n\n${body}\n`,
		)
	).uri;
	const document = parseRequests(readFileSync(uri.fsPath, 'utf8'));
	const block = blockAt(document, 0);
	assert.ok(block);
	using runs = new RequestRuns(freehold());
	const { signal } = new AbortController();
	const asked: string[] = [];
	const reply = (word: string | undefined): Partial<typeof vscode.window> => ({
		showWarningMessage: (question: string, options: vscode.MessageOptions) => {
			asked.push(`${question}\n${options.detail}`);
			return Promise.resolve(word);
		},
	});
	await answering(reply(undefined), async () => {
		const { outcome } = await runs.run({ uri, document, block }, signal);
		assert.equal(outcome.result.kind, 'failed');
	});
	await answering(reply('Send'), async () => {
		for (let time = 0; time < 2; time++) {
			const { outcome } = await runs.run({ uri, document, block }, signal);
			assert.equal(outcome.result.kind, 'answered');
		}
	});
	assert.equal(asked.length, 2, 'once without a word, once with it');
	assert.match(asked[1] ?? '', /to agency\? It changes data\.\nPOST [^]*Asked/);
});

test('a dry run shows what would be sent, and sends nothing', async () => {
	const document = await openRequests('run.freehold.http', text);
	const sent = (await (await freehold().requestRuns()).history.all()).length;
	await vscode.commands.executeCommand('freehold.requests.dryRun', placeOf(document, 'GET {{reso}}'));
	const shown = await until('it is shown', () => {
		const active = vscode.window.activeTextEditor?.document;
		return active !== undefined && active !== document ? active : undefined;
	});
	assert.match(shown.getText(), /^GET http:\/\/127\.0\.0\.1:\d+\/Version\/3\/Reso\/OData\/Property\?\$top=3\n/);
	assert.equal((await (await freehold().requestRuns()).history.all()).length, sent);
});
