import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, checkAll } from '../../../src/core/filter/check.ts';
import { checkEndpoint } from '../../../src/core/filter/checkEndpoint.ts';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import type { FieldFacts, FieldIndex } from '../../../src/core/filter/fieldIndex.ts';
import { applyFix, findingCodes } from '../../../src/core/filter/findings.ts';
import type { Finding, FindingCode } from '../../../src/core/filter/findings.ts';
import { FieldLearner } from '../../../src/core/filter/learnFields.ts';
import { isOrdinaryName } from '../../../src/core/filter/ordinaryName.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { reservedWords } from '../../../src/core/filter/reservedWords.ts';
import { fieldsOfSchema } from '../../../src/core/filter/schemaFields.ts';
import { soup } from './arbitraries.ts';

const facts = (
	path: string,
	types: FieldFacts['types'],
	itemTypes: FieldFacts['itemTypes'] = {},
): [string, FieldFacts] => [path, { path, seen: 100, types, itemTypes, topValues: [] }];
const index: FieldIndex = {
	documents: 120,
	fields: new Map([
		facts('city', { string: 100 }),
		facts('budget', { number: 99, string: 1 }),
		facts('active', { boolean: 100 }),
		facts('chased', { datetime: 100 }),
		facts('tags', { array: 100 }, { string: 200 }),
		facts('nested', { object: 100 }),
		facts('nested.place', { string: 100 }),
	]),
};

/** Findings of a set; each line is one expression. */
function findings(text: string, withIndex = false): readonly Finding[] {
	const set = text.split(' & ').map((one) => parse(one, dialect));
	return checkAll(set, { dialect, ...(withIndex ? { index } : {}) }).flat();
}

const codes = (text: string, withIndex = false): readonly FindingCode[] =>
	findings(text, withIndex).map(({ code }) => code);

/** What the examples of the table cannot show as one text. */
const elsewhere: readonly FindingCode[] = ['FH144', 'FH180', 'FH181', 'FH182', 'FH183', 'FH184', 'FH185'];
const all = Object.entries(findingCodes) as [FindingCode, { bad: string; good?: string; severity: string }][];
const shown = all.filter(([code]) => !elsewhere.includes(code));

describe.each(shown)('%s', (code, { bad, good, severity }) => {
	const needsData = code >= 'FH150' && code <= 'FH155' && code !== 'FH155';

	test('is found in its example, with the severity of the table', () => {
		const found = findings(bad, needsData).find((one) => one.code === code);
		expect(codes(bad, needsData)).toContain(code);
		expect(found!.end).toBeGreaterThanOrEqual(found!.start);
		if (code !== 'FH152' && code !== 'FH131') expect(found!.severity).toBe(severity);
	});

	test('is not found in the example that is right', () => {
		if (good !== undefined) expect(codes(good, needsData)).not.toContain(code);
	});

	test('its preferred fix removes it', () => {
		const found = findings(bad, needsData).find((one) => one.code === code)!;
		const fix = found.fixes.find(({ isPreferred }) => isPreferred === true);
		if (fix === undefined || bad.includes(' & ')) return;
		expect(
			applyFix(bad, fix)
				.split('\n')
				.flatMap((line) => codes(line, needsData)),
		).not.toContain(code);
	});
});

const table: readonly (readonly [text: string, codes: readonly FindingCode[]])[] = [
	["metadata.city $eq 'London'", []],
	['metadata.budget $gte 100.5', []],
	['metadata.score $nin 30,50,60,100', ['FH133']],
	["metadata.colour $in 'red','brown','green'", []],
	["metadata.tags $con 'ONE','TWO'", []],
	['metadata.chased $lt 2020-11-05T13:15:30Z', []],
	['metadata.chased $gte 2020-11-05', []],
	['metadata.chased $gt 2020-11-05', ['FH132']],
	['', ['FH101']],
	['metadata $eq 5', ['FH102']],
	["metadata.city = 'London'", ['FH110']],
	['metadata.city contains ‘x’', ['FH110', 'FH120']],
	['metadata.active $in true,false', ['FH131', 'FH131']],
	['metadata.active $gt true', ['FH131']],
	["metadata.chased $gt '2020-11-05'", ['FH131']],
	['metadata.city $eq $in', ['FH122']],
	["metadata.a1 $eq 'x' and metadata.b1 $eq 'y'", ['FH171']],
	["metadata.a1 $eq 'x' or metadata.b1 $eq 'y'", ['FH170']],
	["(metadata.a1 $eq 'x')", ['FH170']],
	['metadata.chased $eq 2020-13-05', ['FH130']],
	['metadata.budget $gt £500', ['FH126']],
	["metadata.owner1 $eq O'Brien", ['FH122']],
	['metadata.city $EQ "x"', ['FH112', 'FH121']],
];

test.each(table)('%s', (text, expected) => {
	expect(codes(text)).toEqual(expected);
});

