/** Workbooks as tables: their sheets, and one or two rows of header. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Cell } from '../../../src/core/formats/excel/cell.ts';
import { headerModeOf } from '../../../src/core/tables/headerMode.ts';
import { TableRig } from './tableRig.ts';

const fixture = (name: string): string => join(import.meta.dirname, '../formats/excel/fixtures', name);

test.each(['openpyxl.xlsx', 'xlwt.xls'])('%s: ids name the columns, labels stand beside them', async (name) => {
	const rig = new TableRig({ kind: 'file', file: fixture(name) });
	const { columns, count, sheets } = await rig.settled();
	expect(columns.slice(0, 4).map((column) => `${column.name} ${column.label ?? ''} ${column.type}`)).toEqual([
		'name Název text',
		'digits Číslice text',
		'number Číslo decimal',
		'date Datum date',
	]);
	expect(count).toBeGreaterThan(1);
	expect((await rig.column(0))[0]).toBe('Žluťoučký kůň');
	expect(sheets).toEqual({ all: [{ index: 0, name: 'Přehled' }], current: 0 });
});

test('a hidden sheet is offered to whoever is on it', async () => {
	const rig = new TableRig({ kind: 'file', file: fixture('openpyxl.xlsx'), sheet: 1 });
	expect((await rig.settled()).sheets).toEqual({
		all: [
			{ index: 0, name: 'Přehled' },
			{ index: 1, name: 'Skrytý' },
		],
		current: 1,
	});
});

test('a sheet that is not there is an error that names those that are', async () => {
	const rig = new TableRig({ kind: 'file', file: fixture('openpyxl.xlsx'), sheet: 7 });
	expect((await rig.settled()).failure).toMatchObject({ reason: 'notFound', next: 'Choose one of: Přehled, Skrytý' });
});

test.each<[string, (readonly Cell[])[]]>([
	[
		'labels',
		[
			['Unit', 'Price'],
			['A', 1],
		],
	],
	[
		'labels',
		[
			['Unit', 'Price'],
			['A1', 'sold'],
			['A2', 'free'],
		],
	],
	[
		'labels',
		[
			['unit', 'price'],
			['a1', 'sold'],
			['a2', 'free'],
		],
	],
	['labels', [['unit_id'], ['Unit']]],
	['labels', []],
	[
		'ids_labels',
		[
			['unit_id', 'price'],
			['Unit', 'Total price'],
			['A', 1],
		],
	],
	[
		'labels_ids',
		[
			['Unit', 'Total price'],
			['unit_id', 'price'],
			['A', 1],
		],
	],
])('%s: %j', (mode, rows) => {
	expect(headerModeOf(rows)).toBe(mode);
});
