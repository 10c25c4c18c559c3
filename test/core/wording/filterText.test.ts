/** What is said of filters of a file. */
import { expect, test } from 'vitest';
import { filterTemplate } from '../../../src/core/filter/filterTemplate.ts';
import {
	checkSet,
	explanationOf,
	findingText,
	inlined,
	setOfExpressions,
	setsOfFile,
	sqlOf,
} from '../../../src/core/wording/filterText.ts';
import { plainPage } from '../../../src/core/wording/page.ts';

test('the sets of a file are its blocks with expressions; remarks are none', () => {
	expect(setsOfFile(filterTemplate()).map(({ name, dataset }) => [name, dataset])).toEqual([
		['london', 'agency/properties'],
		['chase', 'agency/contacts'],
	]);
});

test('a finding says where it is in the file, marks it, and how to mend it', () => {
	const [set] = setsOfFile("# a remark\n\nmetadata.city $equals 'London'\n");
	expect(set).toBeDefined();
	if (set === undefined) return;
	const { findings, refused } = checkSet(set, undefined);
	expect(refused).toBe(1);
	const [first] = findings;
	expect(first === undefined ? '' : findingText(first, plainPage)).toMatch(
		/^3:15 error \S+ .*\n {4}metadata.city .*\n {18}\^+/,
	);
});

function textOf(expression: string): string {
	const { findings } = checkSet(setOfExpressions([expression]), undefined);
	return findings.map((placed) => findingText(placed, plainPage)).join('\n');
}

test('nothing of a filter rewrites the screen, and the mark stays below its place', () => {
	const text = textOf("metadata.city $eq \u001b[31mred \u001b]0;title\u0007 \u202e'x'");
	expect(text).not.toMatch(/[^\P{C}\n]/u);
	expect(text).toContain(`\n    metadata.city $eq  [31mred`);
	expect(text).toContain(`\n    ${' '.repeat('metadata.city $eq '.length)}^^^^^^^^`);
});

test('values with signs that cannot be seen are explained without them', () => {
	expect(explanationOf(setOfExpressions(["metadata.city $eq 'a\u001b[2Jb'"]))).toContain('city equal to "a[2Jb"');
});

test('of a long expression only what stands around the place is shown', () => {
	const text = textOf(`metadata.city $in ${"'London',".repeat(10_000)}Oxford`);
	const lines = text.split('\n');
	expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(250);
	const at = lines.findLastIndex((line) => /^ {4}….*Oxford/.test(line));
	expect(lines[at + 1]?.indexOf('^')).toBe(lines[at]?.indexOf('Oxford'));
});

test('values are written into the SQL as SQL writes them', () => {
	expect(inlined({ sql: "a = ? AND b = '?' AND c = ?", params: ["O'Neill", 5] })).toBe(
		"a = 'O''Neill' AND b = '?' AND c = 5",
	);
	expect(inlined(sqlOf(setOfExpressions(["metadata.city $eq 'London'"])))).toContain("'london'");
});

test('an expression that is not complete becomes no SQL', () => {
	expect(() => sqlOf(setOfExpressions(['metadata.city $eq']))).toThrow(/cannot be turned into SQL/);
});
