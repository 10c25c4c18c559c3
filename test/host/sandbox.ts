/** Trying with the sandbox: from an empty folder to filled sources. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { HostTests } from './tiny.ts';
import { folder, storedRows } from './workspace.ts';

export const sandboxTests = new HostTests();
const test = sandboxTests.test.bind(sandboxTests);

test('the sandbox fills Spark, Realpad and Reapit', async () => {
	await vscode.commands.executeCommand('freehold.sandbox.try');
	assert.equal(storedRows('mls', 'Property'), 2000);
	assert.ok(storedRows('mls', 'Contacts') > 0);
	assert.ok(storedRows('prague', 'products') > 0);
	assert.ok(storedRows('prague', '_files') > 0);
	assert.ok(storedRows('agency', 'contacts') > 0);
});

test('freehold.yaml holds no secret', () => {
	const text = readFileSync(join(folder(), 'freehold.yaml'), 'utf8');
	for (const source of ['realpad', 'reapit', 'spark']) assert.match(text, new RegExp(`source: ${source}`));
	assert.doesNotMatch(text, /token|password|secret:/i);
});

test('a job can be run again by its name', async () => {
	const end = await vscode.commands.executeCommand('freehold.run', {
		folder: vscode.Uri.file(folder()).toString(),
		job: 'listings',
	});
	const { results } = end as { readonly results: readonly { readonly error: unknown }[] };
	assert.deepEqual(
		results.map(({ error }) => error),
		[undefined, undefined, undefined],
	);
});
