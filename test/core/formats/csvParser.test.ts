/** CSV as it comes from anywhere: what we write comes back, cut into pieces at any place. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCsv } from '../../../src/core/formats/csv.ts';
import { CsvParser, delimiterOf } from '../../../src/core/formats/csvParser.ts';
import type { CsvDelimiter, CsvField } from '../../../src/core/formats/csvParser.ts';

function parsed(pieces: readonly string[], delimiter: CsvDelimiter = ','): readonly (readonly CsvField[])[] {
	const parser = new CsvParser(delimiter);
	return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}

async function written(rows: readonly (readonly CsvField[])[]): Promise<string> {
	const [columns = [], ...rest] = rows;
	let text = '';
	for await (const chunk of writeCsv({ columns: columns.map(String), rows: rest })) text += chunk;
	return text;
}

const field = fc.oneof(
	fc.constant(null),
	fc.string(),
	fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ';') }),
);
const table = fc
	.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 6 }))
	.chain(([width, height]) =>
		fc.tuple(
			fc.array(fc.string({ minLength: 1 }), { minLength: width, maxLength: width }),
			fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
		),
	);

test('what is written comes back, NULL and empty text told apart, however it is cut into pieces', async () => {
	await fc.assert(
		fc.asyncProperty(table, fc.array(fc.nat()), async ([header, rows], cuts) => {
			const text = await written([header, ...rows]);
			const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
			const pieces = [0, ...places].map((from, nth) => text.slice(from, places[nth]));
			// The one field of a row of one column is written in quotes when it is NULL: a line must not be empty.
			const expected = header.length === 1 ? rows.map(([only]) => [only ?? '']) : rows;
			expect(parsed(pieces)).toEqual([header, ...expected]);
		}),
	);
});

test.each([
	['line ends of any kind, and none at the end', 'a,b\r1,2\n3,4\r\n5,6', ['a b', '1 2', '3 4', '5 6']],
	['empty lines are no records', 'a\n\n\nb\n', ['a', 'b']],
	['text behind a closing quote stays', '"a"x,"b""c"\n', ['ax b"c']],
	['rows of any length', 'a,b\n1\n1,2,3\n', ['a b', '1', '1 2 3']],
])('%s', (_, text, lines) => {
	expect(parsed([text]).map((record) => record.join(' '))).toEqual(lines);
});

test('a quote that is never closed is told with its line', () => {
	expect(() => parsed(['a,b\n1,"2\n3,4\n'])).toThrow(/the quote that opens in line 2 is never closed/);
});

test.each<[string, CsvDelimiter]>([
	['a,b,c', ','],
	['a;b;"x,y,z,w"', ';'],
	['a\tb', '\t'],
	['lonely', ','],
	['a|b\n1,2,3', '|'],
])('the delimiter of %j is found', (start, delimiter) => {
	expect(delimiterOf(start)).toBe(delimiter);
});
