/** What the editor writes and says of SQL, without an editor. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqlTarget } from '../../../src/core/sqlText/directives.ts';
import { readSqlFile } from '../../../src/core/sqlText/statements.ts';
import { formatStatement } from '../../../src/vscode/sql/formatStatement.ts';
import { sqlText } from '../../../src/vscode/sql/meantSql.ts';
import { sqlCommand } from '../../../src/vscode/sql/sqlCommand.ts';
import { sqlStatusText } from '../../../src/vscode/sql/sqlStatusText.ts';
import { english } from '../english.ts';

const tabs = { tabSize: 4, insertSpaces: false };

test('a query that is opened says what it is meant for, and is read as that', () => {
	const attached = [
		{ connection: 'mls', schema: 'mls' },
		{ connection: 'prague', schema: 'p' },
	];
	const text = sqlText({ connection: 'agency', attached, sql: 'SELECT 1' });
	expect(text).toBe('-- @connection agency\n-- @attach mls\n-- @attach prague AS p\n\nSELECT 1;\n');
	const file = readSqlFile(text);
	expect(sqlTarget(file, file.statements[0])).toEqual({ connection: 'agency', attached });
	expect(sqlText({ connection: 'agency', sql: 'SELECT 1;' })).toBe('-- @connection agency\n\nSELECT 1;\n');
});

function commandOf(text: string, number: number, path: string | undefined): string {
	const file = readSqlFile(text);
	const statement = file.statements[number - 1]!;
	const { connection = 'agency', attached } = sqlTarget(file, statement);
	const values = { ':city': "O'Hara", ':n': '5' };
	return sqlCommand({ file, statement, path, replicas: { connection, attached }, values });
}

test.each([
	['SELECT 1', 1, undefined, "freehold query agency 'SELECT 1'"],
	["SELECT 'it''s' -- $x", 1, undefined, `freehold query agency 'SELECT '\\''it'\\'''\\''s'\\'''`],
	['-- @attach mls AS m\nSELECT 1', 1, undefined, "freehold query agency 'SELECT 1' --attach mls=m"],
	['SELECT :city, :n', 1, undefined, `freehold query agency 'SELECT :city, :n' --param 'city=O'\\''Hara' --param n=5`],
	['SELECT 1', 1, 'a b.freehold.sql', "freehold query agency 'a b.freehold.sql'"],
	['-- @connection mls\nSELECT 1; SELECT 2', 2, 'x.freehold.sql', 'freehold query x.freehold.sql --statement 2'],
	[
		...['-- @connection mls\n-- @name Price cuts\nSELECT 1; SELECT 2', 1, 'x.freehold.sql'],
		"freehold query x.freehold.sql --statement 'Price cuts'",
	],
] as const)('%j, statement %d of %s, is copied as %s', (text, number, path, command) => {
	expect(commandOf(text, number, path)).toBe(command);
});

test('the status names what is queried, or that nobody has said it', () => {
	const nothing = {
		named: undefined,
		connection: undefined,
		attached: [],
		isStored: false,
		lastRun: undefined,
		now: 0,
	};
	expect(sqlStatusText(english, nothing).text).toBe('No Connection');
	expect(sqlStatusText(english, { ...nothing, named: 'mls' })).toEqual({
		text: 'mls',
		detail: "freehold.yaml has no connection 'mls'",
	});
	expect(sqlStatusText(english, { ...nothing, connection: 'mls', attached: ['a', 'p'] })).toEqual({
		text: 'mls + a + p',
		detail: 'Not replicated yet',
	});
	const hourAgo = { ...nothing, connection: 'mls', isStored: true, lastRun: 1, now: 3_600_001 };
	expect(sqlStatusText(english, hourAgo).detail).toBe('Only reads · Last run: 1 h ago');
});

test('a statement is formatted, and half a one is left as it is', () => {
	expect(formatStatement('select a,b from t where x=:p and y in (1,2)', tabs)).toBe(
		'SELECT\n\ta,\n\tb\nFROM\n\tt\nWHERE\n\tx = :p\n\tAND y IN (1, 2)',
	);
	expect(formatStatement('select (', tabs)).toBeUndefined();
	expect(formatStatement("select 'open", tabs)).toBeUndefined();
});

test('formatting takes nothing away and is at an end after once', () => {
	const words = fc.constantFrom(
		...[
			'select',
			'from',
			't',
			'a',
			',',
			'(',
			')',
			'where',
			'=',
			"'x y'",
			'"n m"',
			'[b c]',
			'-- note\n',
			'/* n */',
			'?',
			'@p',
			'1',
		],
	);
	fc.assert(
		fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
			const text = `select 1 ${parts.join(' ')}`;
			const formatted = formatStatement(text, tabs);
			if (formatted === undefined) return;
			const essence = (sql: string): string => sql.replaceAll(/\s+/g, '').toLowerCase();
			expect(essence(formatted)).toBe(essence(text));
		}),
	);
});
