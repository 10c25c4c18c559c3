/** Pages, links, embeds and entity tags of Reapit's sandbox. */
import { expect, test } from 'vitest';
import { linkRules } from '../../../src/sandbox/reapit/reading/links.ts';
import { resourceOf } from '../../../src/sandbox/reapit/operations.ts';
import { reapitVendorData } from '../../../src/sandbox/reapit/vendorData.ts';
import { openReapit } from './rig.ts';

test('a page says where it lies, and links to the others', async () => {
	await using rig = await openReapit();
	const total = (await rig.get('/contacts/')).body.totalCount;
	const pages = Math.ceil(total / 10);
	const { body, rows, headers } = await rig.get('/contacts?PageNumber=2&pagesize=10&sortBy=created');
	expect(body).toMatchObject({ pageNumber: 2, pageSize: 10, pageCount: 10, totalPageCount: pages, totalCount: total });
	expect(rows).toHaveLength(10);
	expect(body._links).toEqual({
		self: { href: '/contacts/?PageNumber=2&PageSize=10' },
		first: { href: '/contacts/?PageNumber=1&PageSize=10' },
		next: { href: '/contacts/?PageNumber=3&PageSize=10' },
		last: { href: `/contacts/?PageNumber=${pages}&PageSize=10` },
	});
	expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
	const last = await rig.get(`/contacts/?pageNumber=${pages}&pageSize=10`);
	expect(last.body._links.next).toBeUndefined();
	const beyond = await rig.get(`/contacts/?pageNumber=${pages + 5}&pageSize=10`);
	expect(beyond.body).toMatchObject({ pageCount: 0, totalCount: total, _embedded: [] });
	expect((await rig.get('/contacts/')).body.pageSize).toBe(25);
});

