/** One export as a table: header rows, types, repeated labels, errors of Excel, rows without a key, the end of an .xls. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExportTable } from '../../../../src/core/sources/realpad/exportTable.ts';
import type { TableInfo, TableRequest } from '../../../../src/core/sources/realpad/exportTable.ts';
import { endpointOf } from '../../../../src/core/sources/realpad/realpadEndpoints.ts';
import { escapeXml, makeXlsx } from '../../formats/excel/makeXlsx.ts';

type Value = string | number | boolean | null | { readonly error: string } | { readonly day: number };

function cellXml(value: Value): string {
	if (value === null) return '<c/>';
	if (typeof value === 'number') return `<c><v>${value}</v></c>`;
	if (typeof value === 'boolean') return `<c t="b"><v>${Number(value)}</v></c>`;
	if (typeof value === 'string') {
		return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
	}
	return 'day' in value ? `<c s="1"><v>${value.day}</v></c>` : `<c t="e"><v>${value.error}</v></c>`;
}

function sheet(...rows: readonly (readonly Value[])[]): Buffer {
	return makeXlsx({ rows: rows.map((row) => `<row>${row.map(cellXml).join('')}</row>`).join(''), formats: [14] });
}

async function read(
	file: Uint8Array,
	changes: Partial<TableRequest> = {},
	id = 'tasks',
): Promise<{ readonly info: TableInfo; readonly rows: readonly Record<string, unknown>[] }> {
	const endpoint = endpointOf(id);
	const table = await ExportTable.open(file, {
		dataset: id,
		connection: 'prague',
		headers: 'ids_labels',
		parts: endpoint?.key ?? [],
		codes: endpoint?.codes,
		wantedKey: undefined,
		knownKey: undefined,
		constants: {},
		wantKeys: false,
		...changes,
	});
	try {
		const rows: Record<string, unknown>[] = [];
		for (let page = await table.next(); page !== undefined; page = await table.next()) {
			const parsed = JSON.parse(Buffer.from(page.body).toString()) as { rows: Record<string, unknown>[] };
			rows.push(...parsed.rows);
			if (page.isLast) break;
		}
		return { info: table.info, rows };
	} finally {
		await table.close();
	}
}

const types = (info: TableInfo): Record<string, string> =>
	Object.fromEntries(info.columns.map((one) => [one.name, one.type]));

test('types are found over the whole column, localized yes and no included', async () => {
	const { info, rows } = await read(
		sheet(
			['task_id', 'done', 'due', 'price', 'code', 'mixed', 'empty'],
			['Úkol ID', 'Hotovo', 'Termín', 'Cena', 'Kód', 'Různé', 'Prázdné'],
			[1, 'Ano', { day: 46_143 }, 10, '00123', 5, null],
			[2, 'Ne', null, 10.5, '7', 'pět', null],
		),
	);
	expect(types(info)).toEqual({
		...{
			task_id: 'integer',
			done: 'boolean',
			due: 'date',
			price: 'decimal',
			code: 'text',
			mixed: 'text',
			empty: 'text',
		},
	});
	expect(rows).toEqual([
		{ task_id: 1, done: true, due: '2026-05-01', price: 10, code: '00123', mixed: '5', empty: null },
		{ task_id: 2, done: false, due: null, price: 10.5, code: '7', mixed: 'pět', empty: null },
	]);
});

test('columns of one name are told apart, and empty rows are left out', async () => {
	const { info, rows } = await read(
		sheet(['Úkol ID', 'Poznámka', 'Poznámka'], [1, 'a', 'b'], [null, null, null], [2, 'c', '']),
		{ headers: 'labels' },
	);
	expect(info.key).toEqual(['Úkol ID']);
	const [first, second] = info.columns.slice(1).map(({ name }) => name);
	expect(first).not.toBe(second);
	expect(rows.map((row) => [row[first ?? ''], row[second ?? '']])).toEqual([
		['a', 'b'],
		['c', null],
	]);
});

test('errors of Excel are empty, and told', async () => {
	const { info, rows } = await read(sheet(['task_id', 'price'], ['a', 'b'], [1, { error: '#REF!' }], [2, 3]));
	expect(rows[0]).toEqual({ task_id: 1, price: null });
	expect(types(info).price).toBe('integer');
	expect(info.warnings).toEqual(["1 cells of 'price' hold an error of Excel (such as #REF!): they are empty here"]);
});

test('rows without a key are kept all, equal ones too, and keep their key from export to export', async () => {
	const file = (): Buffer => sheet(['name', 'price'], ['Jméno', 'Cena'], ['a', 1], ['a', 1], ['b', 2]);
	const one = await read(file());
	expect(one.info.key).toEqual(['row_hash']);
	expect(new Set(one.rows.map((row) => row.row_hash)).size).toBe(3);
	expect((await read(file(), { knownKey: ['row_hash'] })).rows).toEqual(one.rows);
});

test('a code that the vendor’s list lacks has no meaning, and the number stays', async () => {
	const { rows } = await read(
		sheet(['unit_id', 'unit_type_id', 'unit_status_id'], ['a', 'b', 'c'], [1, 36, 3], [2, 77, 0]),
		{},
		'products',
	);
	expect(rows).toEqual([
		{
			unit_id: 1,
			unit_type_id: 36,
			unit_status_id: 3,
			unit_type_id_name: 'garage position',
			unit_status_id_name: 'sold',
		},
		{ unit_id: 2, unit_type_id: 77, unit_status_id: 0, unit_type_id_name: null, unit_status_id_name: 'free' },
	]);
});

test('an export without rows is one page without rows', async () => {
	const { info, rows } = await read(sheet(['task_id', 'title'], ['Úkol ID', 'Název']));
	expect([info.rowCount, rows]).toEqual([0, []]);
});

test.each<[string, readonly string[], readonly string[], string]>([
	['customers', ['name', 'customer_id', 'status_id'], ['Jméno', 'Zákazník ID', 'Stav ID'], 'customer_id'],
	['customers', ['c1', 'c2', 'c3'], ['Jméno', 'Prodejce ID', 'Zákazník ID'], 'c3'],
	['customers', ['a', 'b', 'c'], ['Name', 'Customer ID', 'Agent ID'], 'b'],
	['products', ['x', 'unitId', 'projectId'], ['Byt', 'ID jednotky', 'ID projektu'], 'unitId'],
	['payments-prescribed-lines', ['paymentId', 'lineId'], ['Platba ID', 'Řádek ID'], 'lineId'],
	['inquiries', ['customer_id', 'inquiry_id'], ['Zákazník ID', 'Poptávka ID'], 'inquiry_id'],
	['inquiries', ['customer_id', 'referral_id'], ['Zákazník ID', 'Doporučitel ID'], 'row_hash'],
	['tasks', ['q7', 'q8', 'q9', 'q10'], ['Pealkiri', 'Tunnus', 'Klient', 'Müüja'], 'q8'],
])('%s with the columns %j has the key that its headers mean', async (id, ids, labels, key) => {
	// Every column is unique by chance: only its name or place tells what it is.
	const row = (base: number): Value[] => ids.map((_, index) => base * 100 + index);
	const { info } = await read(sheet(ids, labels, row(1), row(2)), {}, id);
	expect(info.key).toEqual([key]);
});

test('whatever a sheet holds, the key that is found tells all rows apart', async () => {
	const value = fc.oneof(
		fc.integer({ min: 0, max: 4 }),
		fc.constantFrom('a', 'b', '', '1', '2'),
		fc.constant(null),
		fc.boolean(),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { maxLength: 12 }), async (rows) => {
			const file = sheet(['task_id', 'customer_id', 'agent_id', 'title'], ['a', 'b', 'c', 'd'], ...rows);
			const found = await read(file);
			const filled = rows.filter((row) => row.some((one) => one !== null && one !== ''));
			const keys = found.rows.map((row) => JSON.stringify(found.info.key.map((name) => String(row[name]))));
			expect(found.rows).toHaveLength(filled.length);
			expect(new Set(keys).size).toBe(filled.length);
			expect(keys.join()).not.toContain('null');
		}),
		{ numRuns: 40 },
	);
});

test('a plain text under the name of an Excel file is shown, not stored', async () => {
	await expect(read(Buffer.from('Parameter missing.'))).rejects.toMatchObject({
		reason: 'badResponse',
		why: expect.stringContaining('Parameter missing.') as unknown,
	});
});
