/** What is done with requests and answers: history, code, imports, types, starters, tests. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { chooseEnvironment } from '../../src/vscode/requests/run/chooseEnvironment.ts';
import { copyAs } from '../../src/vscode/requests/run/copyAs.ts';
import { compareResponses, openHistory } from '../../src/vscode/requests/run/history.ts';
import { importFile } from '../../src/vscode/requests/run/importFile.ts';
import { RequestTests } from '../../src/vscode/requests/run/requestTests.ts';
import { secretFields } from '../../src/core/project/secretFields.ts';
import { writeScaffold } from '../../src/vscode/types/writeScaffold.ts';
import { writeTypes } from '../../src/vscode/types/writeTypes.ts';
import { secretsIn } from '../e2e/secretsOnDisk.ts';
import { answering, choosing, openRequests, placeOf, runAt, typing } from './requestFile.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const requestsToolsTests = new HostTests();
const test = requestsToolsTests.test.bind(requestsToolsTests);

const agency = () => ({ folder: vscode.Uri.file(folder()).toString(), connection: 'agency' });
/** Looks like none of a vendor's. */
const CANARY = 'canary7of3requests1in8the2editor';

const text = `### contacts
# @connection agency
# @expect 200
GET {{base}}/contacts/
  ?pageSize=2

### nobody
# @connection agency
# @expect 200
GET {{base}}/contacts/NOBODY
`;

/** A box in which a text is typed, and the first row then taken. */
function boxes(...typed: readonly string[]): typeof vscode.window.createQuickPick {
	const wanted = [...typed];
	return (() => {
		let changed: ((value: string) => void) | undefined;
		let accepted: (() => void) | undefined;
		const box = {
			items: [] as readonly vscode.QuickPickItem[],
			get selectedItems() {
				return this.items.slice(0, 1);
			},
			onDidChangeValue: (listener: (value: string) => void) => (changed = listener),
			onDidAccept: (listener: () => void) => (accepted = listener),
			onDidHide: () => undefined,
			show: () => {
				changed?.(wanted.shift() ?? '');
				accepted?.();
			},
			dispose: () => undefined,
		};
		return box;
	}) as unknown as typeof vscode.window.createQuickPick;
}

/** What stands in the editor in front, once that is another document. */
async function opened(before: vscode.TextDocument | undefined): Promise<vscode.TextDocument> {
	return until('another document is in front', () => {
		const active = vscode.window.activeTextEditor?.document;
		return active === before ? undefined : active;
	});
}

