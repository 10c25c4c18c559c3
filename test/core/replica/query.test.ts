import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import { Feed, dataset, planOf, temporaryFolder } from './replicaFixture.ts';

const property = dataset('Property', {
	columns: [
		{ name: 'Price', type: 'integer' },
		{ name: 'Tags', type: 'json' },
	],
});

function filled(): Feed {
	const feed = new Feed();
	const rows = Array.from({ length: 20 }, (_, index) => ({ Key: `k${index}`, Price: index % 7, Tags: [`t${index}`] }));
	feed.run(property, rows);
	return feed;
}

test('rows of a query come one by one, and stopping early leaves the reader usable', () => {
	const feed = filled();
	feed.read((reader) => {
		const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
		const query = reader.openQuery(endless, {});
		expect(query.columns).toEqual(['i']);
		const taken: unknown[] = [];
		for (const row of query.rows) {
			taken.push(row);
			if (taken.length === 3) break;
		}
		query.close();
		expect(taken).toEqual([[1], [2], [3]]);
		const past = reader.openQuery('SELECT count(*) FROM Property', { asOf: 0 });
		expect([...past.rows]).toEqual([[0]]);
		past.close();
		expect(() => reader.openQuery('DELETE FROM Property', {})).toThrow(/only read/);
		expect(reader.query('SELECT count(*) FROM Property', { limit: 1 }).rows).toEqual([[20]]);
	});
});

test('a query gives columns and rows, and says when there are more', () => {
	const feed = filled();
	feed.read((reader) => {
		const limited = reader.query('SELECT Key, Price AS "the price", Price FROM Property', { limit: 3 });
		expect(limited.columns).toEqual(['Key', 'the price', 'Price']);
		expect(limited.rows).toHaveLength(3);
		expect(limited.isTruncated).toBe(true);
		expect(reader.query('SELECT count(*) FROM Property', { limit: 1 })).toMatchObject({
			rows: [[20]],
			isTruncated: false,
		});
		expect(
			reader.query('SELECT Key FROM Property WHERE Price = ? AND Key > ?', { limit: 9, params: [6, 'k13'] }).rows,
		).toEqual([['k6']]);
		expect(reader.query('SELECT 1 AS a, 2 AS a', { limit: 1 }).rows).toEqual([[1, 2]]);
		expect(reader.query('SELECT 9223372036854775807', { limit: 1 }).rows).toEqual([[9223372036854775807n]]);
		expect(reader.query('SELECT Key FROM Property WHERE 0', { limit: 1 })).toMatchObject({
			columns: ['Key'],
			rows: [],
		});
		expect(reader.query('SELECT 1; -- done\n /* really */ ;', { limit: 1 }).rows).toEqual([[1]]);
	});
});

test('tables can be described by the usual means', () => {
	filled().read((reader) => {
		const names = reader.query("SELECT name FROM pragma_table_info('Property')", { limit: 99 }).rows.flat();
		expect(names).toEqual(['_inserted_run', '_hidden', 'Key', 'Price', 'Tags']);
		expect(reader.query('PRAGMA table_info("Property")', { limit: 99 }).rows).toHaveLength(5);
		expect(reader.query('SELECT value FROM Property, json_each(Tags) LIMIT 1', { limit: 9 }).rows).toEqual([['t0']]);
		const tree = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT max(i) FROM n';
		expect(reader.query(tree, { limit: 9 }).rows).toEqual([[3]]);
	});
});

test.each([
	"INSERT INTO Property (Key, _inserted_run) VALUES ('x', 1)",
	'UPDATE Property SET Price = 0',
	'DELETE FROM Property',
	'DROP TABLE Property',
	'CREATE TABLE t (a)',
	'CREATE TEMP TABLE t (a)',
	'PRAGMA user_version = 7',
	'PRAGMA query_only = 0',
	'PRAGMA journal_mode = DELETE',
	'PRAGMA wal_checkpoint(TRUNCATE)',
	"ATTACH 'other.sqlite' AS other",
	'COMMIT',
	'REINDEX',
])('SQLite refuses: %s', (sql) => {
	const feed = filled();
	const before = feed.query('SELECT count(*), sum(Price) FROM Property');
	const refused = (): unknown => feed.read((reader) => reader.query(sql, { limit: 1 }));
	expect(refused).toThrow(FreeholdError);
	try {
		refused();
	} catch (error) {
		expect(FreeholdError.is(error, 'readOnly')).toBe(true);
	}
	expect(feed.query('SELECT count(*), sum(Price) FROM Property')).toEqual(before);
});

test('a query writes no other file either', () => {
	const feed = filled();
	const folder = temporaryFolder();
	for (const sql of [`VACUUM INTO '${join(folder, 'copy.sqlite')}'`, `ATTACH '${join(folder, 'new.sqlite')}' AS n`]) {
		expect(() => feed.query(sql)).toThrow(FreeholdError);
	}
	expect(readdirSync(folder)).toEqual([]);
});

test('a reader goes on working after a query was refused', () => {
	filled().read((reader) => {
		expect(() => reader.query('DELETE FROM Property', { limit: 1 })).toThrow();
		expect(() => reader.query('SELECT nothing FROM Property', { limit: 1 })).toThrow();
		expect(reader.query('SELECT count(*) FROM Property', { limit: 1 }).rows).toEqual([[20]]);
		expect(() => reader.queryAsOf(1, 'DROP VIEW Property', { limit: 1 })).toThrow(FreeholdError);
	});
});

test.each([
	['SELEC 1', /syntax error/],
	['SELECT Pric FROM Property', /no such column/],
	['SELECT * FROM Propert', /no such table/],
	['SELECT 1; DELETE FROM Property', /more than one statement/],
	['SELECT ?', undefined],
])('%s is an error of the query', (sql, why) => {
	const feed = filled();
	if (why === undefined) return;
	try {
		feed.query(sql);
		expect.unreachable();
	} catch (error) {
		expect(FreeholdError.is(error, 'query')).toBe(true);
		expect((error as FreeholdError).why).toMatch(why);
	}
});

test('a table streams its columns for files', () => {
	filled().read((reader) => {
		const stream = reader.stream('Property');
		expect(stream.columns).toEqual(['Key', 'Price', 'Tags']);
		expect([...stream.jsonColumns]).toEqual(['Tags']);
		expect([...stream.rows][3]).toEqual(['k3', 3, '["t3"]']);
		expect(() => reader.stream('Nope')).toThrow(/not found in the replica/);
	});
});

test('a reader sees each committed page while a run is writing', () => {
	const feed = filled();
	const run = feed.begin(property, 'update');
	feed.read((reader) => {
		for (let page = 1; page <= 3; page++) {
			feed.page(run, planOf(property), [{ Key: `new${page}` }]);
			expect(reader.query('SELECT count(*) FROM Property', { limit: 1 }).rows).toEqual([[20 + page]]);
		}
		expect(reader.runs(1)[0]).toMatchObject({ id: run, outcome: 'running' });
	});
});

test('a replica that is not there is not made by reading it', () => {
	const file = join(temporaryFolder(), 'none.sqlite');
	expect(() => new ReplicaReader(file)).toThrow(/was not found/);
	expect(existsSync(file)).toBe(false);
});
