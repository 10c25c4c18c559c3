import { expect, test } from 'vitest';
import type { Relation } from '../../../src/core/sources/source.ts';
import { Feed, dataset, planOf } from './replicaFixture.ts';

const media: Relation = {
	property: 'Media',
	dataset: 'Media',
	key: ['MediaKey'],
	parentColumn: 'ResourceRecordKey',
	columns: [{ name: 'Order', type: 'integer' }],
};
const property = dataset('Property', { relations: [media] });
const stored = (feed: Feed): unknown => feed.query('SELECT MediaKey, ResourceRecordKey FROM Media ORDER BY MediaKey');
const photo = (key: string, order = 1): Record<string, unknown> => ({ '@odata.id': 'x', MediaKey: key, Order: order });

test("nested rows live in a table of their own with their parent's key", () => {
	const feed = new Feed();
	const { counts } = feed.run(property, [
		{ Key: 'a', Media: [photo('m1'), photo('m2')] },
		{ Key: 'b', Media: [] },
		{ Key: 'c' },
	]);
	expect(stored(feed)).toEqual([
		['m1', 'a'],
		['m2', 'a'],
	]);
	expect(counts).toMatchObject({ Property: { inserted: 3, read: 3 }, Media: { inserted: 2, read: 2 } });
	expect(feed.store.states().map(({ dataset: name, rows }) => [name, rows])).toEqual([
		['Media', 2],
		['Property', 3],
	]);
	expect(feed.query("SELECT name FROM pragma_table_info('Property') WHERE name LIKE '%Media%'")).toEqual([]);
});

test('rows that vanish from their parent are deleted; a relation that was not asked for is left alone', () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a', Media: [photo('m1'), photo('m2')] }]);
	expect(feed.run(property, [{ Key: 'a' }]).counts.Media).toBeUndefined();
	expect(feed.run(property, [{ Key: 'a', Media: [photo('m2', 2)] }]).counts.Media).toEqual({
		read: 1,
		inserted: 0,
		updated: 1,
		deleted: 1,
		unchanged: 0,
	});
	expect(stored(feed)).toEqual([['m2', 'a']]);
	expect(feed.read((reader) => [...reader.asOf('Media', 1)])).toHaveLength(2);
});

test('a row that moves to another parent is moved, not lost', () => {
	const feed = new Feed();
	feed.run(property, [
		{ Key: 'a', Media: [photo('m1')] },
		{ Key: 'b', Media: [] },
	]);
	const { counts } = feed.run(property, [
		{ Key: 'a', Media: [] },
		{ Key: 'b', Media: [photo('m1')] },
	]);
	expect(counts.Media).toMatchObject({ updated: 1, deleted: 0, inserted: 0 });
	expect(stored(feed)).toEqual([['m1', 'b']]);
});

test('a purged parent takes its rows along, in the history too', () => {
	const feed = new Feed();
	feed.run(property, [
		{ Key: 'a', Media: [photo('m1')] },
		{ Key: 'b', Media: [photo('m2')] },
	]);
	expect(feed.sweep(property, ['b']).deleted).toEqual({ Property: 1, Media: 1 });
	expect(stored(feed)).toEqual([['m2', 'b']]);
	expect(feed.query('SELECT dataset, key, op FROM _history ORDER BY id')).toEqual([
		['Property', 'a', 'd'],
		['Media', 'm1', 'd'],
	]);
});

test('of a relation that the vendor paged, vanished rows go only when its last page has come', () => {
	const feed = new Feed();
	feed.run(property, [
		{ Key: 'a', Media: [photo('m1'), photo('m2'), photo('m3')] },
		{ Key: 'b', Media: [photo('n')] },
	]);
	const run = feed.begin(property, 'update');
	feed.page(run, planOf(property), [{ Key: 'a', Media: [photo('m2')], 'Media@odata.nextLink': 'x' }]);
	expect(stored(feed)).toHaveLength(4);
	const rest = {
		...planOf(dataset('Media', { key: ['MediaKey'] })),
		parent: { column: 'ResourceRecordKey', key: 'a' },
	};
	feed.page(run, rest, [photo('m4')]);
	expect(stored(feed)).toHaveLength(5);
	expect(feed.page(run, { ...rest, completesRelation: true }, []).Media).toMatchObject({ deleted: 2 });
	feed.finish(run);
	expect(stored(feed)).toEqual([
		['m2', 'a'],
		['m4', 'a'],
		['n', 'b'],
	]);
	expect(feed.query('SELECT count(*) FROM _partial_keys')).toEqual([[0]]);
});

test('a dataset that is also a relation shares one table', () => {
	const feed = new Feed();
	const houses: Relation = { property: 'OpenHouse', dataset: 'OpenHouse', key: ['OhKey'], parentColumn: 'ListingKey' };
	const openHouse = dataset('OpenHouse', { key: ['OhKey'], columns: [{ name: 'ListingKey', type: 'text' }] });
	const listing = dataset('Property', { relations: [houses] });
	feed.run(openHouse, [{ OhKey: 'o1', ListingKey: 'a', Note: 'x' }]);
	feed.run(listing, [{ Key: 'a', OpenHouse: [{ OhKey: 'o2', Note: 'y' }] }]);
	expect(feed.query('SELECT OhKey, ListingKey, Note FROM OpenHouse')).toEqual([['o2', 'a', 'y']]);
});

test("rows without a key of their own may use their parent's", () => {
	const feed = new Feed();
	const rooms: Relation = {
		property: 'Room',
		dataset: 'Room',
		key: ['ListingKey', 'Name'],
		parentColumn: 'ListingKey',
	};
	const listing = dataset('Property', { relations: [rooms] });
	const rows = [
		{ Key: 'a', Room: [{ Name: 'Kitchen' }, { Name: 'Bath' }] },
		{ Key: 'b', Room: [{ Name: 'Kitchen' }] },
	];
	feed.run(listing, rows);
	expect(feed.run(listing, rows).counts.Room).toMatchObject({ unchanged: 3 });
	expect(feed.query('SELECT count(*) FROM Room')).toEqual([[3]]);
});
