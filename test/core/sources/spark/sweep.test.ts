/** A walk over the keys alone, and whether it saw them all. */
import { afterEach, expect, test } from 'vitest';
import type { Batch } from '../../../../src/core/sources/source.ts';
import { sweepProof } from '../../../../src/core/sources/spark/sweepProof.ts';
import { listingHost, listingKey, listings } from './listingHost.ts';
import type { ListingHost } from './listingHost.ts';
import type { TestSource } from './scriptedSpark.ts';
import { collect, never, reply, testDataset, testSource } from './scriptedSpark.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const property = testDataset('Property');

async function setUp(count: number, maxTop = 3): Promise<{ host: ListingHost } & TestSource> {
	const host = await listingHost(count, maxTop);
	const test = testSource(host.origin);
	closing.push(host.close, test.close);
	return { host, ...test };
}

const sweep = ({ source }: TestSource): Promise<Batch[]> => collect(source.read(property, { phase: 'sweep' }, never));

test('a sweep asks for the keys alone and counts again at its end', async () => {
	const rig = await setUp(7);
	const batches = await sweep(rig);
	expect(rig.host.asked[0]?.url).toBe('/Reso/OData/Property?$top=1000&$count=true&$select=ListingKey');
	expect(rig.host.asked.at(-1)?.url).toBe('/Reso/OData/Property?$top=1&$count=true&$select=ListingKey');
	expect(rig.decoder.values(batches, 'Property', 'ListingKey')).toHaveLength(7);
	expect(rig.decoder.pageOf(batches[0]!).plan).toMatchObject({ keysOnly: true, relations: [] });
	expect(batches.map(({ sweepProof: proof }) => proof)).toEqual([
		undefined,
		undefined,
		{ isComplete: true, atLeast: 7 },
	]);
});

test('records that come and go during a sweep do not spoil the proof', async () => {
	const rig = await setUp(7);
	rig.host.intercept = (_asked, _response, nth) => {
		if (nth === 2) rig.host.listings = [...rig.host.listings.slice(1), ...listings(9).slice(7)];
		return false;
	};
	expect((await sweep(rig)).at(-1)?.sweepProof).toMatchObject({ isComplete: true });
});

test('a sweep that missed a page is no proof', async () => {
	const rig = await setUp(9);
	rig.host.intercept = (asked, response) => {
		const page = rig.host.page(asked);
		const own = page['@odata.nextLink'];
		if (typeof own !== 'string' || !own.endsWith(listingKey(3))) return false;
		reply(response, { ...page, '@odata.nextLink': own.replace(listingKey(3), listingKey(6)) });
		return true;
	};
	expect((await sweep(rig)).at(-1)?.sweepProof).toMatchObject({
		isComplete: false,
		why: expect.stringContaining('only 6 keys') as string,
	});
});

test('a page that came twice does not stand in for one that was missed', async () => {
	const rig = await setUp(9);
	rig.host.intercept = (asked, response) => {
		if (asked.option('$skiptoken') !== listingKey(3)) return false;
		const first = rig.host.page({
			...asked,
			option: (name) => (name === '$skiptoken' ? undefined : asked.option(name)),
		});
		reply(response, {
			...first,
			'@odata.nextLink': `${rig.host.origin}${asked.url.replace(listingKey(3), listingKey(6))}`,
		});
		return true;
	};
	expect((await sweep(rig)).at(-1)?.sweepProof).toMatchObject({ isComplete: false });
});

test('a vendor that does not count gives no proof', async () => {
	const rig = await setUp(3);
	rig.host.intercept = (asked, response) => {
		reply(response, { ...rig.host.page(asked), '@odata.count': undefined });
		return true;
	};
	expect((await sweep(rig)).at(-1)?.sweepProof).toMatchObject({ isComplete: false });
});

test('a sweep that was stopped goes on, and its proof covers both parts', async () => {
	const rig = await setUp(7);
	let first: Batch | undefined;
	for await (const batch of rig.source.read(property, { phase: 'sweep' }, never)) {
		first = batch;
		break;
	}
	const rest = await collect(rig.source.read(property, { phase: 'sweep', checkpoint: first!.checkpoint }, never));
	expect(rest.at(-1)).toMatchObject({ done: 7, sweepProof: { isComplete: true } });
	const closed = await collect(
		rig.source.read(property, { phase: 'sweep', checkpoint: rest.at(-1)!.checkpoint }, never),
	);
	expect(closed).toMatchObject([{ isLast: true, sweepProof: { isComplete: true }, page: { rowCount: 0 } }]);
});

test.each([
	[{ before: 10, after: 10, seen: 10, isByPosition: false }, true],
	[{ before: 10, after: 8, seen: 9, isByPosition: false }, true],
	[{ before: 10, after: 8, seen: 7, isByPosition: false }, false],
	[{ before: 8, after: 10, seen: 8, isByPosition: false }, true],
	[{ before: 10, after: 10, seen: 12, isByPosition: false }, true],
	[{ before: 10, after: 10, seen: 10, isByPosition: true }, true],
	[{ before: 10, after: 9, seen: 9, isByPosition: true }, false],
	[{ before: 10, after: 10, seen: 9, isByPosition: true }, false],
	[{ before: undefined, after: 10, seen: 10, isByPosition: false }, false],
	[{ before: 0, after: 0, seen: 0, isByPosition: false }, true],
])('%o proves: %s', (tally, isComplete) => {
	expect(sweepProof(tally).isComplete).toBe(isComplete);
});

test('a walk by page number that was stopped at its end keeps its stricter proof', async () => {
	const rig = await setUp(5);
	// Pages by position; a record early in the list goes after the first page, so that another one slips through.
	rig.host.intercept = (asked, response, nth) => {
		if (nth === 2) rig.host.listings = rig.host.listings.slice(1);
		const skip = Number(asked.option('$skip') ?? 0);
		const value = rig.host.listings.slice(skip, skip + 2).map(({ ListingKey }) => ({ ListingKey }));
		const next = `${rig.host.origin}/Reso/OData/Property?%24skip=${skip + 2}`;
		const isLast = skip + 2 >= rig.host.listings.length;
		reply(response, {
			'@odata.count': rig.host.listings.length,
			value,
			...(isLast ? {} : { '@odata.nextLink': next }),
		});
		return true;
	};
	const batches = await sweep(rig);
	expect(batches.at(-1)?.sweepProof).toMatchObject({ isComplete: false });
	const { checkpoint } = batches.at(-1)!;
	const closed = await collect(rig.source.read(property, { phase: 'sweep', checkpoint }, never));
	expect(closed.at(-1)?.sweepProof).toMatchObject({ isComplete: false });
});
