/** Lists of other kinds: below single records, paged by tokens, without ids; and what the catalogue says of them all. */
import { expect, test } from 'vitest';
import { reapitLists } from '../../../../src/core/sources/reapit/catalogue/lists.ts';
import { ListServer } from './listServer.ts';
import { initial, rig, sweep, Table } from './readRig.ts';

test('every list of the vendor is a dataset whose id can be written in freehold.yaml', async () => {
	const lists = [...(await reapitLists()).values()];
	expect(lists.filter(({ shape }) => shape === 'paged')).toHaveLength(57);
	expect(lists.filter(({ shape }) => shape === 'bare')).toHaveLength(30);
	for (const { id, dataset, parent } of lists) {
		expect(id).toMatch(/^[A-Za-z_][A-Za-z0-9_.-]*$/);
		const names = dataset.columns.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining([...dataset.key]));
		expect(names).not.toContain('_embedded');
		expect(dataset.leftOut === undefined).toBe(parent === undefined);
		for (const { key, columns, dataset: target } of dataset.relations) {
			const found = lists.find((one) => one.id === target);
			expect(found?.dataset.key).toEqual(key);
			expect(columns?.length).toBeGreaterThan(0);
		}
	}
});

test('24 lists offer no order, 30 of the paged ones no date of change: both are read all the same', async () => {
	const paged = [...(await reapitLists()).values()].filter(({ shape }) => shape === 'paged');
	expect(paged.filter(({ dataset }) => dataset.sortFields === undefined)).toHaveLength(24);
	expect(paged.filter(({ since }) => since?.parameter !== 'modifiedFrom')).toHaveLength(30);
	expect(paged.filter(({ since, dataset }) => since === undefined && !dataset.fullReadFindsDeletions)).toEqual([]);
	expect(paged.filter(({ sortBy }) => sortBy === 'modified')).toEqual([]);
});

test('columns have the types of the vendor’s models', async () => {
	const lists = await reapitLists();
	const columns = lists.get('contacts')?.dataset.columns ?? [];
	const typeOf = (name: string): unknown => columns.find((column) => column.name === name);
	expect(columns[0]).toEqual({ name: 'customerId', type: 'text' });
	expect(typeOf('created')).toEqual({ name: 'created', type: 'instant' });
	expect(typeOf('dateOfBirth')).toEqual({ name: 'dateOfBirth', type: 'date' });
	expect(typeOf('active')).toEqual({ name: 'active', type: 'boolean' });
	expect(typeOf('metadata')).toEqual({ name: 'metadata', type: 'json' });
	expect(typeOf('marketingConsent')).toMatchObject({ type: 'text', values: ['grant', 'deny', 'notAsked'] });
	expect(typeOf('_eTag')).toEqual({ name: '_eTag', type: 'text' });
});

test('a list below single records is read for each parent, and its rows carry the parents in their key', async () => {
	const server = new ListServer();
	server.fill('/properties/', 130);
	server.list('/properties/properties-7/keys').push(server.record('K1'));
	server.list('/properties/properties-120/keys').push(server.record('K1'), server.record('K2'));
	for (const { id } of server.list('/properties/')) server.list(`/properties/${id}/keys`);
	server.list('/properties/properties-120/keys/K2/movements').push(server.record('M1'));
	const { read, decoder, dataset } = rig(server);
	expect((await dataset('properties.keys')).leftOut).toContain('a request for each of the records in properties');
	const keys = new Table();
	await read(keys, 'properties.keys', initial);
	expect([...keys.rows.keys()].sort()).toEqual([
		'["SBOX","properties-120","K1"]',
		'["SBOX","properties-120","K2"]',
		'["SBOX","properties-7","K1"]',
	]);
	expect(keys.held).toBeUndefined();
	const movements = new Table();
	await read(movements, 'properties.keys.movements', sweep);
	// Keys without movements answer 404 here, as records do that went meanwhile.
	expect([...movements.rows.keys()]).toEqual(['["SBOX","properties-120","K2","M1"]']);
	expect(decoder.held).toBe(0);
});

test('a list below records that cannot be read for one parent proves nothing, and keeps what there is', async () => {
	const server = new ListServer();
	server.fill('/properties/', 12);
	for (const { id } of server.list('/properties/'))
		server.list(`/properties/${id}/keys`).push(server.record(`K-${id}`));
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'properties.keys', initial);
	server.hook = ({ path }) =>
		path === '/properties/properties-3/keys' ? { status: 500, body: { statusCode: 500 } } : undefined;
	await read(table, 'properties.keys', initial);
	expect(table.held).toContain('properties.keys of properties-3 (SBOX) could not be read');
	expect(table.rows.size).toBe(12);
});

function tokenPaged(server: ListServer, where: 'body' | 'link'): void {
	server.hook = (asked) => {
		if (asked.query.get('useTokenBasedPaging') !== 'true') return undefined;
		const all = server.list('/metadata/');
		const start = Number(asked.query.get('nextPageToken') ?? 0);
		const next = start + 100 < all.length ? String(start + 100) : undefined;
		const _embedded = all.slice(start, start + 100);
		const body = { _embedded, pageCount: _embedded.length, totalCount: all.length };
		if (next === undefined) return { status: 200, body };
		return where === 'body'
			? { status: 200, body: { ...body, nextPageToken: next } }
			: { status: 200, body: { ...body, _links: { next: { href: `/metadata/?NextPageToken=${next}` } } } };
	};
}

test.each(['body', 'link'] as const)('metadata is paged by tokens, found in the %s', async (where) => {
	const server = new ListServer();
	server.fill('/metadata/', 730);
	tokenPaged(server, where);
	const { read } = rig(server, { filters: { metadata: ['metadata.stage $eq 1'] } });
	const table = new Table();
	await read(table, 'metadata', initial);
	expect(table.rows.size).toBe(730);
	expect(table.held).toBeUndefined();
	expect(server.dataRequests).toHaveLength(8);
	expect(server.dataRequests[1]?.query.get('filter')).toBe('metadata.stage $eq 1');
});

test('where no token comes, metadata is paged by number, with a warning beyond 500 records', async () => {
	const server = new ListServer();
	server.fill('/metadata/', 620);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'metadata', initial);
	expect(table.rows.size).toBe(620);
	expect(new Set(table.warnings)).toEqual(
		new Set(['Reapit gave no token for metadata (SBOX); page numbers are known to break beyond 500 records']),
	);
});

test('a token that has died begins the walk anew', async () => {
	const server = new ListServer();
	server.fill('/metadata/', 350);
	tokenPaged(server, 'body');
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'metadata', initial, 2);
	const alive = server.hook;
	let refused = 0;
	server.hook = (asked, nth) => {
		if (asked.query.has('nextPageToken') && refused++ === 0) return { status: 400, body: { statusCode: 400 } };
		return alive(asked, nth);
	};
	await rig(server).read(table, 'metadata', { ...initial, checkpoint: table.checkpoint });
	expect(table.rows.size).toBe(350);
	expect(table.isOver).toBe(true);
});

test('entries without an id are kept apart by what they say, and asked for by when they were made', async () => {
	const server = new ListServer();
	for (let number = 1; number <= 240; number++) {
		const { created } = server.record('x');
		server.list('/journalEntries/').push({ created, description: `Call ${number}` } as never);
	}
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'journalEntries', initial);
	expect(table.rows.size).toBe(240);
	await read(table, 'journalEntries', { phase: 'update', relations: [], since: table.watermark });
	expect(server.dataRequests.at(-1)?.query.get('createdFrom')).toBe('2026-05-01T11:40:00.000Z');
});
