/** What a page has kept is taken for nothing until it was looked at. */
import { expect, test } from 'vitest';
import { subjectFrom } from '../../../src/vscode/grid/keptSubject.ts';

const dataset = { kind: 'dataset', folder: 'file:///a', connection: 'mls', dataset: 'Property' };
const query = { kind: 'query', folder: 'file:///a', connection: 'mls', sql: 'SELECT 1' };
const file = { kind: 'file', uri: 'file:///a/b.csv' };

test.each([dataset, query, file])('$kind comes back, and nothing beside it', (subject) => {
	expect(subjectFrom({ ...subject, extra: 1 })).toEqual(subject);
});

test.each([
	undefined,
	null,
	'dataset',
	{},
	{ kind: 'other', uri: 'a' },
	{ ...dataset, dataset: undefined },
	{ ...dataset, folder: 7 },
	{ ...query, sql: '' },
	{ kind: 'file' },
])('%j is nothing', (kept) => {
	expect(subjectFrom(kept)).toBeUndefined();
});
