/** Keys: those that the replica keeps unique, and columns where one would expect it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeKey } from '../../../../src/core/tables/profile/keyNames.ts';
import { Feed, dataset } from '../../replica/replicaFixture.ts';
import { TableRig, fileOf } from '../tableRig.ts';

test('the key of a dataset is kept unique by the replica; other columns are looked through', async () => {
	const feed = new Feed();
	const units = dataset('unit', { key: ['customer', 'id'] });
	feed.run(
		units,
		[
			{ customer: 'A', id: '1', code: 'x' },
			{ customer: 'A', id: '2', code: 'x' },
			{ customer: 'B', id: '1', code: 'y' },
		],
		'initial',
	);
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'unit' });
	await rig.settled();
	expect(await rig.ask('keys', { columns: [2] })).toEqual({
		kept: ['customer', 'id'],
		checked: [
			{
				...{ column: 2, filled: 3, repeated: 1, rows: 2, isEstimate: false },
				examples: [{ value: 'x', count: 2, filter: '= x' }],
			},
		],
	});
});

test('repeated values of a file are those that a plain count finds', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }), async (ids) => {
			const rig = new TableRig({ kind: 'file', file: fileOf('ids.csv', `id\n${ids.join('\n')}\n`) });
			await rig.settled();
			const counts = [...Map.groupBy(ids, (id) => id).values()].map(({ length }) => length).filter((one) => one > 1);
			const { kept, checked } = await rig.ask('keys', { columns: [0] });
			expect(kept).toBeUndefined();
			expect(checked[0]).toMatchObject({
				...{ filled: ids.length, repeated: counts.length },
				rows: counts.reduce((sum, count) => sum + count, 0),
			});
		}),
		{ numRuns: 20 },
	);
});

test.each([
	['ListingId', ['a', 'b', 'c'], true],
	['ListingId', ['a', 'a', 'a'], false],
	['listing_id', [1, 2, 3], true],
	['Remarks', ['a', 'b', 'c'], false],
	['PriceCode', [1.5, 2.5], false],
])('whether %s with %j looks like a key', async (name, cells, isKey) => {
	const lines = cells.map((cell) => JSON.stringify({ [name]: cell }));
	const rig = new TableRig({ kind: 'file', file: fileOf('rows.ndjson', lines.join('\n')) });
	await rig.settled();
	const { columns } = await rig.ask('profile', { columns: [0] });
	expect(looksLikeKey(name, columns[0]!)).toBe(isKey);
});
