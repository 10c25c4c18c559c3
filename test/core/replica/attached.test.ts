/** Queries over several replicas, with parameters, explained, and looked at without being run. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { OpenQueryOptions } from '../../../src/core/replica/reader.ts';
import { digest } from '../../support/tables.ts';
import { Feed, dataset } from './replicaFixture.ts';

const property = dataset('Property', {
	columns: [
		{ name: 'Price', type: 'integer', label: 'Asking price' },
		{ name: 'Status', type: 'text', values: ['A', 'S'], valueLabels: { A: 'Active' } },
	],
});
const contact = dataset('Contact', { columns: [{ name: 'Home', type: 'text' }] });

function two(): { readonly mls: Feed; readonly agency: Feed } {
	const [mls, agency] = [new Feed(), new Feed()];
	mls.run(property, [
		{ Key: 'p1', Price: 1, Status: 'A' },
		{ Key: 'p2', Price: 2, Status: 'S' },
	]);
	agency.run(contact, [{ Key: 'c1', Home: 'p2' }]);
	return { mls, agency };
}

function rowsOf(feed: Feed, sql: string, options: OpenQueryOptions): readonly unknown[] {
	return feed.read((reader) => {
		const query = reader.openQuery(sql, options);
		try {
			return [...query.rows];
		} finally {
			query.close();
		}
	});
}

function failureOf(run: () => unknown): FreeholdError {
	try {
		run();
	} catch (error) {
		if (FreeholdError.is(error)) return error;
		throw error;
	}
	throw new Error('it did not fail');
}

test('tables of several replicas are joined, also under another name', () => {
	const { mls, agency } = two();
	const join = 'SELECT c.Key, p.Price FROM Contact c JOIN m.Property p ON p.Key = c.Home';
	expect(rowsOf(agency, join, { attached: [{ file: mls.file, schema: 'm' }] })).toEqual([['c1', 2]]);
	const odd = 'SELECT count(*) FROM "my ""mls""".Property';
	expect(rowsOf(agency, odd, { attached: [{ file: mls.file, schema: 'my "mls"' }] })).toEqual([[2]]);
});

test('a row that another process writes to an attached replica is there for the next query', () => {
	const { mls, agency } = two();
	const attached = [{ file: mls.file, schema: 'mls' }];
	mls.run(property, [{ Key: 'p3', Price: 3, Status: 'A' }]);
	expect(rowsOf(agency, 'SELECT count(*) FROM mls.Property', { attached })).toEqual([[3]]);
});

test.each([
	'DELETE FROM mls.Property',
	"INSERT INTO mls.Property (Key, _inserted_run) VALUES ('x', 1)",
	'UPDATE mls.Property SET Price = 0',
	'WITH a AS (SELECT 1) DELETE FROM mls.Property',
	'CREATE INDEX mls.i ON Property (Price)',
	'DROP TABLE mls.Property',
	'PRAGMA mls.user_version = 9',
	'PRAGMA mls.wal_checkpoint(TRUNCATE)',
	'DETACH mls',
	"VACUUM mls INTO 'copy.sqlite'",
	"ATTACH 'other.sqlite' AS other",
	"SELECT load_extension('other')",
	'SELECT * FROM Contact; DELETE FROM Contact',
])('nothing is written to any of them: %s', (sql) => {
	const { mls, agency } = two();
	const before = [digest(mls.file), digest(agency.file), readdirSync(dirname(agency.file))];
	const { reason } = failureOf(() => rowsOf(agency, sql, { attached: [{ file: mls.file, schema: 'mls' }] }));
	expect(['readOnly', 'query']).toContain(reason);
	expect([digest(mls.file), digest(agency.file), readdirSync(dirname(agency.file))]).toEqual(before);
	expect(existsSync('other.sqlite')).toBe(false);
});

test('SQLite itself refuses to write to an attached replica, whatever words are looked at', () => {
	const { mls, agency } = two();
	const db = new DatabaseSync(agency.file, { readOnly: true });
	db.exec(`ATTACH '${mls.file}' AS mls`);
	expect(() => db.exec('DELETE FROM mls.Property')).toThrow(/readonly/);
	db.close();
});

test('an attached replica that cannot be read is told by its name, and too many are refused', () => {
	const { mls, agency } = two();
	const missing = join(dirname(mls.file), 'prague.sqlite');
	const attach = (attached: OpenQueryOptions['attached']): FreeholdError =>
		failureOf(() => rowsOf(agency, 'SELECT 1', { attached }));
	expect(attach([{ file: missing, schema: 'prague' }])).toMatchObject({ reason: 'notFound' });
	expect(attach([{ file: missing, schema: 'prague' }]).what).toContain('prague.sqlite');
	expect(existsSync(missing)).toBe(false);
	const many = Array.from({ length: 11 }, (_, nth) => ({ file: mls.file, schema: `m${nth}` }));
	expect(attach(many).why).toMatch(/too many/);
	expect(attach([{ file: mls.file, schema: 'main' }]).why).toMatch(/already in use/);
});

test('parameters are values, never SQL', () => {
	const { mls } = two();
	const sql = 'SELECT Key FROM Property WHERE Status = :status AND Price >= @least';
	expect(rowsOf(mls, sql, { params: { ':status': 'S', '@least': 1 } })).toEqual([['p2']]);
	expect(rowsOf(mls, sql, { params: { ':status': "S' OR 1 --", '@least': 1 } })).toEqual([]);
	expect(rowsOf(mls, 'SELECT :none', { params: { ':none': null } })).toEqual([[null]]);
});

test('a plan says how rows would be found, also those of attached replicas', () => {
	const { mls, agency } = two();
	const attached = [{ file: mls.file, schema: 'mls' }];
	const steps = agency.read((reader) =>
		reader.queryPlan('SELECT 1 FROM Contact c JOIN mls.Property p ON p.Key = c.Home WHERE p.Price > :least', {
			attached,
		}),
	);
	expect(steps.map(({ detail }) => detail)).toEqual([
		expect.stringMatching(/^SCAN c/),
		expect.stringMatching(/^SEARCH p USING .*INDEX/),
	]);
	expect(failureOf(() => agency.read((reader) => reader.queryPlan('DELETE FROM Contact'))).reason).toBe('readOnly');
});

test('a text is looked at without being run', () => {
	const { mls, agency } = two();
	agency.read((reader) => {
		const preparing = reader.openPreparing({ attached: [{ file: mls.file, schema: 'mls' }] });
		const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
		expect(preparing.prepare(endless)).toBeUndefined();
		expect(preparing.prepare('SELECT Pric FROM mls.Property')).toBe('no such column: Pric');
		preparing.close();
	});
});

test('tables are listed with what the vendor says of their columns, the own ones last', () => {
	const { mls } = two();
	const tables = mls.read((reader) => reader.tables());
	expect(tables[0]).toEqual({
		...{ name: 'Property', dataset: 'Property', title: 'Property' },
		columns: [
			{ name: 'Key', type: 'text', label: undefined, values: undefined, isKey: true },
			{ name: 'Price', type: 'integer', label: 'Asking price', values: undefined, isKey: false },
			{
				...{ name: 'Status', type: 'text', label: undefined, isKey: false },
				values: [
					{ value: 'A', label: 'Active' },
					{ value: 'S', label: undefined },
				],
			},
			{ name: '_inserted_run', type: 'integer', isKey: false },
			{ name: '_hidden', type: 'text', isKey: false },
		],
	});
	expect(tables.map(({ name }) => name)).toContain('_runs');
	expect(tables.find(({ name }) => name === '_runs')?.dataset).toBeUndefined();
});
