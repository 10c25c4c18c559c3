/** What a page has kept of a plot is read, and nothing else. */
import { expect, test } from 'vitest';
import { keptPlotFrom } from '../../../src/vscode/plots/keptPlot.ts';

const subject = { kind: 'dataset', folder: 'file:///w', connection: 'mls', dataset: 'Property' } as const;

test.each([
	[{ kind: 'distribution', field: 'a' }],
	[{ kind: 'time', field: 'a', measure: { of: 'mean', field: 'b' }, bucket: 'week', split: 'c' }],
	[{ kind: 'category', field: 'a', measure: { of: 'rows' }, top: 50 }],
	[{ kind: 'scatter', x: 'a', y: 'b' }],
	[{ kind: 'funnel', field: 'a', stages: ['b'], aside: [] }],
] as const)('%j comes back', (wish) => {
	const kept = { subject, arrangement: { orders: [], filters: [{ column: 2, text: '> 5' }] }, wish };
	expect(keptPlotFrom({ ...kept, isTableShown: true })).toEqual(kept);
});

test.each([[undefined], [7], [{}], [{ subject: { kind: 'dataset' } }]])('%j is nothing', (value) => {
	expect(keptPlotFrom(value)).toBeUndefined();
});

test('parts that are none are left out', () => {
	const kept = {
		subject,
		sheet: -1,
		arrangement: { filters: [{ column: 'x', text: 'y' }, 3], where: ['a $eq 1', 2] },
		wish: { kind: 'time', field: 'a', measure: { of: 'eval' }, bucket: 'aeon', split: {} },
	};
	expect(keptPlotFrom(kept)).toEqual({
		subject,
		arrangement: { orders: [], filters: [], where: ['a $eq 1'] },
		wish: { kind: 'time', field: 'a', measure: { of: 'rows' }, bucket: 'auto' },
	});
	expect(keptPlotFrom({ subject, wish: { kind: 'pie', field: 'a' } })).toEqual({
		subject,
		arrangement: { orders: [], filters: [] },
	});
});
