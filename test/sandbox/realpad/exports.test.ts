/** What the exports hold, over real HTTP, read by SheetJS and compared with the oracle. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unitStatuses, unitTypes } from '../../../src/sandbox/realpad/data/terms.ts';
import { exportsByEndpoint } from '../../../src/sandbox/realpad/exports/catalogue.ts';
import { cellsOf, needed, openRig } from './rig.ts';
import type { Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
	rig = await openRig();
});
afterAll(() => rig[Symbol.asyncDispose]());

const dayMs = 86_400_000;

/** As the oracle puts it: dates and times are texts there, serials in the file. */
function likeSerial(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T[\d:]{8})?$/.test(value)) return value;
	const at = Date.parse(value.length === 10 ? `${value}T00:00:00Z` : `${value}Z`);
	const days = (at - Date.UTC(1899, 11, 30)) / dayMs;
	return days < 61 ? days - 1 : days;
}

/** A serial is a fraction whose last digit is not worth comparing. */
function comparable(value: unknown): unknown {
	return typeof value === 'number' ? value.toFixed(7) : value;
}

test.each([...exportsByEndpoint.keys()])('%s: both formats hold what the oracle says', async (endpoint) => {
	const own = needed(rig.realpad, endpoint);
	const { columns, rows } = rig.realpad.table(endpoint, 'takeout', own);
	expect(rows.length).toBeGreaterThan(0);
	const expected = rows.map((row) => columns.map(({ id }) => comparable(likeSerial(row[id]))));
	for (const format of [{}, { xlsx: '1' }]) {
		rig.realpad.forgive();
		const response = await rig.call(endpoint, { ...own, ...format, headermode: 'ids_labels' });
		expect(response.status).toBe(200);
		const [ids, labels, ...data] = await cellsOf(response);
		expect(ids).toEqual(columns.map(({ id }) => id));
		expect(labels).toEqual(columns.map(({ label }) => label));
		const filled = data.filter((row) => row.some((cell) => cell !== null));
		expect(filled.map((row) => row.map(comparable))).toEqual(expected);
	}
});

test('header modes put labels, ids or both above the data', async () => {
	const { columns } = rig.realpad.table('list-excel-projects');
	const ids = columns.map(({ id }) => id);
	const labels = columns.map(({ label }) => label);
	const heads = async (headermode: string): Promise<unknown[][]> => {
		rig.realpad.forgive();
		return (await cellsOf(await rig.call('list-excel-projects', { headermode }))).slice(0, 2);
	};
	expect((await heads('labels'))[0]).toEqual(labels);
	expect((await heads('default'))[0]).toEqual(labels);
	expect((await heads('ids'))[0]).toEqual(ids);
	expect(await heads('labels_ids')).toEqual([labels, ids]);
	expect(await heads('ids_labels')).toEqual([ids, labels]);
});

const columnsOf = (endpoint: string): readonly string[] => exportsByEndpoint.get(endpoint)!.columns.map(({ id }) => id);

test('customers have the columns of a real export: the id is the 7th of 10', () => {
	const { columns } = rig.realpad.table('list-excel-customers');
	expect(columns.map(({ label }) => label)).toEqual([
		'Projekt',
		'Datum přidání',
		'Stav',
		'E-mail',
		'Jméno',
		'Tagy',
		'Zákazník ID',
		'Prodejce ID',
		'Stav ID',
		'Zdroj ID',
	]);
});

