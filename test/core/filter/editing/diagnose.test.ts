import { expect, test } from 'vitest';
import { reapitDialect as dialect } from '../../../../src/core/filter/dialect.ts';
import { diagnose } from '../../../../src/core/filter/editing/diagnose.ts';
import { readExpression } from '../../../../src/core/filter/editing/filterDocument.ts';
import { applyEdits, fixAll, fixesAt } from '../../../../src/core/filter/editing/fixes.ts';
import { formatOnType, formatRange } from '../../../../src/core/filter/editing/format.ts';
import { refactorsAt } from '../../../../src/core/filter/editing/refactors.ts';
import { lensesOf } from '../../../../src/core/filter/editing/lenses.ts';

import { knowledge, marked, nothing, readFile } from './cursor.ts';

const found = (text: string): readonly string[] =>
	diagnose(readFile(text), knowledge).map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);

test('findings stand at their place in the file, over continuation lines and further sets', () => {
	expect(
		found("# @name a\nmetadata.city $in\n   'London',\n   Oxford\n\nmetadata.budget $gt '5'\nmetadata.budget $lt 3"),
	).toEqual(['FH122 Oxford', "FH131 '5'", "FH152 '5'"]);
});

test('what contradicts another filter names it, and what says nothing new is faded', () => {
	const text = 'metadata.budget $gt 5\nmetadata.budget $gt 3\nmetadata.budget $lt 1';
	const all = diagnose(readFile(text), knowledge);
	const contradiction = all.find(({ code }) => code === 'FH162')!;
	expect(text.slice(contradiction.start, contradiction.end)).toBe('metadata.budget $lt 1');
	expect(contradiction.related.map(({ start, end }) => text.slice(start, end))).toContain('metadata.budget $gt 5');
	const needless = all.find(({ code }) => code === 'FH163')!;
	expect(needless).toMatchObject({ isUnnecessary: true, page: 'diagnostics/FH163.md' });
	expect(text.slice(needless.start, needless.end)).toBe('metadata.budget $gt 3');
});

test('sets of different datasets do not meet, and each is checked against its own endpoint', () => {
	expect(found('# @dataset agency/enquiries\nmetadata.budget $gt 5\n\nmetadata.budget $lt 3')).toEqual([
		'FH180 agency/enquiries',
	]);
	expect(found('# @dataset agency/contacts\nmetadata.budget $gt 5')).toEqual([]);
});

test('an expression alone is checked like a file of one line', () => {
	const document = readExpression("metadata.citty $eq 'x'", dialect, 'agency/contacts');
	expect(diagnose(document, knowledge).map(({ code }) => code)).toEqual(['FH150']);
	expect(diagnose(readExpression('', dialect), nothing).map(({ code }) => code)).toEqual(['FH101']);
});

test('fixes are offered for what is at the cursor', () => {
	const { document, offset } = marked('metadata.city $eq "x"\nmetadata.budget |$neq 5');
	const fixes = fixesAt(document, { start: offset, end: offset }, knowledge);
	expect(fixes.map(({ title, finding }) => `${finding.code} ${title}`)).toEqual(['FH111 Change to $ne']);
});

test('everything that is certain is mended at once, round after round', () => {
	const text = '# @name a\ncity = “London”\nmetadata.Budget $GT ‘5’\nmetadata.tags $eq VIP\nmetadata.city $eq "a","b"';
	expect(fixAll(text, readFile, knowledge)).toBe(
		"# @name a\nmetadata.city $eq 'London'\nmetadata.budget $gt 5\nmetadata.tags $con 'VIP','VIP'\nmetadata.city $in 'a','b'",
	);
	expect(fixAll('metadata.a1 $eq 1 and metadata.b1 $eq 2', readFile, nothing)).toBe(
		'metadata.a1 $eq 1\nmetadata.b1 $eq 2',
	);
});

const formatted = (text: string): string => {
	const { document, offset } = marked(text);
	return applyEdits(document.text, formatOnType(document, offset, document.text[offset - 1]!));
};

