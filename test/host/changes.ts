/** What changed, in the editor: badges, tables of changes, past states, histories of rows. Runs after the grid's tests. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GridSession } from '../../src/vscode/grid/gridSession.ts';
import type { DatasetNode } from '../../src/vscode/sources/nodes.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const changesTests = new HostTests();
const test = changesTests.test.bind(changesTests);

const uri = (): string => vscode.Uri.file(folder()).toString();
const ref = (): { readonly folder: string; readonly connection: string; readonly dataset: string } => ({
	...{ folder: uri(), connection: 'mls', dataset: 'Office' },
});

/** Edits offices at the sandbox, and replicates them. @returns number of the run that changed them */
async function changeOffices(): Promise<number> {
	const { api } = (await freehold().sandbox()).parts?.origins ?? assert.fail('no sandbox is running');
	const response = await fetch(`${api}/control/edit`, {
		...{ method: 'POST', headers: { 'content-type': 'application/json' } },
		body: JSON.stringify({ resource: 'Office', which: 4 }),
	});
	assert.equal(response.status, 200, await response.text());
	await vscode.commands.executeCommand('freehold.replicate', ref());
	return until('the run is known', async () => {
		const { changes } = await (await freehold().replicas()).read(ref(), await project(), 'fresh');
		return changes.find(({ table, updated }) => table === 'Office' && updated > 0)?.run;
	});
}

async function project(): Promise<
	NonNullable<ReturnType<Awaited<ReturnType<ReturnType<typeof freehold>['projects']>>['of']>>
> {
	return (await freehold().projects()).of(uri()) ?? assert.fail('no project is open');
}

/** The grid in front, once its page has asked for rows and they are read. */
async function settled(kind: GridSession['subject']['kind']): Promise<GridSession> {
	const grids = await freehold().grids();
	return until('the grid in front has its rows', () => {
		const session = grids.active;
		const state = session?.state;
		return session?.subject.kind === kind &&
			state?.isBusy === false &&
			(state.columns.length > 0 || state.failure !== undefined)
			? session
			: undefined;
	});
}

/** Pages that are not seen are not there: what is opened next has one of its own. */
async function closeAll(): Promise<void> {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	await until('all editors are closed', () => vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0));
}

async function office(): Promise<DatasetNode> {
	const tree = await freehold().sources();
	const path = ['Spark', 'mls', 'People', 'Office'];
	let node: Parameters<typeof tree.children>[0];
	for (const label of path) {
		const children = await tree.children(node);
		node = children.find((child) => tree.row(child).label === label) ?? assert.fail(`there is no ${label}`);
	}
	return node?.kind === 'dataset' ? node : assert.fail('Office is no dataset');
}

let run = 0;

test('a run leaves on the dataset what it changed, with the reason in the tooltip', async () => {
	run = await changeOffices();
	const tree = await freehold().sources();
	const node = await office();
	const { description, contextValue } = tree.row(node);
	assert.match(String(description), /^~4 · [\d,.\s]+ rows · /);
	assert.match(contextValue ?? '', /^dataset\.stored\b.*\.news\b/);
	const { value } = (await tree.tooltip(node)) ?? assert.fail('there is no tooltip');
	const text = value.replaceAll('&nbsp;', ' ').replaceAll('\\', '');
	assert.match(text, /\nNot looked at yet: ~4\n/);
	assert.match(text, /\nChanged columns: OfficePhone 4\n/);
});

test('the changes of a run open as a table with both values, and are news no more', async () => {
	await closeAll();
	await vscode.commands.executeCommand('freehold.changes', { ...ref(), record: run });
	const session = await settled('changes');
	assert.deepEqual(session.subject, { kind: 'changes', ...ref(), from: run - 1, to: run });
	const { columns, count, failure } = session.state;
	assert.equal(failure, undefined);
	assert.deepEqual(
		columns.slice(0, 4).map(({ name }) => name),
		['_change', '_key', '_run', '_changed'],
	);
	assert.ok(columns.some(({ name }) => name.endsWith(' (before)')));
	assert.equal(count, 4);
	const key = await session.ask('key', { row: 0 }, { signal: AbortSignal.timeout(10_000) });
	assert.ok(key !== null && key !== '');
	await until('nothing is new any more', async () => (await office()).news === undefined || undefined);
});

test('a dataset opens as it was before', async () => {
	await vscode.commands.executeCommand('freehold.asOf', { ...ref(), record: run - 1 });
	const session = await settled('past');
	assert.deepEqual(session.subject, { kind: 'past', ...ref(), at: run - 1 });
	assert.equal(session.state.failure, undefined);
	assert.equal(session.state.count, (await office()).state?.rows);
});

test('the history of the row at the cursor opens from the grid', async () => {
	await closeAll();
	await vscode.commands.executeCommand('freehold.changes', { ...ref(), record: run });
	await settled('changes');
	await vscode.commands.executeCommand('freehold.rowHistory');
	const text = await until('the history is shown', () => {
		const document = vscode.window.activeTextEditor?.document;
		return document?.uri.scheme === 'freehold' && document.uri.path.endsWith('history.txt')
			? document.getText()
			: undefined;
	});
	assert.match(text, /^mls\/Office \S+/);
	assert.match(text, new RegExp(`\\nRun ${run}, .*: changed\\n  OfficePhone: `));
});

test('the log of a run says what it changed', async () => {
	await vscode.commands.executeCommand('freehold.openLog', { ...ref(), record: run });
	const text = vscode.window.activeTextEditor?.document.getText() ?? '';
	assert.match(text, /\nWhat it changed:\n {2}mls\/Office: 0 new, 4 changed, 0 gone\n/);
});
