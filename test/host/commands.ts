/** Commands and runs, as whoever starts them sees them end. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunOutcome } from '../../src/core/replica/contract.ts';
import { RunInProgress } from '../../src/vscode/jobs/runInProgress.ts';
import type { RunEnd } from '../../src/vscode/jobs/runInProgress.ts';
import { recordOf } from '../vscode/records.ts';
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

test('records that a run left out are told when it has ended; a run that went well says nothing', async () => {
	const messages = await freehold().messages();
	const before = messages.shown;
	const request = { kind: 'replicate', folder: folder(), targets: ['mls/Property'], mode: 'auto' } as const;
	const common = { id: 'r1', request, connections: ['mls'], startedAt: 0, tell: () => undefined };
	const run = new RunInProgress(common);
	const endWith = (outcome: RunOutcome): RunEnd => ({
		results: [
			{ connection: 'mls', dataset: 'Property', runs: [recordOf({ outcome })], held: undefined, error: undefined },
		],
		...{ files: [], error: undefined, isCancelled: false },
	});
	void messages.runEnded(run, endWith('done'), () => undefined);
	assert.equal(messages.shown, before);
	void messages.runEnded(run, endWith('gaps'), () => undefined);
	assert.equal(messages.shown, before + 1);
});