test.each([
	["metadata.city   $EQ 'x'\n|", "metadata.city $eq 'x'\n"],
	["metadata.city   $EQ 'x'\nmetadata.a  $eq 5\n|\n", "metadata.city   $EQ 'x'\nmetadata.a $eq 5\n\n"],
	["metadata.city   $in 'x',\n|", "metadata.city   $in 'x',\n"],
	["metadata.city   $eq 'x'|", "metadata.city $eq 'x'"],
	["metadata.city   $eq '|", "metadata.city   $eq '"],
	["metadata.city   $eq 'x'|  ", "metadata.city $eq 'x'  "],
	['#  a   b\n|', '#  a   b\n'],
])('typing the last sign of %j gives %j', (text, expected) => {
	expect(formatted(text)).toBe(expected);
});

test('formatting a part touches nothing else, and leaves alone what is not complete', () => {
	const text = 'metadata.a1  $eq 1\nmetadata.b1  $eq\n   2\nmetadata.c1   $in\n   5,';
	const edits = formatRange(readFile(text), { start: 20, end: text.length });
	expect(applyEdits(text, edits)).toBe('metadata.a1  $eq 1\nmetadata.b1 $eq 2\nmetadata.c1   $in\n   5,');
});

test('a complete set with a dataset can be counted, run, copied and opened; one that is refused only counted', () => {
	const kinds = (text: string): unknown => lensesOf(readFile(text)).map(({ kind }) => kind);
	expect(kinds('# @dataset agency/contacts\nmetadata.budget $gt 5')).toEqual([
		'matches',
		'run',
		'copyAddress',
		'openInGrid',
	]);
	expect(kinds("# @dataset agency/contacts\nmetadata.city $gt 'x'")).toEqual(['matches', 'openInGrid']);
	expect(kinds('metadata.budget $gt 5')).toEqual(['chooseDataset']);
	expect(kinds('# @dataset agency/contacts\nmetadata.budget $gt')).toEqual([]);
	const [lens] = lensesOf(readFile("# @dataset agency/contacts\nmetadata.tags $con 'A'\nmetadata.budget $gt 5"));
	expect(lens).toMatchObject({
		dataset: 'agency/contacts',
		expressions: ['metadata.budget $gt 5', "metadata.tags $con 'A','A'"],
	});
});

test('a list is moved to the end with its lines, and what says nothing is removed with its line', () => {
	const first = (text: string, code: string): string => {
		const fix = diagnose(readFile(text), nothing)
			.find((one) => one.code === code)!
			.fixes.at(-1)!;
		return applyEdits(text, fix.edits);
	};
	expect(first('metadata.aa $in\n  1,2\n# b\nmetadata.bb $eq 5\nmetadata.cc $eq 6\n', 'FH160')).toBe(
		'metadata.bb $eq 5\n# b\nmetadata.cc $eq 6\nmetadata.aa $in\n  1,2\n',
	);
	expect(first('metadata.aa $gt 3\nmetadata.aa $gt 5\n', 'FH163')).toBe('metadata.aa $gt 5\n');
	expect(fixAll('metadata.aa $in 1,2\nmetadata.bb $gt 3\nmetadata.bb $gt 5', readFile, nothing)).toBe(
		'metadata.aa $in 1,2\nmetadata.bb $gt 3\nmetadata.bb $gt 5',
	);
});

test('a moment with an offset can be converted to UTC, digit by digit', () => {
	const { document, offset } = marked('metadata.chased $lt 2020-11-05T00:15:30.1234567+01:0|0');
	const [fix] = refactorsAt(document, { start: offset, end: offset });
	expect(applyEdits(document.text, fix!.edits)).toBe('metadata.chased $lt 2020-11-04T23:15:30.1234567Z');
	expect(refactorsAt(readFile('metadata.chased $lt 2020-11-05T00:15:30Z'), { start: 0, end: 30 })).toEqual([]);
});

test('datasets that nobody has are told, and names that are given twice', () => {
	const text =
		'# @name a\n# @dataset agency/propertys\n\n# @name b\n# @dataset other/contacts\n\n# @name a\n# @dataset contacts';
	const all = diagnose(readFile(text), knowledge);
	expect(all.map(({ code, message, fixes }) => [code, message, ...fixes.map(({ title }) => title)])).toEqual([
		['FH184', "There is no dataset 'agency/propertys'", 'Change to agency/properties'],
		['FH184', "There is no Reapit connection 'other'"],
		['FH185', "Another set is called 'a'"],
	]);
	expect(diagnose(readFile(text), nothing).map(({ code }) => code)).toEqual(['FH185']);
});
