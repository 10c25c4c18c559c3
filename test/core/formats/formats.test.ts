/** Writers of files: what is written reads back as it was. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCsv } from '../../../src/core/formats/csv.ts';
import type { Cell, RowStream } from '../../../src/core/formats/rows.ts';
import { writeFormat } from '../../../src/core/formats/writeFormat.ts';

async function text(chunks: AsyncIterable<string>): Promise<string> {
	let all = '';
	for await (const chunk of chunks) all += chunk;
	return all;
}

/** Reads RFC 4180: every record ends with CRLF; a quoted empty field is an empty text, an unquoted one is NULL. */
function readCsv(csv: string): (string | null)[][] {
	const records: (string | null)[][] = [];
	let record: (string | null)[] = [];
	for (let i = 0; i < csv.length;) {
		let cell: string | null = null;
		if (csv[i] === '"') {
			cell = '';
			for (i++; ; i++) {
				if (csv[i] !== '"') cell += csv[i]!;
				else if (csv[i + 1] === '"') cell += csv[i++]!;
				else break;
			}
			i++;
		} else {
			const end = csv.slice(i).search(/,|\r\n/);
			if (end > 0) cell = csv.slice(i, i + end);
			i += end;
		}
		record.push(cell);
		if (csv[i] === ',') {
			i++;
			continue;
		}
		expect(csv.slice(i, i + 2)).toBe('\r\n');
		i += 2;
		records.push(record);
		record = [];
	}
	return records;
}

const tricky = fc.oneof(fc.string(), fc.stringMatching(/^[ ",\r\n=a\t]{0,8}$/), fc.constant(''));
const cell: fc.Arbitrary<Cell> = fc.oneof(
	tricky,
	fc.constant(null),
	fc.integer(),
	fc.bigInt(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const table = fc.integer({ min: 1, max: 6 }).chain((width) =>
	fc.record({
		columns: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: width, maxLength: width }),
		rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
	}),
);

test('CSV gives back every text and NULL as it was', async () => {
	await fc.assert(
		fc.asyncProperty(table, async ({ columns, rows }) => {
			const back = readCsv(await text(writeCsv({ columns, rows })));
			// A lone NULL is written like an empty text, so that its line is not taken for a blank one.
			const alone = (value: string | null): string | null => (columns.length === 1 ? (value ?? '') : value);
			expect(back).toEqual([
				columns,
				...rows.map((row) =>
					row.map((value) => alone(value === null ? null : typeof value === 'string' ? value : String(value))),
				),
			]);
		}),
	);
});

test.each(['ndjson', 'json'] as const)('%s gives back every value as it was', async (format) => {
	await fc.assert(
		fc.asyncProperty(table, async ({ columns, rows }) => {
			const written = await text(writeFormat(format, { columns, rows }));
			const back: unknown[] =
				format === 'json'
					? (JSON.parse(written) as unknown[])
					: written
							.split('\n')
							.filter(Boolean)
							.map((line): unknown => JSON.parse(line));
			expect(back.map((row) => JSON.stringify(row))).toEqual(
				rows.map((row) =>
					JSON.stringify(
						Object.fromEntries(
							columns.map((name, i) => [
								name,
								typeof row[i] === 'bigint' ? Number(row[i]) : Object.is(row[i], -0) ? 0 : row[i],
							]),
						),
					),
				),
			);
		}),
	);
});

test('numbers beyond a double keep their digits in JSON', async () => {
	const stream: RowStream = { columns: ['n'], rows: [[123456789012345678901234567890n]] };
	expect(await text(writeFormat('ndjson', stream))).toBe('{"n":123456789012345678901234567890}\n');
});

test('nested values are written as JSON, and text that only looks like it as text', async () => {
	const stream: RowStream = {
		columns: ['tags', 'note'],
		rows: [
			['["a","b"]', '["a"]'],
			['[broken', null],
			['{\n"a": 1}', ''],
		],
		jsonColumns: new Set(['tags']),
	};
	expect(await text(writeFormat('ndjson', stream))).toBe(
		'{"tags":["a","b"],"note":"[\\"a\\"]"}\n{"tags":"[broken","note":null}\n{"tags":{"a":1},"note":""}\n',
	);
});

test('text that a spreadsheet would run is left as it is, unless guarding is asked for', async () => {
	const stream: RowStream = { columns: ['a', 'b'], rows: [['=1+1', -5]] };
	expect(await text(writeCsv(stream))).toBe('a,b\r\n=1+1,-5\r\n');
	expect(await text(writeCsv(stream, { guardFormulas: true }))).toBe("a,b\r\n'=1+1,-5\r\n");
});

test('what is guarded: text that begins as formulas do, and no number', async () => {
	const begins = ["=cmd|' /C calc'!A0", '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'];
	const stream: RowStream = {
		columns: ['t', 'n'],
		types: ['text', 'decimal'],
		rows: [...begins.map((cell) => [cell, '-2.50']), ['a=1', -3]],
	};
	const records = readCsv(await text(writeCsv(stream, { guardFormulas: true }))).slice(1);
	expect(records.map(([cell]) => cell)).toEqual([...begins.map((cell) => `'${cell}`), 'a=1']);
	expect(new Set(records.map(([, number]) => number))).toEqual(new Set(['-2.50', '-3']));
});

test('TSV is CSV with tabs', async () => {
	const stream: RowStream = { columns: ['a,b', 'c'], rows: [['x\ty', null]] };
	expect(await text(writeFormat('tsv', stream))).toBe('a,b\tc\r\n"x\ty"\t\r\n');
});

test('numbers and booleans of a file of text are such in JSON, digit by digit', async () => {
	const stream: RowStream = {
		columns: ['d', 'i', 'b', 't'],
		types: ['decimal', 'integer', 'boolean', 'text'],
		rows: [['12345678901234567890.50', '7', 'TRUE', '7']],
	};
	expect(await text(writeFormat('ndjson', stream))).toBe('{"d":12345678901234567890.50,"i":7,"b":true,"t":"7"}\n');
});

test('rows are taken one by one as the reader takes chunks: nothing is gathered', async () => {
	let given = 0;
	function* rows(): Generator<Cell[]> {
		for (; given < 100_000; given++) yield ['x'.repeat(100)];
	}
	const chunks = writeCsv({ columns: ['a'], rows: rows() });
	await chunks.next();
	expect(given).toBeLessThan(2000);
	await chunks.return(undefined);
});
