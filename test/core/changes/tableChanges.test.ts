/** What is new in a table, from the runs that have changed it. */
import { expect, test } from 'vitest';
import { changedTables, newsOf, tableChanges } from '../../../src/core/changes/tableChanges.ts';
import type { TableChange } from '../../../src/core/changes/tableChanges.ts';
import type { RunRecord } from '../../../src/core/replica/contract.ts';

type Moved = readonly [inserted: number, updated: number, deleted: number];

/** @param tables  what a run did to each table */
function run(id: number, phase: RunRecord['phase'], tables: Readonly<Record<string, Moved>>): RunRecord {
	const counts = Object.entries(tables).map(([table, [inserted, updated, deleted]]) => {
		return [table, { read: 9, inserted, updated, deleted, unchanged: 0 }] as const;
	});
	return {
		...{
			id,
			dataset: 'Property',
			phase,
			startedAt: id,
			finishedAt: id,
			outcome: 'done',
			error: undefined,
			warnings: [],
		},
		...{ requests: 1, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0, counts: Object.fromEntries(counts) },
	};
}

const changes: readonly TableChange[] = tableChanges([
	run(6, 'sweep', { Property: [0, 0, 3] }),
	run(5, 'update', { Property: [12, 41, 0], Media: [2, 0, 1] }),
	run(4, 'update', { Property: [0, 0, 0] }),
	run(3, 'update', { Property: [1, 1, 0] }),
	run(2, 'update', { Member: [5, 0, 0] }),
	run(1, 'initial', { Property: [100, 0, 0], Media: [300, 0, 0] }),
]);

test('where nobody has looked yet, the last update counts, with the purge behind it', () => {
	expect(newsOf(changes, 'Property', undefined)).toEqual({
		...{ inserted: 12, updated: 41, deleted: 3, range: { from: 4, to: 6 } },
	});
	expect(newsOf(changes, 'Media', undefined)).toMatchObject({ inserted: 2, deleted: 1 });
});

test('what came since somebody has looked is summed; what was looked at is no news', () => {
	expect(newsOf(changes, 'Property', 1)).toMatchObject({ inserted: 13, updated: 42, deleted: 3 });
	expect(newsOf(changes, 'Property', 5)).toMatchObject({ inserted: 0, updated: 0, deleted: 3 });
	expect(newsOf(changes, 'Property', 6)).toBeUndefined();
});

test('the run that filled a table is no news, and neither is a table that nothing has changed', () => {
	expect(newsOf(changes, 'Member', undefined)).toBeUndefined();
	expect(newsOf(changes, 'Property', 0)).toMatchObject({ inserted: 13 });
	expect(newsOf(changes, 'Office', undefined)).toBeUndefined();
});

test('a first download that was stopped and went on is no news', () => {
	const stopped = [run(2, 'initial', { Office: [35, 0, 0] }), run(1, 'initial', { Office: [25, 0, 0] })];
	expect(newsOf(tableChanges(stopped), 'Office', undefined)).toBeUndefined();
	const later = tableChanges([run(3, 'update', { Office: [1, 0, 0] }), ...stopped]);
	expect(newsOf(later, 'Office', 0)).toMatchObject({ inserted: 1, range: { from: 2, to: 3 } });
	const again = tableChanges([run(3, 'initial', { Office: [0, 4, 0] }), ...stopped]);
	expect(newsOf(again, 'Office', 0)).toMatchObject({ updated: 4 });
});

test('a range has all tables that were changed within it', () => {
	expect([...changedTables(changes, { from: 3, to: 5 })]).toEqual([
		['Property', { inserted: 12, updated: 41, deleted: 0 }],
		['Media', { inserted: 2, updated: 0, deleted: 1 }],
	]);
});
