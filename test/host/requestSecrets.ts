/** Secrets in request files: shown while they are typed, and moved to where they are safe. Runs while the sandbox is on. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { requestSecrets } from '../../src/core/requests/requestSecrets.ts';
import { moveRequestSecrets } from '../../src/vscode/requestSecrets/moveRequestSecrets.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const requestSecretsTests = new HostTests();
const test = requestSecretsTests.test.bind(requestSecretsTests);

const CANARY = 'canary5secret4value3that2nobody1may0see';

test('a bearer token in a request file moves to the secret storage of the connection that the request names', async () => {
	const path = join(folder(), 'one.freehold.http');
	writeFileSync(path, `### one\n# @connection mls\nGET https://example.com/\nAuthorization: Bearer ${CANARY}\n`);
	const document = await vscode.workspace.openTextDocument(path);
	await vscode.window.showTextDocument(document);
	const [found] = await until('the secret is shown', () => {
		const all = vscode.languages.getDiagnostics(document.uri).filter(({ message }) => message.includes('secret'));
		return all.length > 0 ? all : undefined;
	});
	assert.equal(document.getText(found?.range), CANARY);
	assert.doesNotMatch(JSON.stringify(found), new RegExp(CANARY));
	const network = await freehold().network();
	const ref = { folder: vscode.Uri.file(folder()).toString(), connection: 'mls' };
	const mls = (await freehold().projects()).connection(ref);
	assert.ok(mls);
	const token = (await network.secretsOf(ref, mls).get('token')) ?? '';
	try {
		const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			...[document.uri, found?.range, vscode.CodeActionKind.QuickFix.value],
		);
		const fix = fixes.find(({ command }) => command?.command === 'freehold.moveSecrets');
		assert.ok(fix?.command);
		await vscode.commands.executeCommand(fix.command.command, ...((fix.command.arguments ?? []) as readonly unknown[]));
		const saved = readFileSync(path, 'utf8');
		assert.match(saved, /^# @connection mls\n[^]*Authorization: Bearer \{\{\$env\.FREEHOLD_MLS_TOKEN\}\}\n$/m);
		assert.doesNotMatch(saved, new RegExp(CANARY));
		assert.equal(await network.secretsOf(ref, mls).get('token'), CANARY);
		await until('nothing is told any more', () => vscode.languages.getDiagnostics(document.uri).length === 0);
	} finally {
		await network.secrets.store(ref, mls, { token });
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		rmSync(path);
	}
});

test('where nothing of one connection can be moved, nothing is refused, and those of the others are moved', async () => {
	const path = join(folder(), 'two.freehold.http');
	const json = 'Content-Type: application/json';
	const escaped = `### one\n# @connection agency\nPOST https://example.com/\n${json}\n\n{"password": "a\\"${CANARY}"}\n\n`;
	writeFileSync(
		path,
		`${escaped}### two\n# @connection mls\nGET https://example.com/\nAuthorization: Bearer ${CANARY}\n`,
	);
	const document = await vscode.workspace.openTextDocument(path);
	await vscode.window.showTextDocument(document);
	assert.equal(requestSecrets(document.getText()).length, 2);
	const network = await freehold().network();
	const ref = { folder: vscode.Uri.file(folder()).toString(), connection: 'mls' };
	const mls = (await freehold().projects()).connection(ref);
	assert.ok(mls);
	const token = (await network.secretsOf(ref, mls).get('token')) ?? '';
	try {
		await moveRequestSecrets(freehold(), { file: document.uri.toString() });
		const saved = readFileSync(path, 'utf8');
		assert.ok(saved.startsWith(escaped));
		assert.match(saved, /Authorization: Bearer \{\{\$env\.FREEHOLD_MLS_TOKEN\}\}\n$/);
	} finally {
		await network.secrets.store(ref, mls, { token });
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		rmSync(path);
	}
});
