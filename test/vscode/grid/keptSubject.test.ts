/** What a page has kept is taken for nothing until it was looked at. */
import { expect, test } from 'vitest';
import { subjectFrom } from '../../../src/vscode/grid/keptSubject.ts';

const dataset = { kind: 'dataset', folder: 'file:///a', connection: 'mls', dataset: 'Property' };
const query = { kind: 'query', folder: 'file:///a', connection: 'mls', sql: 'SELECT 1' };
const filtered = { ...query, filtered: { dataset: 'contacts', expressions: ["metadata.stage $eq 'won'"] } };
const attached = [{ connection: 'agency', schema: 'a' }];
const run = {
	...query,
	name: 'Price cuts',
	origin: 'file:///a/b.freehold.sql',
	attached,
	params: { ':n': null, '?1': 2 },
};
const past = { ...dataset, kind: 'past', at: 3 };
const changes = { ...dataset, kind: 'changes', from: 3, to: 7 };
const changesSince = { ...dataset, kind: 'changes', from: 0 };
const file = { kind: 'file', uri: 'file:///a/b.csv' };

test.each([dataset, past, changes, changesSince, query, filtered, run, file])(
	'$kind comes back, and nothing beside it',
	(subject) => {
		expect(subjectFrom({ ...subject, extra: 1 })).toEqual(subject);
	},
);

test.each([null, 'contacts', {}, { dataset: 7, expressions: [] }, { dataset: 'contacts', expressions: 'x' }])(
	'a query that was made from %j is a query like others',
	(made) => expect(subjectFrom({ ...query, filtered: made })).toEqual(query),
);

test('what is no replica, and no value, is left out', () => {
	const odd = { ...query, attached: [{ connection: 'a' }, 7, ...attached], params: { ':a': {}, ':b': 'x' }, name: 7 };
	expect(subjectFrom(odd)).toEqual({ ...query, attached, params: { ':b': 'x' } });
	expect(subjectFrom({ ...query, attached: 'all', params: null })).toEqual({ ...query, attached: [], params: {} });
});

test.each([
	undefined,
	null,
	'dataset',
	{},
	{ kind: 'other', uri: 'a' },
	{ ...dataset, dataset: undefined },
	{ ...dataset, folder: 7 },
	{ ...past, at: '3' },
	{ ...past, at: -1 },
	{ ...changes, from: undefined },
	{ ...query, sql: '' },
	{ kind: 'file' },
])('%j is nothing', (kept) => {
	expect(subjectFrom(kept)).toBeUndefined();
});
