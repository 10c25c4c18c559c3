/**
 * Promises 3, 4, 6, 7 and 8 of replication, one by one; 1 and 2 are in `equality.test.ts`, 5 and 10 in
 * `commandLine.test.ts`. Promise 9 (files) comes with the source that has files.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FetchLike, FetchResponse } from '../../src/core/http/contract.ts';
import type { DatasetState, Replica } from '../../src/core/replica/contract.ts';
import { openReplica } from '../../src/core/replica/replica.ts';
import { answer, textOf } from '../support/answers.ts';
import { killWriter, Mls, reasonOf, standIn, workerUrl } from '../support/mls.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let mls: Mls;
beforeEach(async () => {
	mls = await Mls.open();
});
afterEach(() => mls.close());

/** Where the listings stand. */
function state(): DatasetState | undefined {
	return mls.read((reader) => reader.states()).find(({ dataset }) => dataset === 'Property');
}

// 3. Watermark

test.each([
	['right', 0],
	['seven minutes fast', 7 * MINUTE],
	['a day slow', -24 * HOUR],
])(
	"3. an update asks from 20 minutes before the last success by the server's clock, with a local clock that is %s",
	async (_name, wrongByMs) => {
		mls.clock.wrongByMs = wrongByMs;
		await mls.replicate();
		mls.spark.advance(HOUR);
		const edited = mls.spark.edit('Property', 3);
		const ran = await mls.replicate();
		expect(mls.lastFilter()).toBe('ModificationTimestamp gt 2026-05-01T11:40:00Z');
		expect(ran.results[0]?.runs[0]?.counts.Property).toMatchObject({
			read: edited.length,
			updated: 3,
			inserted: 0,
			deleted: 0,
		});
		mls.spark.advance(HOUR);
		await mls.replicate();
		expect(mls.lastFilter()).toBe('ModificationTimestamp gt 2026-05-01T12:40:00Z');
	},
);

test('3. the watermark stays where it was until a chain is drained, and then is that of its first page', async () => {
	await mls.replicate();
	mls.spark.advance(HOUR);
	mls.spark.edit('Property', 60);
	mls.fault({ kind: 'status', status: 403, code: 1500 }, { query: { $filter: true }, nth: 2 });
	expect(reasonOf((await mls.replicate()).error)).toBe('forbidden');
	expect(state()?.watermark).toBe(Date.parse('2026-05-01T12:00:00Z'));
	mls.spark.advance(HOUR);
	const resumed = await mls.replicate({ mode: 'update' });
	expect(resumed.events[0]).toMatchObject({ phase: 'update', isResumed: true });
	expect(state()?.watermark).toBe(Date.parse('2026-05-01T13:00:00Z'));
	mls.expectEqualToSandbox();
});

test('3. what ties with the watermark is met again and changes nothing', async () => {
	await mls.replicate();
	mls.spark.edit('Property', 5);
	await mls.replicate();
	const again = await mls.replicate();
	expect(again.results[0]?.runs[0]?.counts.Property).toMatchObject({ read: 5, updated: 0, unchanged: 5 });
	mls.expectEqualToSandbox();
});

// 4. Sweeps

test('4. a purge of more than a fifth is held, stays visible, and goes ahead when it is allowed to', async () => {
	await mls.replicate();
	mls.spark.remove('Property', 30);
	const ran = await mls.replicate({ purgeEveryMs: 0 });
	expect(ran.outcomes).toEqual(['done', 'held']);
	expect(mls.count()).toBe(100);
	expect(state()?.heldSweep).toMatchObject({
		wouldDelete: 30,
		rows: 100,
		why: expect.stringContaining('30.0 %') as string,
	});
	await mls.replicate();
	expect(state()?.heldSweep).toMatchObject({ wouldDelete: 30 });
	const replica = await openReplica({ file: mls.file, workerUrl });
	try {
		expect(await replica.releaseHeld('Property', 30, mls.clock.now())).toMatchObject({ deleted: { Property: 30 } });
	} finally {
		await replica.close();
	}
	expect(state()?.heldSweep).toBeUndefined();
	mls.expectEqualToSandbox();
});

test('4. a purge is allowed by a higher limit as well', async () => {
	await mls.replicate();
	mls.spark.remove('Property', 30);
	expect((await mls.replicate({ mode: 'purge' })).outcomes).toEqual(['held']);
	expect((await mls.replicate({ mode: 'purge', purgeLimitPercent: 100 })).outcomes).toEqual(['done']);
	mls.expectEqualToSandbox();
});

