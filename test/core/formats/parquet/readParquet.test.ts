/** Parquet files of Apache Arrow, read with all digits; damaged ones refused. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import { writeParquet } from '../../../../src/core/formats/parquet/writeParquet.ts';
import { readParquet } from '../../../../src/core/formats/parquet/readParquet.ts';
import type { ParquetLimits } from '../../../../src/core/formats/parquet/readParquet.ts';
import { temporaryFolder } from '../../replica/replicaFixture.ts';

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const { signal } = new AbortController();

async function rowsOf(file: string, limits?: ParquetLimits): Promise<readonly (readonly unknown[])[]> {
	await using parquet = await readParquet(file, limits);
	const all: (readonly unknown[])[] = [];
	for await (const slice of parquet.rows(signal)) all.push(...slice);
	expect(all).toHaveLength(parquet.count);
	return all;
}

/** Column by column, with what the file says of it. */
async function columnsOf(file: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
	await using parquet = await readParquet(file);
	const rows = await rowsOf(file);
	return Object.fromEntries(
		parquet.columns.map(({ name, kind }, nth) => [name, [kind, ...rows.map((row) => row[nth])]]),
	);
}

test.each(['types.parquet', 'types-v2.parquet'])(
	'every type of %s becomes a cell with all its digits',
	async (name) => {
		expect(await columnsOf(join(fixtures, name))).toEqual({
			text: ['text', 'Žluťoučký kůň 😀', '', null, '007'],
			bytes: ['text', "x'00ff'", 'abc', null, ''],
			fixed: ['text', "x'0102fe'", 'abc', null, 'xyz'],
			bool: [undefined, true, false, null, true],
			int8: [undefined, -128, 127, null, 0],
			uint8: [undefined, 0, 255, null, 1],
			int32: [undefined, -2147483648, 2147483647, null, 0],
			uint32: [undefined, 0, 4294967295, null, 1],
			int64: [undefined, '-9223372036854775808', '9223372036854775807', null, 42],
			uint64: [undefined, 0, '18446744073709551615', null, 42],
			half: [undefined, 1.5, -0.25, null, 'Infinity'],
			float: [undefined, 0.1, -1e30, null, 16777216],
			double: [undefined, 0.1, 'NaN', null, -1e300],
			decimal9: [undefined, '12.50', '-0.01', null, '0.00'],
			decimal38: [undefined, '123456789012345678901234567.1234567890', '-0.0000000001', null, '1.0000000000'],
			date: ['date', '2024-02-29', '0001-01-01', null, '9999-12-31'],
			time_ms: ['time', '23:59:59.999', '00:00:00', null, '12:00:00'],
			time_us: ['time', '23:59:59.999999', '00:00:00', null, '12:00:00'],
			local_ms: ['datetime', '2024-02-29T12:30:00.250', '1969-12-31T23:59:59', null, '0001-01-01T00:00:00'],
			utc_us: [undefined, '2024-02-29T12:30:00.123456Z', '1969-12-31T23:59:59.999999Z', null, '2024-01-01T00:00:00Z'],
			utc_ns: [
				undefined,
				'2024-02-29T12:30:00.123456789Z',
				'1969-12-31T23:59:59.999999999Z',
				null,
				'1970-01-01T00:00:00Z',
			],
			dictionary: ['text', 'a', 'b', null, 'a'],
			list: ['json', '[1,null,3]', '[]', null, '[1152921504606846976]'],
			lists: ['json', '[["a"],[]]', '[]', null, '[null,["b",null]]'],
			map: ['json', '{"a":1,"b":null}', '{}', null, '{"ž":3}'],
			struct: [
				'json',
				'{"price":1.10,"at":"2024-01-01T00:00:00Z","deep":{"n":1152921504606846976}}',
				'{"price":null,"at":null,"deep":null}',
				null,
				'{"price":99999999999999999.99,"at":null,"deep":{"n":null}}',
			],
		});
	},
);

test('moments of old writers (INT96) have no zone that anybody told', async () => {
	expect(await columnsOf(join(fixtures, 'int96.parquet'))).toEqual({
		at: ['datetime', '2024-02-29T12:30:00.123456', null, '1900-01-01T00:00:00'],
	});
});

const expected = Array.from({ length: 5000 }, (_, n) => [
	n,
	['Brno', 'Praha', 'Plzeň'][n % 3],
	n % 7 === 0 ? null : n / 4,
]);

