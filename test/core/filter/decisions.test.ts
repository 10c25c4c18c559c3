/** The tables of decisions (design of the language, D.3 and D.4), row by row: finding, severity, what the first fix makes of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../src/core/filter/check.ts';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import type { ApostropheRule } from '../../../src/core/filter/dialect.ts';
import { compile } from '../../../src/core/filter/evaluate.ts';
import type { FieldFacts, FieldIndex, FieldType } from '../../../src/core/filter/fieldIndex.ts';
import { applyFix } from '../../../src/core/filter/findings.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { criteria, document } from './arbitraries.ts';

const field = (path: string, type: FieldType): [string, FieldFacts] => [
	path,
	{ path, seen: 100, types: { [type]: 100 }, itemTypes: {}, topValues: [] },
];
const index: FieldIndex = {
	documents: 100,
	fields: new Map([
		field('text1', 'string'),
		field('count1', 'number'),
		field('flag1', 'boolean'),
		field('moment1', 'datetime'),
		field('day1', 'date'),
		field('list1', 'array'),
	]),
};

type Row = readonly [text: string, findings: string, fixed?: string | undefined];

const said = (text: string, known?: FieldIndex): string =>
	checkAll(
		text.split(' & ').map((one) => parse(one, dialect)),
		{ dialect, index: known, timeZone: 'Europe/Prague' },
	)
		.flat()
		.map(({ code, severity }) => `${severity.charAt(0).toUpperCase()} ${code}`)
		.join(', ');

const byCriteria: Readonly<Record<string, readonly Row[]>> = {
	$eq: [
		["metadata.text1 $eq 'a'", ''],
		['metadata.count1 $eq -1.5', ''],
		['metadata.flag1 $eq false', ''],
		['metadata.moment1 $eq 2020-11-05T13:15:30Z', ''],
		['metadata.moment1 $eq 2020-11-05', 'W FH132', 'metadata.moment1 $gte 2020-11-05\nmetadata.moment1 $lt 2020-11-06'],
		['metadata.text1 $eq null', 'E FH128'],
		["metadata.text1 $eq 'a','b'", 'E FH140', "metadata.text1 $in 'a','b'"],
	],
	$ne: [
		["metadata.text1 $ne 'a'", 'I FH133'],
		['metadata.moment1 $ne 2020-11-05', 'I FH133, W FH132'],
		['metadata.text1 $ne null', 'I FH133, E FH128'],
		["metadata.text1 $ne 'a','b'", 'I FH133, E FH140', "metadata.text1 $nin 'a','b'"],
	],
	$neq: [["metadata.text1 $neq 'a'", 'E FH111', "metadata.text1 $ne 'a'"]],
	'$gt $lt $gte $lte': [
		["metadata.text1 $gt 'a'", 'E FH131'],
		["metadata.count1 $gt '5'", 'E FH131', 'metadata.count1 $gt 5'],
		["metadata.moment1 $lt '2020-11-05'", 'E FH131', 'metadata.moment1 $lt 2020-11-05'],
		['metadata.count1 $lte 5', ''],
		['metadata.flag1 $gte true', 'E FH131'],
		['metadata.moment1 $gt 2020-11-05T13:15:30Z', ''],
		['metadata.moment1 $gt 2020-11-05', 'I FH132'],
		['metadata.moment1 $lte 2020-11-05', 'I FH132'],
		['metadata.moment1 $gte 2020-11-05', ''],
		['metadata.count1 $gt null', 'E FH128'],
		['metadata.count1 $gt 1,2', 'E FH140'],
	],
	$in: [
		["metadata.text1 $in 'a','b'", ''],
		['metadata.count1 $in 1,2.5', ''],
		['metadata.flag1 $in true,false', 'E FH131, E FH131'],
		['metadata.moment1 $in 2020-11-05T13:15:30Z,2020-11-06T13:15:30Z', ''],
		['metadata.moment1 $in 2020-11-05,2020-11-06', 'I FH132, I FH132'],
		["metadata.text1 $in 'a','A','b'", 'I FH145', "metadata.text1 $in 'a','b'"],
		['metadata.text1 $in null,null', 'E FH128, E FH128, I FH145'],
		["metadata.text1 $in 'a'", 'W FH141', "metadata.text1 $eq 'a'"],
	],
	$nin: [
		["metadata.text1 $nin 'a','b'", 'I FH133'],
		['metadata.flag1 $nin true,false', 'I FH133, E FH131, E FH131'],
		["metadata.text1 $nin 'a'", 'I FH133, W FH141', "metadata.text1 $ne 'a'"],
	],
	$con: [
		["metadata.list1 $con 'a','b'", ''],
		['metadata.list1 $con 1,2', 'I FH146'],
		['metadata.list1 $con true,false', 'W FH131, W FH131'],
		['metadata.list1 $con 2020-11-05T13:15:30Z,2020-11-06T13:15:30Z', 'W FH131, W FH131'],
		["metadata.list1 $con 'a'", 'W FH142', "metadata.list1 $con 'a','a'"],
		["metadata.list1 $con null,'a'", 'E FH128'],
	],
};

const byField: readonly Row[] = [
	["metadata.list1 $eq 'a'", 'W FH153', "metadata.list1 $con 'a','a'"],
	["metadata.list1 $ne 'a'", 'I FH133, W FH153'],
	['metadata.list1 $gt 5', 'E FH153'],
	["metadata.list1 $in 'a','b'", 'W FH153', "metadata.list1 $con 'a','b'"],
	["metadata.list1 $nin 'a','b'", 'I FH133, W FH153'],
	["metadata.text1 $con 'a','b'", 'W FH154', "metadata.text1 $in 'a','b'"],
	["metadata.text1 $con 'a'", 'W FH154', "metadata.text1 $in 'a'"],
	['metadata.text1 $gt 5', 'E FH131'],
	['metadata.flag1 $gt 5', 'E FH131'],
	['metadata.flag1 $in 1,2', 'E FH131'],
	['metadata.day1 $eq 2020-11-05', ''],
	['metadata.day1 $gt 2020-11-05', ''],
	["metadata.count1 $eq '5'", 'W FH152', 'metadata.count1 $eq 5'],
	["metadata.flag1 $eq 'true'", 'W FH152', 'metadata.flag1 $eq true'],
	["metadata.moment1 $eq '2020-11-05T13:15:30Z'", 'W FH152', 'metadata.moment1 $eq 2020-11-05T13:15:30Z'],
	['metadata.text1 $eq 5', 'E FH152', "metadata.text1 $eq '5'"],
	["metadata.TEXT1 $eq 'a'", 'I FH151', "metadata.text1 $eq 'a'"],
];

const elsewhere: readonly Row[] = [
	["text1 $eq 'a'", 'E FH102', "metadata.text1 $eq 'a'"],
	["Metadata.text1 $eq 'a'", 'I FH151', "metadata.text1 $eq 'a'"],
	["metadata.text1 $EQ 'a'", 'W FH112', "metadata.text1 $eq 'a'"],
	['metadata.flag1 $eq True', 'W FH127', 'metadata.flag1 $eq true'],
	['metadata.text1 $eq ‘a’', 'W FH120', "metadata.text1 $eq 'a'"],
	['metadata.text1 $in ‘a’,’b’', 'W FH120, W FH120', "metadata.text1 $in 'a',’b’"],
	["metadata.text1 $eq 'O’Brien'", ''],
	['metadata.text1 $eq “a b”', 'E FH121', "metadata.text1 $eq 'a b'"],
	['metadata.text1 $eq "a"', 'E FH121', "metadata.text1 $eq 'a'"],
	['metadata.text1 $eq word', 'E FH122', "metadata.text1 $eq 'word'"],
	["metadata.text1 $eq 'O''Brien'", 'W FH124'],
	["metadata.text1 $eq O'Brien", 'E FH122', "metadata.text1 $eq 'O''Brien'"],
	["metadata.text1 $eq 'O'Brien'", 'E FH172', "metadata.text1 $eq 'O''Brien'"],
	["metadata.text1 $in 'a', 'b'", 'I FH134', "metadata.text1 $in 'a','b'"],
	["metadata.text1   $eq   'a'", ''],
	["metadata.text1\n$eq 'a'", 'E FH106', "metadata.text1 $eq 'a'"],
	['metadata.count1 $gt +1', 'W FH125', 'metadata.count1 $gt 1'],
	['metadata.count1 $gt .5', 'W FH125', 'metadata.count1 $gt 0.5'],
	['metadata.count1 $gt 1e5', 'W FH125', 'metadata.count1 $gt 100000'],
	['metadata.count1 $gt 1,000', 'E FH126', 'metadata.count1 $gt 1000'],
	['metadata.count1 $gt £500', 'E FH126', 'metadata.count1 $gt 500'],
	['metadata.moment1 $gt 2020-11-05T13:15', 'E FH129', 'metadata.moment1 $gt 2020-11-05T13:15Z'],
	['metadata.moment1 $gt 2020-11-05T14:15+01:00', ''],
	[
		'metadata.moment1 $gt 2020-11-05T13:15:30.12345678Z',
		'E FH130',
		'metadata.moment1 $gt 2020-11-05T13:15:30.1234567Z',
	],
	['metadata.moment1 $gt 2020-W46', 'E FH130'],
	['metadata.moment1 $gte 2020-11-5', 'W FH130', 'metadata.moment1 $gte 2020-11-05'],
	["metadata.text1 $in 'a',5", 'E FH143'],
	["metadata.count1 $in 1,2 & metadata.text1 $eq 'a'", 'W FH160'],
	['metadata.count1 $in 1,2 & metadata.count2 $in 3,4', 'W FH161'],
	['metadata.count1 $eq 1 & metadata.count1 $eq 2', 'W FH162'],
	['metadata.count1 $gt 5 & metadata.count1 $lt 3', 'W FH162'],
	['metadata.count1 $in 1,2 & metadata.count1 $in 3,4', 'W FH161, W FH162'],
	['metadata.count1 $in 1,2 & metadata.count1 $gt 3', 'W FH160, W FH162'],
	["metadata.text1 $eq 'a' or metadata.text1 $eq 'b'", 'E FH170', "metadata.text1 $in 'a','b'"],
	["metadata.text1 $eq 'a' OR 'b' or metadata.text1 $eq 'c'", 'E FH170', "metadata.text1 $in 'a','b','c'"],
	["metadata.text1 $eq 'a' or metadata.count1 $eq 5", 'E FH170'],
	["metadata.text1 $eq 'x' or metadata.text1 $eq 'a or b'", 'E FH170'],
	['metadata.aa $eq 1 and metadata.bb $eq 2 or metadata.cc $eq 3', 'E FH171'],
	['metadata.flag1 $eq true or metadata.flag1 $eq false', 'E FH170'],
	["metadata.text1 $eq 'a' and metadata.count1 $eq 5", 'E FH171', "metadata.text1 $eq 'a'\nmetadata.count1 $eq 5"],
	["metadata.text1 $eq 'a'; metadata.count1 $eq 5", 'E FH171', "metadata.text1 $eq 'a'\nmetadata.count1 $eq 5"],
	["metadata.text1 $eq 'a' metadata.count1 $eq 5", 'E FH171', "metadata.text1 $eq 'a'\nmetadata.count1 $eq 5"],
	["(metadata.text1 $eq 'a')", 'E FH170', "metadata.text1 $eq 'a'"],
	['metadata.record $eq 5', 'W FH156'],
	['metadata.x $eq 5', 'W FH156'],
	['metadata.status $eq 5', 'W FH158'],
	['metadata.a"b $eq 5', 'W FH156'],
	['metadata.items1[0].name1 $eq 5', 'W FH155'],
	["metadata.list1 $contains 'a','b'", 'E FH110', "metadata.list1 $con 'a','b'"],
	['metadata.text1 $exists true', 'E FH110'],
	["metadata.text1 $like 'a'", 'E FH110'],
	["metadata.text1 not in 'a','b'", 'E FH110, E FH122, E FH172', "metadata.text1 $nin 'a','b'"],
	["metadata.text1 is not 'a'", 'E FH110, E FH122, E FH172', "metadata.text1 $ne 'a'"],
	['metadata.count1 $xt 5', 'E FH110'],
	["metadata.text1 $regex 'a'", 'E FH110'],
	["metadata.text1 = 'a'", 'E FH110', "metadata.text1 $eq 'a'"],
	["metadata.text1 eq 'a'", 'E FH110', "metadata.text1 $eq 'a'"],
];

const tables: readonly (readonly [string, readonly Row[]])[] = [
	...Object.entries(byCriteria),
	['other ambiguities', elsewhere],
];

describe.each(tables)('%s', (_name, rows) => {
	test.each(rows.map(whole))('%j: %s', (text, expected, mended) => {
		expect(said(text)).toBe(expected);
		if (mended !== '') expect(fixes(text)).toContain(mended);
	});
});

describe('by what the field holds', () => {
	test.each(byField.map(whole))('%j: %s', (text, expected, mended) => {
		expect(said(text, index)).toBe(expected);
		if (mended !== '') expect(fixes(text, index)).toContain(mended);
	});
});

function whole([text, findings, fixed = '']: Row): [string, string, string] {
	return [text, findings, fixed];
}

function fixes(text: string, known?: FieldIndex): readonly string[] {
	return checkAll([parse(text, dialect)], { dialect, index: known })
		.flat()
		.flatMap((finding) => finding.fixes.map((fix) => applyFix(text, fix)));
}

test('apostrophes are doubled, escaped or refused, as the dialect says', () => {
	const severities = (text: string, escape: ApostropheRule): unknown => {
		const own = { ...dialect, escape };
		const parsed = parse(text, own);
		const [value] = parsed.filter.values;
		const found = checkAll([parsed], { dialect: own }).flat();
		return [value!.kind === 'literal' && value!.value, ...found.map(({ code, severity }) => `${code} ${severity}`)];
	};
	expect(severities("metadata.text1 $eq 'O''Brien'", 'double')).toEqual(["O'Brien", 'FH124 warning']);
	expect(severities("metadata.text1 $eq 'O''Brien'", 'refuse')).toEqual(["O'Brien", 'FH124 error']);
	expect(severities("metadata.text1 $eq 'O\\'Brien'", 'backslash')).toEqual(["O'Brien", 'FH124 warning']);
});

test('a moment without its zone can be given that of the user, as it is at that moment', () => {
	const [finding] = checkAll([parse('metadata.moment1 $gt 2020-07-05T13:15', dialect)], {
		dialect,
		timeZone: 'Europe/Prague',
	})[0]!;
	expect(finding!.fixes.map(({ title }) => title)).toEqual(['Add Z (UTC)', 'Add +02:00 (Europe/Prague)']);
});

const onOneField = fc
	.tuple(fc.constantFrom(...dialect.operators), fc.array(criteria, { minLength: 1, maxLength: 3 }))
	.map(
		([{ name, takes }, values]) =>
			`metadata.city ${name} ${(takes === 'list' ? values : values.slice(0, 1)).join(',')}`,
	);

test('what is called impossible matches nothing, and what is called needless changes no match', () => {
	fc.assert(
		fc.property(fc.array(onOneField, { minLength: 2, maxLength: 5 }), document, (texts, one) => {
			const set = texts.map((text) => parse(text, dialect));
			const found = checkAll(set, { dialect });
			const matches = (some: typeof set): unknown =>
				compile(
					some.map(({ filter }) => filter),
					dialect,
				)!(one);
			const codesOf = (at: number): readonly string[] => found[at]!.map(({ code }) => code);
			if (texts.some((_, at) => codesOf(at).includes('FH162'))) {
				expect(matches(set), texts.join(' & ')).not.toBe(true);
				return;
			}
			const needed = set.filter((_, at) => !codesOf(at).includes('FH163'));
			if (matches(needed) === true) expect(matches(set), texts.join(' & ')).toBe(true);
		}),
		{ numRuns: 20_000 },
	);
});

test('a set of twice the filters is looked at twice as often', () => {
	const looks = (count: number): number => {
		let looked = 0;
		const set = Array.from({ length: count }, (_, nth) => {
			const parsed = parse(`metadata.count1 $ne ${nth}`, dialect);
			return {
				...parsed,
				get filter() {
					looked += 1;
					return parsed.filter;
				},
			};
		});
		checkAll(set, { dialect, index });
		return looked;
	};
	expect(looks(400)).toBeLessThanOrEqual(looks(200) * 2);
});
