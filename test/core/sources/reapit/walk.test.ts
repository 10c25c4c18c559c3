import { expect, test } from 'vitest';
import { ListServer } from './listServer.ts';
import { initial, never, rig, sweep, Table } from './readRig.ts';

test('a list is read in pages of 100, several under way at once, and every row carries its customer', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 950);
	const { read, decoder } = rig(server);
	const table = new Table();
	const batches = await read(table, 'contacts', initial);
	expect(table.rows.size).toBe(950);
	expect(table.values('customerId')).toEqual(new Array(950).fill('SBOX'));
	expect([...table.rows.keys()][0]).toBe('["SBOX","contacts-1"]');
	expect(batches.at(-1)).toMatchObject({ isLast: true, done: 950, total: 950, serverStart: server.now });
	expect(decoder.held).toBe(0);
	const [first] = server.dataRequests;
	expect(first?.query.toString()).toBe('pageSize=100&pageNumber=1&sortBy=created');
	expect(first?.headers).toMatchObject({
		'api-version': '2020-01-31',
		'reapit-customer': 'SBOX',
		authorization: 'Bearer token-1',
	});
	// Ten pages, and one request that asks whether those of the beginning are all still there.
	expect(server.dataRequests).toHaveLength(11);
	expect(server.tokens).toBe(1);
});

test('an empty list is an answer, and its purge is proven', async () => {
	const server = new ListServer();
	server.fill('/offers/', 0);
	const { read } = rig(server);
	const table = new Table();
	const batches = await read(table, 'offers', sweep);
	expect(batches).toHaveLength(1);
	expect(batches[0]).toMatchObject({ isLast: true, done: 0, sweepProof: { isComplete: true } });
	expect(server.dataRequests).toHaveLength(1);
});

test('customers are read one after another, and one id of two customers is two records', async () => {
	const server = new ListServer();
	server.fill('/offices/', 130);
	server.fill('/offices/', 20, 'RES');
	const { read, source, dataset } = rig(server, { customers: ['SBOX', 'RES'] });
	const table = new Table();
	const batches = await read(table, 'offices', sweep);
	expect(table.rows.size).toBe(150);
	expect(batches.at(-1)?.sweepProof).toEqual({ isComplete: true, atLeast: 150 });
	expect(await source.count(await dataset('offices'), never)).toBe(150);
});

test('an update asks from 20 minutes before the last run, by the server’s clock', async () => {
	const server = new ListServer();
	const contacts = server.fill('/contacts/', 300);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	server.now += 3_600_000;
	contacts[42] = { ...server.record('contacts-43'), modified: new Date(server.now).toISOString(), name: 'changed' };
	await read(table, 'contacts', { phase: 'update', relations: [], since: table.watermark });
	const last = server.dataRequests.at(-1);
	expect(last?.query.get('modifiedFrom')).toBe('2026-05-01T11:40:00.000Z');
	expect(last?.query.get('sortBy')).toBe('created');
	expect(table.rows.get('["SBOX","contacts-43"]')).toMatchObject({ name: 'changed' });
});

test('a list that cannot be asked for changes is compared in full, deletions included', async () => {
	const server = new ListServer();
	const departments = server.fill('/departments/', 230);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'departments', initial);
	departments.splice(7, 1);
	await read(table, 'departments', initial);
	expect(table.held).toBeUndefined();
	expect(table.rows.size).toBe(229);
});

test('configuration lists are bare arrays', async () => {
	const server = new ListServer();
	server.list('/configuration/agencyTypes').push(server.record('A', { value: 'Sole' }), server.record('B'));
	const { read, source, dataset } = rig(server);
	const table = new Table();
	await read(table, 'configuration.agencyTypes', initial);
	expect(table.values()).toEqual(['A', 'B']);
	expect(server.dataRequests[0]?.query.toString()).toBe('');
	expect(await source.count(await dataset('configuration.agencyTypes'), never)).toBe(2);
});