test('4. a vendor that answers with nothing empties nothing', async () => {
	await mls.replicate();
	const none = JSON.stringify({ '@odata.count': 0, value: [] });
	const ran = await mls.replicate({
		mode: 'purge',
		purgeLimitPercent: 100,
		network: (fetch) => (url, init) => (url.includes('/Property?') ? Promise.resolve(answer(none)) : fetch(url, init)),
	});
	expect(ran.outcomes).toEqual(['held']);
	expect(mls.count()).toBe(100);
});

test('4. a sweep whose chain ends too early deletes nothing', async () => {
	await mls.replicate();
	mls.spark.remove('Property', 2);
	const withoutNext = async (fetch: FetchLike, ...[url, init]: Parameters<FetchLike>): Promise<FetchResponse> => {
		if (!url.includes('skiptoken')) return fetch(url, init);
		const page = JSON.parse(await textOf(await fetch(url, init))) as Record<string, unknown>;
		delete page['@odata.nextLink'];
		return answer(JSON.stringify(page));
	};
	const ran = await mls.replicate({
		mode: 'purge',
		purgeLimitPercent: 100,
		network: (fetch) => (url, init) => withoutNext(fetch, url, init),
	});
	expect(ran.outcomes).toEqual(['held']);
	expect(ran.results[0]?.held?.why).toContain('not proven complete');
	expect(mls.count()).toBe(100);
	await mls.settle();
	mls.expectEqualToSandbox();
});

test('4. a list of keys that repeats one record and leaves out another deletes nothing', async () => {
	await mls.replicate();
	mls.spark.remove('Property', 2);
	const [, , , , left, repeated] = [...mls.spark.records('Property')].map((row) => row.ListingKey as string);
	const repeats = async (fetch: FetchLike, ...[url, init]: Parameters<FetchLike>): Promise<FetchResponse> => {
		if (!url.includes('/Property?')) return fetch(url, init);
		return answer(
			(await textOf(await fetch(url, init))).replaceAll(`"ListingKey":"${left}"`, `"ListingKey":"${repeated}"`),
		);
	};
	const ran = await mls.replicate({
		mode: 'purge',
		network: (fetch) => (url, init) => repeats(fetch, url, init),
	});
	expect(ran.outcomes).toEqual(['held']);
	expect(ran.results[0]?.held?.why).toContain('of 98 records, only 97 different ones came');
	expect(mls.count()).toBe(100);
	await mls.settle();
	mls.expectEqualToSandbox();
});

test('4. a full export that repeats one contact and leaves out another deletes nobody', async () => {
	await mls.replicate({ datasets: ['Contacts'] });
	const stored = (): number => mls.read((reader) => reader.states())[0]?.rows ?? 0;
	const before = stored();
	const repeats = async (fetch: FetchLike, ...[url, init]: Parameters<FetchLike>): Promise<FetchResponse> => {
		if (!url.includes('_page=2')) return fetch(url, init);
		const page = JSON.parse(await textOf(await fetch(url, init))) as { D: { Results: unknown[] } };
		page.D.Results[3] = page.D.Results[4];
		return answer(JSON.stringify(page));
	};
	const ran = await mls.replicate({
		datasets: ['Contacts'],
		mode: 'initial',
		network: (fetch) => (url, init) => repeats(fetch, url, init),
	});
	expect(ran.outcomes).toEqual(['held']);
	expect(stored()).toBe(before);
	await mls.replicate({ datasets: ['Contacts'], mode: 'initial' });
	mls.expectEqualToSandbox(['Contacts']);
});

test.each(['goes on', 'begins anew'])(
	'4. records that arrive while a sweep that was broken off %s are safe',
	async (how) => {
		await mls.replicate();
		mls.spark.remove('Property', 4);
		mls.fault({ kind: 'status', status: 403, code: 1500 }, { query: { $select: 'ListingKey' }, nth: 3 });
		expect(reasonOf((await mls.replicate({ mode: 'purge' })).error)).toBe('forbidden');
		const arrived = mls.spark.insert('Property', 5);
		if (how === 'goes on') {
			const purge = await mls.replicate({ mode: 'purge' });
			expect(purge.events[0]).toMatchObject({ phase: 'sweep', isResumed: true });
		}
		await mls.replicate({ mode: 'update' });
		await mls.replicate({ mode: 'purge' });
		const stored = mls.read((reader) => [...reader.rows('Property')]).map((row) => row.ListingKey);
		expect(stored).toEqual(expect.arrayContaining([...arrived]));
		mls.expectEqualToSandbox();
	},
);

