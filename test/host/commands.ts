/** Commands, as whoever runs them sees them end. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { HostTests } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const commandsTests = new HostTests();
const test = commandsTests.test.bind(commandsTests);

const patienceMs = 20_000;

test('a command that fails ends, while what it says is still to be read', async () => {
	const messages = await freehold().messages();
	const before = messages.shown;
	const file = vscode.Uri.file(join(folder(), 'missing.rfilter')).toString();
	const ended = vscode.commands.executeCommand('freehold.filter.check', { file }).then(() => 'ended');
	const late = new Promise((resolve) => setTimeout(resolve, patienceMs, 'still waiting'));
	assert.equal(await Promise.race([ended, late]), 'ended');
	assert.equal(messages.shown, before + 1);
});
