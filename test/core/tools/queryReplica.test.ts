/** `query_replica`: what a model gets to see of a replica, and what it never can do to it. */
import { expect, test } from 'vitest';
import { store, tools } from './toolRig.ts';

const rows = (count: number, text = 'x'): readonly Record<string, unknown>[] =>
	Array.from({ length: count }, (_, nth) => ({ Key: `K${nth}`, City: nth % 2 === 0 ? 'Brno' : 'Praha', Text: text }));

/** Runs for hours. */
const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e12) SELECT sum(i) FROM n';

test('a SELECT gives columns and rows', async () => {
	const { project, call } = tools();
	store(project, 'mls', 'Property', rows(10));
	const sql = 'SELECT "City", count(*) AS n FROM "Property" GROUP BY 1 ORDER BY 1';
	expect((await call('query_replica', { connection: 'mls', sql })).said).toEqual({
		columns: ['City', 'n'],
		rows: [
			['Brno', 5],
			['Praha', 5],
		],
		rowCount: 2,
	});
});

test('100 rows come unless more are asked for, and it is said that there are more', async () => {
	const { project, call } = tools();
	store(project, 'mls', 'Property', rows(1200));
	const query = { connection: 'mls', sql: 'SELECT "Key" FROM "Property"' };
	const usual = await call('query_replica', query);
	expect(usual.said).toMatchObject({ rowCount: 100, isCut: true });
	expect(usual.said.notes[0]).toMatch(/more rows than these 100/);
	expect((await call('query_replica', { ...query, limit: 1000 })).said).toMatchObject({ rowCount: 1000, isCut: true });
	expect((await call('query_replica', { ...query, limit: 1001 })).said.error).toMatchObject({ reason: 'usage' });
});

test('no result is longer than 64 KB, and long values are shortened', async () => {
	const { project, call } = tools();
	store(project, 'mls', 'Property', rows(400, 'ž'.repeat(1500)));
	const all = await call('query_replica', { connection: 'mls', sql: 'SELECT * FROM "Property"', limit: 1000 });
	expect(Buffer.byteLength(all.text)).toBeLessThanOrEqual(65_536);
	expect(all.said.notes[0]).toMatch(/fill 64 KB/);
	expect(all.said.rowCount).toBeGreaterThan(10);
	const long = await call('query_replica', {
		connection: 'mls',
		sql: "SELECT replace(hex(zeroblob(50000)), '0', 'a')",
	});
	expect(long.said.rows[0]![0]).toMatch(/^a{2000}… \(100000 characters\)$/);
	expect(long.said.notes[0]).toMatch(/1 long values are shortened/);
	const wide = Array.from({ length: 900 }, (_, nth) => `1 AS "${'w'.repeat(100)}${nth}"`).join(', ');
	expect((await call('query_replica', { connection: 'mls', sql: `SELECT ${wide}` })).said.error.why).toMatch(/64 KB/);
});

test('numbers that JSON readers would round come as text', async () => {
	const { project, call } = tools();
	store(project, 'mls', 'Property', rows(1));
	const { said } = await call('query_replica', {
		connection: 'mls',
		sql: "SELECT 9007199254740993, x'0102', NULL, 1.5",
	});
	expect(said.rows).toEqual([['9007199254740993', '(2 bytes)', null, 1.5]]);
});

test.each([
	['DELETE FROM "Property"', 'readOnly'],
	['DROP TABLE "Property"', 'readOnly'],
	["VACUUM INTO '/tmp/freehold-tools-stolen.sqlite'", 'readOnly'],
	['SELECT 1; DELETE FROM "Property"', 'query'],
	['SELECT * FROM "Nothing"', 'query'],
])('%s is refused', async (sql, reason) => {
	const { project, call } = tools();
	store(project, 'mls', 'Property', rows(3));
	const { isError, said } = await call('query_replica', { connection: 'mls', sql });
	expect(isError).toBe(true);
	expect(said.error).toEqual({
		reason,
		what: expect.any(String) as unknown,
		why: expect.any(String) as unknown,
		next: expect.any(String) as unknown,
	});
	const count = await call('query_replica', { connection: 'mls', sql: 'SELECT count(*) FROM "Property"' });
	expect(count.said.rows).toEqual([[3]]);
});

test('a query that runs too long is ended', async () => {
	const { project, call } = tools({ limitMs: 1500 });
	store(project, 'mls', 'Property', rows(1));
	const { said } = await call('query_replica', { connection: 'mls', sql: ENDLESS });
	expect(said.error).toMatchObject({ reason: 'timeout', why: 'it took longer than 1.5 seconds' });
});

test('a cancelled query ends at once, and is no failure', async () => {
	const { project, call } = tools();
	store(project, 'mls', 'Property', rows(1));
	const cancel = new AbortController();
	const reason = new Error('the user has enough');
	setTimeout(() => cancel.abort(reason), 500);
	await expect(call('query_replica', { connection: 'mls', sql: ENDLESS }, cancel.signal)).rejects.toBe(reason);
});

test('what does not exist is answered with what does', async () => {
	const { call } = tools();
	expect((await call('query_replica', { connection: 'mls', sql: 'SELECT 1' })).said.error).toMatchObject({
		what: "There is no replica of 'mls' yet",
	});
	expect((await call('query_replica', { connection: 'msl', sql: 'SELECT 1' })).said.error).toMatchObject({
		next: "Did you mean 'mls'?",
	});
	expect((await call('query_replica', { connection: 'mls' })).said.error.why).toBe("its input 'sql' is missing");
	expect((await call('query_replica', { connection: 'mls', sql: 'SELECT 1', path: '/etc' })).said.error.why).toBe(
		"it has no input 'path'",
	);
	expect((await call('drop_everything')).said.error.what).toBe("There is no tool 'drop_everything'");
});
