/** What happens in the agency while clients look on, and what goes wrong on the way. */
import { expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { openReapit } from './rig.ts';

test('edits, additions, removals and the archive are seen at once', async () => {
	await using rig = await openReapit();
	const { reapit } = rig;
	const before = await rig.walk('/contacts/');
	const edited = reapit.edit('contacts', 3, { surname: 'Ångström-Jones' });
	const added = reapit.insert('contacts', 2);
	const removed = reapit.remove('contacts', [before.find(({ id }) => !edited.includes(id))!.id]);
	const archived = reapit.archive('contacts', [before.findLast(({ id }) => !edited.includes(id))!.id]);
	const after = await rig.walk('/contacts/');
	const ids = after.map(({ id }) => id);
	expect(ids).toEqual(expect.arrayContaining([...added]));
	expect(ids).not.toContain(removed[0]);
	expect(ids).not.toContain(archived[0]);
	expect((await rig.get(`/contacts/${removed[0]!}`)).status).toBe(404);
	expect((await rig.get(`/contacts/${archived[0]!}`)).body.fromArchive).toBe(true);
	const changed = await rig.walk('/contacts/?modifiedFrom=2026-05-01T00:00:00Z&fromArchive=false&sortBy=modified');
	expect(new Set(changed.map(({ id }) => id))).toEqual(new Set([...edited, ...added].filter((id) => ids.includes(id))));
	expect(new Set(changed.map(({ modified }) => modified)).size).toBe(changed.length);
	expect(after.length).toBe(before.length);
});

test('a change of a person is seen wherever he is shown', async () => {
	await using rig = await openReapit();
	const [landlord] = await rig.walk('/landlords/');
	const related = landlord!.related as readonly { id: string; type: string }[];
	const contact = related.find(({ type }) => type === 'contact')!;
	rig.reapit.edit('contacts', [contact.id], { email: 'new@mail.example' });
	const { body } = await rig.get(`/landlords/${landlord!.id}`);
	expect((body.related as { id: string; email: string }[]).find(({ id }) => id === contact.id)?.email).toBe(
		'new@mail.example',
	);
	expect((await rig.walk('/landlords/?email=new@mail.example')).map(({ id }) => id)).toContain(landlord!.id);
});

test('with a property go its images, keys and certificates', async () => {
	await using rig = await openReapit();
	const [property] = await rig.walk('/properties/?marketingMode=letting');
	const images = `/propertyImages/?propertyId=${property!.id}`;
	expect((await rig.get(images)).body.totalCount).toBeGreaterThan(0);
	rig.reapit.remove('properties', [property!.id]);
	expect((await rig.get(images)).body.totalCount).toBe(0);
	expect((await rig.get(`/properties/${property!.id}/keys`)).status).toBe(404);
});

test('pages shift when something is removed between them', async () => {
	await using rig = await openReapit();
	const first = (await rig.get('/contacts/?pageSize=50')).rows;
	const second = (await rig.get('/contacts/?pageSize=50&pageNumber=2')).rows;
	rig.reapit.faults.add({
		match: { host: 'reapit', query: { pageNumber: '2' }, times: 1 },
		do: { kind: 'changeDuringWalk', change: { op: 'remove', resource: 'contacts', which: [first[0]!.id] } },
	});
	const shifted = (await rig.get('/contacts/?pageSize=50&pageNumber=2')).rows;
	expect(shifted[0]?.id).toBe(second[1]?.id);
});

test('a record that cannot be read makes its page fail, in the words of real issues', async () => {
	await using rig = await openReapit();
	const { rows } = await rig.get('/properties/?pageSize=10');
	const key = rows[4]!.id;
	const off = rig.reapit.faults.add({ match: { host: 'reapit' }, do: { kind: 'poisonRecord', key } });
	const page = await rig.get('/properties/?pageSize=10');
	expect(page.status).toBe(500);
	expect(page.body.description).toMatch(/^An unexpected error has been encountered/);
	expect((await rig.get(`/properties/${key}`)).status).toBe(500);
	expect((await rig.get('/properties/?pageSize=4')).status).toBe(200);
	expect((await rig.get('/properties/?pageSize=1&pageNumber=5')).status).toBe(500);
	expect((await rig.get('/properties/?pageSize=1&pageNumber=6')).status).toBe(200);
	off();
	rig.reapit.faults.add({ match: { host: 'reapit' }, do: { kind: 'poisonRecord', key, status: 400 } });
	expect((await rig.get('/properties/?pageSize=10')).body.description).toMatch(/^Invalid pattern/);
});

test('rows twice, empty pages and foreign links can be had', async () => {
	await using rig = await openReapit();
	const { reapit } = rig;
	reapit.faults.add({ match: { nth: 1 }, do: { kind: 'duplicateRecord' } });
	reapit.faults.add({ match: { nth: 2 }, do: { kind: 'emptyPageWithNextLink' } });
	reapit.faults.add({ match: { nth: 3 }, do: { kind: 'foreignNextLink', origin: 'http://foreign.invalid' } });
	reapit.faults.add({ match: { nth: 4 }, do: { kind: 'sameNextLink' } });
	const path = '/contacts/?pageSize=5&pageNumber=2';
	const twice = await rig.get(path);
	expect(twice.rows[5]).toEqual(twice.rows[0]);
	const empty = await rig.get(path);
	expect(empty.rows).toEqual([]);
	expect(empty.body._links.next?.href).toBe('/contacts/?PageNumber=3&PageSize=5');
	expect((await rig.get(path)).body._links.next?.href).toBe('http://foreign.invalid/contacts/?PageNumber=3&PageSize=5');
	expect((await rig.get(path)).body._links.next?.href).toBe('/contacts/?PageNumber=2&PageSize=5');
});

test('the control endpoint edits, inserts, archives, removes, and tells', async () => {
	await using rig = await openReapit();
	const order = async (op: string, body: unknown): Promise<{ ok: boolean; message: string; result: unknown }> => {
		const response = await fetch(`${rig.sandbox.control!.reapitUrl}/${op}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return (await response.json()) as { ok: boolean; message: string; result: unknown };
	};
	const { result: ids } = await order('edit', { resource: 'contacts', which: 2, patch: { surname: 'Told' } });
	expect((await rig.walk('/contacts/?name=Told')).map(({ id }) => id)).toEqual(expect.arrayContaining([]));
	expect(ids).toHaveLength(2);
	expect((await order('insert', { resource: 'offers', which: 1, customer: 'RES' })).ok).toBe(true);
	expect((await order('archive', { resource: 'contacts', which: ids })).result).toEqual(ids);
	expect((await order('remove', { resource: 'contacts', which: ids })).result).toEqual(ids);
	const status = (await order('status', {})).result as { counts: Record<string, number>; customers: string[] };
	expect(status.counts.contacts).toBe(198);
	expect(status.customers).toEqual(['SBOX', 'RES']);
	expect((await order('items', { resource: 'offices' })).result).toHaveLength(8);
	expect((await order('edit', { resource: 'pets' })).message).toContain('"resource" must be one of offices');
	expect((await order('explode', {})).message).toContain('There is no operation explode');
	expect((await order('edit', { resource: 'offers', customer: 'NONE' })).message).toContain('SBOX, RES');
});

test('a hundred thousand contacts are read without being held', async () => {
	const before = process.memoryUsage();
	await using rig = await openReapit({}, { scale: 50 });
	const used = (): number => process.memoryUsage().heapUsed - before.heapUsed;
	const page = '/contacts/?pageSize=100&sortBy=created&pageNumber=';
	const total = (await rig.get(`${page}1`)).body.totalCount;
	expect(total + (await rig.get('/contacts/?fromArchive=true')).body.totalCount).toBe(100_000);
	const last = await rig.get(page + String(Math.ceil(total / 100)));
	expect(last.rows.length).toBeGreaterThan(0);
	rig.reapit.edit('contacts', 5);
	const changed = await rig.walk('/contacts/?modifiedFrom=2026-05-01T12:00:00Z&sortBy=modified');
	expect(changed.length).toBeGreaterThanOrEqual(4);
	globalThis.gc?.();
	expect(used()).toBeLessThan(120_000_000);
});

test('all servers lie on ports that follow each other', async () => {
	const [first, sandbox] = await startAnywhere();
	const { api, connect, files } = sandbox.reapit.origins;
	const ports = [sandbox.spark.origins.api, sandbox.realpad.origin, api, connect, files].map((each) =>
		Number(new URL(each).port),
	);
	await sandbox.close();
	expect(ports).toEqual([first, first + 2, first + 3, first + 4, first + 5]);
});

/** Below the ports that the system gives out by itself; others may hold some of them all the same. */
async function startAnywhere(): Promise<readonly [number, Sandbox]> {
	const bases = Array.from({ length: 40 }, (_, number) => 21_000 + number * 100);
	for (const port of bases) {
		try {
			return [port, await startSandbox({ port, scale: 0.05 })];
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
		}
	}
	throw new Error('No six ports in a row are free');
}
