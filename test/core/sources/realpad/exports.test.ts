/** Exports as tables, against the sandbox: equal to the truth, with history, keys, codes and guards. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import type { HeaderMode } from '../../../../src/core/formats/excel/headers.ts';
import type { ReplicaReader } from '../../../../src/core/replica/reader.ts';
import { Prague } from './prague.ts';

const everything = 60_000;

/** What a cell of the truth is in a table. */
function stored(value: unknown): unknown {
	if (value === 'Ano') return 1;
	return value === 'Ne' ? 0 : value;
}

function expectEqualToVendor(prague: Prague, dataset: string, name: 'id' | 'label' = 'id'): void {
	const truth = prague.realpad.table(`list-excel-${dataset}`, prague.login);
	const columns = prague.read((reader: ReplicaReader) => reader.query(`SELECT * FROM "${dataset}"`, { limit: 10_000 }));
	const at = (column: string): number => columns.columns.indexOf(column);
	expect(columns.rows).toHaveLength(truth.rows.length);
	const [key = ''] =
		prague.read((reader) => reader.states()).find((state) => state.dataset === dataset)?.keyColumns ?? [];
	const nameOf = (id: string): string => {
		const column = truth.columns.find((one) => one.id === id);
		return name === 'id' ? id : (column?.label ?? id);
	};
	const keyId = truth.columns.find(({ id }) => nameOf(id) === key)?.id ?? '';
	const byKey = new Map(columns.rows.map((row) => [String(row[at(key)]), row]));
	for (const expected of truth.rows) {
		const row = byKey.get(String(expected[keyId]));
		for (const [id, value] of Object.entries(expected)) {
			// Two columns of one label are told apart by their number.
			if (name === 'label' && truth.columns.filter((one) => nameOf(one.id) === nameOf(id)).length > 1) continue;
			const found = row?.[at(nameOf(id))];
			const isKey = id === keyId;
			expect(isKey ? String(found) : found, `${dataset} ${String(expected[keyId])} ${id}`).toEqual(
				isKey ? String(value) : typeof found === 'number' ? stored(value) : value,
			);
		}
	}
}

test(
	'every export of the vendor’s guide becomes a table with the key that the guide means',
	async () => {
		const prague = await Prague.open();
		const ran = await prague.replicate([]);
		expect(ran.error).toBeUndefined();
		const keys = Object.fromEntries(
			prague.read((reader) => reader.states()).map(({ dataset, keyColumns }) => [dataset, keyColumns.join('+')]),
		);
		expect(keys).toEqual({
			'additional-products': 'additional_product_id',
			'business-cases': 'deal_id',
			customers: 'customer_id',
			'deal-documents': 'document_id',
			defects: 'defect_id',
			events: 'event_id',
			inspections: 'inspection_id',
			'payments-incoming': 'incoming_payment_id',
			'payments-prescribed': 'payment_id',
			'payments-prescribed-lines': 'line_id',
			products: 'unit_id',
			'project-units-history': 'unit_id+valid_from',
			projects: 'project_id',
			'sales-status': 'unit_id',
			tasks: 'task_id',
		});
		for (const dataset of Object.keys(keys)) {
			if (dataset !== 'project-units-history') expectEqualToVendor(prague, dataset);
		}
	},
	everything,
);

test('a developer with Multiple Inquiries gets the exports made for that', async () => {
	const prague = await Prague.open({ realpad: { isMigrated: true }, settings: { multipleInquiries: true } });
	const ran = await prague.replicate(['customers-contacts', 'inquiries']);
	expect(ran.error).toBeUndefined();
	for (const dataset of ['customers-contacts', 'inquiries']) expectEqualToVendor(prague, dataset);
	const refused = await prague.replicate(['customers']);
	expect(refused.error).toMatchObject({
		reason: 'usage',
		next: 'Use prague/customers-contacts and prague/inquiries instead',
	});
	expect(refused.requests).toBe(0);
});

test.each<[HeaderMode, 'id' | 'label']>([
	['ids', 'id'],
	['labels', 'label'],
	['labels_ids', 'id'],
])('with headers %s the table has the same rows', async (headers, name) => {
	const prague = await Prague.open({ settings: { headers } });
	expect((await prague.replicate(['products', 'business-cases'])).error).toBeUndefined();
	for (const dataset of ['products', 'business-cases']) expectEqualToVendor(prague, dataset, name);
});

test('the readable label stays with the column of the stable id', async () => {
	const prague = await Prague.open();
	await prague.replicate(['products']);
	const [state] = prague.read((reader) => reader.states());
	expect(state?.columns.find(({ name }) => name === 'unit_id')?.label).toBe('Jednotka ID');
});