test.each(['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4', 'encodings'])('rows packed with %s', async (codec) => {
	const file = join(fixtures, `rows-${codec}.parquet`);
	expect(await rowsOf(file)).toEqual(expected);
	// A row group in slices, whatever their size, is the row group.
	for (const sliceCells of [1000, 3000, 5999]) expect(await rowsOf(file, { sliceCells })).toEqual(expected);
});

test('nested values in slices are the same', async () => {
	const file = join(fixtures, 'types.parquet');
	expect(await rowsOf(file, { sliceCells: 27 })).toEqual(await rowsOf(file));
});

test('a file without rows has its columns', async () => {
	await using parquet = await readParquet(join(fixtures, 'empty.parquet'));
	expect([parquet.count, parquet.columns.map(({ name }) => name)]).toEqual([0, ['n', 'city', 'price']]);
	expect(await rowsOf(join(fixtures, 'empty.parquet'))).toEqual([]);
});

test('what we write is read as it was', async () => {
	const file = join(temporaryFolder(), 'own.parquet');
	const rows = [
		['a', 9007199254740993n, 0.5, true, '{"x":1}'],
		[null, null, null, null, null],
	];
	const chunks: Uint8Array[] = [];
	const types = ['text', 'integer', 'decimal', 'boolean', 'json'] as const;
	for await (const chunk of writeParquet({ columns: [...types], types, rows })) chunks.push(chunk);
	writeFileSync(file, Buffer.concat(chunks));
	expect(await rowsOf(file)).toEqual([['a', '9007199254740993', 0.5, true, '{"x":1}'], rows[1]]);
});

test.each<[string, string, (bytes: Buffer) => Buffer]>([
	['a page of a server', 'it does not end as Parquet files do', () => Buffer.from('<html>Bad gateway</html>')],
	['an empty file', 'it is too short to be one', () => Buffer.alloc(0)],
	['a file that is cut', 'it does not end as Parquet files do', (bytes) => bytes.subarray(0, -100)],
	['an encrypted file', 'it is encrypted', (bytes) => Buffer.concat([bytes.subarray(0, -4), Buffer.from('PARE')])],
	// Thrift's compact form of codec 3, which is LZO, in place of 1, which is Snappy.
	[
		'a file of another codec',
		'it is packed with LZO',
		(bytes) => replaced(bytes, [0x15, 0x02, 0x16], [0x15, 0x06, 0x16]),
	],
])('%s is refused in words', async (_, why, change) => {
	const file = join(temporaryFolder(), 'a.parquet');
	writeFileSync(file, change(readFileSync(join(fixtures, 'rows-snappy.parquet'))));
	const error: unknown = await rowsOf(file).catch((thrown: unknown) => thrown);
	expect(FreeholdError.is(error, 'badResponse') && error.why).toContain(why);
});

function replaced(bytes: Buffer, from: readonly number[], to: readonly number[]): Buffer {
	const all = Buffer.from(
		bytes.toString('latin1').replaceAll(String.fromCharCode(...from), String.fromCharCode(...to)),
		'latin1',
	);
	expect(all.equals(bytes)).toBe(false);
	return all;
}

test('changed bytes are rows or a refusal, and never a crash', async () => {
	const file = join(temporaryFolder(), 'a.parquet');
	const name = fc.constantFrom(
		'types.parquet',
		'types-v2.parquet',
		'rows-lz4.parquet',
		'rows-gzip.parquet',
		'int96.parquet',
	);
	const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), fc.nat(255));
	await fc.assert(
		fc.asyncProperty(name, fc.array(change, { minLength: 1, maxLength: 4 }), async (fixture, changes) => {
			const bytes = readFileSync(join(fixtures, fixture));
			for (const [place, isNearEnd, value] of changes) {
				// What the file says of itself stands at its end.
				const span = isNearEnd ? Math.min(3000, bytes.length) : bytes.length;
				bytes[bytes.length - 1 - Math.floor(place * (span - 1))] = value;
			}
			writeFileSync(file, bytes);
			const outcome: unknown = await rowsOf(file).catch((thrown: unknown) => thrown);
			expect(Array.isArray(outcome) || FreeholdError.is(outcome), String(outcome)).toBe(true);
		}),
		{ numRuns: 150 },
	);
});
