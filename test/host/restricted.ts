/** Folders that VS Code holds back: a workspace that nobody trusts, and a virtual folder. Each test says which it needs. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openReplica } from '../../src/core/replica/replica.ts';
import { HostTests, until } from './tiny.ts';
import { extension, folder, freehold } from './workspace.ts';

export const restrictedTests = new HostTests();
const test = restrictedTests.test.bind(restrictedTests);

const ref = { folder: '', connection: 'mls' };

/** A table as an earlier run left it. */
async function writeReplica(): Promise<void> {
	const workerUrl = new URL(`file://${join(extension().extensionPath, 'dist', 'vscode', 'storeWorker.js')}`);
	const replica = await openReplica({ file: join(folder(), 'data', 'mls.sqlite'), workerUrl });
	const dataset = { id: 'Property', title: 'Listings', group: 'RESO', key: ['Key'], columns: [], relations: [] };
	const whole = { ...dataset, notes: [], canSweep: true, fullReadFindsDeletions: false };
	const traffic = { requests: 1, charged: 0, retries: 0, throttles: 0, bytes: 1, waitedMs: 0 };
	const run = await replica.begin(whole, 'initial', [], false, Date.now());
	const body = new TextEncoder().encode(JSON.stringify({ value: [{ Key: 'a' }, { Key: 'b' }] }));
	const page = await replica.decode(body, { dataset: 'Property', ...dataset, rowsAt: ['value'] });
	await replica.apply({ run, page, checkpoint: null, traffic });
	await replica.finish({ run, outcome: 'done', watermark: 1, traffic, clearResume: true }, Date.now());
	await replica.close();
}

test('the workspace is not trusted, and the extension is there all the same', async () => {
	assert.equal(vscode.workspace.isTrusted, false);
	await extension().activate();
	await writeReplica();
	assert.equal((await freehold().messages()).shown, 0);
});

test('nothing is sent: commands say so, and whatever else would open a connection is refused', async () => {
	const requests: string[] = [];
	const server = createServer((request, response) => {
		requests.push(request.url ?? '');
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	try {
		const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		writeFileSync(
			join(folder(), 'freehold.yaml'),
			`version: 1\nconnections:\n  mls: { source: spark, baseUrl: "${origin}" }\njobs:\n  all: { replicate: mls, every: 1m }\n`,
		);
		const projects = await freehold().projects();
		await projects.refresh();
		const own = { ...ref, folder: vscode.Uri.file(folder()).toString() };
		const connection = projects.connection(own);
		assert.ok(connection);
		const messages = await freehold().messages();
		const commands = ['replicate', 'run', 'verify', 'connection.test', 'reapit.get', 'reapit.patch'].map(
			(name) => `freehold.${name}`,
		);
		for (const command of commands) await vscode.commands.executeCommand(command, own);
		assert.equal(messages.shown, commands.length);
		const network = await freehold().network();
		assert.throws(() => network.outsideOf(own, connection), /this workspace is not trusted/);
		const jobs = await freehold().jobs();
		const { end } = jobs.start({ kind: 'replicate', folder: own.folder, targets: ['mls'], mode: 'auto' });
		assert.match(JSON.stringify(await end), /this workspace is not trusted/);
		assert.deepEqual(requests, []);
	} finally {
		server.close();
	}
});

test('what is stored can be looked at', async () => {
	const tree = await freehold().sources();
	const [source] = await tree.children(undefined);
	const [mls] = await tree.children(source);
	const labels = (await tree.children(mls)).map((node) => tree.row(node).label);
	assert.ok(labels.includes('Property'), JSON.stringify(labels));
});

test('freehold.yaml is checked while it is typed', async () => {
	const document = await vscode.workspace.openTextDocument(join(folder(), 'freehold.yaml'));
	await vscode.window.showTextDocument(document);
	const edit = new vscode.WorkspaceEdit();
	edit.insert(document.uri, new vscode.Position(0, 0), 'colour: red\n');
	await vscode.workspace.applyEdit(edit);
	await until('the mistake is shown', () => vscode.languages.getDiagnostics(document.uri).length > 0);
});
