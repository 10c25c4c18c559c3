import { expect, test } from 'vitest';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { toSql } from '../../../src/core/filter/toSql.ts';
import { Feed, dataset } from './replicaFixture.ts';

const properties = dataset('properties');

function filled(): Feed {
	const feed = new Feed();
	feed.run(properties, [
		{ Key: 'a', metadata: { city: 'London', score: 5, tags: ['ONE', 'two'], chased: '2026-05-01T10:00:00Z' } },
		{ Key: 'b', metadata: { city: 'LONDON', score: 7.5, tags: ['TWO'] } },
		{ Key: 'c', metadata: { city: 'Oxford', ownerEmail: 'someone@example.com' } },
		{ Key: 'd', metadata: { score: 5 } },
		{ Key: 'e', metadata: {} },
		{ Key: 'f' },
	]);
	return feed;
}

test('a set of filters is counted on the replica, with what nobody can know told apart', () => {
	const feed = filled();
	const count = (...texts: readonly string[]): unknown =>
		feed.read((reader) =>
			reader.countMatches(
				'properties',
				texts.map((text) => parse(text, dialect)),
			),
		);
	expect(count("metadata.city $eq 'london'")).toEqual({ rows: 6, matching: 2, undecided: 0 });
	expect(count("metadata.city $eq 'london'", 'metadata.score $gt 5')).toEqual({ rows: 6, matching: 1, undecided: 0 });
	expect(count("metadata.tags $con 'two','two'")).toEqual({ rows: 6, matching: 2, undecided: 0 });
	expect(count("metadata.city $ne 'london'")).toEqual({ rows: 6, matching: 1, undecided: 2 });
});

test('the printed condition runs in any query of a reader', () => {
	const { sql } = toSql(
		[parse('metadata.score $in 5,6', dialect)],
		{ column: 'metadata', namesMayDiffer: false },
		dialect,
	)!;
	const inlined = sql.replaceAll(/\?, \?/g, '5, 6');
	expect(filled().query(`SELECT Key FROM properties WHERE ${inlined} ORDER BY Key`)).toEqual([['a'], ['d']]);
});

test('the fields of the metadata are learned from every row; values that look personal are not kept', () => {
	const index = filled().read((reader) => reader.metadataFields('properties'));
	expect(index.documents).toBe(5);
	expect(index.fields.get('score')).toMatchObject({ seen: 3, types: { number: 3 }, min: 5, max: 7.5 });
	expect(index.fields.get('tags')).toMatchObject({ types: { array: 2 }, itemTypes: { string: 2 } });
	expect(index.fields.get('chased')!.types).toEqual({ datetime: 1 });
	expect(index.fields.get('city')!.topValues).toContainEqual({ value: 'London', count: 1 });
	expect(index.fields.get('ownerEmail')!.topValues).toEqual([]);
});

test('a dataset without metadata says so', () => {
	const feed = new Feed();
	feed.run(properties, [{ Key: 'a' }]);
	const counting = (): unknown =>
		feed.read((reader) => reader.countMatches('properties', [parse("metadata.a1 $eq 'x'", dialect)]));
	expect(counting).toThrow(/carry no metadata/);
});
