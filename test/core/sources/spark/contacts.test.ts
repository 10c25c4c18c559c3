/** The exports of contacts, exactly as seed 003 has them. */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Batch, ReadRequest } from '../../../../src/core/sources/source.ts';
import { exportMoment } from '../../../../src/core/sources/spark/exportTimestamp.ts';
import type { Asked, ScriptedSpark, TestSource } from './scriptedSpark.ts';
import { collect, fixture, never, reply, scriptedSpark, settings, testDataset, testSource } from './scriptedSpark.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

interface ContactHost extends ScriptedSpark, TestSource {
	ids: string[];
	before: (asked: Asked, nth: number) => void;
	more: Record<string, unknown>;
}

const date = 'Fri, 01 May 2026 12:00:00 GMT';

async function contactHost(count: number, exportTimestamp: unknown = '2026-05-01T12:00:00'): Promise<ContactHost> {
	const server = await scriptedSpark((asked, response, nth) => {
		host.before(asked, nth);
		if (asked.url.endsWith('$metadata')) {
			response.writeHead(200, { 'content-type': 'application/xml' });
			response.end(fixture('metadata-v2.xml'));
			return;
		}
		const isCount = asked.option('_pagination') === 'count';
		const size = Number(asked.option('_limit') ?? 10);
		const page = Number(asked.option('_page') ?? 1);
		const Results = host.ids.slice((page - 1) * size, page * size).map((Id) => ({ Id, DisplayName: `Contact ${Id}` }));
		const TotalRows = host.ids.length;
		const Pagination = { TotalRows, PageSize: size, TotalPages: Math.ceil(TotalRows / size), CurrentPage: page };
		const body = { Success: true, ExportTimestamp: exportTimestamp, Pagination, ...host.more };
		reply(response, { D: isCount ? body : { ...body, Results } }, 200, { date });
	});
	const rig = testSource(server.origin);
	closing.push(server.close, rig.close);
	const ids = Array.from({ length: count }, (_, i) => `2010${String(i).padStart(22, '0')}`);
	const host: ContactHost = { ...server, ...rig, ids, before: () => undefined, more: {} };
	return host;
}

const all = testDataset('Contacts');
const own = testDataset('OwnContacts');
const initial: ReadRequest = { phase: 'initial', relations: [] };

const idsOf = ({ decoder }: TestSource, batches: readonly Batch[]): unknown[] => [
	...decoder.values(batches, 'Contacts', 'Id'),
	...decoder.values(batches, 'OwnContacts', 'Id'),
];

test('all contacts come by pages of 25', async () => {
	const host = await contactHost(60);
	const batches = await collect(host.source.read(all, initial, never));
	expect(host.asked.map(({ url }) => url)).toEqual([
		'/v1/contacts/export/all?_limit=25&_pagination=1&_page=1',
		'/v1/contacts/export/all?_limit=25&_pagination=1&_page=2',
		'/v1/contacts/export/all?_limit=25&_pagination=1&_page=3',
	]);
	expect(idsOf(host, batches)).toEqual(host.ids);
	expect(batches.map(({ done, total, isLast }) => [done, total, isLast])).toEqual([
		[25, 60, false],
		[50, 60, false],
		[60, 60, true],
	]);
});

test("one's own contacts come by pages of 100", async () => {
	const host = await contactHost(150);
	const batches = await collect(host.source.read(own, initial, never));
	expect(host.asked.map(({ url }) => url)).toEqual([
		'/v1/contacts/export?_limit=100&_pagination=1&_page=1',
		'/v1/contacts/export?_limit=100&_pagination=1&_page=2',
	]);
	expect(idsOf(host, batches)).toEqual(host.ids);
});

test('an update asks from 20 minutes before the last export, naming its zone', async () => {
	const host = await contactHost(1);
	const since = Date.parse('2026-05-01T12:07:00Z');
	await collect(host.source.read(all, { phase: 'update', relations: [], since }, never));
	expect(host.asked[0]?.option('_filter')).toBe('ModificationTimestamp Ge 2026-05-01T11:47:00Z');
	expect(host.asked[0]?.url).toContain('&_filter=ModificationTimestamp%20Ge%202026-05-01T11:47:00Z');
});

test('no contacts at all is one page', async () => {
	const host = await contactHost(0);
	const batches = await collect(host.source.read(all, initial, never));
	expect(batches).toMatchObject([{ isLast: true, done: 0, page: { rowCount: 0 } }]);
});

test('without a page count, the page that is not full is the last', async () => {
	const host = await contactHost(30);
	host.more = { Pagination: undefined };
	const batches = await collect(host.source.read(all, initial, never));
	expect(idsOf(host, batches)).toEqual(host.ids);
	expect(host.asked).toHaveLength(2);
});

test('a contact that slips between two pages is found by another pass', async () => {
	const host = await contactHost(60);
	const [first, ...others] = host.ids;
	host.before = (_asked, nth) => {
		if (nth === 2) host.ids = others;
	};
	const batches = await collect(host.source.read(all, initial, never));
	expect(new Set(idsOf(host, batches))).toEqual(new Set([first, ...others]));
	expect(host.asked).toHaveLength(6);
	expect(batches.filter(({ isLast }) => isLast)).toHaveLength(1);
	expect(batches.at(-1)?.isLast).toBe(true);
});

