/** Places of rows by two numbers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureOf, plotted, sum } from './plotRig.ts';

const place = fc.record({
	x: fc.option(fc.integer({ min: -20, max: 20 })),
	y: fc.option(fc.double({ min: -1, max: 1, noNaN: true }).map((y) => y + 0)),
});

test('each place has its rows, and rows without one are counted', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 60 }), async (given) => {
			const plot = await plotted([{ x: 0, y: 0 }, ...given], { kind: 'scatter', x: 'x', y: 'y' });
			const { spots, isOnEarth } = pictureOf(plot, 'spots');
			expect(isOnEarth).toBe(false);
			for (const { x, y, rows } of spots) {
				expect([{ x: 0, y: 0 }, ...given].filter((one) => one.x === x && one.y === y).length).toBe(rows);
			}
			expect(sum(spots.map(({ rows }) => rows)) + sum(plot.leftOut.map(({ rows }) => rows))).toBe(given.length + 1);
		}),
		{ numRuns: 25 },
	);
});

test('more places than can be told apart are squares, each with what lies in it', async () => {
	const given = Array.from({ length: 5000 }, (_, nth) => ({ x: Math.sin(nth) * 100, y: (nth * 7919) % 1000 }));
	const plot = await plotted(given, { kind: 'scatter', x: 'x', y: 'y' });
	const { squares, x, y } = pictureOf(plot, 'squares');
	expect(sum(squares.map(({ rows }) => rows))).toBe(5000);
	expect(Math.max(x.length, y.length)).toBeLessThanOrEqual(66);
	for (const square of squares.slice(0, 200)) {
		const within = (value: number, edges: readonly number[], nth: number): boolean =>
			value >= edges[nth]! && value < edges[nth + 1]!;
		const own = given.filter((one) => within(one.x, x, square.x) && within(one.y, y, square.y));
		expect(own.length).toBe(square.rows);
	}
});

test('one row at the end of the world does not make all others one square', async () => {
	const given = [...Array.from({ length: 5000 }, (_, nth) => ({ x: nth, y: (nth * 7919) % 1000 })), { x: 1e15, y: 0 }];
	const plot = await plotted(given, { kind: 'scatter', x: 'x', y: 'y' });
	expect(pictureOf(plot, 'squares').squares.length).toBeGreaterThan(1000);
	expect(plot.leftOut).toEqual([{ why: 'farAway', field: undefined, rows: 1 }]);
});

test.each([
	['Longitude', 'Latitude'],
	['address.geolocation.longitude', 'address.geolocation.latitude'],
	['gps_lng', 'gps_lat'],
])('%s and %s are places on Earth, and those that are none are left out', async (x, y) => {
	const nested = (value: unknown, path: readonly string[]): unknown =>
		path.length === 0 ? value : { [path[0]!]: nested(value, path.slice(1)) };
	const row = (longitude: unknown, latitude: unknown): Record<string, unknown> =>
		x.includes('.')
			? { address: { geolocation: { longitude, latitude } }, one: nested(1, []) }
			: { [x]: longitude, [y]: latitude };
	const given = [row(14.4, 50.1), row(14.5, 50.2), row(0, 0), row(14, 95), row(-200, 50), row(null, null)];
	const plot = await plotted(given, { kind: 'scatter', x, y });
	expect(pictureOf(plot, 'spots')).toEqual({
		kind: 'spots',
		isOnEarth: true,
		spots: [
			{ x: 14.4, y: 50.1, rows: 1 },
			{ x: 14.5, y: 50.2, rows: 1 },
		],
	});
	expect(sum(plot.leftOut.map(({ rows }) => rows))).toBe(4);
});
