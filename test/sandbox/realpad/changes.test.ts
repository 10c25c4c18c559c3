/** What can be done to a running sandbox: changes, columns, faults, orders by HTTP. */
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';

const products = 'list-excel-products';
const rowOf = (rig: Rig, unit: number): Readonly<Record<string, unknown>> =>
	rig.realpad.table(products).rows.find((row) => row.unit_id === unit)!;

test('an edited unit has another status and price, and its history says since when', async () => {
	await using rig = await openRig();
	rig.realpad.advance(3_600_000);
	const before = rig.realpad.table(products).rows;
	const changed = rig.realpad.edit('units', 5);
	const after = rig.realpad.table(products).rows;
	const differing = after.filter((row, i) => JSON.stringify(row) !== JSON.stringify(before[i]));
	expect(differing.map((row) => row.unit_id).sort()).toEqual([...changed].sort());
	const unitid = String(changed[0]);
	const last = rig.realpad.table('list-excel-unit-history', 'takeout', { unitid }).rows.at(-1)!;
	// 13:00 UTC is 15:00 in Prague's summer.
	expect(last).toMatchObject({ valid_from: '2026-05-01T15:00:00', price: rowOf(rig, changed[0]!).price });
});

test('records can be patched, inserted and removed', async () => {
	await using rig = await openRig();
	const [unit] = rig.realpad.edit('units', [10_001], { price: 1234, statusId: 4 });
	expect(rowOf(rig, unit!)).toMatchObject({ price: 1234, unit_status_id: 4, status: 'není na prodej' });
	const count = (endpoint: string): number => rig.realpad.table(endpoint).rows.length;
	const before = ['products', 'business-cases', 'customers-contacts'].map((name) => count(`list-excel-${name}`));
	rig.realpad.insert('units', 2);
	rig.realpad.insert('deals', 3);
	rig.realpad.insert('customers', 4);
	const gone = rig.realpad.remove('units', 1);
	const after = ['products', 'business-cases', 'customers-contacts'].map((name) => count(`list-excel-${name}`));
	expect(after.map((size, i) => size - before[i]!)).toEqual([1, 3, 4]);
	expect(rowOf(rig, gone[0]!)).toBeUndefined();
	expect(() => rig.realpad.edit('units', [10_001], { colour: 'red' })).toThrow('"colour" cannot be changed');
});

test('every export survives that deals, units and customers are gone', async () => {
	await using rig = await openRig({}, { scale: 0.05 });
	for (const what of ['deals', 'units', 'customers'] as const) rig.realpad.remove(what, 20);
	for (const endpoint of rig.realpad.endpoints) {
		if (endpoint.endsWith('history')) continue;
		expect((await rig.call(endpoint)).status, endpoint).toBe(200);
	}
});

test('columns can be switched, but not keys', async () => {
	await using rig = await openRig();
	rig.realpad.switchColumn('takeout', products, 'price', false);
	expect(rig.realpad.table(products).columns.map(({ id }) => id)).not.toContain('price');
	expect((await rig.call(products)).status).toBe(200);
	expect(() => rig.realpad.switchColumn('takeout', products, 'unit_id', false)).toThrow('always');
});

test('faults: a refusal, a redirect, an HTML page, a flipped byte, a cut file', async () => {
	await using rig = await openRig({ files: 3 });
	const [file] = [...rig.realpad.files()];
	const url = `${rig.realpad.origin}/resource/${file!.uid}`;
	const under = async (fault: Parameters<typeof rig.realpad.faults.add>[0]['do']): Promise<Response> => {
		rig.realpad.faults.clear();
		rig.realpad.faults.add({ match: { path: '/resource/', times: 1 }, do: fault });
		return fetch(url, { redirect: 'manual' });
	};
	expect((await under({ kind: 'status', status: 500 })).status).toBe(500);
	const headers = { location: 'http://elsewhere.invalid/' };
	const moved = await under({ kind: 'status', status: 302, body: '', headers });
	expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://elsewhere.invalid/']);
	const page = await under({ kind: 'wrongContentType' });
	expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
	const flipped = Buffer.from(await (await under({ kind: 'corrupt' })).arrayBuffer());
	expect(flipped.length).toBe(file!.size);
	expect(String(crc32(flipped))).not.toBe(file!.crc);
	const cut = Buffer.from(await (await under({ kind: 'truncate', how: 'shortBody', keep: 10 })).arrayBuffer());
	expect(cut.length).toBe(10);
	await expect((await under({ kind: 'truncate', how: 'wrongLength' })).arrayBuffer()).rejects.toThrow();
	expect((await fetch(url)).status).toBe(200);
});