test('against the data: types, case, arrays, and names that nobody has', () => {
	expect(codes("metadata.budget $eq '5'", true)).toEqual(['FH152']);
	expect(findings('metadata.city $eq 5', true)).toMatchObject([{ code: 'FH152', severity: 'error' }]);
	expect(codes("metadata.CITY $eq 'x'", true)).toEqual(['FH151']);
	expect(codes("metadata.tags $in 'a','b'", true)).toEqual(['FH153']);
	expect(codes("metadata.city $con 'a','b'", true)).toEqual(['FH154']);
	expect(findings("metadata.citty $eq 'x'", true)[0]!.message).toContain("Did you mean 'city'?");
	expect(codes("metadata.nested.place $eq 'x'", true)).toEqual([]);
	expect(codes('metadata.chased $gte 2020-11-05', true)).toEqual([]);
});

test('a field that holds arrays is asked by $con with the item named twice', () => {
	const text = "metadata.tags $eq 'ONE'";
	const fix = findings(text, true).find(({ code }) => code === 'FH153')!.fixes[0]!;
	expect(applyFix(text, fix)).toBe("metadata.tags $con 'ONE','ONE'");
});

test('sets: lists that fail together, and conditions that exclude or repeat each other', () => {
	expect(codes("metadata.aa $eq 'x' & metadata.bb $in 1,2")).toEqual([]);
	expect(codes("metadata.aa $eq 'x' & metadata.aa $eq 'y'")).toEqual(['FH162']);
	expect(codes("metadata.aa $eq 'x' & metadata.aa $eq 'X'")).toEqual(['FH163']);
	expect(codes("metadata.aa $eq 'x' & metadata.AA $ne 'x'")).toEqual(['FH133', 'FH162']);
	expect(codes('metadata.aa $gt 5 & metadata.aa $lte 5')).toEqual(['FH162']);
	expect(codes('metadata.aa $gte 5 & metadata.aa $lte 5')).toEqual([]);
	expect(codes('metadata.aa $eq 5 & metadata.aa $gt 3')).toEqual(['FH163']);
	expect(codes('metadata.aa $lt 2020-11-05T00:00:00Z & metadata.aa $gt 2020-11-05T02:00:00+01:00')).toEqual(['FH162']);
	expect(codes("metadata.aa $gt 5 & metadata.aa $eq 'x'")).toEqual([]);
});

test('endpoints: without a search, with another parameter, with an address too long', () => {
	const expressions = ["metadata.city $eq 'London'"];
	const found = (parameter: string | undefined, given?: string): unknown =>
		checkEndpoint(expressions, { name: 'x', parameter }, given).map(({ code }) => code);
	expect(found(undefined)).toEqual(['FH180']);
	expect(found('filter', 'metadata')).toEqual(['FH181']);
	expect(found('metadata', 'metadata')).toEqual([]);
	const long = checkEndpoint(
		new Array<string>(80).fill(expressions[0]!),
		{ name: 'x', parameter: 'metadata' },
		undefined,
	);
	expect(long.map(({ code }) => code)).toEqual(['FH182']);
	expect(codes(`metadata.score $in ${Array.from({ length: 101 }, (_, n) => n).join(',')}`)).toEqual(['FH144']);
});

test('any text is checked, and every finding and fix lies within it', () => {
	fc.assert(
		fc.property(soup, fc.boolean(), (text, withIndex) => {
			for (const { start, end, fixes } of check(parse(text, dialect), { dialect, ...(withIndex ? { index } : {}) })) {
				for (const span of [{ start, end }, ...fixes.flatMap(({ edits }) => edits)]) {
					expect(span.start).toBeGreaterThanOrEqual(0);
					expect(span.end).toBeGreaterThanOrEqual(span.start);
					expect(span.end).toBeLessThanOrEqual(text.length);
				}
			}
		}),
		{ numRuns: 3_000 },
	);
});

test('a name is ordinary only where nothing is known against it, whatever its case', () => {
	for (const word of [...reservedWords, ...dialect.failingNames]) {
		expect(isOrdinaryName(word), word).toBe(false);
		expect(isOrdinaryName(word.toUpperCase()), word).toBe(false);
	}
	for (const name of ['', 'a', 'a b', 'é', 'items[0]', "o'brien"]) expect(isOrdinaryName(name), name).toBe(false);
	for (const name of ['city', 'officeId', 'office_id', 'x1', 'post-code'])
		expect(isOrdinaryName(name), name).toBe(true);
});

test('of names that are as near, the one that most records have is meant', () => {
	const learner = new FieldLearner();
	for (const record of [{ City: 'x' }, { city: 'x' }, { city: 'y' }, { city: 'z' }, { cityx: 'x' }])
		learner.add(record);
	const [found] = check(parse("metadata.citty $eq 'x'", dialect), { dialect, index: learner.index() });
	expect(found!.message).toContain("'city'");
});

test('beside a schema alone, a field that it does not describe is told so', () => {
	const schema = fieldsOfSchema({ properties: { city: { type: 'string' }, score: { type: 'number' } } });
	const found = (text: string): readonly string[] =>
		check(parse(text, dialect), { dialect, index: schema }).map(({ code, message }) => `${code} ${message}`);
	expect(found("metadata.citty $eq 'x'")).toEqual([
		expect.stringMatching(/^FH150 The schema does not describe 'citty'/),
	]);
	expect(found("metadata.score $eq '5'")).toEqual([expect.stringMatching(/^FH152/)]);
	expect(found('metadata.score $eq 5')).toEqual([]);
});
