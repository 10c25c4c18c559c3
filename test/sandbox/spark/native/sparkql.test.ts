/** SparkQL: what a `_filter` chooses, what is dropped from it, and what is refused. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSparkql } from '../../../../src/sandbox/spark/native/sparkqlParser.ts';
import type { ParsedFilter, SparkqlRules } from '../../../../src/sandbox/spark/native/sparkqlParser.ts';
import type { ValueType } from '../../../../src/sandbox/spark/native/sparkqlValues.ts';
import { SparkError } from '../../../../src/sandbox/spark/sparkError.ts';

const rules: SparkqlRules = {
	fields: new Map<string, ValueType>([
		['Name', 'string'],
		['City', 'string'],
		['Tags', 'string'],
		['Count', 'integer'],
		['Price', 'decimal'],
		['At', 'datetime'],
	]),
	now: Date.UTC(2026, 4, 1, 12),
	bareOffsetMinutes: 0,
	nestingLimit: 2,
	unknownField: 'drop',
};
type Row = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const parse = (text: string, more: Partial<SparkqlRules> = {}): ParsedFilter =>
	parseSparkql(text, { ...rules, ...more });
const matches = (text: string, row: Row, more: Partial<SparkqlRules> = {}): boolean =>
	parse(text, more).matches((name) => row[name]);

function refusal(text: string, more: Partial<SparkqlRules> = {}): { code: number; problems: unknown } | undefined {
	try {
		parse(text, more);
	} catch (error) {
		if (error instanceof SparkError) return { code: error.code, problems: error.envelope.SparkQLErrors };
		throw error;
	}
	return undefined;
}

const ada: Row = {
	Name: "Ada O'Neill",
	City: 'Nordby',
	Tags: ['IDX Lead', 'Recent Buyers'],
	Count: 7,
	Price: 1.5,
	At: '2026-04-30T10:00:00-05:00',
};

test.each<[string, boolean]>([
	["Name Eq 'Ada O\\'Neill'", true],
	['Count Eq 1', false],
	["City eq 'Nordby' AND Count gt 6", true],
	["City Eq 'Harlow','Nordby'", true],
	["City Ne 'Harlow','Nordby'", false],
	["City Eq ('Harlow','Nordby')", true],
	['Count Bt 5,7', true],
	['Count Bt 8,9', false],
	['Count Eq 1,7', true],
	['Price Ge 1.5', true],
	['Price Gt 1', true],
	["Tags Eq 'IDX Lead'", true],
	["Tags Ne 'IDX Lead'", false],
	["Name Eq 'Ada*'", true],
	["Name Eq '?da O?Neill'", true],
	["City Eq 'nordby'", false],
	["tolower(City) Eq 'nordby'", true],
	["contains(Name, 'Neill') Eq true", true],
	["startswith(Name, 'Neill') Eq true", false],
	["substring(City, 0, 4) Eq 'Nord'", true],
	['length(City) Eq 6', true],
	["City Eq regex('^nord', 'i')", true],
	['Count Eq 3 Add 2 Mul 2', true],
	['Count Eq (3 Add 4)', true],
	['Count Gt -8', true],
	['Count Mod 4 Eq 3', true],
	['At Ge 2026-04-30T15:00:00Z', true],
	['At Gt 2026-04-30T15:00:00Z', false],
	['At Ge 2026-04-30T15:00:00', true],
	['At Ge 2026-04-30', true],
	['At Ge days(-1)', true],
	['At Ge days(-2)', true],
	['At Lt now()', true],
	['At Bt mindatetime(),maxdatetime()', true],
	['year(At) Eq 2026 And month(At) Eq 4 And hour(At) Eq 15', true],
	['At Ge months(-1)', true],
	['At Ge hours(-1)', false],
	['At Ge weekdays(-2)', true],
	['Missing Eq NULL Or Count Eq 7', true],
	['Name Ne NULL', true],
	["Not City Eq 'Harlow'", true],
	["Count Eq 7 Not City Eq 'Nordby'", false],
	["Count Eq 1 Or Count Eq 7 And City Eq 'Harlow'", false],
	["Count Eq 7 Or Count Eq 1 And City Eq 'Harlow'", true],
	["(Count Eq 7 Or Count Eq 1) And City Eq 'Harlow'", false],
	['((Count Eq 7))', true],
])('%s → %s', (filter, expected) => {
	expect(matches(filter, ada)).toBe(expected);
});

test('absent fields are NULL and nothing else', () => {
	expect(matches('City Eq NULL', {})).toBe(true);
	expect(matches("City Eq 'x'", {})).toBe(false);
	expect(matches("City Ne 'x'", {})).toBe(true);
	expect(matches('Count Gt 0', {})).toBe(false);
});

test('a date-time without a zone is read in the zone that exports are stamped in', () => {
	expect(matches('At Ge 2026-04-30T10:00:00', ada, { bareOffsetMinutes: -300 })).toBe(true);
	expect(matches('At Ge 2026-04-30T10:00:01', ada, { bareOffsetMinutes: -300 })).toBe(false);
});

test('a condition on an unknown field is dropped with its connector, and told', () => {
	expect(parse("Count Eq 1 Or Nope Eq 'x' And Count Eq 7").problems).toEqual([
		{ token: 'Nope', status: 'Dropped', message: 'The field Nope does not exist' },
	]);
	expect(matches("Count Eq 1 Or Nope Eq 'x' And Count Eq 7", ada)).toBe(false);
	expect(matches("Nope Eq 'x' Or Count Eq 7", ada)).toBe(true);
	expect(matches("(Nope Eq 'x') And Count Eq 7", ada)).toBe(true);
	expect(matches('"Group"."Field" Eq 1 And Count Eq 7', ada)).toBe(true);
	expect(matches("tolower(Nope) Eq 'x' And Count Eq 7", ada)).toBe(true);
	expect(refusal("Nope Eq 'x'")).toMatchObject({ code: 1040 });
	expect(refusal("Nope Eq 'x' And Count Eq 7", { unknownField: 'refuse' })).toMatchObject({ code: 1040 });
});

test('a list in parentheses is recovered, and told', () => {
	expect(parse("City Eq ('a','b')").problems).toMatchObject([{ status: 'Recovered' }]);
});

test.each<[string, string, number]>([
	['nothing', '', 1040],
	['a field alone', 'Name', 1040],
	['doubled quotes', "Name Eq 'O''Neill'", 1040],
	['a lower-case field', "name Eq 'x'", 1040],
	['a wrong operator', "Name Is 'x'", 1040],
	['order of text', "Name Gt 'x'", 1040],
	['a number for a text', 'Name Eq 5', 1040],
	['a text for a time', "At Gt '2026-05-01'", 1040],
	['a list with Gt', 'Count Gt 1,2', 1040],
	['one value for Bt', 'Count Bt 1', 1040],
	['a list of dates', 'At Eq 2026-05-01,2026-05-02', 1040],
	['an unknown function', 'nope(1) Eq 1', 1040],
	['a wrong argument', 'tolower(1) Eq 1', 1040],
	['calculating with text', "Count Eq 'x' Add 1", 1040],
	['a wrong flag', "Name Eq regex('a','g')", 1040],
	['a wrong expression', "Name Eq regex('(')", 1040],
	['an open parenthesis', "(Name Eq 'x'", 1040],
	['a dangling connector', "Name Eq 'x' And", 1040],
	['True with a capital', 'contains(Name,City) Eq True', 1040],
	['three levels of parentheses', "(((Name Eq 'x')))", 1041],
	['76 expressions', Array.from({ length: 76 }, () => 'Count Eq 1').join(' Or '), 1041],
	['201 values', `Count Eq ${Array.from({ length: 201 }, (_, i) => i).join(',')}`, 1041],
	['functions six deep', "trim(trim(trim(trim(trim(trim(Name)))))) Eq 'x'", 1041],
	['four wildcards', "Name Eq '*a*b*c*'", 1041],
])('%s is refused', (_, filter, code) => {
	const refused = refusal(filter);
	expect(refused?.code).toBe(code);
	expect(refused?.problems).toContainEqual(expect.objectContaining({ Status: 'Fatal' }));
});

test('what is just within the limits is accepted', () => {
	expect(refusal(Array.from({ length: 75 }, () => 'Count Eq 1').join(' Or '))).toBeUndefined();
	expect(refusal(`Count Eq ${Array.from({ length: 200 }, (_, i) => i).join(',')}`)).toBeUndefined();
	expect(refusal("((Name Eq 'x'))", { nestingLimit: 1 })).toMatchObject({ code: 1041 });
	expect(refusal("(Name Eq 'x')", { nestingLimit: 1 })).toBeUndefined();
});

test('any text survives being written as a literal', () => {
	const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[*?]/.test(text));
	fc.assert(
		fc.property(plain, (text) => {
			const literal = `'${text.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;
			expect(matches(`Name Eq ${literal}`, { Name: text })).toBe(true);
			expect(matches(`Name Eq ${literal}`, { Name: `${text}!` })).toBe(false);
		}),
	);
});

test('And binds tighter than Or, and dropped conditions vanish with their connectors', () => {
	const part = fc.record({
		connector: fc.constantFrom('And', 'Or'),
		kind: fc.constantFrom('true', 'false', 'dropped'),
	});
	const written = { true: 'Count Eq 7', false: 'Count Eq 1', dropped: 'Nope Eq 1' };
	fc.assert(
		fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
			const text = parts
				.map(({ connector, kind }, i) => (i === 0 ? '' : `${connector} `) + written[kind as 'true'])
				.join(' ');
			const kept = parts.filter(({ kind }) => kind !== 'dropped');
			if (kept.length === 0) {
				expect(refusal(text)?.code).toBe(1040);
				return;
			}
			const js = kept
				.map(({ connector, kind }, i) => (i === 0 ? '' : connector === 'And' ? '&&' : '||') + kind)
				.join(' ');
			// The reference is JavaScript itself: && binds tighter than || there too.
			const expected = js.split('||').some((group) => group.split('&&').every((each) => each.trim() === 'true'));
			expect(matches(text, ada)).toBe(expected);
		}),
	);
});

test('whatever the text, it is a filter or a refusal of code 1040 or 1041', () => {
	const piece = fc.constantFrom(
		'Name',
		'Eq',
		"'x'",
		'(',
		')',
		'And',
		'Or',
		'Not',
		'1',
		',',
		'Bt',
		'days',
		'2026-05-01',
		'NULL',
		'-',
		"'",
		'"A"."B"',
		'Add',
	);
	fc.assert(
		fc.property(
			fc.oneof(
				fc.array(piece, { maxLength: 9 }).map((list) => list.join(' ')),
				fc.string(),
			),
			(text) => {
				expect([undefined, 1040, 1041]).toContain(refusal(text)?.code);
			},
		),
		{ numRuns: 500 },
	);
});
