/** Parameters have the numbers that SQLite gives them, and values as they were written. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { boundStatement, parameterNames, parameterValue } from '../../../src/core/sqlText/parameters.ts';
import { readSqlFile } from '../../../src/core/sqlText/statements.ts';

test.each([
	['SELECT :a, :b, :a', [':a', ':b']],
	['SELECT ?, ?, ?', ['?1', '?2', '?3']],
	['SELECT :a, ?, @b, $c, ?7, ?', [':a', '?2', '@b', '$c', '?7', '?8']],
	['SELECT ?2, ?1', ['?2', '?1']],
	['SELECT \':no\', "?no" -- :no', []],
])('%s is asked for %j, and each value arrives at its place', (sql, names) => {
	const [read] = readSqlFile(sql).statements;
	const { tokens } = read!;
	expect(parameterNames(tokens)).toEqual(names);
	const values = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
	if (names.length === 0) return;
	const db = new DatabaseSync(':memory:');
	const bound = boundStatement(read!, values);
	const statement = db.prepare(bound.sql);
	statement.setReturnArrays(true);
	const found = statement.get(bound.params) as unknown as readonly string[];
	const order = tokens.filter(({ kind }) => kind === 'parameter').map(({ text }) => text);
	expect(found.map(String)).toEqual(
		order.map((text, nth) => (text === '?' ? values[`?${numberAt(order, nth)}`] : values[text])),
	);
	db.close();
});

/** By the rule of SQLite's documentation: one more than the largest so far. */
function numberAt(order: readonly string[], nth: number): number {
	const numbers = new Map<string, number>();
	let largest = 0;
	for (const [at, text] of order.entries()) {
		const number = /^\?\d+$/.test(text) ? Number(text.slice(1)) : (numbers.get(text) ?? largest + 1);
		if (text !== '?') numbers.set(text, number);
		largest = Math.max(largest, number);
		if (at === nth) return number;
	}
	return 0;
}

test.each([
	['12', 12],
	[' -1.5e3 ', -1500],
	['null', null],
	["'12'", '12'],
	["'it''s'", "it's"],
	['Brno', 'Brno'],
	['007', '007'],
	['12345678901234567890', '12345678901234567890'],
	['', ''],
	['0x10', '0x10'],
	["'", "'"],
])('%j is written for %j', (written, value) => {
	expect(parameterValue(written)).toBe(value);
});
