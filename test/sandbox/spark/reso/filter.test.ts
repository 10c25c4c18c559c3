/** `$filter`: agrees with a plain reading of the expression, and refuses what is wrong. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldSpec } from '../../../../src/sandbox/spark/data/fields.ts';
import {
	date,
	decimal,
	flag,
	instant,
	many,
	numbered,
	text,
	whole,
} from '../../../../src/sandbox/spark/data/fields.ts';
import { parseFilter } from '../../../../src/sandbox/spark/reso/filterParser.ts';
import { seenRelationRow } from '../../../../src/sandbox/spark/reso/view.ts';
import type { SeenRecord } from '../../../../src/sandbox/spark/reso/view.ts';

const nothing = (): null => null;
const fields: readonly FieldSpec[] = numbered([
	text('Name', 50, nothing),
	whole('Count', nothing),
	decimal('Price', 14, 2, nothing),
	flag('OpenYN', nothing),
	date('Day', nothing),
	instant('At', nothing),
	many('Features', 'Heating', nothing),
]);

type Row = Parameters<typeof seenRelationRow>[0];
const record = (row: Row): SeenRecord =>
	seenRelationRow(row, 'Name', { caller: { role: 'private', isReplication: true }, version: 3 });
const matches = (filter: string, row: Row): boolean => parseFilter(filter, fields)(record(row));

interface Sample {
	readonly text: string;
	readonly holds: (row: Row) => boolean;
}

const sign = (a: unknown, b: unknown): number => ((a as number) < (b as number) ? -1 : a === b ? 0 : 1);
const operators: Readonly<Record<string, (order: number) => boolean>> = {
	eq: (n) => n === 0,
	ne: (n) => n !== 0,
	gt: (n) => n > 0,
	ge: (n) => n >= 0,
	lt: (n) => n < 0,
	le: (n) => n <= 0,
};

const words = fc.constantFrom("O'Brien", 'Ada', '', "''", 'Ünïcode', 'a,b(c)', 'and');
const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const times = fc.constantFrom('2026-05-01T00:00:00Z', '2026-05-01T02:00:00+02:00', '2025-12-31T23:59:59.5Z');

const comparison: fc.Arbitrary<Sample> = fc
	.tuple(
		fc.constantFrom(...Object.keys(operators)),
		fc.oneof(
			fc.tuple(
				fc.constant('Name'),
				words.map((value) => [quoted(value), value] as const),
			),
			fc.tuple(
				fc.constant('Count'),
				fc.integer({ min: -3, max: 3 }).map((value) => [String(value), value] as const),
			),
			fc.tuple(
				fc.constant('Price'),
				fc.constantFrom(-1.5, 0, 2.25).map((value) => [String(value), value] as const),
			),
			fc.tuple(
				fc.constant('At'),
				times.map((value) => [value, Date.parse(value)] as const),
			),
			fc.tuple(
				fc.constant('Day'),
				fc.constantFrom('2026-05-01', '2025-01-31').map((value) => [value, value] as const),
			),
		),
	)
	.map(([operator, [name, [written, value]]]) => ({
		text: `${name} ${operator} ${written}`,
		holds: (row) => {
			const own = row[name];
			if (own === null || own === undefined) return operator === 'ne';
			return operators[operator]!(sign(name === 'At' ? Date.parse(String(own)) : own, value));
		},
	}));

const other: fc.Arbitrary<Sample> = fc.oneof(
	words.map((value) => ({
		text: `contains(Name,${quoted(value)})`,
		holds: (row: Row) => row.Name !== null && String(row.Name).includes(value),
	})),
	words.map((value) => ({
		text: `startswith(tolower(Name),${quoted(value)})`,
		holds: (row: Row) => row.Name !== null && String(row.Name).toLowerCase().startsWith(value),
	})),
	fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => ({
		text: `Name in (${list.map(quoted).join(', ')})`,
		holds: (row: Row) => (list as unknown[]).includes(row.Name),
	})),
	fc.constantFrom('Gas', 'Oil').map((value) => ({
		text: `Features/any(f: f eq '${value}')`,
		holds: (row: Row) => (row.Features as string[]).includes(value),
	})),
	fc.constantFrom('Gas', 'Oil').map((value) => ({
		text: `Features/all(f: f eq '${value}')`,
		holds: (row: Row) => (row.Features as string[]).every((each) => each === value),
	})),
	fc.constant({ text: 'Features/any()', holds: (row: Row) => (row.Features as string[]).length > 0 }),
	fc.constant({ text: 'Name eq null', holds: (row: Row) => row.Name === null }),
	fc.constant({ text: 'OpenYN eq true', holds: (row: Row) => row.OpenYN === true }),
	fc.constant({ text: 'OpenYN', holds: (row: Row) => row.OpenYN === true }),
);

const expression: fc.Arbitrary<Sample> = fc.letrec<{ all: Sample }>((tie) => ({
	all: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		comparison,
		other,
		tie('all').map((inner) => ({ text: `not (${inner.text})`, holds: (row: Row) => !inner.holds(row) })),
		fc
			.tuple(tie('all'), tie('all'))
			.map(([a, b]) => ({ text: `(${a.text}) and (${b.text})`, holds: (row: Row) => a.holds(row) && b.holds(row) })),
		fc
			.tuple(tie('all'), tie('all'))
			.map(([a, b]) => ({ text: `(${a.text} or ${b.text})`, holds: (row: Row) => a.holds(row) || b.holds(row) })),
	),
})).all;

const row: fc.Arbitrary<Row> = fc.record({
	Name: fc.option(words),
	Count: fc.option(fc.integer({ min: -3, max: 3 })),
	Price: fc.option(fc.constantFrom(-1.5, 0, 2.25, 3)),
	OpenYN: fc.option(fc.boolean()),
	Day: fc.option(fc.constantFrom('2026-05-01', '2025-01-31', '2027-01-01')),
	At: fc.option(times),
	Features: fc.subarray(['Gas', 'Oil']),
});

test('a filter chooses what the expression says', () => {
	fc.assert(
		fc.property(expression, row, (sample, each) => {
			expect(matches(sample.text, each)).toBe(sample.holds(each));
		}),
		{ numRuns: 400 },
	);
});

test('and binds tighter than or, and not tighter than both', () => {
	const filter = "not OpenYN or Count eq 1 and Name eq 'Ada'";
	const cases = fc.record({ OpenYN: fc.boolean(), Count: fc.constantFrom(1, 2), Name: fc.constantFrom('Ada', 'Eve') });
	fc.assert(
		fc.property(cases, (each) => {
			expect(matches(filter, each)).toBe(!each.OpenYN || (each.Count === 1 && each.Name === 'Ada'));
		}),
	);
});

test('whatever the text, it is a filter or a refusal', () => {
	const piece = fc.constantFrom(
		'Name',
		'eq',
		"'x'",
		'(',
		')',
		'and',
		'or',
		'not',
		'1',
		',',
		'in',
		'Features/any',
		':',
		'2026-05-01',
		'null',
		' ',
		"'",
	);
	fc.assert(
		fc.property(
			fc.oneof(
				fc.array(piece, { maxLength: 9 }).map((list) => list.join(' ')),
				fc.string(),
			),
			(filter) => {
				let status = 200;
				try {
					parseFilter(filter, fields);
				} catch (error) {
					({ status } = error as { status: number });
				}
				expect([200, 400, 501]).toContain(status);
			},
		),
		{ numRuns: 500 },
	);
});

test.each([
	['a quoted time', "At gt '2026-05-01T00:00:00Z'", 400],
	['a time for a number', 'Count gt 2026-05-01T00:00:00Z', 400],
	['a number for a text', 'Name eq 5', 400],
	['an unknown field', "Nope eq 'x'", 400],
	['a member of every object', "constructor eq 'x'", 400],
	['a collection without any()', "Features eq 'Gas'", 400],
	['a missing operand', 'Name eq', 400],
	['an open parenthesis', "(Name eq 'x'", 400],
	['too much', "Name eq 'x')", 400],
	['an open string', "Name eq 'x", 400],
	['an unknown word between', "Name is 'x'", 400],
	['capital keywords', "Name EQ 'x'", 400],
	['the wrong number of arguments', 'contains(Name)', 400],
	['a wrong argument', 'contains(Count,1)', 400],
	['an impossible day', 'At gt 2026-13-45T00:00:00Z', 400],
	['a text alone', 'Name', 400],
	['geo functions', "geo.intersects(Name,geography'POINT(1 1)')", 501],
	['an unknown function', 'nope(Name) eq 1', 501],
	['arithmetic', 'Count add 1 eq 2', 501],
	['a lambda within a lambda', "Features/any(f: Features/any(g: g eq 'Gas'))", 501],
	['endless parentheses', `${'('.repeat(200)}OpenYN${')'.repeat(200)}`, 400],
])('%s is refused', (_, filter, status) => {
	expect(() => parseFilter(filter, fields)).toThrow(expect.objectContaining({ status }) as Error);
});

test('an enumeration may be written with its type', () => {
	expect(matches("Name eq Org.Reso.Status'Ada'", { Name: 'Ada' })).toBe(true);
});
