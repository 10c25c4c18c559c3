import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { writeParquet } from '../../../src/core/formats/parquet.ts';
import type { Cell, CellType } from '../../../src/core/formats/rows.ts';

const columns = ['key', 'rooms', 'price', 'sold', 'tags'];
const types: readonly CellType[] = ['text', 'integer', 'decimal', 'boolean', 'json'];

async function written(rows: readonly (readonly Cell[])[]): Promise<ArrayBuffer> {
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
