/** What we write as SQL gives SQLite the same rows. */
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { Cell, CellType, RowStream, WriteOptions } from '../../../src/core/formats/rows.ts';
import { writeSql } from '../../../src/core/formats/sqlInserts.ts';

async function written(stream: RowStream, options?: WriteOptions): Promise<string> {
	let all = '';
	for await (const chunk of writeSql(stream, options)) all += chunk;
	return all;
}

/** Of the only table. */
function rowsIn(sql: string): unknown[] {
	using db = new DatabaseSync(':memory:');
	db.exec(sql);
	const { name } = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").get() as { readonly name: string };
	const statement = db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`);
	statement.setReadBigInts(true);
	return statement.all().map((row) => Object.values(row));
}

const types: readonly CellType[] = ['text', 'integer', 'decimal', 'boolean', 'json', 'instant'];
const text = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom("'", "''); DROP TABLE x; --", '\\', '\n', 'ž', ''),
);
const row = fc.tuple(
	fc.option(text),
	fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
	fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
	fc.option(fc.boolean()),
	fc.option(fc.array(fc.string()).map((tags) => JSON.stringify(tags))),
	fc.option(fc.date({ noInvalidDate: true }).map((at) => at.toISOString())),
);

test('SQLite reads every row as it was, whatever the table and its columns are called', async () => {
	const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => !one.startsWith('sqlite_'));
	await fc.assert(
		fc.asyncProperty(fc.array(row, { maxLength: 250 }), name, name, async (rows, table, column) => {
			const columns = [column, 'n', 'd', 'b', 'j', 'at'];
			const sql = await written({ columns, types, rows }, { name: table, createTable: true });
			const back = rowsIn(sql) as Cell[][];
			expect(back).toHaveLength(rows.length);
			for (const [nth, [a, n, d, b, j, at]] of rows.entries()) {
				const decimal = back[nth]![2] as number | bigint | null;
				expect(decimal === null ? null : Number(decimal)).toBe(d === 0 ? 0 : d);
				expect(back[nth]!.toSpliced(2, 1)).toEqual([a, n, b === null ? null : b ? 1n : 0n, j, at]);
			}
		}),
		{ numRuns: 40 },
	);
});

test('numbers keep all their digits; what only looks like one is text', async () => {
	const sql = await written({
		columns: ['a', 'b'],
		types: ['decimal', 'text'],
		rows: [['12345678901234567890.50', '007']],
	});
	expect(sql).toContain(`INSERT INTO "rows" ("a", "b") VALUES\n(12345678901234567890.50, '007');\n`);
});

test('two columns of one name get two names, which is told', async () => {
	const notes: string[] = [];
	const sql = await written(
		{ columns: ['a', 'A', 'a_2'], rows: [[1, 2, 3]] },
		{ onNote: (note) => notes.push(note), createTable: true },
	);
	expect(rowsIn(sql)).toHaveLength(1);
	expect(notes).toEqual([
		'A second column A is called A_2, because SQL knows no two of one name.',
		'A second column a_2 is called a_2_2, because SQL knows no two of one name.',
	]);
});

test('NUL, at which SQL text ends, is refused with its place', async () => {
	const error: unknown = await written({
		columns: ['a', 'b'],
		rows: [
			[1, 'x'],
			[2, 'a\0b'],
		],
	}).catch((thrown: unknown) => thrown);
	expect(FreeholdError.is(error, 'usage') && error.why).toContain('column b of row 2');
});

test('no rows are no statement', async () => {
	expect(await written({ columns: ['a'], rows: [] })).toMatch(/^--[^\n]*\nBEGIN;\nCOMMIT;\n$/);
});