test.each([
	['list-excel-sales-status', ['unit_id']],
	['list-excel-customers-contacts', ['customer_id', 'owner_id']],
	['list-excel-inquiries', ['customer_id', 'referral_id']],
	['list-excel-products', ['unit_id', 'unit_type_id', 'unit_status_id', 'project_id', 'deal_id']],
	['list-excel-business-cases', ['deal_id']],
	['list-excel-projects', ['project_id']],
	['list-excel-deal-documents', ['document_id', 'customer_id', 'salesman_id']],
	['list-excel-payments-prescribed', ['payment_id']],
	['list-excel-payments-prescribed-lines', ['line_id', 'deal_id', 'payment_id', 'unit_id']],
	['list-excel-additional-products', ['additional_product_id', 'type_id', 'payment_id']],
	['list-excel-defects', ['defect_id']],
	['list-excel-tasks', ['task_id', 'customer_id', 'salesman_id']],
	['list-excel-events', ['event_id', 'customer_id', 'unit_id', 'project_id']],
])('%s ends with the ids that the documentation names', (endpoint, ids) => {
	expect(columnsOf(endpoint).slice(-ids.length)).toEqual(ids);
});

test.each([
	['list-excel-deal-documents', 0, 'deal_id'],
	['list-excel-payments-prescribed', 1, 'deal_id'],
	['list-excel-payments-incoming', 0, 'incoming_payment_id'],
	['list-excel-payments-incoming', 1, 'deal_id'],
	['list-excel-additional-products', 0, 'deal_id'],
	['list-excel-defects', 1, 'deal_id'],
	['list-excel-project-units-history', 0, 'valid_from'],
	['list-excel-project-units-history', 1, 'user'],
])('%s has at place %i the column %s', (endpoint, at, id) => {
	expect(columnsOf(endpoint)[at]).toBe(id);
});

test('ids agree across exports', () => {
	const ids = (endpoint: string, id: string): Set<unknown> =>
		new Set(
			rig.realpad
				.table(endpoint)
				.rows.map((row) => row[id])
				.filter((value) => value !== null),
		);
	const isWithin = (inner: Set<unknown>, outer: Set<unknown>): boolean => [...inner].every((id) => outer.has(id));
	const deals = ids('list-excel-business-cases', 'deal_id');
	expect(deals).toEqual(ids('list-excel-deals', 'deal_id'));
	for (const endpoint of ['products', 'deal-documents', 'payments-prescribed', 'payments-incoming', 'inspections'])
		expect(isWithin(ids(`list-excel-${endpoint}`, 'deal_id'), deals), endpoint).toBe(true);
	const payments = ids('list-excel-payments-prescribed', 'payment_id');
	expect(isWithin(ids('list-excel-payments-prescribed-lines', 'payment_id'), payments)).toBe(true);
	expect(isWithin(ids('list-excel-additional-products', 'payment_id'), payments)).toBe(true);
	const customers = ids('list-excel-customers-contacts', 'customer_id');
	expect(customers).toEqual(ids('list-excel-customers', 'customer_id'));
	for (const endpoint of ['inquiries', 'tasks', 'events', 'business-cases', 'customer-consents'])
		expect(isWithin(ids(`list-excel-${endpoint}`, 'customer_id'), customers), endpoint).toBe(true);
});

test('keys are unique', () => {
	for (const [endpoint, { columns }] of exportsByEndpoint) {
		const key = columns.find(({ role }) => role === 'key');
		if (key === undefined) continue;
		const values = rig.realpad.table(endpoint).rows.map((row) => row[key.id]);
		expect(new Set(values).size, endpoint).toBe(values.length);
	}
});

test('units are of all types and statuses of the appendix', () => {
	const { rows } = rig.realpad.table('list-excel-products');
	const numbers = (id: string): unknown[] => [...new Set(rows.map((row) => Number(row[id])))].sort((a, b) => a - b);
	expect(numbers('unit_type_id')).toEqual(unitTypes.map(({ id }) => id));
	expect(numbers('unit_status_id')).toEqual(unitStatuses.map(({ id }) => id));
	expect(unitTypes).toHaveLength(37);
});

test('payment lines add up to their payment', () => {
	const sums = new Map<unknown, number>();
	for (const { payment_id, amount } of rig.realpad.table('list-excel-payments-prescribed-lines').rows)
		sums.set(payment_id, (sums.get(payment_id) ?? 0) + Number(amount));
	for (const { payment_id, amount } of rig.realpad.table('list-excel-payments-prescribed').rows)
		expect(sums.get(payment_id)).toBeCloseTo(Number(amount), 5);
});

