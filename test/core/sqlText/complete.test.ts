/** What is offered while SQL is written. */
import { expect, test } from 'vitest';
import { sqlHoverAt } from '../../../src/core/sqlText/hover.ts';
import { cursorIn, insertsOf, offered, schema } from './sqlRig.ts';

const labels = (text: string): readonly string[] => offered(text).map(({ label }) => label);

test.each([
	'SELECT * FROM |',
	'SELECT * FROM contacts c JOIN |',
	'SELECT * FROM contacts, |',
	'select (SELECT 1 FROM |',
])('tables are offered in %s, written as they have to be', (text) => {
	expect(insertsOf(text, 'table')).toEqual(['contacts', '"business-cases"', 'mls.Property', '_runs']);
	expect(insertsOf(text, 'schema')).toEqual(['mls.']);
	expect(labels(text)).not.toContain('WHERE');
});

test.each([
	['SELECT | FROM contacts'],
	['SELECT * FROM contacts WHERE |'],
	['SELECT * FROM contacts ORDER BY sur|'],
	['SELECT count(|) FROM contacts'],
	['SELECT 1; SELECT |\nFROM contacts; SELECT 2'],
])('columns of the table are offered in %s', (text) => {
	expect(insertsOf(text, 'column')).toEqual(['id', 'surname', 'active', 'metadata']);
	expect(labels(text)).toContain('coalesce');
});

test('columns that two tables have are written with their table, others are not', () => {
	const text = 'SELECT | FROM contacts c JOIN "business-cases" AS b ON b.contactId = c.id';
	expect(insertsOf(text, 'column')).toEqual([
		...['c.id', 'surname', 'active', 'metadata'],
		...['b.id', '"order"', 'contactId', 'status'],
	]);
});

test.each([
	['SELECT b.| FROM "business-cases" b', ['id', '"order"', 'contactId', 'status']],
	['SELECT c.| FROM contacts AS c, mls.Property p', ['id', 'surname', 'active', 'metadata']],
	['SELECT p.Li| FROM mls.Property p', ['ListingKey', 'ListPrice']],
	['SELECT contacts.| FROM contacts', ['id', 'surname', 'active', 'metadata']],
	['SELECT x.| FROM (SELECT surname AS s, id FROM contacts) x', ['s', 'id']],
	['WITH a AS (SELECT surname, 1 AS n FROM contacts) SELECT a.| FROM a', ['surname', 'n']],
	['WITH a(x, y) AS (SELECT 1, 2) SELECT a.| FROM a', ['x', 'y']],
	[
		'WITH a AS (SELECT * FROM contacts), b AS (SELECT a.*, 1 AS n FROM a) SELECT b.| FROM b',
		[...['id', 'surname', 'active', 'metadata', 'n']],
	],
	[
		'SELECT (SELECT max(p.|) FROM mls.Property p WHERE p.ListingKey = c.id) FROM contacts c',
		['ListingKey', 'ListPrice'],
	],
	[
		'SELECT (SELECT 1 FROM mls.Property p WHERE p.ListingKey = c.|) FROM contacts c',
		['id', 'surname', 'active', 'metadata'],
	],
	[
		'SELECT j.| FROM contacts, json_each(metadata) j',
		['"key"', 'value', 'type', 'atom', 'id', 'parent', 'fullkey', 'path'],
	],
	['SELECT v.| FROM (VALUES (1, 2)) v', ['column1', 'column2']],
	['SELECT 1 FROM contacts UNION SELECT p.| FROM mls.Property p', ['ListingKey', 'ListPrice']],
])('behind the dot in %s', (text, columns) => {
	expect(insertsOf(text, 'column')).toEqual(columns);
});

test('tables of an attached replica are offered behind its name', () => {
	expect(insertsOf('SELECT * FROM mls.|', 'table')).toEqual(['Property']);
});

test('named queries can be read from, and columns of a recursion end', () => {
	expect(insertsOf('WITH recent AS (SELECT 1) SELECT * FROM |', 'query')).toEqual(['recent']);
	const recursion = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT n.| FROM n';
	expect(insertsOf(recursion, 'column')).toEqual(['i']);
	expect(insertsOf('WITH n AS (SELECT * FROM n) SELECT n.| FROM n', 'column')).toEqual([]);
});

test.each(["SELECT 'a|'", 'SELECT 12|', 'SELECT 1 AS n|', 'SELECT id AS |', 'SELECT :p|', '/* a | */ SELECT 1'])(
	'nothing is offered in %s',
	(text) => {
		expect(offered(text)).toEqual([]);
	},
);

test('values of an enumeration are offered where the column is compared', () => {
	for (const text of ['status = |', "status = '|'", "b.status IN ('open', |", 'status <> |', 'status IS NOT |']) {
		const values = offered(`SELECT 1 FROM "business-cases" b WHERE ${text}`).filter(({ kind }) => kind === 'value');
		expect(values.map(({ label, detail }) => [label, detail])).toEqual([
			["'open'", 'Open case'],
			["'closed'", ''],
		]);
	}
});

test('keywords are written as the statement writes them', () => {
	expect(labels('select id from contacts |')).toContain('where');
	expect(labels('SELECT id FROM contacts |')).toContain('WHERE');
	expect(labels('|')).toEqual(['SELECT', 'WITH', 'VALUES', 'EXPLAIN']);
	expect(labels('SELECT 1;\n|')).toEqual(['SELECT', 'WITH', 'VALUES', 'EXPLAIN']);
});

test('comments name connections', () => {
	expect(labels('-- @|')).toEqual(['connection', 'attach', 'name']);
	expect(labels('-- @connection a|\nSELECT 1')).toEqual(['agency', 'mls']);
	expect(labels('-- @attach |')).toEqual(['agency', 'mls']);
	expect(labels('-- a note |')).toEqual([]);
});

const hoverText = (text: string): string => {
	const { file, offset } = cursorIn(text);
	const found = sqlHoverAt(file, offset, schema);
	if (found === undefined) return '';
	return found.kind === 'text' ? found.text : `${found.column.name} of ${found.table?.name ?? 'no table'}`;
};

test.each([
	['SELECT sur|name FROM contacts', 'surname of contacts'],
	['SELECT c.a|ctive FROM contacts c', 'active of contacts'],
	['WITH a AS (SELECT surname AS s FROM contacts) SELECT |s FROM a', 's of contacts'],
	['SELECT 1 AS n FROM (SELECT 2 AS m) WHERE |m = 2', 'm of no table'],
	['SELECT * FROM con|tacts', /^\*\*`contacts`\*\* · Contacts · 2,000 rows · 4 columns\n\nKey: `id`$/],
	['SELECT |c.id FROM contacts c', /`contacts`/],
	['SELECT * FROM mls.Prop|erty', /`Property`/],
	['SELECT coal|esce(id, 1) FROM contacts', /coalesce\(X, Y, …\)/],
	['SELECT * FROM contacts GRO|UP BY id', /GROUP BY/],
	['SELECT nothing|here FROM contacts', ''],
])('the pointer in %s tells %s', (text, told) => {
	if (typeof told === 'string') expect(hoverText(text)).toBe(told);
	else expect(hoverText(text)).toMatch(told);
});
