import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReproduced } from '../../../src/core/exactNumbers.ts';
import { unwrapNumbers, wrapLongNumbers } from '../../../src/core/replica/longNumbers.ts';

interface JsonWithSource {
	parse(
		text: string,
		reviver: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
	): unknown;
}

/** What each number must become, by the engine's own slow way. */
function slowly(text: string): unknown {
	return (JSON as unknown as JsonWithSource).parse(text, (_name, value, { source }) =>
		typeof value === 'number' && source !== undefined && !isReproduced(value, source) ? `exact:${source}` : value,
	);
}

function quickly(text: string): unknown {
	const found = wrapLongNumbers(Buffer.from(text));
	if (found.kind === 'unclear') return slowly(text);
	if (found.kind === 'none') return JSON.parse(text);
	const document: unknown = JSON.parse(Buffer.from(found.body).toString());
	const count = unwrapNumbers(document, found.names, (literal) => `exact:${literal}`);
	return count === found.count ? document : slowly(text);
}

/** JSON text whose numbers have as many digits as they like, and whose strings look like numbers, names and quotes. */
const tricky = fc.constantFrom(
	'"',
	'\\',
	':',
	',',
	'[',
	' ',
	'1234567890123456789',
	':1234567890123456.5',
	'Price',
	'":',
);
const text = fc.array(fc.oneof(tricky, fc.string()), { maxLength: 4 }).map((parts) => JSON.stringify(parts.join('')));
const digits = (from: number, to: number) =>
	fc.array(fc.integer({ min: 0, max: 9 }), { minLength: from, maxLength: to }).map((list) => list.join(''));
const number = fc
	.tuple(
		fc.boolean(),
		fc.integer({ min: 1, max: 9 }),
		digits(0, 22),
		fc.option(digits(1, 22)),
		fc.option(fc.integer({ min: -30, max: 30 })),
	)
	.map(
		([isNegative, first, rest, fraction, exponent]) =>
			`${isNegative ? '-' : ''}${first}${rest}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`,
	);
const space = fc.constantFrom('', ' ', '\n', '\t ');
const { value } = fc.letrec<{ value: string }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 3 },
		number,
		text,
		fc.constantFrom('true', 'false', 'null'),
		fc
			.array(
				fc.tuple(space, tie('value')).map((pair) => pair.join('')),
				{ maxLength: 4 },
			)
			.map((items) => `[${items.join(',')}]`),
		fc
			.uniqueArray(
				fc.tuple(fc.oneof(fc.constantFrom('"ListPrice"', '"e"', '":1"', '"Ärea"'), text), space, tie('value')),
				{
					maxLength: 4,
					selector: ([name]) => name,
				},
			)
			.map((pairs) => `{${pairs.map(([name, gap, inner]) => `${name}${gap}:${gap}${inner}`).join(',')}}`),
	),
}));

test('numbers that a double rounds are kept as they were written, wherever they stand, and text is left alone', () => {
	fc.assert(
		fc.property(value, (json) => {
			// A page is an object; no vendor answers with a bare number.
			const page = `{"value":${json}}`;
			expect(quickly(page)).toEqual(slowly(page));
		}),
		{ numRuns: 3000 },
	);
});

test.each([
	['{"ListPrice":1234567890123456789}', 'wrapped'],
	['{"ListPrice": -0.12345678901234567890e5 }', 'wrapped'],
	['{"ListPrice":1.00000000000000000001}', 'wrapped'],
	['{"ListPrice":1234567890123456}', 'none'],
	['{"Remarks":"see: 12345678901234567890"}', 'unclear'],
	['{"ListingKey":"20190101000000474972000000"}', 'none'],
	['{"a": 46.87718600000001}', 'none'],
	['[-9007199254740993]', 'unclear'],
	['{"Remarks":"\\"ListPrice\\":12345678901234567890,"}', 'unclear'],
])('%s is %s', (json, kind) => {
	expect(wrapLongNumbers(Buffer.from(json)).kind).toBe(kind);
});
