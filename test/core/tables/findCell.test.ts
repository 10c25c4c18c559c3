/** Looking for text in all rows, against a plain scan of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellPlace, FindAsk } from '../../../src/core/tables/tableMessages.ts';
import { TableRig, fileOf } from './tableRig.ts';

type Row = readonly string[];

/** Cell by cell from the one behind the beginning, round the end, to the one that it began with. */
function scan(rows: readonly Row[], { text, isRegex, columns, from, direction }: FindAsk): CellPlace | null {
	const pattern = isRegex === true ? new RegExp(text, 'i') : undefined;
	const places = rows.flatMap((_, row) => columns.map((column) => ({ row, column })));
	if (direction === -1) places.reverse();
	const rank = ({ row, column }: CellPlace): number => direction * (row * columns.length + columns.indexOf(column));
	const begin = rank(from);
	const ahead = places.filter((place) => rank(place) > begin);
	const behind = places.filter((place) => rank(place) <= begin);
	const holds = ({ row, column }: CellPlace): boolean => {
		const cell = rows[row]?.[column] ?? '';
		return pattern === undefined ? cell.toLowerCase().includes(text.toLowerCase()) : pattern.test(cell);
	};
	return [...ahead, ...behind].find(holds) ?? null;
}

const cell = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'š', '1'), minLength: 1, maxLength: 3 });
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 25 });
const columns = fc.shuffledSubarray([0, 1, 2], { minLength: 1 });

test('the next cell that holds it, in any order of rows and columns, onwards and backwards', async () => {
	const asks = fc.array(
		fc.record({
			text: fc.oneof(cell, fc.constantFrom('a', 'š', '[ab]1', '^..$')),
			isRegex: fc.boolean(),
			columns,
			at: fc.tuple(fc.integer({ min: -1, max: 24 }), fc.nat(2)),
			direction: fc.constantFrom(1 as const, -1 as const),
		}),
		{ minLength: 10, maxLength: 20 },
	);
	await fc.assert(
		fc.asyncProperty(rows, fc.boolean(), asks, async (given, isDescending, several) => {
			const lines = given.map(([a, b, c]) => JSON.stringify({ a: `x${a}`, b: `x${b}`, c: `x${c}` })).join('\n');
			const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', lines) });
			await rig.settled();
			await rig.ask('arrange', { orders: [{ column: 0, isDescending }], filters: [] });
			const arranged = (await rig.rows()) as readonly Row[];
			for (const { at, columns: among, ...ask } of several) {
				const from = { row: Math.min(at[0], given.length - 1), column: among[at[1] % among.length] ?? 0 };
				const whole: FindAsk = { ...ask, columns: among, from: from.row === -1 ? { row: -1, column: -1 } : from };
				const expected = scan(arranged, {
					...whole,
					from: from.row === -1 ? { row: -1, column: among.at(-1) ?? 0 } : from,
				});
				expect({ whole, found: await rig.ask('find', whole) }).toEqual({ whole, found: expected });
			}
		}),
		{ numRuns: 25 },
	);
});

test('a search can be cancelled, and looks no further', async () => {
	const lines = Array.from({ length: 50_000 }, (_, nth) => `{"a":"v${nth}"}`).join('\n');
	const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', lines) });
	await rig.settled();
	const from = { row: -1, column: -1 };
	const asked = rig.ask('find', { text: 'nowhere', columns: [0], from, direction: 1 });
	rig.cancelLast();
	await expect(asked).rejects.toThrow(/cancelled/);
	expect(await rig.ask('find', { text: 'V49999', columns: [0], from, direction: 1 })).toEqual({
		row: 49_999,
		column: 0,
	});
});

test('a pattern that is none is an error with the reason of JavaScript', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', '{"a":1}') });
	await rig.settled();
	const ask: FindAsk = { text: '(', isRegex: true, columns: [0], from: { row: -1, column: -1 }, direction: 1 };
	await expect(rig.ask('find', ask)).rejects.toThrow(/Unterminated group/);
});

test('two thousand columns are looked through at once', async () => {
	const names = Array.from({ length: 2100 }, (_, nth) => `c${nth}`);
	const row = (value: string): string => names.map((_, nth) => `${value}${nth}`).join(',');
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', `${names.join(',')}\n${row('a')}\n${row('b')}\n`) });
	await rig.settled();
	const all = [...names.keys()];
	const from = { row: 0, column: 5 };
	expect(await rig.ask('find', { text: 'b2099', columns: all, from, direction: 1 })).toEqual({ row: 1, column: 2099 });
	expect(await rig.ask('find', { text: 'a3', columns: all, from, direction: -1 })).toEqual({ row: 0, column: 3 });
});