test('a fault before the export costs no cool-down, one after it does', async () => {
	await using rig = await openRig();
	rig.realpad.faults.add({ match: { path: products, nth: 1 }, do: { kind: 'status', status: 500 } });
	rig.realpad.faults.add({ match: { path: products, nth: 2 }, do: { kind: 'truncate', how: 'shortBody' } });
	const statuses = [];
	for (let i = 0; i < 3; i += 1) statuses.push((await rig.call(products)).status);
	expect(statuses).toEqual([500, 200, 429]);
});

test('data can change just before an export is made', async () => {
	await using rig = await openRig();
	const change = { op: 'edit', what: 'units', which: [10_001], patch: { price: 77 } };
	rig.realpad.faults.add({ match: { path: products }, do: { kind: 'changeDuringWalk', change } });
	expect((await rig.call(products)).status).toBe(200);
	expect(rowOf(rig, 10_001).price).toBe(77);
});

test('rules match by the parameters of the form', async () => {
	await using rig = await openRig();
	rig.realpad.faults.add({ match: { query: { headermode: 'ids' } }, do: { kind: 'status', status: 503 } });
	expect((await rig.call(products, { headermode: 'ids' })).status).toBe(503);
	expect((await rig.call(products)).status).toBe(200);
});

test('the log says who asked for what, without credentials', async () => {
	await using rig = await openRig();
	await rig.call(products, { xlsx: '1' });
	await rig.call(products, { password: 'wrong' });
	expect(rig.realpad.requests).toMatchObject([
		{
			host: 'realpad',
			method: 'POST',
			path: `/ws/v10/${products}`,
			query: { xlsx: '1' },
			status: 200,
			role: 'takeout',
		},
		{ status: 401 },
	]);
	expect(JSON.stringify(rig.realpad.requests)).not.toMatch(/sandbox-takeout|wrong/);
});

test('the control endpoint takes the same orders as JSON', async () => {
	await using rig = await openRig();
	const order = async (op: string, body: object = {}): Promise<unknown> => {
		const headers = { 'content-type': 'application/json' };
		const response = await fetch(`${rig.sandbox.control!.realpadUrl}/${op}`, {
			method: 'POST',
			headers,
			body: JSON.stringify(body),
		});
		return response.json();
	};
	expect(await order('edit', { what: 'units', which: [10_001], patch: { price: 5 } })).toEqual({
		ok: true,
		result: [10_001],
	});
	expect(rowOf(rig, 10_001).price).toBe(5);
	expect(await order('addFiles', { which: 2 })).toMatchObject({ ok: true });
	expect(rig.realpad.fileCount).toBe(42);
	await order('switchColumn', { login: 'takeout', endpoint: products, column: 'note', isOn: false });
	await order('migrate');
	expect((await rig.call('list-excel-customers')).status).toBe(400);
	await order('advance', { ms: 300_000 });
	expect(await order('status')).toMatchObject({ ok: true, result: { files: 42 } });
	expect(await order('faults', { faults: [{ do: { kind: 'status', status: 500 } }] })).toEqual({ ok: true, result: 1 });
	expect(await order('explode')).toMatchObject({ ok: false });
	expect(await order('edit', { what: 'trees' })).toMatchObject({ ok: false, message: /"what" must be/ });
});
