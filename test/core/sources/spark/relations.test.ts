/** Relations that the vendor pages within a row are read to their end, and never a call per listing. */
import { afterEach, expect, test } from 'vitest';
import type { Batch, ReadRequest } from '../../../../src/core/sources/source.ts';
import { listingHost, listingKey } from './listingHost.ts';
import type { ListingHost } from './listingHost.ts';
import type { TestSource } from './scriptedSpark.ts';
import { collect, never, reply, testDataset, testSource } from './scriptedSpark.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const property = testDataset('Property');
const initial: ReadRequest = { phase: 'initial', relations: ['Media'] };

/** Listing 2 has five photos, two at a time. */
async function setUp(count = 7): Promise<{ host: ListingHost } & TestSource> {
	const host = await listingHost(count, 3);
	const test = testSource(host.origin);
	closing.push(host.close, test.close);
	const rest = (from: number): string => `${host.origin}/Reso/OData/Property('${listingKey(2)}')/Media?%24skip=${from}`;
	host.listings = host.listings.map((listing, i) =>
		i === 1 ? { ...listing, Media: [{ MediaKey: 'a' }, { MediaKey: 'b' }], 'Media@odata.nextLink': rest(2) } : listing,
	);
	host.intercept = (asked, response) => {
		const skip = asked.option('$skip');
		if (skip === undefined) return false;
		const photos = ['c', 'd', 'e'].slice(Number(skip) - 2);
		const value = photos.slice(0, 2).map((MediaKey) => ({ MediaKey }));
		reply(response, { value, ...(photos.length > 2 ? { '@odata.nextLink': rest(Number(skip) + 2) } : {}) });
		return true;
	};
	return { host, ...test };
}

const media = ({ decoder }: TestSource, batches: readonly Batch[]): unknown[] =>
	decoder.values(batches, 'Media', 'MediaKey');

test('the rest of a relation follows as rows of its own table, with the key of its listing', async () => {
	const rig = await setUp();
	const batches = await collect(rig.source.read(property, initial, never));
	expect(media(rig, batches)).toEqual(['c', 'd', 'e']);
	const plans = batches.map((batch) => rig.decoder.pageOf(batch).plan).filter(({ dataset }) => dataset === 'Media');
	expect(plans.every(({ parent }) => parent?.key === listingKey(2) && parent.column === 'ResourceRecordKey')).toBe(
		true,
	);
	expect(plans.map(({ completesRelation }) => completesRelation === true)).toEqual([false, false, true]);
	expect(rig.decoder.values(batches, 'Property', 'ListingKey')).toHaveLength(7);
	expect(batches.at(-1)).toMatchObject({ isLast: true, done: 7 });
	expect(rig.host.asked).toHaveLength(5);
});

test('a walk stopped within a relation reads the listing again, so that nothing of it is lost', async () => {
	const rig = await setUp();
	const seen: Batch[] = [];
	for await (const batch of rig.source.read(property, initial, never)) {
		seen.push(batch);
		if (seen.length === 2) break;
	}
	const rest = await collect(rig.source.read(property, { ...initial, checkpoint: seen[1]!.checkpoint }, never));
	expect(media(rig, rest)).toEqual(['c', 'd', 'e']);
	expect(rig.decoder.values(rest, 'Property', 'ListingKey')[0]).toBe(listingKey(1));
	expect(rest.at(-1)).toMatchObject({ isLast: true, done: 7 });
});

test('a listing that goes while its photos are read does not end the walk', async () => {
	const rig = await setUp();
	rig.host.intercept = (asked, response) => {
		if (asked.option('$skip') === undefined) return false;
		reply(response, { error: { code: 404, message: 'gone' } }, 404);
		return true;
	};
	const batches = await collect(rig.source.read(property, initial, never));
	expect(rig.decoder.values(batches, 'Property', 'ListingKey')).toHaveLength(7);
	expect(batches.at(-1)?.isLast).toBe(true);
});

test('the rest of a relation at another origin is refused', async () => {
	const rig = await setUp();
	rig.host.listings = [{ ListingKey: listingKey(1), Media: [], 'Media@odata.nextLink': 'https://elsewhere.example/x' }];
	await expect(collect(rig.source.read(property, initial, never))).rejects.toMatchObject({ reason: 'unsafe' });
});
