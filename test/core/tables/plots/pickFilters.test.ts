/** A mark that is clicked on: the grid then has as many rows as the mark says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberBelow, pickFilters } from '../../../../src/core/tables/plots/pickFilters.ts';
import type { PlotPick } from '../../../../src/core/tables/plots/plotTypes.ts';
import type { TableRig } from '../tableRig.ts';
import { pictureOf, rigOf } from './plotRig.ts';
import type { Row } from './plotRig.ts';
import { NO_ARRANGEMENT } from '../../../../src/core/tables/arrangement.ts';

async function countOf(rig: TableRig, picks: readonly PlotPick[]): Promise<number> {
	const { columns } = await rig.settled();
	await rig.ask('arrange', { orders: [], filters: pickFilters(columns, picks) });
	return (await rig.settled()).count;
}

const kinds = fc.oneof(
	fc.constantFrom(
		'a',
		'A',
		'ž',
		'Ž',
		'a.b',
		'= a',
		'in a',
		'"',
		'/x/',
		'1..2',
		'$eq 1',
		' a ',
		'a, b',
		'x\ny',
		null,
		'',
	),
	fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const numbers = fc.option(fc.oneof(fc.integer({ min: -40, max: 40 }), fc.double({ min: -1, max: 1, noNaN: true })));

test('bars', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 30 }), async (given) => {
			// Words keep the column one of text.
			const rig = await rigOf([...given, 'word'].map((kind) => ({ kind })));
			const wish = { kind: 'category', field: 'kind', measure: { of: 'rows' }, top: 4 } as const;
			const { bars, others, empty } = pictureOf(await rig.ask('plot', { wish, arrangement: NO_ARRANGEMENT }), 'bars');
			for (const { value, isCut, hasTwin, rows } of bars) {
				expect(await countOf(rig, [{ field: 'kind', is: value, isCut, hasTwin }]), value).toBe(rows);
			}
			if (empty !== undefined) expect(await countOf(rig, [{ field: 'kind', isEmpty: true }])).toBe(empty.rows);
			if (others !== undefined && !bars.some(({ hasTwin }) => hasTwin)) {
				expect(await countOf(rig, [{ field: 'kind', isNoneOf: bars.map(({ value }) => value) }])).toBe(others.rows);
			}
		}),
		{ numRuns: 40 },
	);
});

test('bins', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 40 }), async (given) => {
			const rig = await rigOf([...given, 1].map((n) => ({ n })));
			const wish = { kind: 'distribution', field: 'n' } as const;
			const { bins } = pictureOf(await rig.ask('plot', { wish, arrangement: NO_ARRANGEMENT }), 'bins');
			for (const { from, to, rows } of bins) expect(await countOf(rig, [{ field: 'n', from, to }])).toBe(rows);
		}),
		{ numRuns: 25 },
	);
});

test.each(['day', 'week', 'month', 'quarter', 'year'] as const)('a %s', async (bucket) => {
	const rows = Array.from({ length: 150 }, (_, nth): Row => {
		const moment = new Date(Date.UTC(2025, 0, 1) + ((nth * 7919) % 500) * 86_400_000 + nth * 600_000).toISOString();
		return { moment, day: moment.slice(0, 10), zoned: moment.replace('Z', '+02:00') };
	});
	const rig = await rigOf(rows);
	for (const field of ['moment', 'day', 'zoned']) {
		const wish = { kind: 'time', field, measure: { of: 'rows' }, bucket } as const;
		const { starts, series } = pictureOf(await rig.ask('plot', { wish, arrangement: NO_ARRANGEMENT }), 'series');
		for (const [place, start] of starts.entries()) {
			if (place % 9 === 0) expect(await countOf(rig, [{ field, bucket, start }])).toBe(series[0]?.rows[place]);
		}
	}
});

test('a value within JSON is no column, which is said', () => {
	expect(() => pickFilters([{ name: 'a', type: 'json' }], [{ field: 'a.b', is: 'x' }])).toThrow(/a\.b stands within/);
});

test('the number below is below, and nothing lies between', () => {
	fc.assert(
		fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (value) => {
			const below = numberBelow(value);
			expect(below).toBeLessThan(value);
			expect([below, value]).toContain(below + (value - below) / 2);
		}),
	);
});
