/** What the grid shows above its columns. */
import { expect, test } from 'vitest';
import { englishWording } from '../../../src/core/wording/language.ts';
import type { GridStrip } from '../../../src/protocol/grid.ts';
import { columnStrips } from '../../../src/vscode/profile/columnStrips.ts';
import { TableRig, fileOf } from '../../core/tables/tableRig.ts';

async function stripOf(cells: readonly string[], isSample = false): Promise<GridStrip> {
	const rig = new TableRig({ kind: 'file', file: fileOf('cells.csv', ['x', ...cells].join('\n')) });
	const { columns } = await rig.settled();
	return columnStrips(await rig.ask('profile', { columns: [0], isSample }), columns, englishWording)[0]!;
}

test('texts show their most frequent values, each with its share and its filter', async () => {
	const strip = await stripOf(['Praha', 'Praha', '""', 'Brno']);
	expect(strip).toMatchObject({
		...{ chart: 'parts', empty: '25 % empty', hasEmpty: true, distinct: '2 distinct' },
		text: '25 % empty, 2 distinct, most: Praha 50 %',
		parts: [{ size: 0.5, label: 'Praha', text: 'Praha: 2 rows (50 %)', filter: '= Praha' }],
	});
	expect(strip.details).toBe('25 % empty, 2 distinct, most: Praha 50 %\n4 to 5 characters');
});

test('numbers and times show bars, as high as each is beside the highest', async () => {
	const strip = await stripOf(['1', '1', '2', '4']);
	expect(strip.chart).toBe('bars');
	expect(strip.parts.map(({ size, text }) => [size, text])).toEqual([
		[1, '1: 2 rows (50 %)'],
		[0.5, '2: 1 row (25 %)'],
		[0, '3: 0 rows (0 %)'],
		[0.5, '4: 1 row (25 %)'],
	]);
	expect(strip.details).toContain('least 1, median 1.5, greatest 4');
	expect((await stripOf(['2026-01-01', '2026-02-01'])).parts[0]).toMatchObject({ label: '2026-01-01' });
});

test('where all differ there is nothing to be drawn', async () => {
	expect(await stripOf(['a', 'b', 'c'])).toMatchObject({ chart: 'none', parts: [], text: '0 % empty, 3 distinct' });
});

test('a sample says so', async () => {
	const many = Array.from({ length: 30_000 }, (_, nth) => String(nth % 7));
	expect((await stripOf(many, true)).text).toContain('from a sample of 10,000 rows');
	expect((await stripOf(many)).isSample).toBe(false);
});
