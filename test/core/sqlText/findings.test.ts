/** What SQLite says of a wrong statement stands at the place that it means, with what would mend it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileFindings, statementErrors, statementFindings } from '../../../src/core/sqlText/findings.ts';
import type { SqlFinding } from '../../../src/core/sqlText/findings.ts';
import { readSqlFile } from '../../../src/core/sqlText/statements.ts';
import { preparing, schema } from './sqlRig.ts';

/** What is marked stands between `«` and `»`. */
function check(marked: string): { readonly found: readonly SqlFinding[]; readonly text: string } {
	const text = marked.replaceAll(/[«»]/g, '');
	const prepare = preparing();
	const found = readSqlFile(text).statements.flatMap((one) =>
		statementFindings(one, statementErrors(one, prepare), schema),
	);
	const edges = found.flatMap(({ start, end }) => [
		{ at: start, sign: '«' },
		{ at: end, sign: '»' },
	]);
	let shown = text;
	for (const { at, sign } of edges.toSorted((a, b) => b.at - a.at || (a.sign < b.sign ? 1 : -1)))
		shown = shown.slice(0, at) + sign + shown.slice(at);
	expect(shown).toBe(marked);
	return { found, text };
}

test.each([
	['SELECT * FROM contacts; SELECT «surnam» FROM contacts', /no such column: surnam/, ['surname']],
	['SELECT c.«» FROM contacts c'.replace('«»', 'id'), undefined, []],
	['SELECT «c.surnam» FROM contacts c', /no such column: c.surnam/, ['c.surname']],
	['SELECT «x.surname» FROM contacts c', /no such column/, ['c.surname']],
	['SELECT surname FROM «contact»', /no such table: contact/, ['contacts']],
	['SELECT * FROM «Property»', undefined, []],
	['SELECT * FROM «mls.Propety»', /no such table: mls.Propety/, ['mls.Property']],
	['SELECT * FROM «business_cases»', /no such table/, ['"business-cases"']],
	['SELECT * «FRM» contacts', /near "FRM": syntax error/, []],
	['SELECT a FROM (SELECT 1 AS a) WHERE a = 1 «FROM» contacts', /near "FROM"/, []],
	['SELECT id, «,» surname FROM contacts', /near ","/, []],
	['SELECT id FROM contacts WHERE «(»', /incomplete input/, []],
	["SELECT id FROM contacts WHERE id = «'open»", /unrecognized token/, []],
	['SELECT «coalesc»(id, 1) FROM contacts', /no such function: coalesc/, ['coalesce']],
	['SELECT lower(id), «lower»() FROM contacts', /wrong number of arguments/, []],
	['SELECT «id» FROM contacts, "business-cases"', /ambiguous column name: id/, []],
	['SELECT id FROM contacts WHERE «sum»(id) > 1', /misuse of aggregate/, []],
	// The same name is right in one place and wrong in another.
	['SELECT (SELECT status FROM "business-cases"), «status» FROM contacts', /no such column: status/, []],
	['SELECT «surnam», «activ» FROM contacts', /no such column/, ['surname']],
	['SELECT id FROM contacts WHERE surname = «"Brno"»', /no such column: "?Brno/, [`'Brno'`]],
	['SELECT ListPrice FROM contacts c JOIN mls.Property p ON «c.ListingKey» = c.id', /no such column/, ['p.ListingKey']],
	['SELECT «c.order» FROM contacts c JOIN "business-cases" b', /near|no such/, []],
])('%s', (marked, message, fixes) => {
	if (message === undefined) return;
	const { found } = check(marked.replace('«c.order»', 'c.«order»'));
	expect(found[0]?.message).toMatch(message);
	expect(found[0]?.fixes.map(({ edit }) => edit.text)).toEqual(fixes);
});

test('a table that another replica has is found without its name too', () => {
	expect(check('SELECT * FROM Property').found).toEqual([]);
});

test('each fix makes the statement right', () => {
	const prepare = preparing();
	for (const sql of [
		'SELECT surnam FROM contacts',
		'SELECT x.surname FROM contacts c',
		'SELECT * FROM business_cases',
		'SELECT id FROM contacts WHERE surname = "Brno"',
		'SELECT c.ListingKey FROM contacts c JOIN mls.Property p',
		'SELECT coalesc(id, 1) FROM contacts',
	]) {
		const [finding] = readSqlFile(sql).statements.flatMap((one) =>
			statementFindings(one, statementErrors(one, prepare), schema),
		);
		const edit = finding?.fixes[0]?.edit ?? { start: 0, end: 0, text: '' };
		expect(prepare(sql.slice(0, edit.start) + edit.text + sql.slice(edit.end)), sql).toBeUndefined();
	}
});

test.each([
	'«DELETE» FROM contacts',
	'«INSERT» INTO contacts VALUES (1)',
	'«REPLACE» INTO contacts VALUES (1)',
	'WITH a AS (SELECT 1) «UPDATE» contacts SET id = 1',
	"«ATTACH» 'other.sqlite' AS other",
	'EXPLAIN «DROP» TABLE contacts',
	'EXPLAIN QUERY PLAN «DELETE» FROM contacts',
	'«VACUUM»',
	'«CREATE» TEMP TABLE t (a)',
])('what would change something is refused in words: %s', (marked) => {
	const { found } = check(marked);
	expect(found[0]?.message).toMatch(/^[A-Z]+ is refused: queries only read/);
});

test('replace() is a function where it does not stand first', () => {
	expect(check("SELECT replace(surname, 'a', 'b') FROM contacts").found).toEqual([]);
});

test('what is marked lies in its statement, whatever is typed', () => {
	const prepare = preparing();
	const words = fc.constantFrom(
		...[
			'SELECT',
			'FROM',
			'contacts',
			'id',
			',',
			'(',
			')',
			'WHERE',
			'=',
			"'x'",
			'JOIN',
			'c',
			'.',
			'zzz',
			'sum',
			'AS',
			'ORDER',
			'BY',
		],
	);
	fc.assert(
		fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
			const file = readSqlFile(parts.join(' '));
			for (const statement of file.statements) {
				for (const { start, end } of statementFindings(statement, statementErrors(statement, prepare), schema)) {
					expect(start >= statement.body.start && end <= statement.body.end && end > start).toBe(true);
				}
			}
		}),
	);
});

test('comments name connections that exist', () => {
	const found = (text: string): readonly (readonly unknown[])[] =>
		fileFindings(readSqlFile(text), ['agency', 'mls']).map(({ message, start, end, fixes }) => [
			...[message, text.slice(start, end), fixes[0]?.edit.text],
		]);
	expect(found('-- @connection agency\n-- @attach mls AS m\n-- @author me\nSELECT 1')).toEqual([]);
	expect(found('-- @connection agncy\nSELECT 1')).toEqual([
		["freehold.yaml has no connection 'agncy'. Did you mean agency?", 'agncy', 'agency'],
	]);
	expect(found('-- @conection agency')).toEqual([
		['There is no @conection. Did you mean connection?', 'conection', 'connection'],
	]);
	expect(found('-- @attach mls AS main\n')[0]?.[0]).toMatch(/SQLite keeps the name main/);
	expect(found('-- @attach')[0]?.[0]).toBe('@attach needs the name of a connection');
	expect(found('SELECT 1;\n-- @connection nothing-alike\nSELECT 2')[0]?.[1]).toBe('nothing-alike');
});