test('the order without sortBy is that of creation, and every field of sortBy orders in both directions', async () => {
	await using rig = await openReapit();
	const { index } = await reapitVendorData();
	const created = (await rig.walk('/contacts/')).map((row) => row.created);
	expect(created).toEqual(created.toSorted());
	for (const { method, path, sortFields = [], responses } of index.endpoints) {
		if (method !== 'GET' || !responses['200']?.endsWith('PagedResult') || /[{]|resthooks/.test(path)) continue;
		for (const field of sortFields) {
			const up = (await rig.walk(`${path}?sortBy=${field}`)).map(({ id }) => id);
			const down = (await rig.walk(`${path}?sortBy=-${field}`)).map(({ id }) => id);
			expect(up.toSorted(), `${path} ${field}`).toEqual(down.toSorted());
			if (['created', 'modified'].includes(field) && new Set(up).size > 1) expect(up).toEqual(down.toReversed());
		}
	}
	const prices = (await rig.walk('/properties/?sortBy=-price')).map(
		(row) => (row.selling as { price: number } | null)?.price ?? -1,
	);
	expect(prices).toEqual(prices.toSorted((one, other) => other - one));
}, 60_000);

test('links to pages can repeat the query', async () => {
	await using rig = await openReapit({ pageLinks: 'full' });
	const { body } = await rig.get('/contacts/?officeId=OXF&sortBy=created&pageSize=2');
	expect(body._links.next?.href).toBe('/contacts/?PageNumber=2&PageSize=2&officeId=OXF&sortBy=created');
});

test('an item has its entity tag in the header and in the body, in quotation marks', async () => {
	await using rig = await openReapit();
	const [listed] = (await rig.get('/contacts/?pageSize=1')).rows;
	expect(listed?._eTag).toBeNull();
	const item = await rig.get(`/contacts/${listed!.id}/`);
	expect(item.body._eTag).toMatch(/^"[0-9A-F]{40}"$/);
	expect(item.headers.get('etag')).toBe(item.body._eTag);
	rig.reapit.edit('contacts', [listed!.id]);
	const changed = await rig.get(`/contacts/${listed!.id}`);
	expect(changed.body._eTag).not.toBe(item.body._eTag);
	expect(changed.body.modified > item.body.modified).toBe(true);
	await using open = await openReapit({ listETags: 'value' });
	expect((await open.get('/contacts/?pageSize=1')).rows[0]?._eTag).toBe(item.body._eTag);
});

test('links of a contact are those of real answers', async () => {
	await using rig = await openReapit();
	const { body } = await rig.get('/contacts/OXF15000001');
	expect(Object.keys(body._links)).toEqual([
		'self',
		'documents',
		'identityChecks',
		'offices',
		'negotiators',
		'relationships',
		'subscriptions',
		'source',
	]);
	expect(body._links.documents?.href).toBe('/documents/?associatedType=contact&associatedId=OXF15000001');
	for (const { href } of Object.values(body._links)) expect((await rig.get(href)).status, href).toBe(200);
	expect(body._embedded).toBeNull();
});

test('every link of every kind of record leads somewhere, and every embed brings what its link leads to', async () => {
	await using rig = await openReapit();
	const { index } = await reapitVendorData();
	for (const { method, path, query = [], responses } of index.endpoints) {
		if (method !== 'GET' || !responses['200']?.endsWith('PagedResult') || /[{]|metadata|resthooks/.test(path)) continue;
		const embeds = query.find(({ name }) => name === 'embed')?.enum ?? [];
		const rules = (linkRules[resourceOf(path)] ?? []).map(({ name }) => name);
		expect(rules, path).toEqual(expect.arrayContaining([...embeds]));
		const asked = embeds.map((name) => `&embed=${name}`).join('');
		const seen = new Set<string>();
		for (const row of (await rig.get(`${path}?pageSize=30${asked}`)).rows) {
			for (const [name, { href }] of Object.entries(row._links ?? {})) {
				if (seen.has(name) && name !== 'self') continue;
				const target = await rig.get(href);
				expect(target.status, `${path} ${row.id} ${name} ${href}`).toBe(200);
				const embedded = row._embedded?.[name];
				if (embedded === undefined) continue;
				// Lists leave out archived records; a link to one by its id does not.
				if (Array.isArray(embedded) && embedded.length === 0) continue;
				seen.add(name);
				const idsOf = (value: unknown): readonly string[] => (value as readonly { id: string }[]).map(({ id }) => id);
				if (!Array.isArray(embedded)) expect((embedded as { id: string }).id).toBe(target.body.id);
				else if (target.rows.length > 0)
					expect(idsOf(embedded)).toEqual(expect.arrayContaining([...idsOf(target.rows)]));
			}
		}
		if (embeds.length > 0) expect(seen.size, path).toBeGreaterThan(0);
	}
}, 60_000);

test('without an embed there is null, and what does not exist is left out', async () => {
	await using rig = await openReapit();
	const { rows } = await rig.get('/properties/?marketingMode=letting&embed=vendor&embed=landlord&embed=images');
	for (const row of rows) {
		expect(Object.keys(row._embedded!)).toEqual(['landlord', 'images']);
		const images = row._embedded!.images as readonly { propertyId: string }[];
		expect(images.length).toBeGreaterThan(0);
		expect(images.every(({ propertyId }) => propertyId === row.id)).toBe(true);
	}
});

test('embedded collections hold a hundred, or the page size', async () => {
	await using rig = await openReapit({ embedLimit: 'pageSize' });
	const { rows } = await rig.get('/properties/?embed=images&pageSize=2');
	expect(rows.map((row) => (row._embedded!.images as unknown[]).length)).toEqual([2, 2]);
});

test('extras are shown by name when they are asked for', async () => {
	await using rig = await openReapit();
	const [plain] = (await rig.get('/properties/?pageSize=1')).rows;
	expect(plain?.extrasField).toBeNull();
	const [row] = (await rig.get('/properties/?pageSize=1&extrasField=pAdvertText&extrasField=pNone')).rows;
	expect(row?.extrasField).toEqual({ pAdvertText: expect.stringContaining('Come and see') as string, pNone: null });
});

test('ids are unique within a customer only', async () => {
	await using rig = await openReapit();
	const [own, other] = [
		await rig.get('/contacts/OXF15000001'),
		await rig.get('/contacts/OXF15000001', { customer: 'RES' }),
	];
	expect([own.status, other.status]).toEqual([200, 200]);
	expect(own.body.email).not.toBe(other.body.email);
	expect((await rig.get('/offices/', { customer: 'RES' })).body.totalCount).toBe(3);
});

test('the same seed gives the same records, another seed others', async () => {
	await using one = await openReapit();
	await using same = await openReapit();
	await using other = await openReapit({}, { seed: 2 });
	const path = '/properties/?pageSize=20';
	expect((await same.get(path)).text).toBe((await one.get(path)).text);
	expect((await other.get(path)).text).not.toBe((await one.get(path)).text);
});

test.each([
	['GET', '/contacts/NONE15000001', 404],
	['GET', '/properties/NONE/keys', 404],
	['GET', '/configuration/keyTypes/NONE', 404],
	['GET', '/nothing/', 404],
	['DELETE', '/contacts/OXF15000001', 405],
])('%s %s is answered %i', async (method, path, status) => {
	await using rig = await openReapit();
	const answer = await rig.get(path, { method });
	expect(answer.status).toBe(status);
	expect(answer.body.statusCode).toBe(status);
	expect(answer.body.dateTime).toMatch(/\.\d{7}Z$/);
	expect(answer.body.description).not.toBe('');
	expect(answer.headers.get('x-amzn-requestid')).toBeTruthy();
});

test('a record is not found below another than its own', async () => {
	await using rig = await openReapit();
	const [key] = rig.reapit.items('properties/keys');
	const { propertyId, id } = key as { propertyId: string; id: string };
	expect((await rig.get(`/properties/${propertyId}/keys/${id}`)).status).toBe(200);
	const other = (await rig.walk('/properties/')).find((row) => row.id !== propertyId)!;
	expect((await rig.get(`/properties/${other.id}/keys/${id}`)).status).toBe(404);
});

test('the api-version is required and must be known', async () => {
	await using rig = await openReapit();
	expect((await rig.get('/contacts/', { headers: { 'api-version': '2019-01-01' } })).status).toBe(400);
	const { token } = { token: rig.reapit.token() };
	const bare = await fetch(`${rig.reapit.origins.api}/contacts/`, {
		headers: { authorization: `Bearer ${token}`, 'reapit-customer': 'SBOX' },
	});
	expect(bare.status).toBe(400);
});

test('a document is downloaded at once, or from the file store', async () => {
	await using rig = await openReapit();
	const [document] = rig.reapit.items('documents');
	const path = `/documents/${document!.id as string}/download`;
	const direct = await rig.get(path);
	expect(direct.text).toContain('%PDF-1.4');
	await using redirecting = await openReapit({ download: 'redirect' });
	const { status, headers } = await redirecting.get(path);
	expect(status).toBe(302);
	const location = headers.get('location')!;
	expect(location.startsWith(redirecting.reapit.origins.files)).toBe(true);
	expect(await (await fetch(location)).text()).toBe(direct.text);
});

test('a chain is read from any of its sales', async () => {
	await using rig = await openReapit({}, { scale: 0.3 });
	const linked = (await rig.walk('/conveyancing/')).find(
		(row) => row.downwardChainId !== null && row.upwardChainId !== null,
	)!;
	const chain = (await rig.get(`/conveyancing/${linked.id}/chain`)).rows.map(({ id }) => id);
	expect(chain).toEqual([linked.downwardChainId, linked.id, linked.upwardChainId]);
	expect((await rig.get(`/conveyancing/${chain[0]!}/chain`)).rows.map(({ id }) => id)).toEqual(chain);
});

test('roles of a contact are those whom it stands behind', async () => {
	await using rig = await openReapit();
	const [landlord] = await rig.walk('/landlords/');
	const [{ id, type }] = landlord!.related as [{ id: string; type: string }];
	const roles = (await rig.get(`/${type === 'company' ? 'companies' : 'contacts'}/${id}/relationships`)).rows;
	expect(roles.map((role) => [role.associatedType, role.associatedId])).toContainEqual(['landlord', landlord!.id]);
});

test('every status that a property can have is met', async () => {
	await using rig = await openReapit({}, { scale: 1 });
	const { index } = await reapitVendorData();
	const query = index.endpoints.find(({ method, path }) => method === 'GET' && path === '/properties/')!.query!;
	for (const name of ['sellingStatus', 'lettingStatus', 'marketingMode'])
		for (const value of query.find((each) => each.name === name)!.enum!)
			expect(
				(await rig.get(`/properties/?${name}=${value}&pageSize=1`)).body.totalCount,
				`${name} ${value}`,
			).toBeGreaterThan(0);
});

test('certificates from the future can be had', async () => {
	await using rig = await openReapit({ futureCertificates: true });
	const { rows } = await rig.get('/properties/certificates?modifiedFrom=2027-01-01T00:00:00Z');
	expect(rows.length).toBeGreaterThan(0);
	await using usual = await openReapit();
	expect((await usual.get('/properties/certificates?modifiedFrom=2027-01-01T00:00:00Z')).rows).toEqual([]);
});
