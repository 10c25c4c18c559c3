/** A sheet becomes a table: named columns, rows of values, types by content. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, RowBatch } from '../../../../src/core/formats/excel/cell.ts';
import { typedScalar } from '../../../../src/core/formats/excel/columnTypes.ts';
import type { Scalar, SheetColumnType } from '../../../../src/core/formats/excel/columnTypes.ts';
import { ExcelTable } from '../../../../src/core/formats/excel/excelTable.ts';
import { columnLetter } from '../../../../src/core/formats/excel/headers.ts';
import type { HeaderMode } from '../../../../src/core/formats/excel/headers.ts';
import { date, moment, refusal, time } from './read.ts';

// eslint-disable-next-line @typescript-eslint/require-await -- stands in for a reader, which waits
async function* batches(rows: readonly Cell[][], size = 2): AsyncGenerator<RowBatch, void, undefined> {
	for (let at = 0; at < rows.length; at += size) {
		const part = rows.slice(at, at + size);
		yield { rows: part, numbers: part.map((_, index) => at + index + 1) };
	}
}

async function tableOf(
	rows: readonly Cell[][],
	mode: HeaderMode,
): Promise<{ table: ExcelTable; rows: Scalar[][]; numbers: number[] }> {
	const table = await ExcelTable.open(batches(rows), mode);
	const read: Scalar[][] = [];
	const numbers: number[] = [];
	for await (const batch of table.rows()) {
		read.push(...batch.rows);
		numbers.push(...batch.numbers);
	}
	return { table, rows: read, numbers };
}

async function typeOf(cells: readonly Cell[]): Promise<SheetColumnType | undefined> {
	const { table } = await tableOf([['a', 'b'], ...cells.map((cell): Cell[] => [cell, 1])], 'ids');
	return table.types()[0]?.type;
}

test.each<[HeaderMode, Cell[][], [string, string | undefined][]]>([
	[
		'labels',
		[['Jméno', 'Stav']],
		[
			['Jméno', undefined],
			['Stav', undefined],
		],
	],
	[
		'ids',
		[['name', 'status']],
		[
			['name', undefined],
			['status', undefined],
		],
	],
	[
		'ids_labels',
		[
			['name', 'status'],
			['Jméno', 'Stav'],
		],
		[
			['name', 'Jméno'],
			['status', 'Stav'],
		],
	],
	[
		'labels_ids',
		[
			['Jméno', 'Stav'],
			['name', 'status'],
		],
		[
			['name', 'Jméno'],
			['status', 'Stav'],
		],
	],
	[
		'labels',
		[['Poznámka', 'poznámka', 'Poznámka (2)', 'Poznámka']],
		[
			['Poznámka', undefined],
			['poznámka (2)', undefined],
			['Poznámka (2) (2)', undefined],
			['Poznámka (3)', undefined],
		],
	],
	[
		'ids_labels',
		[
			['a', 'A', null, null],
			['x', 'x', 'Bez id', null, 'Víc'],
		],
		[
			['a', 'x'],
			['A_2', 'x'],
			['Bez id', 'Bez id'],
			['column_D', undefined],
			['Víc', 'Víc'],
		],
	],
	[
		'labels',
		[[' Cena\n s DPH ', 2024, date('2024-01-01')]],
		[
			['Cena s DPH', undefined],
			['2024', undefined],
			['2024-01-01', undefined],
		],
	],
])('headers %s %j', async (mode, rows, expected) => {
	const { table } = await tableOf(rows, mode);
	expect(table.columns.map(({ name, label }) => [name, label])).toEqual(expected);
});

test('data without a header gets a column of its own when it appears', async () => {
	const { table, rows } = await tableOf([['a'], [1], [2, null, 'x'], [3]], 'ids');
	expect(table.columns.map(({ name }) => name)).toEqual(['a', 'column_B', 'column_C']);
	expect(rows.at(-1)).toEqual([3, null, null]);
	expect(table.types().map(({ type, filled }) => [type, filled])).toEqual([
		['integer', 3],
		['text', 0],
		['text', 1],
	]);
});

test('empty rows are dropped, numbers of the others stay those of the sheet', async () => {
	const { rows, numbers } = await tableOf(
		[['a', 'b'], [null, ''], [], [' ', null], [{ kind: 'error', text: '#N/A' }]],
		'ids',
	);
	expect([rows, numbers]).toEqual([[[' ', null]], [4]]);
});

test.each<[SheetColumnType, Cell[]]>([
	['integer', [1, null, -5, 9_007_199_254_740_991]],
	['decimal', [1, 1.5]],
	['decimal', [1e300]],
	['text', ['00123', '00124']],
	['text', ['12345678901234567']],
	['text', ['1', '2']],
	['text', [1, '5a']],
	['boolean', [true, false]],
	['boolean', ['Ano', 'NE', null, 'ano']],
	['boolean', ['ano', 'ano']],
	['boolean', ['nie', 'áno']],
	['boolean', ['nie', 'tak']],
	['boolean', ['yes', true]],
	['text', ['áno', 'tak']],
	['text', ['Ano', 'Ne', 'možná']],
	['text', ['Ano', 1]],
	['text', ['Ano ']],
	['date', [date('2024-03-31'), null]],
	['datetime', [date('2024-03-31'), moment('2024-03-31T02:30:00')]],
	['time', [time('02:30:00')]],
	['text', [date('2024-03-31'), 5]],
	['text', [date('2024-03-31'), time('02:30:00')]],
	['text', [null, null]],
])('a column is %s: %j', async (type, cells) => {
	expect(await typeOf(cells)).toBe(type);
});

test('values are converted once the type is known', () => {
	expect(typedScalar('Ano', 'boolean')).toBe(true);
	expect(typedScalar('NE', 'boolean')).toBe(false);
	expect(typedScalar('nie', 'boolean')).toBe(false);
	expect(typedScalar(5, 'text')).toBe('5');
	expect(typedScalar('2024-03-31', 'datetime')).toBe('2024-03-31T00:00:00');
	expect(typedScalar(null, 'boolean')).toBeNull();
	expect(typedScalar('00123', 'text')).toBe('00123');
});

test('a type does not depend on the order of the rows', async () => {
	const cell = fc.constantFrom<Cell>(
		1,
		1.5,
		'Ano',
		'ne',
		'x',
		'00',
		true,
		null,
		date('2024-01-01'),
		moment('2024-01-01T01:00:00'),
		time('01:00:00'),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(cell, { maxLength: 6 }), async (cells) => {
			expect(await typeOf(cells.toReversed())).toBe(await typeOf(cells));
		}),
	);
});

test('a sheet without its header rows is refused', async () => {
	expect(await refusal(tableOf([], 'labels'))).toMatchObject({ reason: 'badResponse' });
	expect(await refusal(tableOf([['a']], 'ids_labels'))).toMatchObject({
		why: expect.stringContaining('two header rows') as string,
	});
});

test('letters of columns', () => {
	expect([0, 25, 26, 701, 702, 16_383].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
});
