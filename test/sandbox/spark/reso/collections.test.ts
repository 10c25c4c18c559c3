/** Collections of the RESO surface: pages, options, limits, links and refusals. */
import { expect, test } from 'vitest';
import { ask, rowsOf, started, walk, withoutProtocol } from '../../support.ts';
import type { Who } from '../../support.ts';

test.each([
	['/Reso/OData', 2],
	['/v1/Reso/OData', 2],
	['/Version/2/Reso/OData', 2],
	['/Version/3/Reso/OData', 3],
	['/Reso/Dictionary/1.7/OData', 2],
	['/Reso/Dictionary/2.0/OData', 3],
] as const)('%s serves dictionary %i and links within itself', async (root, version) => {
	const { spark } = await started();
	const service = await ask(spark, root);
	expect(service.json.value.map(({ name }: { name: string }) => name)).toEqual([
		'Property',
		'Member',
		'Office',
		'OpenHouse',
		'Lookup',
		'Teams',
	]);
	const { json } = await ask(spark, `${root}/Property?$top=3`);
	const base = spark.origins.replication + root;
	expect(json['@odata.context']).toBe(`${base}/$metadata#Property`);
	expect(json.value[0]!['@odata.id']).toBe(`${base}/Property('${json.value[0]!.ListingKey}')`);
	expect(json['@odata.nextLink']).toBe(`${base}/Property?%24top=3&%24skiptoken=${json.value[2]!.ListingKey}`);
	expect('General_sp_Property_sp_Description_co_Snow_sp_Load' in json.value[0]!).toBe(version === 3);
});

test('an unsupported dictionary version is refused with code 3000', async () => {
	const { spark } = await started();
	for (const root of ['/Version/4/Reso/OData', '/Reso/Dictionary/9.9/OData']) {
		const { status, json } = await ask(spark, `${root}/Property`);
		expect([status, json.error.code]).toEqual([400, 3000]);
	}
});

test.each(['Property', 'Member', 'Office', 'OpenHouse', 'Lookup', 'Teams'] as const)(
	'following the links of %s gives every record once, as the sandbox holds it',
	async (resource) => {
		const { spark } = await started();
		for (const version of [2, 3] as const) {
			const { rows, pages } = await walk(spark, `/Version/${version}/Reso/OData/${resource}?$top=37&$count=true`);
			const truth = rowsOf(spark, resource, { version });
			expect(rows.map(withoutProtocol)).toEqual(truth);
			expect(pages.map((page) => page['@odata.count'])).toEqual(pages.map(() => truth.length));
			expect(pages.at(-1)).not.toHaveProperty(['@odata.nextLink']);
		}
	},
);

test('a page that ends with the last record has no next link', async () => {
	const { spark } = await started();
	const { pages } = await walk(spark, '/Reso/OData/Property?$top=50&$select=ListingKey');
	expect(pages.map(({ value }) => value.length)).toEqual([50, 50, 50, 50]);
});

test.each([
	['a normal key', 'normal', 25],
	['a replication key', 'replication', 1000],
] as const)('%s may ask %i records at a time, and gets 10 without asking', async (_, kind, most) => {
	const { spark } = await started();
	const who: Who = { kind };
	expect((await ask(spark, '/Reso/OData/Property', who)).json.value).toHaveLength(10);
	expect((await ask(spark, `/Reso/OData/Property?$top=${most}`, who)).status).toBe(200);
	const over = await ask(spark, `/Reso/OData/Property?$top=${most + 1}`, who);
	expect([over.status, over.json.error.code]).toEqual([400, 400]);
});

test('switches clamp what is over the limit, and allow $top=0', async () => {
	const { spark } = await started({ spark: { overLimit: 'clamp', topZero: 'empty' } });
	expect((await ask(spark, '/Reso/OData/Property?$top=99', { kind: 'normal' })).json.value).toHaveLength(25);
	const { json } = await ask(spark, '/Reso/OData/Property?$top=0&$count=true');
	expect(json).toMatchObject({ '@odata.count': 200, value: [] });
	expect(json).not.toHaveProperty(['@odata.nextLink']);
});

test.each([
	['an unknown field in $select', '/Property?$select=Nope', 400],
	['an unknown field in $filter', '/Property?$filter=Nope eq 1', 400],
	['an unknown field in $orderby', '/Property?$orderby=Nope', 400],
	['an unknown relation', '/Property?$expand=Nope', 400],
	['an option given twice', '/Property?$top=1&$top=2', 400],
	['a $top that is no number', '/Property?$top=many', 400],
	['$top=0', '/Property?$top=0', 400],
	['a $count that is neither true nor false', '/Property?$count=yes', 400],
	['a token that the server never gave', '/Property?$skiptoken=abc', 400],
	['an option that does not exist', '/Property?$nope=1', 400],
	['an option that Spark does not offer', '/Property?$search=x', 501],
	['$apply', '/Property?$apply=aggregate(ListPrice with sum as Total)', 501],
	['an expansion option that Spark does not offer', '/Property?$expand=Media($filter=Order eq 1)', 501],
	['an unknown resource', '/Nope', 404],
	['a listing that does not exist', "/Property('20200101000000000000000000')", 404],
	['media of a listing that does not exist', "/Property('20200101000000000000000000')/Media", 404],
	['media as a collection of its own', '/Media', 404],
	['$count as an address', '/Property/$count', 501],
	['$top for a single record', "/Property('20200101000000000000000000')?$top=1", 400],
])('%s is answered %s → %i', async (_, path, status) => {
	const { spark } = await started();
	const answer = await ask(spark, `/Reso/OData${path}`);
	expect(answer.status).toBe(status);
	expect(answer.json.error.code).toBe(status);
	expect(typeof answer.json.error.message).toBe('string');
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is not allowed', async (method) => {
	const { spark } = await started();
	const answer = await ask(spark, '/Reso/OData/Property', { init: { method } });
	expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
});

