/** The rows of the Requests & Filters view. */
import { expect, test } from 'vitest';
import { reapitDialect } from '../../../src/core/filter/dialect.ts';
import { checkAll } from '../../../src/core/filter/check.ts';
import { parseFilterFile } from '../../../src/core/filter/filterFile.ts';
import { filterTemplate } from '../../../src/core/filter/filterTemplate.ts';
import { fileNodes, kindOf } from '../../../src/vscode/filesView/fileRows.ts';
import { english } from '../english.ts';

const file = (path: string): Parameters<typeof fileNodes>[1][0] => {
	return { uri: `file:///work/${path}`, path, folder: undefined };
};

test('files stand in groups, by path, each with its folder', () => {
	const paths = ['freehold.yaml', 'b/two.rfilter', 'a.rfilter', 'calls/get.freehold.http', 'q.freehold.sql'];
	const groups = fileNodes(english, paths.map(file));
	expect(
		groups.map(({ row, children }) => [row.label, children?.map((one) => [one.row.label, one.row.description])]),
	).toEqual([
		['Requests', [['get.freehold.http', 'calls']]],
		['Filters', [['a.rfilter', ''], ['two.rfilter', 'b']]],
		['Queries', [['q.freehold.sql', '']]],
		['Projects', [['freehold.yaml', '']]],
	]); // prettier-ignore
});

test('a click opens the file, and its row stands for it', () => {
	const [group] = fileNodes(english, [file('a.rfilter')]);
	expect(group?.children?.[0]).toMatchObject({
		ref: { file: 'file:///work/a.rfilter' },
		row: { command: { command: 'vscode.open', arguments: ['file:///work/a.rfilter'] }, context: 'file.filters' },
	});
});

test('an empty workspace has no rows, so that the welcome text shows', () => {
	expect(fileNodes(english, [])).toEqual([]);
});

test('a freehold.yaml counts at the top of its folder only, and other files not at all', () => {
	expect([kindOf('freehold.yaml'), kindOf('sub/freehold.yaml'), kindOf('a.http')]).toEqual([
		'projects',
		undefined,
		undefined,
	]);
});

test('the template is a filter file without a mistake, meant for the project that it is made in', () => {
	const blocks = parseFilterFile(filterTemplate('office'), reapitDialect);
	expect(blocks.map(({ name, dataset }) => [name?.text, dataset?.text])).toEqual([
		[undefined, undefined],
		['london', 'office/properties'],
		['chase', 'office/contacts'],
	]);
	for (const { expressions } of blocks) {
		const parsed = expressions.map((one) => one.parsed);
		expect(checkAll(parsed, { dialect: reapitDialect, index: undefined }).flat()).toEqual([]);
	}
});
