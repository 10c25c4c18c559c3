/** What is remembered of columns, for whom, and for how long. */
import { expect, test } from 'vitest';
import type { GridLayout, GridSubject } from '../../../src/protocol/grid.ts';
import { Storage } from '../../../src/vscode/doors/storage.ts';
import { LayoutMemory } from '../../../src/vscode/grid/layoutMemory.ts';

const layout: GridLayout = { order: [], hidden: ['City'], pinned: ['Key'], widths: [['Price', 90]] };
const untouched: GridLayout = { order: [], hidden: [], pinned: [], widths: [] };
const dataset: GridSubject = { kind: 'dataset', folder: 'file:///a', connection: 'mls', dataset: 'Property' };

/** The state of a workspace, as VS Code keeps it: as JSON. */
function storage(): Storage {
	const kept = new Map<string, string>();
	const memento = {
		keys: () => [...kept.keys()],
		get: (key: string) => (kept.has(key) ? (JSON.parse(kept.get(key) ?? '') as unknown) : undefined),
		update: (key: string, value: unknown) => {
			kept.set(key, JSON.stringify(value));
			return Promise.resolve();
		},
	};
	return new Storage({ workspaceState: memento, globalState: memento } as unknown as ConstructorParameters<
		typeof Storage
	>[0]);
}

test('a dataset is found as it was left, by the next session and by filters on it', async () => {
	const kept = storage();
	await new LayoutMemory(kept).keep(dataset, layout);
	const memory = new LayoutMemory(kept);
	expect(memory.of(dataset)).toEqual(layout);
	const filtered = { dataset: 'Property', expressions: [] };
	expect(memory.of({ ...dataset, kind: 'query', sql: 'SELECT 1', filtered })).toEqual(layout);
	expect(memory.of({ ...dataset, dataset: 'Member' })).toBeUndefined();
	expect(memory.of({ ...dataset, folder: 'file:///b' })).toBeUndefined();
});

test('a table without a mark of the user takes no room', async () => {
	const kept = storage();
	const memory = new LayoutMemory(kept);
	await memory.keep(dataset, untouched);
	expect(kept.ofWorkspace('gridLayouts')).toBeUndefined();
	await memory.keep(dataset, layout);
	await memory.keep(dataset, untouched);
	expect(kept.ofWorkspace('gridLayouts')).toEqual([]);
});

test('a query that was written for once is not remembered', async () => {
	const kept = storage();
	const query: GridSubject = { kind: 'query', folder: 'file:///a', connection: 'mls', sql: 'SELECT 1' };
	await new LayoutMemory(kept).keep(query, layout);
	expect(kept.ofWorkspace('gridLayouts')).toBeUndefined();
});

test('the hundred that were used last are remembered', async () => {
	const kept = storage();
	const memory = new LayoutMemory(kept);
	const file = (nth: number): GridSubject => ({ kind: 'file', uri: `file:///${nth}.csv` });
	for (let nth = 0; nth < 100; nth++) await memory.keep(file(nth), layout);
	await memory.keep(file(0), layout);
	await memory.keep(file(100), layout);
	expect(kept.ofWorkspace('gridLayouts')?.length).toBe(100);
	expect([0, 1, 100].map((nth) => memory.of(file(nth)) !== undefined)).toEqual([true, false, true]);
});
