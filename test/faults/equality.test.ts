/** Promises 1 and 2 of replication: pages whole or not at all, and equality with the source whatever goes wrong. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FetchLike } from '../../src/core/http/contract.ts';
import type { Secrets } from '../../src/core/outside.ts';
import type { Replica } from '../../src/core/replica/contract.ts';
import { openReplica } from '../../src/core/replica/replica.ts';
import type { FaultAction, FaultMatch } from '../../src/sandbox/faults/faultRules.ts';
import { killWriter, Mls, reasonOf, standIn, workerUrl } from '../support/mls.ts';
import type { MlsOptions } from '../support/mls.ts';
import { answer, textOf } from '../support/answers.ts';
import { signedIn } from '../support/signedIn.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const people = ['Member', 'Office', 'Teams'];
const everything = ['Property', ...people, 'OpenHouse', 'Contacts', 'OwnContacts'];

let mls: Mls;
const open = async (options: MlsOptions = {}): Promise<Mls> => (mls = await Mls.open(options));
beforeEach(() => open());
afterEach(() => mls.close());

async function reopen(options: MlsOptions): Promise<void> {
	await mls.close();
	await open(options);
}

// 1. Page-atomic

test.each(['before', 'after'] as const)(
	'1. a writer that dies %s a commit leaves whole pages, and the next run goes on behind the last of them',
	async (when) => {
		const replica = await openReplica({ file: mls.file, workerUrl });
		let applied = 0;
		const apply: Replica['apply'] = async (request) => {
			applied++;
			if (applied === 3 && when === 'before') await killWriter(replica);
			const counts = await replica.apply(request);
			if (applied === 3) await killWriter(replica);
			return counts;
		};
		const ran = await mls.replicateInto(standIn(replica, { apply })).catch((error: unknown) => ({ error }));
		expect(reasonOf(ran.error)).toBe('internal');
		expect(mls.count()).toBe(when === 'before' ? 50 : 75);
		const again = await mls.replicate();
		expect(again.events[0]).toMatchObject({ type: 'start', phase: 'initial', isResumed: true });
		// $metadata, the pages that were left, and the update that follows an old walk.
		expect(again.requests).toBe(when === 'before' ? 4 : 3);
		mls.expectEqualToSandbox();
	},
);

test('1. what changed since a broken-off download began is there when the next run ends', async () => {
	mls.fault({ kind: 'status', status: 403, code: 1500 });
	expect(reasonOf((await mls.replicate()).error)).toBe('forbidden');
	mls.spark.advance(86_400_000);
	const [first] = mls.spark.records('Property');
	mls.spark.edit('Property', [first!.ListingKey as string]);
	const again = await mls.replicate();
	expect(again.events.filter(({ type }) => type === 'start')).toMatchObject([
		{ phase: 'initial', isResumed: true },
		{ phase: 'update', isResumed: false },
	]);
	mls.expectEqualToSandbox();
});

test('1. a writer that dies in the middle of a page leaves nothing of it', async () => {
	const replica = await openReplica({ file: mls.file, workerUrl });
	const apply: Replica['apply'] = async (request) => {
		const applying = replica.apply(request);
		await killWriter(replica);
		return applying;
	};
	const ran = await mls.replicateInto(standIn(replica, { apply })).catch((error: unknown) => ({ error }));
	expect(reasonOf(ran.error)).toBe('internal');
	expect([0, 25]).toContain(mls.count());
	await mls.replicate();
	mls.expectEqualToSandbox();
});

// 2. Equality with the source

test.each(['1.7', '2.0'])('2. every dataset of dictionary %s equals the vendor, value by value', async (dictionary) => {
	await reopen({ settings: { dictionary } });
	const ran = await mls.replicate({ datasets: everything });
	expect(ran.error).toBeUndefined();
	mls.expectEqualToSandbox(everything);
	const before = mls.digest();
	expect((await mls.replicate({ datasets: everything, purgeEveryMs: 0 })).error).toBeUndefined();
	expect(mls.digest()).toBe(before);
});

test('2. what a role may not see is missing and named, never stored as stars', async () => {
	await reopen({ settings: { keyType: 'idx' }, replication: true });
	await mls.replicate({ datasets: ['Property', 'Member', 'Office'] });
	mls.expectEqualToSandbox(['Property', 'Member', 'Office']);
	const { columns } = mls.read((reader) => reader.states()).find(({ dataset }) => dataset === 'Property')!;
	expect(columns.filter(({ hiddenCount }) => hiddenCount > 0).map(({ name }) => name)).toContain('ShowingInstructions');
});

const passing: readonly (readonly [string, FaultAction])[] = [
	['429 with seconds', { kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '30' } }],
	[
		'429 with an HTTP date',
		{ kind: 'status', status: 429, code: 1550, headers: { 'retry-after': 'Fri, 01 May 2026 12:00:30 GMT' } },
	],
	['429 without a word', { kind: 'status', status: 429, code: 1550 }],
	['500', { kind: 'status', status: 500 }],
	['502 of a gateway', { kind: 'status', status: 502, body: '<html>Bad gateway</html>' }],
	['503 with a wait', { kind: 'status', status: 503, code: 1510, headers: { 'retry-after': '20' } }],
	['504', { kind: 'status', status: 504, body: '' }],
	['a failure under HTTP 200', { kind: 'successFalse' }],
	['a reset connection', { kind: 'reset' }],
	['a body cut short under a 200', { kind: 'truncate', how: 'shortBody' }],
	['a body cut to nothing under a 200', { kind: 'truncate', how: 'shortBody', keep: 0 }],
	['a gzip stream cut short under a 200', { kind: 'truncate', how: 'shortStream' }],
	['a body shorter than announced', { kind: 'truncate', how: 'wrongLength' }],
	['chunks that break off', { kind: 'truncate', how: 'brokenChunks' }],
	['something that is not JSON', { kind: 'wrongJson' }],
	['a page of a proxy instead', { kind: 'wrongContentType' }],
	['a record that comes twice', { kind: 'duplicateRecord' }],
	['an empty page that still has a next link', { kind: 'emptyPageWithNextLink' }],
	['a skip token that expired with 400', { kind: 'expiredSkiptoken', status: 400 }],
	['a skip token that expired with 410', { kind: 'expiredSkiptoken', status: 410 }],
];
const phases: readonly (readonly [string, FaultMatch])[] = [
	['the download', {}],
	['the sweep', { query: { $select: 'ListingKey', $count: 'true', $skiptoken: true }, nth: 1 }],
];

test.each(passing)('2. %s, met once in each phase, costs a moment and no record', async (_name, action) => {
	for (const [, match] of phases) mls.fault(action, match);
	mls.fault(action, { query: { $filter: true, $skiptoken: true }, nth: 1 });
	const first = await mls.replicate();
	expect({ error: first.error, outcomes: first.outcomes }).toEqual({ error: undefined, outcomes: ['done'] });
	mls.expectEqualToSandbox();
	mls.spark.advance(HOUR);
	mls.spark.edit('Property', 40);
	mls.spark.insert('Property', 10);
	mls.spark.remove('Property', 15);
	const second = await mls.replicate({ purgeEveryMs: 0 });
	expect({ error: second.error, outcomes: second.outcomes }).toEqual({ error: undefined, outcomes: ['done', 'done'] });
	mls.expectEqualToSandbox();
	expect(mls.spark.faults.list().map(({ applied }) => applied)).toEqual([1, 1, 1]);
});

test('2. an answer that stalls is given up and asked for again', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	try {
		mls.fault({ kind: 'stall', keep: 2000 });
		const running = mls.replicate();
		const stalled = (): boolean => mls.spark.faults.list().some(({ applied }) => applied === 1);
		while (!stalled()) await turn();
		for (let i = 0; i < 50; i++) await turn();
		await vi.advanceTimersByTimeAsync(2 * MINUTE);
		const ran = await running;
		expect(ran.error).toBeUndefined();
		expect(ran.results[0]?.runs[0]?.retries).toBe(1);
	} finally {
		vi.useRealTimers();
	}
	mls.expectEqualToSandbox();
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('2. a page that comes twice is stored once, and proves no more than once', async () => {
	await mls.replicate({ network: repeatsAPage });
	mls.expectEqualToSandbox();
	mls.spark.remove('Property', 3);
	const purge = await mls.replicate({ mode: 'purge', network: repeatsAPage });
	expect(purge.outcomes).toEqual(['done']);
	mls.expectEqualToSandbox();
});

/** The third page is the second once more, and leads on from there by a link of its own. */
function repeatsAPage(fetch: FetchLike): FetchLike {
	const links: string[] = [];
	return async (url, init) => {
		if (url.includes('/Property?')) links.push(url);
		if (links.length !== 3 || url !== links[2]) return fetch(url, init);
		const page = await textOf(await fetch(links[1]!, init));
		return answer(page.replace(/\d{26}(?="\}$)/, (token) => String(BigInt(token) + 1n)));
	};
}

test('2. a next link that leads to its own page ends the run with an error, and loses nothing', async () => {
	mls.fault({ kind: 'sameNextLink' });
	const ran = await mls.replicate();
	expect(reasonOf(ran.error)).toBe('badResponse');
	expect((ran.error as Error).message).toContain('already read');
	expect(mls.count()).toBeGreaterThanOrEqual(25);
	expect((await mls.replicate()).events[0]).toMatchObject({ isResumed: true });
	mls.expectEqualToSandbox();
});

test('2. a next link to another server is not followed, and loses nothing', async () => {
	mls.fault({ kind: 'foreignNextLink' });
	expect(reasonOf((await mls.replicate()).error)).toBe('unsafe');
	await mls.replicate();
	mls.expectEqualToSandbox();
});

test('2. records that change, come and go between two pages are right after the next run and purge', async () => {
	const change = (): void => {
		mls.spark.edit('Property', 30);
		mls.spark.insert('Property', 5);
		mls.spark.remove('Property', 5);
		mls.spark.rotatePhotos(10);
		mls.spark.changeRooms(10);
		mls.spark.changeOpenHouses(10);
	};
	mls.fault({ kind: 'changeDuringWalk', change }, { nth: [2, 3, 4], times: 3 });
	await mls.replicate();
	mls.spark.advance(5 * MINUTE);
	mls.fault({ kind: 'changeDuringWalk', change }, { nth: [2, 3], times: 2 });
	await mls.replicate({ purgeEveryMs: 0 });
	await mls.settle();
	mls.expectEqualToSandbox();
});

test.each([
	['an hour ahead', HOUR],
	['an hour behind', -HOUR],
])("2. a vendor's clock that jumps %s in the middle of a walk hides no change", async (_name, ms) => {
	mls.fault({ kind: 'clockSkew', ms });
	await mls.replicate();
	mls.spark.advance(5 * MINUTE);
	mls.spark.edit('Property', 20);
	await mls.replicate();
	mls.expectEqualToSandbox();
	mls.fault({ kind: 'clockSkew', ms: 2 * ms }, { query: { $filter: true }, nth: 1 });
	mls.spark.edit('Property', 60);
	await mls.replicate();
	mls.spark.advance(5 * MINUTE);
	mls.spark.edit('Property', 10);
	await mls.replicate();
	mls.expectEqualToSandbox();
});

test('2. a token that expires in the middle of a walk is renewed, and the walk goes on', async () => {
	const held: { secrets?: Secrets } = {};
	const auth = { auth: 'oauth2', redirectUri: 'http://127.0.0.1:9/callback' } as const;
	await reopen({
		spark: { autoApprove: true },
		settings: auth,
		secrets: () => ({
			get: async (field) => held.secrets?.get(field),
			set: async (field, value) => held.secrets?.set?.(field, value),
		}),
	});
	held.secrets = await signedIn(mls);
	mls.fault({ kind: 'changeDuringWalk', change: () => mls.spark.expireTokens() }, { nth: [2, 4], times: 2 });
	const ran = await mls.replicate();
	expect({ error: ran.error, events: ran.events.filter(({ type }) => type === 'start').length }).toEqual({
		error: undefined,
		events: 1,
	});
	mls.expectEqualToSandbox();
});