test('4. a purge whose run dies before it can say so is not mistaken for one that found nothing', async () => {
	await mls.replicate();
	mls.spark.remove('Property', 4);
	const replica = await openReplica({ file: mls.file, workerUrl });
	const finishSweep: Replica['finishSweep'] = async (request) => {
		const result = await replica.finishSweep(request);
		await killWriter(replica);
		return result;
	};
	const ran = await mls.replicateInto(standIn(replica, { finishSweep }), { mode: 'purge' });
	expect(reasonOf(ran.error)).toBe('internal');
	const again = await mls.replicate({ purgeEveryMs: HOUR });
	expect(again.results[0]?.held).toBeUndefined();
	mls.expectEqualToSandbox();
});

test('4. a deleted record leaves the table and stays in the history', async () => {
	await mls.replicate();
	const [gone = ''] = mls.spark.remove('Property', 1);
	await mls.replicate({ mode: 'purge' });
	const history = mls.read((reader) => reader.rowHistory('Property', gone));
	expect(history.map(({ kind }) => kind)).toEqual(['inserted', 'deleted']);
	expect(history[1]).toMatchObject({ row: { ListingKey: gone } });
});

// 6. Suspension

test('6. a throttle beyond the waiting limit suspends the run, says until when, and the next one goes on from there', async () => {
	mls.fault({ kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '3600' } }, { nth: 3 });
	const ran = await mls.replicate({ waitMs: 10 * MINUTE });
	expect(ran.outcomes).toEqual(['suspended']);
	expect(ran.error).toMatchObject({ reason: 'suspended', retryAt: mls.clock.now() + HOUR });
	expect(mls.count()).toBe(50);
	const before = mls.spark.requestCount;
	await expect(mls.replicate({ waitMs: 10 * MINUTE })).rejects.toMatchObject({ reason: 'suspended' });
	expect(mls.spark.requestCount).toBe(before);
	mls.spark.advance(HOUR);
	const again = await mls.replicate({ waitMs: 0 });
	// $metadata and the two pages that were left; then what changed in the hour that the download took.
	expect(again).toMatchObject({ outcomes: ['done', 'done'], requests: 4 });
	mls.expectEqualToSandbox();
});

test('6. a wait within the limit is waited for, and told', async () => {
	mls.fault({ kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '120' } });
	const ran = await mls.replicate();
	expect(ran.outcomes).toEqual(['done']);
	expect(mls.clock.slept).toContain(2 * MINUTE);
	expect(ran.results[0]?.runs[0]).toMatchObject({ throttles: 1, waitedMs: 2 * MINUTE });
});

// 7. Poison pages

test('7. a record that spoils its page is a gap, the rest is stored, and it comes when it is mended', async () => {
	const poisoned = [...mls.spark.records('Property')][37]!.ListingKey as string;
	mls.spark.faults.add({ match: { path: '/Property' }, do: { kind: 'poisonRecord', key: poisoned } });
	const ran = await mls.replicate();
	expect(ran.outcomes).toEqual(['gaps']);
	expect(mls.count()).toBe(99);
	expect(state()?.gaps).toEqual([{ key: poisoned, error: expect.any(String) as string }]);
	expect((await mls.replicate()).outcomes[0]).toBe('gaps');
	mls.spark.faults.clear();
	const mended = await mls.replicate();
	expect(mended.events[0]).toMatchObject({ phase: 'retry' });
	expect(state()?.gaps).toEqual([]);
	mls.expectEqualToSandbox();
});

test('7. a gap closes when its record is gone at the vendor', async () => {
	const poisoned = [...mls.spark.records('Property')][60]!.ListingKey as string;
	mls.spark.faults.add({ match: { path: '/Property' }, do: { kind: 'poisonRecord', key: poisoned } });
	await mls.replicate();
	mls.spark.remove('Property', [poisoned]);
	await mls.settle();
	expect(state()?.gaps).toEqual([]);
	mls.expectEqualToSandbox();
});

// 8. Pages by number

test('8. contacts, paged by number over a set that moves, are all there after the run that met the moves', async () => {
	mls.fault(
		{
			kind: 'changeDuringWalk',
			change: () => {
				mls.spark.remove('Contacts', 30);
				mls.spark.insert('Contacts', 3);
			},
		},
		{ path: '/contacts/export/all', nth: 20 },
	);
	const ran = await mls.replicate({ datasets: ['Contacts'] });
	expect(ran.error).toBeUndefined();
	const stored = new Set(mls.read((reader) => [...reader.rows('Contacts')].map((row) => row.Id)));
	expect(mls.spark.contacts().filter(({ Id }) => !stored.has(Id as string))).toEqual([]);
	await mls.replicate({ datasets: ['Contacts'], mode: 'initial' });
	mls.expectEqualToSandbox(['Contacts']);
});
