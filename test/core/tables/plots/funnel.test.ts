/** How far rows have come. */
import { expect, test } from 'vitest';
import { plotted } from './plotRig.ts';

const wish = {
	kind: 'funnel',
	field: 'status',
	stages: ['free', 'pre-reserved', 'reserved', 'sold'],
	aside: ['not for sale', 'delayed'],
} as const;

test('what is sold was reserved before; what is not for sale stands aside, like words that nobody knows', async () => {
	const statuses = ['sold', 'sold', 'free', 'reserved', 'not for sale', 'haunted', null];
	const plot = await plotted(
		statuses.map((status) => ({ status })),
		wish,
	);
	expect(plot.picture).toEqual({
		kind: 'funnel',
		stages: [
			{ value: 'free', rows: 1, reached: 4 },
			{ value: 'pre-reserved', rows: 0, reached: 3 },
			{ value: 'reserved', rows: 1, reached: 3 },
			{ value: 'sold', rows: 2, reached: 2 },
		],
		aside: [
			{ value: 'not for sale', isCut: false, hasTwin: false, rows: 1, amount: 1 },
			{ value: 'haunted', isCut: false, hasTwin: false, rows: 1, amount: 1 },
		],
		others: undefined,
	});
	expect(plot.leftOut).toEqual([{ why: 'empty', field: 'status', rows: 1 }]);
});

test('more unknown words than fit are counted together', async () => {
	const rows = Array.from({ length: 50 }, (_, nth) => ({ status: `w${nth}` }));
	const { picture } = await plotted(rows, wish);
	expect(picture).toMatchObject({ aside: { length: 10 }, others: { values: 40, rows: 40 } });
});
