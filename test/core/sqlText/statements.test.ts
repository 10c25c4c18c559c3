/** A file of SQL is read into statements, whatever stands in it, and nothing of it is lost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqlTarget, nameGiven } from '../../../src/core/sqlText/directives.ts';
import { sqlFolds, sqlSymbols } from '../../../src/core/sqlText/outline.ts';
import { readQuery } from '../../../src/core/sqlText/queryBlocks.ts';
import { readSqlFile, statementAt } from '../../../src/core/sqlText/statements.ts';
import { isTrivia, tokensOf } from '../../../src/core/sqlText/tokens.ts';
import { cursorIn, offered } from './sqlRig.ts';

/** Text of which much is SQL. */
const sqlish = fc
	.array(
		fc.oneof(
			fc.constantFrom('SELECT', 'FROM', 'WITH', 'AS', "'", '"', '`', '[', ']', '(', ')', ';', '--', '/*', '*/', '\n'),
			fc.constantFrom(' ', ',', '.', 'a', 't', 'JOIN', 'ON', "x'0a'", '?1', ':p', '1.5e3', '12ab', '-- @attach m\n'),
			fc.string({ unit: 'binary', maxLength: 4 }),
		),
		{ maxLength: 60 },
	)
	.map((parts) => parts.join(''));

test('tokens put together are the text, whatever it is', () => {
	fc.assert(
		fc.property(sqlish, (text) => {
			const tokens = tokensOf(text);
			expect(tokens.map((token) => token.text).join('')).toBe(text);
			expect(tokens.every(({ start, end }) => end > start)).toBe(true);
			expect(tokens.every((token) => token.text === text.slice(token.start, token.end))).toBe(true);
		}),
	);
});

test('statements follow one another, and between and behind them nothing but spaces, comments and semicolons is left', () => {
	fc.assert(
		fc.property(sqlish, (text) => {
			const { statements } = readSqlFile(text);
			let at = 0;
			let rest = '';
			for (const { start, end, body } of statements) {
				expect(start).toBeGreaterThanOrEqual(at);
				expect(body.start >= start && body.end <= end && body.end > body.start).toBe(true);
				rest += text.slice(at, start);
				at = end;
			}
			rest += text.slice(at);
			expect(tokensOf(rest).filter((token) => !isTrivia(token) && token.kind !== 'semicolon')).toEqual([]);
		}),
	);
});

test('no text is too odd for the outline, the structure and completion', () => {
	fc.assert(
		fc.property(sqlish, fc.nat(200), (text, offset) => {
			const file = readSqlFile(text);
			sqlSymbols(file);
			sqlFolds(file);
			for (const statement of file.statements) readQuery(statement.tokens, statement);
			statementAt(file, offset);
			const at = offset % (text.length + 1);
			offered(`${text.slice(0, at).replaceAll('|', '/')}|${text.slice(at).replaceAll('|', '/')}`);
		}),
	);
	readQuery(readSqlFile('('.repeat(200_000)).statements[0]!.tokens, { start: 0, end: 200_000 });
});

test('semicolons within text, names and comments end no statement', () => {
	const file = readSqlFile(`SELECT ';', "a;b", [c;d], \`e;f\` -- ;\n/* ; */ FROM t; ;; SELECT 2 ; -- end\n`);
	expect(file.statements.map(({ text }) => text)).toEqual([
		`SELECT ';', "a;b", [c;d], \`e;f\` -- ;\n/* ; */ FROM t`,
		'SELECT 2',
	]);
	expect(readSqlFile("SELECT 'it''s'; SELECT 'open; SELECT 3").statements.map(({ text }) => text)).toEqual([
		"SELECT 'it''s'",
		"SELECT 'open; SELECT 3",
	]);
});

test.each([
	['SELECT 1;| SELECT 2;', 'SELECT 1'],
	['SELECT 1; SELECT| 2;', 'SELECT 2'],
	['SELECT 1;\n\n|\nSELECT 2;', 'SELECT 2'],
	['SELECT 1;\n\nSELECT 2;\n\n|', 'SELECT 2'],
	['|-- note\nSELECT 1', 'SELECT 1'],
	['SELECT 1; -- behind|\nSELECT 2', 'SELECT 1'],
])('the cursor in %j is in %j', (text, statement) => {
	const { file, offset } = cursorIn(text);
	expect(statementAt(file, offset)?.text).toBe(statement);
});

test('comments at the head count for the file, those above a statement for that one', () => {
	const file = readSqlFile(
		`-- @connection agency
-- @attach mls
-- @name First
SELECT 1;
-- @connection prague
-- @attach agency AS a
--@name   Price cuts
SELECT 2;
SELECT 3;`,
	);
	const targets = file.statements.map((statement) => sqlTarget(file, statement));
	const mls = { connection: 'mls', schema: 'mls' };
	expect(targets).toEqual([
		{ connection: 'agency', attached: [mls] },
		{ connection: 'prague', attached: [mls, { connection: 'agency', schema: 'a' }] },
		{ connection: 'agency', attached: [mls] },
	]);
	expect(file.statements.map(nameGiven)).toEqual(['First', 'Price cuts', undefined]);
	expect(sqlSymbols(file).map(({ name, detail }) => [name, detail])).toEqual([
		['First', 'SELECT 1'],
		['Price cuts', 'SELECT 2'],
		['SELECT 3', ''],
	]);
	expect(sqlTarget(readSqlFile('-- @connection agency\n'), undefined).connection).toBe('agency');
});

test('named queries stand in the outline, and statements, comments and parentheses fold', () => {
	const text = 'WITH a AS (\n SELECT 1\n), b AS (SELECT 2)\nSELECT * FROM a, b;\n/* two\nlines */\nSELECT 3';
	const file = readSqlFile(text);
	expect(sqlSymbols(file)[0]?.children.map(({ name }) => name)).toEqual(['a', 'b']);
	const folds = sqlFolds(file).map(({ start, end, kind }) => [kind, text.slice(start, end).split('\n').length]);
	expect(folds).toContainEqual(['statement', 4]);
	expect(folds).toContainEqual(['comment', 2]);
	expect(folds).toContainEqual(['part', 3]);
});