test('unit types and statuses are decoded beside their numbers', async () => {
	const prague = await Prague.open({ login: 'takeout-en' });
	await prague.replicate(['products']);
	const found = prague.rows(
		'SELECT DISTINCT unit_status_id, unit_status_id_name, unit_type_id, unit_type_id_name FROM products',
	);
	expect(found.length).toBeGreaterThan(3);
	const statuses = ['free', 'pre-reserved', 'reserved', 'sold', 'not for sale', 'delayed'];
	for (const [status, name, type, typeName] of found) {
		expect(name).toBe(statuses[Number(status)]);
		if (type === 1) expect(typeName).toBe('flat');
		expect(typeName).not.toBeNull();
	}
});

test('a second export writes only what changed, and the history tells it', async () => {
	const prague = await Prague.open();
	await prague.replicate(['products']);
	const [edited = 0] = prague.realpad.edit('units', 1, { note: 'přeměřeno' });
	const removed = Number(prague.realpad.table('list-excel-products').rows.at(-1)?.unit_id);
	prague.realpad.remove('units', [removed]);
	const inserted = prague.realpad.insert('units', 2);
	const ran = await prague.replicate(['products']);
	const run = ran.results[0]?.runs[0];
	expect(run?.counts.products).toMatchObject({ inserted: 2, deleted: 1, updated: 1 });
	expectEqualToVendor(prague, 'products');
	const changes = prague.read((reader) => reader.rowHistory('products', String(edited)));
	expect(changes.length).toBeGreaterThan(0);
	expect(prague.rows(`SELECT unit_id FROM products WHERE unit_id IN ('${removed}', '${inserted[0] ?? 0}')`)).toEqual([
		[String(inserted[0])],
	]);
});

test('an export that shrinks by more than a fifth deletes nothing until it is told to', async () => {
	const prague = await Prague.open();
	await prague.replicate(['customers']);
	const before = prague.rows('SELECT count(*) FROM customers')[0]?.[0];
	const gone = Math.ceil(Number(before) * 0.45);
	prague.realpad.remove('customers', gone);
	const held = await prague.replicate(['customers']);
	expect(held.results[0]?.runs[0]?.outcome).toBe('held');
	expect(held.results[0]?.held).toMatchObject({ wouldDelete: gone, rows: before });
	expect(prague.rows('SELECT count(*) FROM customers')).toEqual([[before]]);
	const told = await prague.replicate(['customers'], { mode: 'purge', purgeLimitPercent: 100 });
	expect(told.results[0]?.runs[0]?.counts.customers).toMatchObject({ deleted: gone });
	expectEqualToVendor(prague, 'customers');
});

test('columns that an administrator switched on or off are added or left, and reported', async () => {
	const prague = await Prague.open();
	await prague.replicate(['products']);
	prague.realpad.switchColumn('takeout', 'list-excel-products', 'balcony', false);
	prague.realpad.switchColumn('takeout', 'list-excel-products', 'created', true);
	const before = prague.realpad.table('list-excel-products').rows.length;
	const ran = await prague.replicate(['products']);
	expect(ran.warnings).toEqual([
		'products has new columns: created',
		expect.stringMatching(/^products comes without columns that it had: balcony/),
	]);
	expect(prague.rows('SELECT count(balcony), count(created) FROM products')).toEqual([[0, before]]);
	expect((await prague.replicate(['products'])).warnings.filter((text) => text.includes('new columns'))).toEqual([]);
});

test('an export that loses its key column is refused and keeps what is stored', async () => {
	const prague = await Prague.open({ login: 'takeout-en' });
	await prague.replicate(['business-cases']);
	const before = prague.rows('SELECT count(*) FROM "business-cases"');
	prague.realpad.switchColumn('takeout-en', 'list-excel-business-cases', 'deal_id', false);
	const ran = await prague.replicate(['business-cases']);
	expect(ran.error).toMatchObject({ reason: 'conflict', why: expect.stringContaining("'deal_id'") as unknown });
	expect(ran.results[0]?.runs[0]?.outcome).toBe('failed');
	expect(prague.rows('SELECT count(*) FROM "business-cases"')).toEqual(before);
});

test('without a column that tells rows apart, the whole row does', async () => {
	const prague = await Prague.open({ login: 'takeout-narrow' });
	const ran = await prague.replicate(['business-cases']);
	expect(ran.warnings[0]).toMatch(/^No column of business-cases tells every row apart/);
	const truth = prague.realpad.table('list-excel-business-cases', 'takeout-narrow');
	expect(prague.rows('SELECT count(*), count(DISTINCT row_hash) FROM "business-cases"')).toEqual([
		[truth.rows.length, truth.rows.length],
	]);
	const again = await prague.replicate(['business-cases']);
	expect(again.results[0]?.runs[0]?.counts['business-cases']).toMatchObject({ inserted: 0, deleted: 0 });
});

