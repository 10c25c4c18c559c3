/** Parquet files and SQLite files, replicas and others, as tables. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fillFromQuery } from '../../../src/core/tables/fillFromQuery.ts';
import { fillFromSqlite } from '../../../src/core/tables/fillFromSqlite.ts';
import { ScratchTable } from '../../../src/core/tables/scratchTable.ts';
import { Feed, dataset, temporaryFolder } from '../replica/replicaFixture.ts';
import { TableRig, fileOf } from './tableRig.ts';

const parquet = (name: string): string =>
	fileURLToPath(new URL(`../formats/parquet/fixtures/${name}`, import.meta.url));

test('a Parquet file has its columns with types, and its numbers in order', async () => {
	const rig = new TableRig({ kind: 'file', file: parquet('types.parquet') });
	const { columns, count } = await rig.settled();
	expect(count).toBe(4);
	expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toMatchObject({
		...{ text: 'text', bool: 'boolean', int32: 'integer', float: 'decimal', decimal9: 'decimal', date: 'date' },
		...{ time_ms: 'time', local_ms: 'datetime', utc_us: 'instant', list: 'json', struct: 'json' },
	});
	const decimal = columns.findIndex(({ name }) => name === 'decimal9');
	await rig.ask('arrange', { orders: [{ column: decimal, isDescending: true }], filters: [] });
	expect(await rig.column(decimal)).toEqual(['12.50', '0.00', '-0.01', null]);
});

test('a damaged Parquet file says so', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.parquet', 'PAR1 and nothing else PAR1') });
	expect((await rig.settled()).failure).toMatchObject({
		reason: 'badResponse',
		what: 'The Parquet file could not be read',
	});
});

const listings = dataset('Listing', {
	key: ['Id'],
	columns: [
		{ name: 'Id', type: 'text' },
		{ name: 'City', type: 'text', label: 'Town' },
	],
});
const agents = dataset('Agent', { key: ['Id'], columns: [{ name: 'Id', type: 'text' }] });

test('a replica is a list of its datasets with their rows; the first that has any is shown', async () => {
	const feed = new Feed();
	feed.run(agents, [], 'initial');
	feed.run(listings, [{ Id: 'a', City: 'Brno' }], 'initial');
	const rig = new TableRig({ kind: 'file', file: feed.file });
	const { sheets, columns } = await rig.settled();
	expect(sheets).toEqual({
		all: [
			{ index: 0, name: 'Agent (0)' },
			{ index: 1, name: 'Listing (1)' },
		],
		current: 1,
	});
	expect(columns.map(({ label }) => label)).toEqual([undefined, 'Town']);
	expect(await rig.rows()).toEqual([['a', 'Brno']]);
	const other = new TableRig({ kind: 'file', file: feed.file, sheet: 0 });
	expect((await other.settled()).count).toBe(0);
});

test('another database shows its tables, and is not written to', async () => {
	const file = join(temporaryFolder(), 'other.sqlite');
	using db = new DatabaseSync(file);
	db.exec(`CREATE TABLE "odd ""name" (a, b INTEGER, c BLOB, PRIMARY KEY (a)) WITHOUT ROWID;
		INSERT INTO "odd ""name" VALUES ('x', 9223372036854775807, x'00ff'), ('y', 7, NULL);
		CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
		CREATE TABLE zero (n)`);
	const rig = new TableRig({ kind: 'file', file });
	const { sheets, failure } = await rig.settled();
	expect(failure).toBeUndefined();
	expect(sheets?.all.map(({ name }) => name)).toEqual(['odd "name', 'zero']);
	expect(await rig.rows()).toEqual([
		['x', '9223372036854775807', "x'00ff'"],
		['y', 7, null],
	]);
});

test.each([
	['a text', 'this is no database, but it is longer than a header would be'.repeat(3), 'it is no SQLite database'],
	['an empty database', '', 'it has no tables yet'],
])('%s is refused in words', async (_, content, why) => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.sqlite', content) });
	expect((await rig.settled()).failure?.why).toBe(why);
});

test('rows with megabytes are added one by one, so that they do not fill the memory', async () => {
	const file = join(temporaryFolder(), 'blobs.sqlite');
	const db = new DatabaseSync(file);
	db.exec('CREATE TABLE t (b); INSERT INTO t VALUES (zeroblob(9000000)), (zeroblob(9000000)), (zeroblob(9000000))');
	db.close();
	const feed = new Feed();
	feed.run(listings, [{ Id: 'a' }, { Id: 'b' }, { Id: 'c' }], 'initial');
	const sql = 'SELECT zeroblob(9000000) FROM Listing';
	const { signal } = new AbortController();
	using stored = new ScratchTable();
	using queried = new ScratchTable();
	for (const [table, filling] of [
		[stored, fillFromSqlite(stored, { file, name: 't' }, signal)],
		[queried, fillFromQuery(queried, { kind: 'query', file: feed.file, sql }, signal)],
	] as const) {
		const counts: number[] = [];
		for await (const _ of filling) counts.push(table.count);
		expect(counts).toEqual([1, 2, 3, 3]);
	}
});