test('answers are kept, found by what stands in them, and compared', async () => {
	const document = await openRequests('tools.freehold.http', text);
	const good = await runAt(document, 'GET {{base}}/contacts/\n');
	const bad = await runAt(document, 'GET {{base}}/contacts/NOBODY');
	assert.match(bad.getText(), /^HTTP 404 [^]*# ✗ @expect 200: status is 404/);
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	const [found] = (await (await freehold().requestRuns()).history.all()).filter(({ kept }) =>
		kept.body.includes('OXF'),
	);
	assert.ok(found);
	await answering({ createQuickPick: boxes('contacts/nobody') }, () => openHistory(freehold()));
	await until('the answer is open again', () =>
		vscode.window.visibleTextEditors.some((editor) => editor.document.getText() === bad.getText()),
	);
	await answering({ createQuickPick: boxes('', '') }, () => compareResponses(freehold()));
	const diff = await until('both are side by side', () => {
		const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
		return input instanceof vscode.TabInputTextDiff ? input : undefined;
	});
	assert.deepEqual([diff.original.toString(), diff.modified.toString()], [good.uri.toString(), bad.uri.toString()]);
});

test('a request is copied as curl with the names of its secrets, and imported again without any', async () => {
	const request = `### one\nGET https://example.com/a?token={{$env.MY_TOKEN}}&b=1\nAuthorization: Bearer {{$env.MY_TOKEN}}\n`;
	process.env.MY_TOKEN = CANARY;
	try {
		const document = await openRequests('copy.freehold.http', request);
		await answering({ showQuickPick: choosing('curl', 'Open in an Editor') }, () =>
			copyAs(freehold(), placeOf(document, 'GET')),
		);
		const copied = (await opened(document)).getText();
		assert.match(copied, /^curl '?https:\/\/example\.com\/a\?token='?"\$\{MY_TOKEN\}"'?&b=1/);
		assert.match(copied, /'Authorization: Bearer '"\$\{MY_TOKEN\}"/);
		await answering({ showQuickPick: choosing('Python: httpx', 'Open in an Editor') }, () =>
			copyAs(freehold(), placeOf(document, 'GET')),
		);
		const program = await until('the program is there', () =>
			vscode.workspace.textDocuments.find(({ languageId }) => languageId === 'python'),
		);
		assert.match(program.getText(), /MY_TOKEN/);
		for (const one of vscode.workspace.textDocuments)
			assert.doesNotMatch(one.getText(), new RegExp(CANARY), one.languageId);
	} finally {
		delete process.env.MY_TOKEN;
	}
});

test('an imported curl command leaves its bearer out', async () => {
	await vscode.env.clipboard.writeText(
		`curl -H 'Authorization: Bearer ${CANARY}' 'https://example.com/contacts?pageSize=1'`,
	);
	const before = vscode.window.activeTextEditor?.document;
	await answering({ showQuickPick: choosing('From the Clipboard') }, () => importFile(freehold()));
	const document = await opened(before);
	await vscode.env.clipboard.writeText('');
	assert.equal(document.languageId, 'freehold-http');
	assert.match(document.getText(), /GET https:\/\/example\.com\/contacts/);
	assert.doesNotMatch(document.getText(), new RegExp(CANARY));
	assert.match(document.getText(), /Authorization: Bearer \{\{/);
});

test('types are written of an answer, and of what is replicated', async () => {
	const document = await openRequests('tools.freehold.http', text);
	const answer = await runAt(document, 'GET {{base}}/contacts/\n');
	await vscode.window.showTextDocument(answer);
	await answering({ showInputBox: typing('Person'), showQuickPick: choosing('TypeScript') }, () =>
		writeTypes(freehold(), undefined),
	);
	const types = (await opened(answer)).getText();
	assert.match(types, /export (?:interface|type) Person\b[^]*\bid: string/);
	const before = vscode.window.activeTextEditor?.document;
	await answering({ showQuickPick: choosing('Zod') }, () =>
		writeTypes(freehold(), { ...agency(), dataset: 'contacts' }),
	);
	assert.match((await opened(before)).getText(), /import \{ z \} from 'zod'|import \* as z from/);
});

test('a starter integration is written into a folder of its own, and into no other', async () => {
	const name = 'agency-starter';
	const write = () => answering({ showInputBox: typing(name) }, () => writeScaffold(freehold(), agency()));
	await write();
	assert.match(readFileSync(join(folder(), name, 'README.md'), 'utf8'), /agency/);
	assert.ok(existsSync(join(folder(), name, 'package.json')));
	await assert.rejects(write(), /is not empty/);
	rmSync(join(folder(), name), { recursive: true });
});

function textOf(message: string | vscode.MarkdownString): string {
	return typeof message === 'string' ? message : message.value;
}

test('requests with expectations are tests, that pass and fail where they should', async () => {
	await openRequests('tools.freehold.http', text);
	const closed = join(folder(), 'closed.freehold.http');
	writeFileSync(closed, '### none\n\n### asked\n# @expect 200\nGET https://example.com/\n');
	const { tests } = vscode;
	const create = tests.createTestController.bind(tests);
	let controller: vscode.TestController | undefined;
	let handler: vscode.TestRunProfile['runHandler'] | undefined;
	const said: string[] = [];
	Object.assign(tests, {
		createTestController: (id: string, label: string): vscode.TestController => {
			controller = create(`${id}.test`, label);
			const createRunProfile = controller.createRunProfile.bind(controller);
			const createTestRun = controller.createTestRun.bind(controller);
			return Object.assign(controller, {
				createRunProfile: (...args: Parameters<typeof createRunProfile>) => {
					[, , handler] = args;
					return createRunProfile(...args);
				},
				createTestRun: (request: vscode.TestRunRequest) => {
					const run = createTestRun(request);
					return {
						...{ started: () => undefined, skipped: () => undefined, end: () => run.end() },
						passed: ({ label: name }: vscode.TestItem) => said.push(`${name} passed`),
						failed: ({ label: name }: vscode.TestItem, { message }: vscode.TestMessage) =>
							said.push(`${name} failed: ${textOf(message)}`),
						errored: ({ label: name }: vscode.TestItem, { message }: vscode.TestMessage) =>
							said.push(`${name} errored: ${textOf(message)}`),
					};
				},
			});
		},
	});
	const found = new RequestTests(freehold());
	try {
		const file = await until('the file is found', () =>
			[...(controller?.items ?? [])].map(([, item]) => item).find(({ label }) => label === 'tools.freehold.http'),
		);
		assert.deepEqual(
			[...file.children].map(([, { label }]) => label),
			['contacts', 'nobody'],
		);
		const unopened = await until('one that no editor shows is found', () =>
			[...(controller?.items ?? [])].map(([, item]) => item).find(({ label }) => label === 'closed.freehold.http'),
		);
		assert.deepEqual(
			[...unopened.children].map(([, { label, range }]) => [label, range?.start.line, range?.end.character]),
			[['asked', 4, 'GET https://example.com/'.length]],
		);
		const token = new vscode.CancellationTokenSource().token;
		await handler?.(new vscode.TestRunRequest([file]), token);
		assert.deepEqual(said, ['contacts passed', 'nobody failed: @expect 200: status is 404']);
	} finally {
		found.dispose();
		rmSync(closed);
		Object.assign(tests, { createTestController: create });
	}
});

test('requests are sent with the environment that was chosen', async () => {
	const environments = { here: { name: 'contacts' }, there: { name: 'negotiators' } };
	writeFileSync(join(folder(), 'http-client.env.json'), JSON.stringify(environments));
	const document = await openRequests('env.freehold.http', '# @connection agency\nGET {{base}}/{{name}}/?pageSize=1\n');
	for (const [environment, { name }] of Object.entries(environments)) {
		await answering({ showQuickPick: choosing(environment) }, () => chooseEnvironment(freehold()));
		assert.match((await runAt(document, 'GET')).getText(), new RegExp(`^# GET http[^\n]*/${name}/\\?pageSize=1$`, 'm'));
	}
	await answering({ showQuickPick: choosing('None') }, () => chooseEnvironment(freehold()));
	assert.equal(freehold().storage.ofWorkspace('requestEnvironment'), undefined);
});

test('no secret of a connection is in the folder, in the history or in a log', async () => {
	const literal = `### one\n# @connection agency\nGET {{base}}/contacts/?pageSize=1\nx-api-key: ${CANARY}\n`;
	const document = await openRequests('literal.freehold.http', literal);
	await runAt(document, 'GET');
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	rmSync(document.uri.fsPath);
	const [network, projects] = [await freehold().network(), await freehold().projects()];
	const secrets = [CANARY];
	for (const connection of ['agency', 'mls', 'prague']) {
		const ref = { ...agency(), connection };
		const known = projects.connection(ref);
		assert.ok(known);
		for (const { name, isHidden } of secretFields(known)) {
			if (!isHidden) continue;
			const value = await network.secretsOf(ref, known).get(name);
			if (value !== undefined) secrets.push(value);
		}
	}
	assert.ok(secrets.length > 3, secrets.join());
	const { storageUri, logUri } = freehold().context;
	assert.ok(storageUri);
	assert.ok(existsSync(join(storageUri.fsPath, 'exchanges')));
	assert.deepEqual(secretsIn([folder(), storageUri.fsPath, logUri.fsPath].filter(existsSync), secrets), []);
});
