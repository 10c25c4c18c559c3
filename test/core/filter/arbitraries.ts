/** Random filters and records that are made to meet each other: few names, few values, every kind of quote. */
import fc from 'fast-check';
import { reapitDialect } from '../../../src/core/filter/dialect.ts';
import { quote } from '../../../src/core/filter/literal.ts';

const names = ['city', 'City', 'budget', 'tags', 'when', 'nested', 'Straße', 'k e y'];
const words = [
	'London',
	'LONDON',
	'london',
	'É',
	'é',
	'ß',
	'K',
	'k',
	'İ',
	'i̇',
	'ΟΣ',
	'ος',
	'οσ',
	"O'Brien",
	'’',
	'‘x’',
	'"',
	'\\',
	'&+%#',
	'',
	'2020-11-05',
	'5',
];
const moments = [
	'2020-11-05',
	'2020-11-06',
	'2020-11-05T00:00:00Z',
	'2020-11-05T13:15:30Z',
	'2020-11-05T14:15:30+01:00',
	'2020-11-05T13:15:30.1234567Z',
	'2020-11-05T23:59:59-02:00',
];
const numbers = [0, -0, 5, -5, 100.5, 0.1, 0.1 + 0.2, 1e-7, 1e3, Number.MAX_SAFE_INTEGER, 1e21];

const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, fc.string({ unit: 'binary', maxLength: 4 }));
const scalar = fc.oneof(
	text,
	fc.constantFrom(...moments),
	fc.constantFrom(...numbers),
	fc.boolean(),
	fc.constant(null),
);
const value = fc.oneof({ weight: 4, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }));

const innermost = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 });

/** A document as metadata holds them, sometimes none. */
export const document: fc.Arbitrary<unknown> = fc.oneof(
	{
		weight: 12,
		arbitrary: fc.dictionary(
			fc.constantFrom(...names),
			fc.oneof(value, fc.dictionary(fc.constantFrom(...names), fc.oneof(value, innermost), { maxKeys: 3 })),
			{ maxKeys: 4 },
		),
	},
	fc.constantFrom(null, undefined, [], 'text', 5),
);

const path = fc
	.array(fc.constantFrom(...names.filter((name) => !name.includes(' '))), { minLength: 1, maxLength: 3 })
	.map((parts) => `metadata.${parts.join('.')}`);

export const criteria: fc.Arbitrary<string> = fc.oneof(
	text.filter((each) => !/[\r\n]/.test(each)).map((each) => quote(each, reapitDialect)),
	fc.constantFrom(...moments, 'true', 'false'),
	fc.constantFrom('0', '-0', '5', '5.0', '-5', '100.5', '0.1', '0.3', '0.30000000000000004', '0.0000001', '1000'),
	fc.constantFrom('9007199254740991', '9007199254740993', '1000000000000000000000'),
);

/** A complete expression; not every one of them is accepted by the server. */
export const expression: fc.Arbitrary<string> = fc
	.tuple(path, fc.constantFrom(...reapitDialect.operators), fc.array(criteria, { minLength: 1, maxLength: 3 }))
	.map(([field, operator, values]) => {
		const wanted = operator.takes === 'list' ? values : values.slice(0, 1);
		return `${field} ${operator.name} ${wanted.join(',')}`;
	});

/** Any text, with what the language is made of thrown in. */
export const soup: fc.Arbitrary<string> = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'metadata',
				'.',
				'a',
				' ',
				'$eq',
				'$in',
				'$',
				"'",
				'‘',
				'’',
				'"',
				'\\',
				',',
				'&',
				'+',
				'%',
				'\n',
				'(',
				';',
				'5',
				'true',
				'2020-11-05',
				'=',
				'and',
			),
			fc.string({ unit: 'binary', maxLength: 3 }),
		),
		{ maxLength: 12 },
	)
	.map((parts) => parts.join(''));
