/** What we write as Markdown is read by another implementation as the same cells. */
import fc from 'fast-check';
import { marked } from 'marked';
import { expect, test } from 'vitest';
import { writeMarkdown } from '../../../src/core/formats/markdown.ts';
import type { RowStream } from '../../../src/core/formats/rows.ts';

async function written(stream: RowStream): Promise<string> {
	let all = '';
	for await (const chunk of writeMarkdown(stream)) all += chunk;
	return all;
}

/** Cells of the only table, as a browser would show them. */
function shown(markdown: string): string[][] {
	const html = marked.parse(markdown, { async: false });
	return [...html.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row = '']) =>
		[...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell = '']) => textOf(cell)),
	);
}

function textOf(html: string): string {
	const text = html.replaceAll('<br>', '\n');
	expect(text, html).not.toMatch(/<(?!a |\/a>)/);
	return text
		.replaceAll(/<\/?a[^>]*>/g, '')
		.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&amp;', '&');
}

test('every cell is shown as it is, and never as markup', async () => {
	const text = fc.oneof(
		fc.string({ maxLength: 12 }),
		fc.stringMatching(/^[ |\\`*_[\]<>&~!#a\n-]{0,10}$/),
		fc.constantFrom(
			'<script>alert(1)</script>',
			'[a](javascript:x)',
			'a|b',
			'a\\|b',
			'**x**',
			'snake_case_name',
			'_x_',
			'&amp;',
		),
	);
	const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
		fc.record({
			columns: fc.array(text, { minLength: width, maxLength: width }),
			rows: fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
		}),
	);
	await fc.assert(
		fc.asyncProperty(table, async ({ columns, rows }) => {
			expect(shown(await written({ columns, rows }))).toEqual([columns, ...rows]);
		}),
	);
});

test('numbers stand on the right; null is empty', async () => {
	const markdown = await written({
		columns: ['City', 'Price'],
		types: ['text', 'decimal'],
		rows: [
			['Brno', 5],
			[null, '2.50'],
		],
	});
	expect(markdown).toBe('| City | Price |\n| --- | ---: |\n| Brno | 5 |\n|  | 2.50 |\n');
});