test('an English user gets English labels and answers, under the same ids', () => {
	const cs = rig.realpad.table('list-excel-tasks');
	const en = rig.realpad.table('list-excel-tasks', 'takeout-en');
	expect(en.columns.map(({ id }) => id)).toEqual(cs.columns.map(({ id }) => id));
	expect([cs.columns[4]!.label, en.columns[4]!.label]).toEqual(['Hotovo', 'Done']);
	expect(new Set(cs.rows.map((row) => row.is_done))).toEqual(new Set(['Ano', 'Ne']));
	expect(new Set(en.rows.map((row) => row.is_done))).toEqual(new Set(['Yes', 'No']));
});

test('a user who chose columns gets those, and only his projects', () => {
	const ids = rig.realpad.table('list-excel-products', 'takeout-narrow').columns.map(({ id }) => id);
	expect(ids).not.toContain('balcony');
	expect(ids).toContain('created');
	expect(ids).toContain('unit_id');
	expect(rig.realpad.table('list-excel-projects', 'takeout-narrow').rows).toHaveLength(2);
	const deals = rig.realpad.table('list-excel-business-cases', 'takeout-narrow');
	expect(deals.columns.at(-1)!.id).toBe('inquiry_id');
});

test('traps of real files are there: repeated labels, empty rows, digits as text, lines in cells, days of 1900', async () => {
	const labels = rig.realpad.table('list-excel-business-cases').columns.map(({ label }) => label);
	expect(labels.filter((label) => label === 'Poznámka')).toHaveLength(2);
	rig.realpad.forgive();
	const overview = await cellsOf(await rig.call('list-excel-sales-status'));
	expect(overview.filter((row) => row.every((cell) => cell === null))).toHaveLength(2);
	const contacts = rig.realpad.table('list-excel-customers-contacts').rows;
	expect(contacts.some(({ phone }) => /^00420\d{9}$/.test(String(phone)))).toBe(true);
	expect(contacts.some(({ company_number }) => /^000\d{5}$/.test(String(company_number)))).toBe(true);
	expect(contacts.some(({ note }) => String(note).includes('\n'))).toBe(true);
	rig.realpad.switchColumn('takeout', 'list-excel-customers-contacts', 'born_on', true);
	const born = rig.realpad.table('list-excel-customers-contacts').rows.map((row) => String(row.born_on));
	expect(born.some((day) => day.startsWith('1900'))).toBe(true);
	const due = rig.realpad.table('list-excel-tasks').rows.map((row) => row.due);
	expect(due).toContain('2026-03-29T02:30:00');
});

test('the same seed gives the same bytes, another seed other data', async () => {
	await using again = await openRig();
	await using other = await openRig({}, { seed: 2 });
	const bytes = async (from: Rig): Promise<Buffer> => {
		from.realpad.forgive();
		return Buffer.from(await (await from.call('list-excel-inquiries', { xlsx: '1' })).arrayBuffer());
	};
	const first = await bytes(rig);
	expect((await bytes(again)).equals(first)).toBe(true);
	expect((await bytes(other)).equals(first)).toBe(false);
});

test('files are named in the language of the user, for old and new clients', async () => {
	rig.realpad.forgive();
	const disposition = async (login: string, form: Record<string, string>): Promise<string | null> =>
		(await rig.call('list-excel-customers-contacts', form, login)).headers.get('content-disposition');
	expect(await disposition('takeout', {})).toBe(
		`attachment; filename="Kontakty zakazniku 2026-05-01.xls"; filename*=UTF-8''Kontakty%20z%C3%A1kazn%C3%ADk%C5%AF%202026-05-01.xls`,
	);
	expect(await disposition('takeout-en', { xlsx: 'true' })).toBe(
		'attachment; filename="Customer contacts 2026-05-01.xlsx"',
	);
});
