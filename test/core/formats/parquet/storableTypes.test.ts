/** A typed file has one type for a column: the declared one where all values are of it, text otherwise. */
import { expect, test } from 'vitest';
import { storableTypes } from '../../../../src/core/formats/parquet/storableTypes.ts';
import type { TableCell, TableColumn } from '../../../../src/core/tables/table.ts';

async function* given(
	rows: readonly (readonly TableCell[] | undefined)[],
): AsyncGenerator<readonly TableCell[] | undefined> {
	for (const row of rows) yield await Promise.resolve(row);
}

test('a column keeps its type as long as every value fits, and the others are told', async () => {
	const columns: readonly TableColumn[] = [
		{ name: 'n', type: 'integer' },
		{ name: 'big', type: 'integer' },
		{ name: 'exact', type: 'decimal' },
		{ name: 'ok', type: 'decimal' },
		{ name: 'flag', type: 'boolean' },
		{ name: 'day', type: 'date' },
		{ name: 'j', type: 'json' },
		{ name: 'ids', type: 'json' },
	];
	const rows = [
		[1, '9223372036854775807', '1.5', '2.50', true, '2026-01-02', '{"n": 0.1}', null],
		undefined,
		[
			null,
			'9223372036854775808',
			'0.12345678901234567',
			7,
			'maybe',
			'x',
			'[broken 12345678901234567890',
			'{"id":12345678901234567890}',
		],
	];
	const notes: string[] = [];
	expect(await storableTypes(given(rows), columns, (note) => notes.push(note))).toEqual([
		'integer',
		'text',
		'text',
		'decimal',
		'text',
		'date',
		'json',
		'text',
	]);
	expect(notes).toEqual([
		'Column big is text, because not all of its values are whole numbers of 64 bits.',
		'Column exact is text, because not all of its values are numbers that a double holds.',
		'Column flag is text, because not all of its values are true or false.',
		'Column ids is text, because not all of its values are JSON with numbers that a double holds.',
	]);
});

test.each([
	['{"price":123456789.123456789}', 'text'],
	['{"price":1234567.25,"lat":51.5074123}', 'json'],
])('a document keeps the digits on both sides of a point: %s is %s', async (document, type) => {
	const types = await storableTypes(given([[document]]), [{ name: 'j', type: 'json' }], () => undefined);
	expect(types).toEqual([type]);
});
