/** A run in full: what is nothing is not told. */
import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src/core/replica/contract.ts';
import { runLines } from '../../../src/core/wording/runText.ts';

const startedAt = new Date(2026, 4, 1, 12, 0, 5).getTime();
const counts = { read: 2000, inserted: 3, updated: 2, deleted: 1, unchanged: 1994 };
const quiet: RunRecord = {
	...{ id: 12, dataset: 'Property', phase: 'update', startedAt, finishedAt: startedAt + 2000, outcome: 'done' },
	...{ counts: { Property: counts }, error: undefined, warnings: [] },
	...{ requests: 7, charged: 0, retries: 0, throttles: 0, bytes: 1_200_000, waitedMs: 0 },
};

test('a run that went well', () => {
	expect(runLines('mls', quiet, startedAt)).toEqual([
		'mls/Property, run 12: update done',
		'Began 12:00:05, took 2 s',
		'',
		'Property: 2,000 records read: 3 new, 2 changed, 1 gone, 1,994 as before',
		'7 requests, 1.2 MB',
	]);
});

test('a run that did not', () => {
	const failed: RunRecord = {
		...quiet,
		...{ outcome: 'failed', finishedAt: undefined, error: 'refused\nby the vendor', warnings: ['a column is new'] },
		...{ charged: 4, retries: 1, throttles: 2, waitedMs: 3000 },
	};
	expect(runLines('agency', failed, startedAt).slice(3)).toEqual([
		'Property: 2,000 records read: 3 new, 2 changed, 1 gone, 1,994 as before',
		'7 requests, 4 calls charged for embeds, 1.2 MB',
		'1 request sent again, throttled 2 times, waited 3 s for limits',
		'',
		'Error:',
		'  refused⏎by the vendor',
		'',
		'Warnings:',
		'  a column is new',
	]);
});
