import { expect, test } from 'vitest';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import { ListServer } from './listServer.ts';
import { initial, never, rig, Table } from './readRig.ts';

function propertiesWithImages(count: number, images: number): ListServer {
	const server = new ListServer();
	const list = server.list('/properties/');
	for (let number = 1; number <= count; number++) list.push(server.record(`P${number}`));
	server.hook = (asked) => {
		const { status, body } = server.page(asked);
		if (!asked.query.getAll('embed').includes('images')) return { status, body };
		const page = body as { readonly _embedded: readonly { readonly id: string }[] };
		const rows = page._embedded.map((row) => ({
			...row,
			_embedded: {
				images: Array.from({ length: images }, (_, index) => ({ id: `${row.id}-${index}`, propertyId: row.id })),
			},
		}));
		return { status, body: { ...page, _embedded: rows } };
	};
	return server;
}

const withImages = { ...initial, relations: ['images'] };

test('50 properties with 15 images each are 9 billable calls, as estimated and as counted', async () => {
	const server = propertiesWithImages(50, 15);
	const budget = new MemoryBudget();
	const { source, dataset, read } = rig(server, {}, { budget });
	const properties = await dataset('properties');
	const estimate = await source.estimate?.(properties, withImages, never);
	expect(estimate).toMatchObject({ records: 50, requests: 1, billableCalls: 9, requestsPerDay: 250_000 });
	const before = source.statistics();
	await read(new Table(), 'properties', withImages);
	const after = source.statistics();
	expect(after.requests - before.requests).toBe(1);
	expect(after.charged - before.charged).toBe(8);
	// A sample of 25 (1 + 4), the read itself (1 + 8).
	expect((await source.estimate?.(properties, initial, never))?.usedToday).toBe(15);
});

test('an estimate without embeds costs one small request', async () => {
	const server = propertiesWithImages(950, 0);
	const { source, dataset } = rig(server);
	const estimate = await source.estimate?.(await dataset('properties'), initial, never);
	expect(estimate).toMatchObject({ records: 950, requests: 11, billableCalls: 11 });
	expect(server.dataRequests.map(({ query }) => query.get('pageSize'))).toEqual(['1']);
});

test('embeds are asked for by name only, and read into the tables of their own datasets', async () => {
	const server = propertiesWithImages(3, 2);
	const { read, dataset } = rig(server);
	const { relations } = await dataset('properties');
	expect(relations.find(({ property }) => property === 'images')).toMatchObject({
		within: '_embedded',
		dataset: 'propertyImages',
		key: ['customerId', 'id'],
	});
	// None of them is a part of its property: nothing is deleted because of an embed.
	expect(relations.filter(({ parentColumn }) => parentColumn !== undefined)).toEqual([]);
	await read(new Table(), 'properties', initial);
	expect(server.dataRequests.at(-1)?.query.has('embed')).toBe(false);
	await read(new Table(), 'properties', { ...initial, relations: ['images', 'landlord'] });
	expect(server.dataRequests.at(-1)?.query.getAll('embed')).toEqual(['images', 'landlord']);
});
