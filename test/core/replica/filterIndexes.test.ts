import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { candidates, indexKey } from '../../../src/core/filter/candidates.ts';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { toSql } from '../../../src/core/filter/toSql.ts';
import { registerFilterFunctions } from '../../../src/core/replica/filterFunctions.ts';
import { indexForFilters } from '../../../src/core/replica/filterIndexes.ts';
import type { FilterCount } from '../../../src/core/replica/filterRows.ts';
import { document, expression } from '../filter/arbitraries.ts';
import { Feed, dataset, planOf } from './replicaFixture.ts';

const properties = dataset('properties', { columns: [{ name: 'metadata', type: 'json' }] });

/** 24,000 properties, of which 2 % are in London; nobody writes to them. */
function large(): Feed {
	const feed = new Feed();
	const run = feed.begin(properties);
	for (let page = 0; page < 24; page += 1) {
		const rows = Array.from({ length: 1_000 }, (_, n) => ({
			Key: `${page}/${n}`,
			metadata: { city: n % 50 === 0 ? 'London' : `Town ${n % 40}`, score: n, note: 'x'.repeat(200) },
		}));
		feed.page(run, planOf(properties), rows);
	}
	feed.finish(run, { watermark: 1 });
	feed.close();
	return feed;
}

const set = (...texts: readonly string[]) => texts.map((text) => parse(text, dialect));
const countOf = (feed: Feed, ...texts: readonly string[]): FilterCount =>
	feed.read((reader) => reader.countMatches('properties', set(...texts)));
const order = (feed: Feed, ...texts: readonly string[]): ReturnType<typeof indexForFilters> =>
	indexForFilters({
		...{ file: feed.file, dataset: 'properties', filters: set(...texts).map(({ filter }) => filter) },
		count: countOf(feed, ...texts),
	});
const indexes = (feed: Feed): readonly unknown[] =>
	feed.query("SELECT name FROM sqlite_schema WHERE name GLOB '_filter_*' ORDER BY rowid").flat();

test('what an index leaves out matches for certain not', () => {
	const db = new DatabaseSync(':memory:');
	registerFilterFunctions(db, dialect);
	fc.assert(
		fc.property(
			expression,
			fc.array(document, { minLength: 1, maxLength: 8 }),
			fc.boolean(),
			(text, documents, may) => {
				const parsed = parse(text, dialect);
				const key = indexKey('doc', parsed.filter.field.kind === 'path' ? parsed.filter.field.names : []);
				const target = { column: 'doc', namesMayDiffer: may };
				const narrow = key === undefined ? undefined : candidates({ filter: parsed.filter, key, target, dialect });
				if (narrow === undefined) return;
				const { sql, params } = toSql([parsed], target, dialect)!;
				const select = db.prepare(`SELECT ${sql} AS verdict, ${narrow.sql} AS found FROM (SELECT ? AS doc)`);
				for (const one of documents) {
					const json = one === undefined ? null : JSON.stringify(one);
					const { verdict, found } = select.get(...params, ...narrow.params, json)!;
					if (verdict !== 0) expect(found, `${text} on ${String(json)}\n${narrow.sql}`).toBe(1);
				}
			},
		),
		{ numRuns: 5_000 },
	);
	db.close();
});

test('a selective filter on a large table gets an index, which later questions use', () => {
	const feed = large();
	const before = countOf(feed, "metadata.city $eq 'london'");
	expect(before).toEqual({ rows: 24_000, matching: 480, undecided: 0 });
	expect(order(feed, "metadata.city $eq 'london'", 'metadata.score $gte 0')).toEqual({ made: 'city' });
	expect(countOf(feed, "metadata.city $eq 'london'")).toEqual(before);
	const key = indexKey('"metadata"', ['city'])!;
	expect(
		JSON.stringify(feed.query(`EXPLAIN QUERY PLAN SELECT 1 FROM properties WHERE ${key} IN ('london')`)),
	).toContain('INDEX _filter_properties_city');
	expect(order(feed, "metadata.city $eq 'oxford'")).toBe('notWorth');
});

test('rows that are written later are found by it', () => {
	const feed = large();
	expect(order(feed, "metadata.city $eq 'london'")).toEqual({ made: 'city' });
	new Feed(feed.file).run(properties, [
		{ Key: 'new', metadata: { city: 'LONDON' } },
		{ Key: '0/0', metadata: { city: 'Oxford' } },
		{ Key: '1/0', metadata: { City: 'London' } },
		{ Key: '2/0', metadata: { city: ['London'] } },
	]);
	expect(countOf(feed, "metadata.city $eq 'london'")).toEqual({ rows: 24_001, matching: 478, undecided: 2 });
});

test('it is not made of small tables, of what finds most rows, nor while a run writes', () => {
	const small = new Feed();
	small.run(properties, [{ Key: 'a', metadata: { city: 'London' } }]);
	small.close();
	expect(order(small, "metadata.city $eq 'london'")).toBe('notWorth');
	const feed = large();
	expect(order(feed, "metadata.city $ne 'london'")).toBe('notWorth');
	expect(order(feed, 'metadata.score $gte 0')).toBe('notWorth');
	const writer = new Feed(feed.file);
	expect(order(feed, "metadata.city $eq 'london'")).toBe('busy');
	writer.close();
	expect(order(feed, "metadata.city $eq 'london'")).toEqual({ made: 'city' });
});

test('the oldest goes where they would take more than a tenth of the file', () => {
	const feed = large();
	for (const path of ['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9']) {
		expect(order(feed, `metadata.${path}.long $eq '${'x'.repeat(40)}'`)).not.toBe('busy');
	}
	expect(indexes(feed)).toContain('_filter_properties_n9.long');
	expect(indexes(feed)).not.toContain('_filter_properties_n0.long');
	const db = new DatabaseSync(feed.file);
	const bytes = db.prepare("SELECT sum(pgsize) AS n FROM dbstat WHERE name GLOB '_filter_*'").get()!.n as number;
	const pages = db.prepare('PRAGMA page_count').get()!.page_count as number;
	db.close();
	expect(bytes).toBeLessThanOrEqual(pages * 16_384 * 0.1);
});