test('freehold.yaml can name the key, by id or by label', async () => {
	const prague = await Prague.open({ settings: { keys: { products: ['Jednotka ID'], tasks: ['nosuch'] } } });
	const ran = await prague.replicate(['products', 'tasks']);
	expect(prague.read((reader) => reader.states())[0]?.keyColumns).toEqual(['unit_id']);
	expect(ran.results[1]?.error).toMatchObject({
		reason: 'configuration',
		why: "freehold.yaml names the column 'nosuch', which this export does not have",
	});
});

test('each mode of the defects is a table of its own', async () => {
	const prague = await Prague.open();
	const ran = await prague.replicate(['defects-inspection', 'defects-deal-combined']);
	expect(ran.error).toBeUndefined();
	const modes = prague.realpad.requests.map(({ query }) => query.mode);
	expect(modes).toEqual(['INSPECTION_DEFECTS', 'DEAL_DEFECTS_COMBINED']);
	// One endpoint, one cool-down: the second had to wait.
	expect(prague.clock.slept).toEqual([300_000]);
});

test('the deprecated history of one unit works and names its successor', async () => {
	const prague = await Prague.open();
	const [unit = 0] = prague.realpad.edit('units', 1);
	const ran = await prague.replicate(['unit-history'], { settings: { parameters: { unitid: String(unit) } } });
	expect(ran.error).toBeUndefined();
	expect(ran.warnings).toContain('Realpad calls list-excel-unit-history deprecated: use project-units-history instead');
	const without = await prague.replicate(['unit-history']);
	expect(without.error).toMatchObject({ reason: 'usage', why: 'the vendor needs to be told unitid' });
});

test('the history of all projects goes on with the next project where it was interrupted', async () => {
	const prague = await Prague.open();
	const asked = (): readonly (string | undefined)[] =>
		prague.realpad.requests.flatMap(({ path, query }) => (path.includes('history') ? [query.projectid] : []));
	const first = await prague.replicate(['project-units-history'], { waitMs: 0 });
	expect(first.error).toMatchObject({ reason: 'suspended' });
	expect(asked()).toHaveLength(1);
	const second = await prague.replicate(['project-units-history']);
	expect(second.error).toBeUndefined();
	const projects = prague.realpad.table('list-excel-projects').rows.map((row) => String(row.project_id));
	expect(asked()).toEqual(projects);
	const rows = projects.map(
		(projectid) => prague.realpad.table('list-excel-project-units-history', 'takeout', { projectid }).rows.length,
	);
	const found = prague.rows('SELECT projectid, count(*) FROM "project-units-history" GROUP BY 1 ORDER BY 1');
	expect(new Map(found as [string, number][])).toEqual(new Map(projects.map((id, index) => [id, rows[index]])));
});

test('a file that was cut on its way is asked for once more', async () => {
	const prague = await Prague.open({ realpad: { cooldownMs: 0 } });
	prague.realpad.faults.add({
		match: { path: 'list-excel-projects', times: 1 },
		do: { kind: 'truncate', how: 'shortBody' },
	});
	expect((await prague.replicate(['projects'])).error).toBeUndefined();
	expectEqualToVendor(prague, 'projects');
});

test('a page of HTML under HTTP 200 is told as what it is', async () => {
	const prague = await Prague.open();
	prague.realpad.faults.add({
		match: { path: 'list-excel-projects' },
		do: { kind: 'status', status: 200, body: '<html><h1>Sign in</h1></html>' },
	});
	const ran = await prague.replicate(['projects'], { waitMs: 0 });
	expect(ran.error).toMatchObject({
		reason: 'badResponse',
		what: 'list-excel-projects did not come as a whole Excel file',
	});
});

test('a run that is cancelled stops at once and leaves the vendor’s data whole', async () => {
	const prague = await Prague.open();
	const controller = new AbortController();
	const reason = new Error('enough');
	const run = prague.replicate(['products', 'tasks'], {
		signal: controller.signal,
		onEvent: (event) => {
			if (event.type === 'progress') controller.abort(reason);
		},
	});
	await expect(run).rejects.toBe(reason);
	prague.realpad.forgive();
	const again = await prague.replicate(['products', 'tasks']);
	expect(FreeholdError.is(again.error)).toBe(false);
	for (const dataset of ['products', 'tasks']) expectEqualToVendor(prague, dataset);
});
