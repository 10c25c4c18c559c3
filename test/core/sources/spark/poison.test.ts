/** A record that the vendor cannot deliver costs that record, not the walk. */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Batch, ReadRequest } from '../../../../src/core/sources/source.ts';
import { listingHost, listingKey } from './listingHost.ts';
import type { ListingHost } from './listingHost.ts';
import type { Asked, TestSource } from './scriptedSpark.ts';
import { collect, never, reply, testDataset, testSource } from './scriptedSpark.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const property = testDataset('Property');
const initial: ReadRequest = { phase: 'initial', relations: ['Media'] };

async function setUp(count: number, maxTop: number): Promise<{ host: ListingHost } & TestSource> {
	const host = await listingHost(count, maxTop);
	const test = testSource(host.origin);
	closing.push(host.close, test.close);
	return { host, ...test };
}

/** Every page with one of these records fails, unless only keys are asked for. */
function poison(host: ListingHost, bad: readonly string[], status = 500): void {
	host.intercept = (asked, response) => {
		if (asked.option('$select') === 'ListingKey' || !touches(host, asked, bad)) return false;
		reply(response, { error: { code: 1026, message: 'An unexpected problem' } }, status);
		return true;
	};
}

function touches(host: ListingHost, asked: Asked, bad: readonly string[]): boolean {
	if (bad.some((key) => asked.url.includes(`Property('${key}')`))) return true;
	if (asked.url.includes('/Property(')) return false;
	return (host.page(asked).value as { ListingKey: string }[]).some(({ ListingKey }) => bad.includes(ListingKey));
}

function keysOf({ decoder }: TestSource, batches: readonly Batch[]): unknown[] {
	return decoder.values(batches, 'Property', 'ListingKey');
}

const gapsOf = (batches: readonly Batch[]): string[] =>
	batches.flatMap(({ gaps }) => (gaps ?? []).map(({ key }) => key));

test('a page that always fails is split down to the one bad record, and the walk goes on as before', async () => {
	const rig = await setUp(25, 10);
	poison(rig.host, [listingKey(14)]);
	const batches = await collect(rig.source.read(property, initial, never));
	const all = Array.from({ length: 25 }, (_, i) => listingKey(i + 1));
	expect(keysOf(rig, batches)).toEqual(all.filter((key) => key !== listingKey(14)));
	expect(gapsOf(batches)).toEqual([listingKey(14)]);
	expect(batches.flatMap(({ gaps }) => gaps ?? [])[0]?.error).toContain('unexpected problem');
	expect(batches.at(-1)).toMatchObject({ isLast: true, done: 24, total: 25 });
	const behind = rig.host.asked.filter((one) => one.option('$skiptoken') === listingKey(14));
	expect(behind.map((one) => [one.option('$top'), one.option('$select'), one.option('$expand')])).toEqual([
		['1000', undefined, 'Media,CustomFields'],
	]);
	expect(rig.decoder.leaked(batches)).toBe(0);
});

test('whichever records are bad, exactly those are left out', async () => {
	await fc.assert(
		fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 17 }), { maxLength: 5 }), async (numbers) => {
			const rig = await setUp(17, 7);
			const bad = numbers.map(listingKey).sort();
			poison(rig.host, bad, 503);
			const batches = await collect(rig.source.read(property, initial, never));
			const all = Array.from({ length: 17 }, (_, i) => listingKey(i + 1));
			expect(keysOf(rig, batches)).toEqual(all.filter((key) => !bad.includes(key)));
			expect(gapsOf(batches)).toEqual(bad);
			expect(batches.map(({ isLast }) => isLast).indexOf(true)).toBe(batches.length - 1);
		}),
		{ numRuns: 25 },
	);
});

test('a walk stopped in the middle of splitting goes on without loss', async () => {
	const rig = await setUp(25, 10);
	poison(rig.host, [listingKey(14)]);
	const seen: Batch[] = [];
	let checkpoint: Batch['checkpoint'] | undefined;
	for (let run = 0; run < 50; run++) {
		let isLast = false;
		for await (const batch of rig.source.read(property, { ...initial, checkpoint }, never)) {
			seen.push(batch);
			({ checkpoint, isLast } = batch);
			break;
		}
		if (isLast) break;
	}
	expect(new Set(keysOf(rig, seen)).size).toBe(24);
	expect(gapsOf(seen)).toEqual([listingKey(14)]);
	expect(seen.at(-1)).toMatchObject({ isLast: true, done: 24 });
});

test('when Spark is down altogether, nothing is split', async () => {
	const rig = await setUp(25, 10);
	rig.host.intercept = (_asked, response) => {
		reply(response, { D: { Success: false, Code: 1510 } }, 503);
		return true;
	};
	await expect(collect(rig.source.read(property, initial, never))).rejects.toMatchObject({ vendorCode: 1510 });
	expect(rig.host.asked.every((one) => one.option('$top') === '1000')).toBe(true);
});

test('a vendor that stops behind a smaller page is not believed to be at its end', async () => {
	const rig = await setUp(25, 10);
	poison(rig.host, [listingKey(3)]);
	const { page } = rig.host;
	rig.host.page = (asked) => {
		const { '@odata.nextLink': next, ...rest } = page(asked);
		return Number(asked.option('$top')) < 1000 || next === undefined ? rest : { ...rest, '@odata.nextLink': next };
	};
	await expect(collect(rig.source.read(property, initial, never))).rejects.toMatchObject({
		reason: 'unavailable',
		what: expect.stringContaining('nor split') as string,
	});
});

test('a record left out is read by itself later, with its relations', async () => {
	const rig = await setUp(5, 10);
	const retry: ReadRequest = {
		phase: 'retry',
		relations: ['Media'],
		keys: [listingKey(2), listingKey(99), listingKey(4)],
	};
	poison(rig.host, [listingKey(4)]);
	const batches = await collect(rig.source.read(property, retry, never));
	expect(keysOf(rig, batches)).toEqual([listingKey(2)]);
	expect(batches[1]).toMatchObject({ missing: [listingKey(99)], isLast: false });
	expect(gapsOf(batches)).toEqual([listingKey(4)]);
	expect(batches.at(-1)?.isLast).toBe(true);
	expect(rig.host.asked[0]?.url).toBe(`/Reso/OData/Property('${listingKey(2)}')?$expand=Media,CustomFields`);
	expect(rig.decoder.values(batches, 'Property', 'Media')).toEqual([[{ MediaKey: 'm2', Order: 1 }]]);
});
