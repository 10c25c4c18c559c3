/** How full columns are over time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeColumns } from '../../../../src/core/tables/profile/timeColumns.ts';
import { TableRig, fileOf } from '../tableRig.ts';

async function rigOf(rows: readonly object[]): Promise<TableRig> {
	const lines = rows.map((row) => JSON.stringify(row)).join('\n');
	const rig = new TableRig({ kind: 'file', file: fileOf('rows.ndjson', lines) });
	await rig.settled();
	return rig;
}

test('months without rows stand between the others, and rows without a time are told apart', async () => {
	const rig = await rigOf([
		{ modified: '2026-01-15T08:00:00Z', price: 1 },
		{ modified: '2026-01-20T08:00:00Z', price: null },
		{ modified: '2026-03-01T08:00:00Z', price: '' },
		{ modified: null, price: 2 },
	]);
	expect(await rig.ask('coverage', { column: 0, columns: [1] })).toEqual({
		...{ column: 0, name: 'modified', columns: [1], untimed: { count: 1 } },
		months: [
			{ month: '2026-01', count: 2, filled: [1], filter: '2026-01..2026-01' },
			{ month: '2026-02', count: 0, filled: [0], filter: undefined },
			{ month: '2026-03', count: 1, filled: [0], filter: '2026-03..2026-03' },
		],
	});
});

test('each row is counted in one month, and a filled cell with it', async () => {
	const time = fc.option(
		fc
			.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2040-01-01') })
			.map((date) => date.toISOString()),
	);
	const rows = fc.array(fc.record({ at: time, cell: fc.option(fc.constantFrom('', 'x', 0)) }), { minLength: 1 });
	await fc.assert(
		fc.asyncProperty(rows, async (all) => {
			const rig = await rigOf(all);
			const { months, untimed } = await rig.ask('coverage', { column: 0, columns: [1] });
			expect(untimed.count).toBe(all.filter(({ at }) => at === null).length);
			for (const { month, count, filled } of months) {
				const own = all.filter(({ at }) => at?.startsWith(month));
				expect(count).toBe(own.length);
				expect(filled).toEqual([own.filter(({ cell }) => cell !== null && cell !== '').length]);
			}
			expect(months.reduce((sum, { count }) => sum + count, untimed.count)).toBe(all.length);
		}),
		{ numRuns: 20 },
	);
});

test('months of more columns than SQLite gives at once', async () => {
	const names = Array.from({ length: 2500 }, (_, nth) => `c${nth}`);
	const row = (at: string, isFilled: (nth: number) => boolean): object => ({
		at,
		...Object.fromEntries(names.map((name, nth) => [name, isFilled(nth) ? nth : null])),
	});
	const rig = await rigOf([row('2026-01-15', () => true), row('2026-02-15', (nth) => nth === 2499)]);
	const columns = names.map((_, nth) => nth + 1);
	const { months, columns: told } = await rig.ask('coverage', { column: 0, columns });
	expect(told).toEqual(columns);
	expect(months.map(({ filled }) => filled)).toEqual([
		names.map(() => 1),
		names.map((_, nth) => (nth === 2499 ? 1 : 0)),
	]);
});

test('the column that says when a record was touched comes first', () => {
	const columns = ['CloseDate', 'created', 'ModificationTimestamp', 'City', 'PhotosChangeTimestamp'];
	const found = timeColumns(columns.map((name) => ({ name, type: name === 'City' ? 'text' : 'instant' })));
	expect(found.map((nth) => columns[nth])).toEqual([
		'ModificationTimestamp',
		'created',
		'PhotosChangeTimestamp',
		'CloseDate',
	]);
});
