/** Activating the extension: what it brings, and what it leaves alone. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { filesAndNetwork } from './watchOutside.ts';
import { HostTests } from './tiny.ts';
import { extension, freehold } from './workspace.ts';

export const activationTests = new HostTests();
const test = activationTests.test.bind(activationTests);

test('nothing has activated it in a folder without freehold.yaml', () => {
	assert.equal(extension().isActive, false);
});

test('activation reads no file and asks nobody', async () => {
	const watch = filesAndNetwork();
	try {
		await extension().activate();
		assert.deepEqual(watch.calls(), []);
	} finally {
		watch.stop();
	}
});

test('nothing is said to the user', async () => {
	// What starts by itself once the window is up has had its time.
	await new Promise((resolve) => setTimeout(resolve, 2000));
	assert.equal((await freehold().messages()).shown, 0);
});

test('every declared command is registered', async () => {
	const { contributes } = extension().packageJSON as {
		readonly contributes: { readonly commands: readonly { readonly command: string }[] };
	};
	const registered = new Set(await vscode.commands.getCommands(true));
	assert.deepEqual(
		contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)),
		[],
	);
});