test('a form under X-HTTP-Method-Override is read as a query', async () => {
	const { spark } = await started();
	const answer = await ask(spark, '/Reso/OData/Property?$top=2', {
		init: {
			method: 'POST',
			body: new URLSearchParams({ $select: 'ListingKey', $filter: 'BedroomsTotal gt 2' }),
			headers: { 'x-http-method-override': 'GET' },
		},
	});
	expect(answer.json.value).toHaveLength(2);
});

test('the next link keeps what was asked, with $ encoded', async () => {
	const { spark } = await started();
	const path = "/Reso/OData/Property?$select=ListingKey,City&$filter=City ne 'x%26y'&$top=2&$count=true";
	const { json } = await ask(spark, path);
	const link = new URL(json['@odata.nextLink']);
	expect(link.search).toMatch(
		/^\?%24select=ListingKey%2CCity&%24filter=.*&%24top=2&%24count=true&%24skiptoken=\d{26}$/,
	);
	expect(link.searchParams.get('$filter')).toBe("City ne 'x&y'");
});

test('an ordered walk pages by $skip and gives everything in order', async () => {
	const { spark } = await started();
	const { rows } = await walk(
		spark,
		'/Reso/OData/Property?$orderby=City desc,ListPrice&$select=City,ListPrice&$top=60',
	);
	expect(rows).toHaveLength(200);
	const sorted = rows.toSorted((a, b) => (a.City < b.City ? 1 : a.City > b.City ? -1 : a.ListPrice - b.ListPrice));
	expect(rows).toEqual(sorted);
});

test('$skip leaves out records; a switch refuses it to replication keys', async () => {
	const { spark } = await started();
	const all = (await ask(spark, '/Reso/OData/Property?$top=20&$select=ListingKey')).json.value;
	const some = (await ask(spark, '/Reso/OData/Property?$top=5&$skip=10&$select=ListingKey')).json.value;
	expect(some).toEqual(all.slice(10, 15));
	const strict = await started({ spark: { skipOnReplication: 'refuse' } });
	expect((await ask(strict.spark, '/Reso/OData/Property?$skip=10')).status).toBe(400);
	expect((await ask(strict.spark, '/Reso/OData/Lookup?$skip=10')).status).toBe(200);
	expect((await ask(strict.spark, '/Reso/OData/Property?$skip=10', { kind: 'normal' })).status).toBe(200);
});

test("a blank $skiptoken starts a walk, as the vendor's own script does", async () => {
	const { spark } = await started();
	const { rows } = await walk(spark, '/Reso/OData/Property?$top=90&$select=ListingKey&$skiptoken=');
	expect(rows).toHaveLength(200);
});

test('a walk meets every record that stays, once, whatever comes and goes meanwhile', async () => {
	const { spark } = await started();
	const before = rowsOf(spark, 'Property').map(({ ListingKey }) => ListingKey);
	const gone = new Set<string>();
	const { rows } = await walk(spark, '/Reso/OData/Property?$top=20&$select=ListingKey', {}, (page) => {
		// The last record of the page just given carries the token; it may vanish too.
		const last = before[page * 20 - 1];
		if (page % 2 === 1 && last !== undefined && !gone.has(last))
			spark.remove('Property', [last]).forEach((key) => gone.add(key));
		spark.remove('Property', 2).forEach((key) => gone.add(key));
		spark.insert('Property', 1);
		spark.edit('Property', 5);
	});
	const keys = rows.map(({ ListingKey }) => ListingKey);
	expect(new Set(keys).size).toBe(keys.length);
	expect(before.filter((key) => !gone.has(key)).filter((key) => !keys.includes(key))).toEqual([]);
});

test('keys are 26 digits in growing order', async () => {
	const { spark } = await started();
	for (const [resource, key] of [
		['Property', 'ListingKey'],
		['Member', 'MemberKey'],
		['OpenHouse', 'OpenHouseKey'],
	] as const) {
		spark.insert(resource, 3);
		const keys = rowsOf(spark, resource).map((record) => record[key]);
		expect(keys.every((each) => /^\d{26}$/.test(each))).toBe(true);
		expect(keys).toEqual([...new Set(keys)].toSorted());
	}
});

test('answers are compressed as the client accepts', async () => {
	const { spark } = await started();
	const path = '/Reso/OData/Property?$top=50';
	const encoding = async (accept: string): Promise<string | null> =>
		(await ask(spark, path, { init: { headers: { 'accept-encoding': accept } } })).headers.get('content-encoding');
	expect(await encoding('gzip, deflate')).toBe('gzip');
	expect(await encoding('br')).toBe('br');
	expect(await encoding('gzip;q=0')).toBeNull();
	expect(await encoding('identity')).toBeNull();
});

test('the server tells its own clock, skewed when told to', async () => {
	const { spark, clock } = await started();
	expect((await ask(spark, '/Reso/OData')).headers.get('date')).toBe('Fri, 01 May 2026 12:00:00 GMT');
	clock.skew(-3_600_000);
	clock.advance(60_000);
	expect((await ask(spark, '/Reso/OData')).headers.get('date')).toBe('Fri, 01 May 2026 11:01:00 GMT');
	const [key] = spark.edit('Property', 1);
	const { json } = await ask(spark, `/Reso/OData/Property('${key}')?$select=ModificationTimestamp`);
	expect(json.ModificationTimestamp).toBe('2026-05-01T11:01:00Z');
});
