/** The rows of the Runs view: days, runs, and what is older. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src/core/replica/contract.ts';
import { newestRuns, runNodes } from '../../../src/vscode/runsView/runRows.ts';
import type { PastRun } from '../../../src/vscode/runsView/runRows.ts';
import { english } from '../english.ts';
import { recordOf } from '../records.ts';

const NOON = new Date(2026, 4, 2, 12).getTime();
const HOUR_MS = 3_600_000;

function past(changed: Partial<RunRecord>, connection = 'mls'): PastRun {
	const record = recordOf({ startedAt: NOON, finishedAt: NOON + 2000, ...changed });
	return {
		ref: { folder: 'file:///work', connection, dataset: record.dataset, record: record.id },
		...{ record, folder: undefined },
	};
}

const nodesOf = (...runs: readonly PastRun[]): ReturnType<typeof runNodes> =>
	runNodes(english, { runs, unreadable: [], hasMore: false }, NOON);

test('runs stand below their days, today first and open', () => {
	const days = nodesOf(
		past({ id: 3 }),
		past({ id: 2, startedAt: NOON - 24 * HOUR_MS, outcome: 'failed' }),
		past({ id: 1, startedAt: NOON - 24 * HOUR_MS - 1 }),
	);
	expect(days.map(({ row }) => [row.label, row.description, row.children])).toEqual([
		['Today', '1 run', 'expanded'],
		['Yesterday', '2 runs · 1 failed', 'collapsed'],
	]);
});

test.each<[string, Partial<RunRecord>, RegExp]>([
	[
		'tells what changed, how long it took and what it asked',
		{ counts: { Property: { read: 9, inserted: 12, updated: 3, deleted: 1, unchanged: 0 } }, requests: 4 },
		/^\d.* · update · \+12 ~3 −1 · 2 s · 4 requests$/,
	],
	['says when nothing changed', {}, / · update · nothing changed · 2 s · 1 request$/],
	[
		'adds up its relations',
		{
			counts: {
				Property: { read: 1, inserted: 1, updated: 0, deleted: 0, unchanged: 0 },
				Media: { read: 5, inserted: 5, updated: 0, deleted: 0, unchanged: 0 },
			},
		},
		/ · \+6 · /,
	],
	['tells calls that are billed', { requests: 2, charged: 100 }, / · 2 requests, 100 charged for embeds$/],
	['tells throttles and waits', { throttles: 3, waitedMs: 12_000 }, / · throttled 3 times, waited 12 s$/],
	[
		'tells how it ended, where not well',
		{ outcome: 'interrupted', finishedAt: undefined },
		/ · stopped midway · nothing/,
	],
	['calls a sweep what the command line calls it', { phase: 'sweep' }, / · purge · /],
])('a run %s', (_, changed, description) => {
	expect(nodesOf(past(changed))[0]?.children?.[0]?.row.description).toMatch(description);
});

test('only a run that changed a table has changes to be opened', () => {
	const counts = { t: { read: 1, inserted: 1, updated: 0, deleted: 0, unchanged: 0 } };
	const [day] = nodesOf(past({ id: 1, counts }), past({ id: 2 }), past({ id: 3, phase: 'backup', counts }));
	expect(day?.children?.map(({ row }) => row.context)).toEqual([
		'record.table.changed',
		'record.table',
		'record.files.changed',
	]);
});

test('the tooltip tells error and warnings as they were written', () => {
	const [day] = nodesOf(
		past({ outcome: 'failed', error: 'Spark refused the key', warnings: ['a column was renamed'] }),
	);
	expect(day?.children?.[0]?.row.tooltip).toEqual(
		expect.arrayContaining(['Spark refused the key', 'a column was renamed']),
	);
});

test('a replica that cannot be read does not hide the others', () => {
	const history = { runs: [past({})], unreadable: [{ connection: 'prague', why: 'it is damaged' }], hasMore: true };
	const nodes = runNodes(english, history, NOON);
	expect(nodes.map(({ row }) => row.label)).toEqual(['prague', 'Today', 'Load more…']);
	expect(nodes[0]?.row.tooltip).toEqual(['it is damaged']);
});

test('the newest of all connections come in one order, none twice, and what is left is told', () => {
	const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 });
	fc.assert(
		fc.property(fc.array(times, { maxLength: 4 }), fc.integer({ min: 1, max: 10 }), (connections, limit) => {
			const lists = connections.map((list, nth) =>
				list
					.toSorted((a, b) => b - a)
					.slice(0, limit + 1)
					.map((startedAt, id) => past({ id, startedAt }, `c${nth}`)),
			);
			const { runs, hasMore } = newestRuns(lists, limit);
			const started = runs.map(({ record }) => record.startedAt);
			const all = connections.flat().sort((a, b) => b - a);
			expect(started).toEqual(all.slice(0, limit));
			expect(hasMore).toBe(all.length > limit);
		}),
	);
});
