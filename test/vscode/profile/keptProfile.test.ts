/** What a profile's page has kept over a reload is taken for nothing until it was looked at. */
import { expect, test } from 'vitest';
import { keptFrom } from '../../../src/vscode/profile/restoreProfile.ts';

const dataset = { kind: 'dataset', folder: 'file:///f', connection: 'mls', dataset: 'Property' };

test.each([
	[
		{ subject: dataset, arrangement: { orders: [], filters: [] } },
		{ subject: dataset, arrangement: { orders: [], filters: [] } },
	],
	[
		{
			subject: dataset,
			arrangement: { filters: [{ column: 1, text: 'x' }, { column: 'y' }, null], where: ['a', 1] },
			sheet: 2,
		},
		{ subject: dataset, arrangement: { orders: [], filters: [{ column: 1, text: 'x' }], where: ['a'] }, sheet: 2 },
	],
	[{ subject: dataset }, { subject: dataset, arrangement: { orders: [], filters: [] } }],
	[{ subject: { kind: 'dataset' } }, undefined],
	[{}, undefined],
	[null, undefined],
	['x', undefined],
])('of %j', (state, kept) => {
	expect(keptFrom(state)).toEqual(kept);
});
