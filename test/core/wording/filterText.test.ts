/** What is said of filters of a file. */
import { expect, test } from 'vitest';
import { filterTemplate } from '../../../src/core/filter/filterTemplate.ts';
import {
	checkSet,
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

test('values are written into the SQL as SQL writes them', () => {
	expect(inlined({ sql: "a = ? AND b = '?' AND c = ?", params: ["O'Neill", 5] })).toBe(
		"a = 'O''Neill' AND b = '?' AND c = 5",
	);
	expect(inlined(sqlOf(setOfExpressions(["metadata.city $eq 'London'"])))).toContain("'london'");
});

test('an expression that is not complete becomes no SQL', () => {
	expect(() => sqlOf(setOfExpressions(['metadata.city $eq']))).toThrow(/cannot be turned into SQL/);
});
