/** The sandbox is switched off: what leads to it fails and says so. Runs last. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { HostTests } from './tiny.ts';
import { folder } from './workspace.ts';

export const sandboxOffTests = new HostTests();
const test = sandboxOffTests.test.bind(sandboxOffTests);

test('the sandbox can be stopped', async () => {
	await vscode.commands.executeCommand('freehold.sandbox.stop');
	const end = await vscode.commands.executeCommand('freehold.run', {
		folder: vscode.Uri.file(folder()).toString(),
		job: 'listings',
	});
	const { error, results } = end as {
		readonly error: unknown;
		readonly results: readonly { readonly error: unknown }[];
	};
	assert.ok(error !== undefined || results.some((result) => result.error !== undefined));
});