test('the last page of a full read says how many different contacts must have been seen', async () => {
	const host = await contactHost(60);
	const batches = await collect(host.source.read(all, initial, never));
	expect(batches.at(-1)?.sweepProof).toEqual({ isComplete: true, atLeast: 60 });
	expect(batches.slice(0, -1).every(({ sweepProof }) => sweepProof === undefined)).toBe(true);
});

test('contacts that never hold still end the run rather than being taken for complete', async () => {
	const host = await contactHost(60);
	host.before = () => void host.ids.push(`9${host.ids.length}`);
	await expect(collect(host.source.read(all, initial, never))).rejects.toMatchObject({ reason: 'unavailable' });
});

test('a stopped export begins its pass again, with the first moment and what was counted', async () => {
	const host = await contactHost(60);
	let first: Batch | undefined;
	for await (const batch of host.source.read(all, initial, never)) {
		first = batch;
		break;
	}
	const rest = await collect(host.source.read(all, { ...initial, checkpoint: first!.checkpoint }, never));
	expect(idsOf(host, rest)).toEqual(host.ids);
	expect(rest.map(({ serverStart }) => serverStart)).toEqual(rest.map(() => first!.serverStart));
	const closed = await collect(host.source.read(all, { ...initial, checkpoint: rest.at(-1)!.checkpoint }, never));
	expect(closed).toMatchObject([{ isLast: true, page: { rowCount: 0 } }]);
});

test('a dropped condition is a warning that the result is wider than asked', async () => {
	const host = await contactHost(1);
	host.more = {
		SparkQLErrors: [
			{ Token: 'ModificationTimestamp', Status: 'Dropped' },
			{ token: 'Ge', status: 'Recovered' },
		],
	};
	const [batch] = await collect(host.source.read(all, { phase: 'update', relations: [], since: 0 }, never));
	expect(batch?.warnings).toEqual([
		'Spark ignored the condition on "ModificationTimestamp": the result is wider than asked',
		'Spark repaired the filter at "Ge"; check the result',
	]);
});

test('a fatal filter error is an error, also under a success', async () => {
	const host = await contactHost(1);
	host.more = { SparkQLErrors: [{ Token: 'Foo', Status: 'Fatal' }] };
	const read = collect(host.source.read(all, { phase: 'update', relations: [], since: 0 }, never));
	await expect(read).rejects.toMatchObject({ reason: 'badRequest', why: expect.stringContaining('Foo') as string });
	expect(host.decoder.released).toHaveLength(1);
});

test('contacts are offered to Private keys only', async () => {
	const host = await contactHost(1);
	expect((await host.source.datasets(never)).map(({ id }) => id)).toEqual(
		expect.arrayContaining(['Contacts', 'OwnContacts']),
	);
	const { source, close } = testSource(host.origin, { ...settings, baseUrl: host.origin, keyType: 'idx' });
	closing.push(close);
	expect((await source.datasets(never)).map(({ id }) => id)).not.toContain('Contacts');
	expect(all).toMatchObject({ canSweep: false, fullReadFindsDeletions: true, key: ['Id'] });
});

test('the count is asked for by itself', async () => {
	const host = await contactHost(42);
	expect(await host.source.count(all, never)).toBe(42);
	expect(host.asked.map(({ url }) => url)).toEqual(['/v1/contacts/export/all?_pagination=count']);
});

const server = Date.parse('2026-05-01T12:00:00Z');

test.each([
	['2026-05-01T12:00:00Z', '2026-05-01T12:00:00Z'],
	['2026-05-01T06:59:58-05:00', '2026-05-01T11:59:58Z'],
	['2026-05-01T12:00:00', '2026-05-01T12:00:00Z'],
	['2026-05-01T06:59:57', '2026-05-01T11:59:57Z'],
	['2026-05-01 17:44:59', '2026-05-01T11:59:59Z'],
	// A clock that is near no zone: the earliest moment that the text can mean.
	['2026-05-01T12:07:30', '2026-04-30T22:07:30Z'],
	['2026-05-03T12:00:00', '2026-05-01T12:00:00Z'],
	['nonsense', '2026-05-01T12:00:00Z'],
	[undefined, '2026-05-01T12:00:00Z'],
])('an ExportTimestamp of %s is the moment %s', (value, moment) => {
	expect(new Date(exportMoment(value, server)).toISOString()).toBe(new Date(moment).toISOString());
});

test('whatever the zone, the moment is never later than the export, and at most five minutes before it', () => {
	fc.assert(
		fc.property(fc.integer({ min: -48, max: 56 }), fc.integer({ min: 0, max: 299 }), (quarters, lagSeconds) => {
			const moment = server - lagSeconds * 1000;
			const local = new Date(moment + quarters * 15 * 60_000).toISOString().slice(0, 19);
			const found = exportMoment(local, server);
			expect(found).toBeLessThanOrEqual(server);
			expect(Math.abs(found - moment)).toBeLessThan(300_001);
		}),
	);
});
