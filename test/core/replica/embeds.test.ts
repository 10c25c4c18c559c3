import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Relation, RowPlan } from '../../../src/core/sources/source.ts';
import { Feed, dataset, planOf } from './replicaFixture.ts';

/** Records of their own that come along within `_embedded`, as HAL has it. */
const images: Relation = {
	property: 'images',
	within: '_embedded',
	dataset: 'propertyImages',
	key: ['customerId', 'id'],
};
const properties = dataset('properties', { key: ['customerId', 'id'], relations: [images] });
const alone = dataset('propertyImages', { key: ['customerId', 'id'] });
const hal: Partial<RowPlan> = {
	rowsAt: ['_embedded'],
	omitted: ['_embedded'],
	constants: { customerId: 'SBOX' },
	keptWhenEmpty: ['_eTag'],
};
const page = (...rows: readonly object[]): string => JSON.stringify({ totalCount: rows.length, _embedded: rows });
const image = (id: string, more: object = {}): object => ({ id, _eTag: `"${id}"`, ...more });

test('embedded records go to the table of their own dataset and carry the customer in their key', () => {
	const feed = new Feed();
	const { counts } = feed.run(
		properties,
		page({ id: 'P1', _embedded: { images: [image('I1'), image('I2')] } }, { id: 'P2', _embedded: null }),
		'initial',
		hal,
	);
	expect(counts).toMatchObject({ properties: { inserted: 2 }, propertyImages: { inserted: 2 } });
	expect(feed.query('SELECT customerId, id FROM propertyImages ORDER BY id')).toEqual([
		['SBOX', 'I1'],
		['SBOX', 'I2'],
	]);
	expect(feed.query("SELECT name FROM pragma_table_info('properties') WHERE name LIKE '%embedded%'")).toEqual([]);
});

test('nothing is deleted because an embed came without it, nor with the record that it came along with', () => {
	const feed = new Feed();
	feed.run(properties, page({ id: 'P1', _embedded: { images: [image('I1'), image('I2')] } }), 'initial', hal);
	feed.run(properties, page({ id: 'P1', _embedded: { images: [image('I2')] } }), 'update', hal);
	const run = feed.begin(properties, 'sweep');
	feed.page(run, planOf(properties, { ...hal, relations: [] }), page({ id: 'P2' }));
	feed.store.finishSweep({ run, proof: { isComplete: true }, limitPercent: 100, now: feed.tick() });
	feed.finish(run);
	expect(feed.query('SELECT id FROM properties')).toEqual([['P2']]);
	expect(feed.query('SELECT id FROM propertyImages ORDER BY id')).toEqual([['I1'], ['I2']]);
});

test('a single embedded record is read like a list of one, and what came nested is counted', () => {
	const feed = new Feed();
	const body = new TextEncoder().encode(
		page({ id: 'P1', _embedded: { images: image('I1') } }, { id: 'P2', _embedded: { images: [image('I2')] } }),
	);
	const decoded = feed.store.decode(body, planOf(properties, { ...hal, wantsKeys: true }));
	expect(decoded.nestedCounts).toEqual({ images: 2 });
	expect(decoded.keys).toEqual(['["SBOX","P1"]', '["SBOX","P2"]']);
	expect(decoded.envelope).toEqual({ totalCount: 2 });
});

test('an entity tag that a list leaves out stays while nothing else changes, and goes with the version it belonged to', () => {
	const feed = new Feed();
	const tags = (): unknown => feed.query('SELECT _eTag FROM propertyImages');
	feed.run(alone, page({ id: 'I1', order: 1, _eTag: '"v1"' }), 'initial', hal);
	const { counts } = feed.run(alone, page({ id: 'I1', order: 1, _eTag: null }), 'update', hal);
	expect(counts.propertyImages).toMatchObject({ unchanged: 1, updated: 0 });
	expect(tags()).toEqual([['"v1"']]);
	feed.run(alone, page({ id: 'I1', order: 2, _eTag: null }), 'update', hal);
	expect(tags()).toEqual([[null]]);
});

test('the same id of two customers is two rows', () => {
	const feed = new Feed();
	feed.run(alone, page(image('I1')), 'initial', hal);
	feed.run(alone, page(image('I1')), 'update', { ...hal, constants: { customerId: 'RES' } });
	expect(feed.query('SELECT customerId FROM propertyImages ORDER BY 1')).toEqual([['RES'], ['SBOX']]);
});

test('records without an id are told apart by what they say', () => {
	const feed = new Feed();
	const entries = dataset('journalEntries', { key: ['customerId', 'contentDigest'] });
	const plan: Partial<RowPlan> = { ...hal, digestColumn: 'contentDigest' };
	const [call, letter] = [{ created: '2026-05-01T09:00:00Z', description: 'Call' }, { description: 'Letter' }];
	feed.run(entries, page({ ...call, _links: { property: { href: '/properties/A' } } }, letter), 'initial', plan);
	const { counts } = feed.run(entries, page({ ...call, typeId: null }, { ...letter, typeId: 'LT' }), 'update', plan);
	expect(counts.journalEntries).toMatchObject({ inserted: 1 });
	expect(feed.query('SELECT description, typeId FROM journalEntries ORDER BY 1, 2')).toEqual([
		['Call', null],
		['Letter', null],
		['Letter', 'LT'],
	]);
});

test('a body that is a bare array is a page', () => {
	const feed = new Feed();
	const types = dataset('configuration.agencyTypes', { key: ['customerId', 'id'] });
	feed.run(types, JSON.stringify([{ id: 'A', value: 'Agent' }]), 'initial', { ...hal, rowsAt: [] });
	expect(feed.query('SELECT customerId, id, value FROM "configuration.agencyTypes"')).toEqual([['SBOX', 'A', 'Agent']]);
});

test('a record that is asked for by its key and no longer exists is deleted, and its history keeps it', () => {
	const feed = new Feed();
	feed.run(alone, page(image('I1'), image('I2')), 'initial', hal);
	const run = feed.begin(alone, 'retry');
	const empty = feed.store.decode(new TextEncoder().encode(page()), planOf(alone, hal));
	const traffic = { requests: 1, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 };
	const missing = ['["SBOX","I1"]', '["SBOX","never"]'];
	feed.store.apply({ run, page: empty, checkpoint: null, missing, traffic });
	expect(feed.finish(run).counts.propertyImages).toMatchObject({ deleted: 1 });
	expect(feed.query('SELECT id FROM propertyImages')).toEqual([['I2']]);
	expect(feed.read((reader) => [...reader.asOf('propertyImages', run - 1)])).toHaveLength(2);
});

test('a replica of the first format is brought up to this one by its next writer, and can be read before', () => {
	const feed = new Feed();
	feed.run(alone, page(image('I1')), 'initial', hal);
	feed.close();
	const db = new DatabaseSync(feed.file);
	db.exec('DROP TABLE _fields; DROP TABLE _field_documents; DROP TABLE _field_indexes');
	db.exec('ALTER TABLE _runs DROP COLUMN charged; PRAGMA user_version = 1');
	db.close();
	expect(feed.read((reader) => reader.runs(1)[0])).toMatchObject({ charged: 0 });
	const again = new Feed(feed.file);
	expect(again.run(alone, page(image('I2')), 'update', hal)).toMatchObject({ charged: 0, outcome: 'done' });
	expect(again.query('PRAGMA user_version')).toEqual([[3]]);
});
