/** What of the changes somebody has looked at, from one window to the next. */
import { expect, test } from 'vitest';
import type { TableChange } from '../../../src/core/changes/tableChanges.ts';
import { SeenChanges } from '../../../src/vscode/changes/seenChanges.ts';
import { Storage } from '../../../src/vscode/doors/storage.ts';

const ref = { folder: 'file:///a', connection: 'mls', dataset: 'Property' };

function change(run: number, inserted: number): TableChange {
	return { ...{ table: 'Property', run, phase: run === 1 ? 'initial' : 'update' }, inserted, updated: 0, deleted: 0 };
}

const changes = [change(5, 1), change(3, 2), change(2, 4), change(1, 100)];

/** The state of a workspace, as VS Code keeps it. */
function storage(): Storage {
	const kept = new Map<string, unknown>();
	const memento = {
		keys: () => [...kept.keys()],
		get: (key: string) => kept.get(key),
		update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, structuredClone(value))),
	};
	return new Storage({ workspaceState: memento, globalState: memento } as unknown as ConstructorParameters<
		typeof Storage
	>[0]);
}

test('what was looked at is no news any more, in this window and in the next', async () => {
	const kept = storage();
	const seen = new SeenChanges(kept);
	let told = 0;
	const listening = seen.onDidChange(() => told++);
	expect(seen.newsOf(ref, changes)).toMatchObject({ inserted: 1 });
	await seen.mark(ref, 2);
	expect(seen.newsOf(ref, changes)).toMatchObject({ inserted: 3, range: { from: 2, to: 5 } });
	await seen.mark(ref, 5);
	expect(seen.newsOf(ref, changes)).toBeUndefined();
	expect(new SeenChanges(kept).newsOf(ref, changes)).toBeUndefined();
	expect(told).toBe(2);
	listening.dispose();
});

test('looking at an older run brings no news back, and other datasets keep theirs', async () => {
	const seen = new SeenChanges(storage());
	await seen.mark(ref, 5);
	await seen.mark(ref, 2);
	expect(seen.newsOf(ref, changes)).toBeUndefined();
	expect(seen.newsOf({ ...ref, folder: 'file:///b' }, changes)).toMatchObject({ inserted: 1 });
	expect(seen.newsOf(ref, [change(7, 9), ...changes])).toMatchObject({ inserted: 9 });
});
