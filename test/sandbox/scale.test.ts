/** Many records in little memory, and prepared pages for benchmarks. */
import { expect, test } from 'vitest';
import { preparePages } from '../../src/sandbox/pages.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, rowsOf, started, walk, withoutProtocol } from './support.ts';

test('200,000 listings are walked by key, and changes among them found, without being held', async () => {
	const before = process.memoryUsage();
	const { spark } = await started({ scale: 100 });
	const made = process.memoryUsage();
	expect(made.heapUsed + made.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(20_000_000);
	spark.edit('Property', 1500);
	spark.remove('Property', 10);
	const { rows, pages } = await walk(spark, '/Reso/OData/Property?$top=1000&$select=ListingKey');
	expect(rows).toHaveLength(199_990);
	expect(pages).toHaveLength(200);
	const keys = rows.map(({ ListingKey }) => ListingKey);
	expect(keys).toEqual([...new Set(keys)].toSorted());
	const filter = '$filter=ModificationTimestamp ge 2026-05-01T12:00:00Z';
	const changed = await walk(spark, `/Reso/OData/Property?$top=1000&$count=true&${filter}&$select=ListingKey`);
	expect(changed.pages[0]!['@odata.count']).toBe(changed.rows.length);
	expect(changed.rows.length).toBeGreaterThanOrEqual(1490);
});

test('prepared pages are what the ordinary way would serve', async () => {
	const query = '$top=40&$count=true&$expand=Media,Room,Unit,OpenHouse,CustomFields,HistoryTransactional';
	const { spark } = await started({ spark: { variety: 80 } });
	const token = spark.tokens.private.replication;
	expect(preparePages(spark, { path: '/Reso/OData/Property', query, token })).toMatchObject({ pages: 2 });
	const prepared = await walk(spark, `/Reso/OData/Property?${query}`);
	expect(prepared.rows).toHaveLength(200);
	// With a filter that everything passes, nothing is prepared.
	const ordinary = await walk(spark, `/Reso/OData/Property?${query}&$filter=ListPrice gt 0`);
	expect(prepared.rows).toEqual(ordinary.rows);
	expect(prepared.pages.map((page) => page['@odata.count'])).toEqual(
		ordinary.pages.map((page) => page['@odata.count']),
	);
	expect(prepared.rows.map((row) => row.ListingKey)).toEqual(
		[...spark.records('Property')].map((row) => row.ListingKey),
	);
	const fields = await walk(spark, '/Version/3/Reso/OData/Property?$top=40');
	expect(fields.rows.map(withoutProtocol)).toEqual(rowsOf(spark, 'Property', { version: 3 }));
});

test('after a change, walks are no longer served from prepared pages', async () => {
	const { spark } = await started({ spark: { variety: 40 } });
	const [key] = spark.edit('Property', 1, { City: 'Changed' });
	const { rows } = await walk(spark, '/Reso/OData/Property?$top=40');
	expect(rows.find((row) => row.ListingKey === key)?.City).toBe('Changed');
});

test('a walk that cannot be prepared says so', async () => {
	const { spark } = await started();
	const token = spark.tokens.private.replication;
	expect(() => preparePages(spark, { path: '/Reso/OData/Property', query: '$top=10', token })).toThrow(
		'cannot be prepared',
	);
});

test('the replication host listens beside the normal one', async () => {
	const { spark } = await started();
	expect(new URL(spark.origins.api).hostname).toBe('127.0.0.1');
	expect(spark.origins.identity).toBe(spark.origins.api);
	const { port } = new URL(spark.origins.api);
	await expect(startSandbox({ port: Number(port), scale: 0.1 })).rejects.toThrow('EADDRINUSE');
	await expect(startSandbox({ scale: 0 })).rejects.toThrow('scale');
	expect((await ask(spark, '/Reso/OData')).status).toBe(200);
});