test('records that slip through between two pages are found on the page that they moved to', async () => {
	const server = new ListServer();
	const contacts = server.fill('/contacts/', 1000);
	server.hook = (_, nth) => {
		if (nth === 4) contacts.splice(10, 3);
		return undefined;
	};
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	const present = new Set(contacts.map(({ id }) => id));
	expect(table.values().filter((id) => present.has(String(id)))).toHaveLength(997);
	expect(table.warnings).toEqual([]);
});

test('a record that goes while another comes makes equal totals, and is not taken for peace', async () => {
	const server = new ListServer();
	const contacts = server.fill('/contacts/', 500);
	server.hook = (_, nth) => {
		if (nth === 2) {
			server.now += 60_000;
			contacts.splice(10, 1);
			contacts.push(server.newRecord('new'));
		}
		return undefined;
	};
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', sweep);
	const kept = contacts.filter(({ id }) => table.rows.has(JSON.stringify(['SBOX', id])));
	expect(kept).toHaveLength(500);
	expect(table.held).toBeUndefined();
});

test('a source that never rests is told after three passes', async () => {
	const server = new ListServer();
	const departments = server.fill('/departments/', 450);
	let added = 0;
	server.hook = () => {
		departments.unshift(server.newRecord(`more-${++added}`));
		return undefined;
	};
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'departments', sweep);
	expect(table.held).toContain('changed while');
	// Pages 1 to 5 or 6 of three passes.
	expect(server.dataRequests.length).toBeLessThan(25);
});

test('a walk that was broken off goes on at its page and still finds everything', async () => {
	const server = new ListServer();
	const contacts = server.fill('/contacts/', 1000);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial, 4);
	const before = server.dataRequests.length;
	contacts.splice(0, 7);
	const resumed = rig(server);
	await resumed.read(table, 'contacts', { ...initial, checkpoint: table.checkpoint });
	expect(table.isOver).toBe(true);
	const present = contacts.filter(({ id }) => table.rows.has(JSON.stringify(['SBOX', id])));
	expect(present).toHaveLength(993);
	expect(server.dataRequests[before]?.query.get('pageNumber')).toBe('5');
});

test('a purge that was broken off is proven by the keys that the replica has counted, or not at all', async () => {
	const server = new ListServer();
	const contacts = server.fill('/contacts/', 600);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	contacts.splice(599, 1);
	await read(table, 'contacts', sweep, 3);
	const batches = await rig(server).read(table, 'contacts', { ...sweep, checkpoint: table.checkpoint });
	expect(batches.at(-1)?.sweepProof).toEqual({ isComplete: true, atLeast: 599 });
	expect(table.held).toBeUndefined();
	expect(table.rows.size).toBe(599);
});

test('a comparison asks for keys only and stores nothing', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 120);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', { phase: 'sweep', keysOnly: true });
	expect(table.rows.size).toBe(0);
	expect(table.held).toBeUndefined();
});

test('a vendor that repeats its first page for ever is not walked for ever', async () => {
	const server = new ListServer();
	server.fill('/departments/', 500);
	server.hook = (asked) => {
		const query = new URLSearchParams(asked.query);
		query.set('pageNumber', '1');
		return server.page({ ...asked, query });
	};
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'departments', sweep);
	expect(table.held).toContain('the same page');
});

test('a total of pages that contradicts the total of records is not believed', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 350);
	server.hook = (asked) => {
		const { status, body } = server.page(asked);
		return { status, body: { ...(body as object), totalPageCount: 1 } };
	};
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	expect(table.rows.size).toBe(350);
});

test('announcements about the version in use are told once', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 250);
	const headers = { deprecation: '@1777593600', sunset: 'Sun, 01 Nov 2026 00:00:00 GMT' };
	server.hook = (asked) => ({ ...server.page(asked), headers });
	const { read, logged } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	const told =
		"Version 2020-01-31 of Reapit's API is deprecated since 2026-05-01; it ends on 2026-11-01: see `apiVersion`";
	expect(table.warnings).toEqual([told]);
	expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
});
