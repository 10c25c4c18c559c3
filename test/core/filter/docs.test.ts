import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filterLanguageDocs, findingDocs } from '../../../scripts/filterDocs.ts';

const docs = new URL('../../../docs/', import.meta.url);

test('the committed pages on the filter language are those that the tables give (npm run generate)', () => {
	expect(readFileSync(new URL('filter-language.md', docs), 'utf8')).toBe(filterLanguageDocs());
	for (const [code, text] of Object.entries(findingDocs())) {
		expect(readFileSync(new URL(`diagnostics/${code}.md`, docs), 'utf8'), code).toBe(text);
	}
});

test('every page belongs to a code', () => {
	const pages = readdirSync(new URL('diagnostics/', docs)).filter((name) => name.startsWith('FH1'));
	expect(pages.sort()).toEqual(
		Object.keys(findingDocs())
			.map((code) => `${code}.md`)
			.sort(),
	);
});
