import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import { fitsParquet, writeParquet } from '../../../../src/core/formats/parquet/writeParquet.ts';
import type { Cell, CellType } from '../../../../src/core/formats/rows.ts';

const columns = ['key', 'rooms', 'price', 'sold', 'tags'];
const types: readonly CellType[] = ['text', 'integer', 'decimal', 'boolean', 'json'];

function written(rows: readonly (readonly Cell[])[]): Promise<ArrayBuffer> {
	return parquetOf(columns, types, rows);
}

async function parquetOf(
	columns: readonly string[],
	types: readonly CellType[],
	rows: readonly (readonly Cell[])[],
): Promise<ArrayBuffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of writeParquet({ columns, types, rows })) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

const row = fc.tuple(
	fc.string({ unit: 'grapheme' }),
	fc.option(fc.maxSafeInteger()),
	fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
	fc.option(fc.boolean()),
	fc.option(fc.array(fc.string()).map((tags) => JSON.stringify(tags))),
);

test('what is written is read back by another implementation, types and nulls included', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
			const file = await written(rows);
			const read = await parquetReadObjects({ file, utf8: false });
			expect(read).toEqual(
				rows.map(([key, rooms, price, sold, tags]) => ({
					key,
					rooms: rooms === null ? null : BigInt(rooms),
					price,
					sold,
					tags: tags === null ? null : (JSON.parse(tags) as unknown),
				})),
			);
		}),
		{ numRuns: 60 },
	);
});

test('numbers of a file of text are such; dates stay text, and text that is no JSON stays text', async () => {
	const read = await parquetReadObjects({
		file: await parquetOf(
			['day', 'n', 'd', 'b', 'j'],
			['date', 'integer', 'decimal', 'boolean', 'json'],
			[['2026-01-02', '9007199254740993', '2.50', 'true', '[broken']],
		),
	});
	expect(read).toEqual([{ day: '2026-01-02', n: 9007199254740993n, d: 2.5, b: true, j: '[broken' }]);
});

test.each<[CellType, Cell]>([
	['integer', 2n ** 63n],
	['integer', '1.5'],
	['decimal', '0.12345678901234567'],
	['boolean', 'yes'],
])('a column of type %s cannot hold %s', (type, cell) => {
	expect(fitsParquet(cell, type)).toBe(false);
	expect(fitsParquet(cell, 'text')).toBe(true);
});

test('a large table is written in row groups, so that memory does not grow with it', async () => {
	const rows = Array.from({ length: 4500 }, (_, at) => [`k${at}`, at, at / 3, at % 2 === 0, null]);
	const { row_groups: groups, num_rows: count } = parquetMetadata(await written(rows));
	expect(groups.map((group) => Number(group.num_rows))).toEqual([2000, 2000, 500]);
	expect(Number(count)).toBe(4500);
});

test('a value that is not of its column is an error, never another value', async () => {
	await expect(written([['k', 1.5, null, null, null]])).rejects.toSatisfy((error) =>
		FreeholdError.is(error, 'internal'),
	);
});
