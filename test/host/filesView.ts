/** The Requests & Filters view, and what is told of filters. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FilterVerb } from '../../src/vscode/doors/documents.ts';
import { HostTests, until } from './tiny.ts';
import { folder, freehold } from './workspace.ts';

export const filesViewTests = new HostTests();
const test = filesViewTests.test.bind(filesViewTests);

async function labels(): Promise<readonly string[]> {
	const groups = await (await freehold().filesView()).children(undefined);
	return groups.flatMap(({ row, children = [] }) => children.map((one) => `${row.label}/${one.row.label}`));
}

test('freehold.yaml is there, and a new filter file comes by itself and is opened', async () => {
	assert.deepEqual(await labels(), ['Projects/freehold.yaml']);
	await vscode.commands.executeCommand('freehold.filter.new');
	assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /@dataset agency\/properties/);
	await until('the watcher has told', async () => (await labels()).includes('Filters/filters.rfilter'));
});

test('a filter is checked, explained, evaluated and turned into SQL', async () => {
	const ref = { file: vscode.Uri.file(join(folder(), 'filters.rfilter')).toString() };
	const told = async (verb: FilterVerb): Promise<string> =>
		(await freehold().documents.show({ kind: 'filter', verb, source: ref }, `filters ${verb}.txt`)).getText();
	assert.match(await told('eval'), /^london: matches \d+ of [\d,]+ rows of agency\/properties/);
	assert.match(await told('explain'), /^london: /);
	assert.match(await told('sql'), /^london: .*json/);
	assert.ok((await told('check')).length > 0);
	assert.match(await told('format'), /metadata\.city \$eq 'London'/);
	await vscode.commands.executeCommand('freehold.filter.explain', ref);
	assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^london: /);
});

test('a file that goes takes its row along', async () => {
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	rmSync(join(folder(), 'filters.rfilter'));
	await until('the watcher has told', async () => !(await labels()).includes('Filters/filters.rfilter'));
});
