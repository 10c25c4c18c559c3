/** The Sources view: its rows, as VS Code is given them. Runs after the sandbox has filled the workspace. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SourcesNode } from '../../src/vscode/sources/nodes.ts';
import { HostTests } from './tiny.ts';
import { freehold } from './workspace.ts';

export const sourcesTests = new HostTests();
const test = sourcesTests.test.bind(sourcesTests);

interface Shown {
	readonly node: SourcesNode;
	readonly label: string;
	readonly description: string;
	readonly item: vscode.TreeItem;
}

async function rows(below?: Shown): Promise<readonly Shown[]> {
	const tree = await freehold().sources();
	return (await tree.children(below?.node)).map((node) => {
		const item = tree.row(node);
		return {
			node,
			item,
			label: typeof item.label === 'string' ? item.label : '',
			description: String(item.description ?? ''),
		};
	});
}

async function row(path: readonly string[]): Promise<Shown> {
	let found: Shown | undefined;
	for (const label of path) {
		const all = await rows(found);
		found = all.find((one) => one.label === label);
		assert.ok(found, `${label} is not among ${all.map((one) => one.label).join(', ')}`);
	}
	assert.ok(found);
	return found;
}

test('sources hold connections, these groups, these datasets with rows and age', async () => {
	assert.deepEqual(
		(await rows()).map(({ label }) => label),
		['Realpad', 'Reapit', 'Spark'],
	);
	const property = await row(['Spark', 'mls', 'Listings', 'Property']);
	assert.match(property.description, /^2.000 rows · just now/);
	assert.equal(property.item.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
});

test('the next time that a vendor allows an export stands in its row', async () => {
	const products = await row(['Realpad', 'prague', 'Projects', 'products']);
	assert.match(products.description, /next in \d/);
});

test('columns come key first, with type and share of empty values', async () => {
	const columns = await rows(await row(['Spark', 'mls', 'Listings', 'Property']));
	assert.equal(columns[0]?.label, 'ListingKey');
	assert.match(columns[0].description, /^text · 0 % empty$/);
	assert.ok(columns.length > 50);
});

test('every row has an id of its own and words for a screen reader', async () => {
	const seen = new Set<string>();
	const walk = async (below?: Shown): Promise<void> => {
		for (const shown of await rows(below)) {
			const { id, accessibilityInformation } = shown.item;
			assert.ok(id !== undefined && !seen.has(id), `${shown.label} has the id ${String(id)}`);
			seen.add(id);
			assert.ok(accessibilityInformation?.label.startsWith(shown.label));
			if (shown.node.kind !== 'dataset') await walk(shown);
		}
	};
	await walk();
	assert.ok(seen.size > 30);
});

test('the tooltip of a dataset is made when it is asked for', async () => {
	const { node } = await row(['Spark', 'mls', 'Listings', 'Property']);
	assert.match((await (await freehold().sources()).tooltip(node))?.value ?? '', /ListingKey/);
});
