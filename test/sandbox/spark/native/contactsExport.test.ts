/** The contacts export, exactly as the vendor's page describes it. */
import { expect, test } from 'vitest';
import { asRows, ask, started } from '../../support.ts';
import type { ContactRow } from '../../support.ts';

const own = '/v1/contacts/export';
const all = '/v1/contacts/export/all';
const normal = { kind: 'normal' } as const;

test('the answer carries Success, ExportTimestamp without a zone, and Results', async () => {
	const { spark } = await started();
	const { json, headers } = await ask(spark, own, normal);
	expect(Object.keys(json)).toEqual(['D']);
	expect(Object.keys(json.D)).toEqual(['Success', 'ExportTimestamp', 'Results']);
	expect(json.D.ExportTimestamp).toBe('2026-05-01T12:00:00');
	expect(json.D.Results).toHaveLength(10);
	expect(headers.get('content-type')).toMatch('application/json');
});

test('ids are 26 digits, empty fields are absent, and only the full export names owners', async () => {
	const { spark } = await started();
	const mine = (await ask(spark, `${own}?_limit=100`, normal)).json.D.Results;
	const full = (await ask(spark, `${all}?_limit=25`, normal)).json.D.Results;
	for (const contact of [...mine, ...full]) {
		expect(contact.Id).toMatch(/^\d{26}$/);
		expect(contact.ResourceUri).toBe(`/v1/contacts/${contact.Id}`);
		expect(
			Object.values(contact).every(
				(value) => value !== null && value !== '' && (!Array.isArray(value) || value.length > 0),
			),
		).toBe(true);
		expect(contact.ModificationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-05:00$/);
	}
	expect(mine.some(({ PrimaryPhoneNumber }) => PrimaryPhoneNumber === undefined)).toBe(true);
	expect(mine.every((contact) => !('OwnerId' in contact))).toBe(true);
	expect(new Set(full.map(({ OwnerId }) => OwnerId)).size).toBeGreaterThan(2);
});

test.each([
	[own, 100, 200],
	[own, 101, 400],
	[all, 25, 200],
	[all, 26, 400],
	[all, 0, 200],
])('%s with _limit=%i → %i', async (path, limit, status) => {
	const { spark } = await started();
	const answer = await ask(spark, `${path}?_limit=${limit}`, normal);
	expect(answer.status).toBe(status);
	if (status === 200) expect(answer.json.D.Results).toHaveLength(limit);
	else expect(answer.json.D).toMatchObject({ Success: false, Code: 1053 });
});

test('a switch cuts a _limit that is too large', async () => {
	const { spark } = await started({ spark: { overLimit: 'clamp' } });
	expect((await ask(spark, `${all}?_limit=500`, normal)).json.D.Results).toHaveLength(25);
});

test('turning pages, skipping, and walking by token all give every contact once', async () => {
	const { spark } = await started();
	const truth = asRows(spark.contacts(false));
	const first = (await ask(spark, `${own}?_limit=100&_pagination=1`, normal)).json.D;
	expect(first.Pagination).toEqual({
		TotalRows: truth.length,
		PageSize: 100,
		TotalPages: Math.ceil(truth.length / 100),
		CurrentPage: 1,
	});
	const paged: ContactRow[] = [];
	for (let page = 1; page <= first.Pagination.TotalPages; page += 1)
		paged.push(...(await ask(spark, `${own}?_limit=100&_page=${page}`, normal)).json.D.Results);
	expect(paged).toEqual(truth);
	const skipped = (await ask(spark, `${own}?_limit=100&_pagination=1&_skip=150`, normal)).json.D;
	expect(skipped.Results).toEqual(truth.slice(150, 250));
	expect(skipped.Pagination).toMatchObject({ CurrentOffset: 150 });
	expect(skipped.Pagination).not.toHaveProperty('CurrentPage');
	const walked: ContactRow[] = [];
	for (let token = ''; ;) {
		const { Results, SkipToken } = (await ask(spark, `${own}?_limit=90&_skiptoken=${token}`, normal)).json.D;
		walked.push(...Results);
		if (Results.length < 90) break;
		token = SkipToken;
	}
	expect(walked).toEqual(truth);
});

test('_pagination=count tells the number and no results', async () => {
	const { spark } = await started();
	const { D } = (await ask(spark, `${all}?_pagination=count`, normal)).json;
	expect(D.Pagination.TotalRows).toBe(1500);
	expect(D).not.toHaveProperty('Results');
});

test('_select and _orderby', async () => {
	const { spark } = await started();
	const { D } = (await ask(spark, `${all}?_select=Id,FamilyName&_orderby=-FamilyName,%2BId&_limit=25`, normal)).json;
	const names: string[] = D.Results.map(({ FamilyName }) => FamilyName);
	expect(names).toEqual(names.toSorted().toReversed());
	expect(Object.keys(D.Results[0]!)).toEqual(['Id', 'FamilyName']);
	const blank = (await ask(spark, `${all}?_orderby=+FamilyName&_limit=1`, normal)).json.D.Results[0]!.FamilyName;
	expect(blank).toBe('Andersen');
});

test('an export since the last one gives what changed, and nothing else', async () => {
	const { spark, clock } = await started();
	const { ExportTimestamp } = (await ask(spark, own, normal)).json.D;
	clock.advance(3_600_000);
	const edited = spark.edit('Contacts', 4);
	const fresh = spark.insert('Contacts', 2);
	const filter = encodeURIComponent(`ModificationTimestamp Ge ${ExportTimestamp}`);
	const { Results } = (await ask(spark, `${all}?_filter=${filter}&_limit=25`, normal)).json.D;
	expect(Results.map(({ Id }) => Id).toSorted()).toEqual([...edited, ...fresh].toSorted());
});

test.each([
	['offset', '2026-05-01T07:00:00-05:00'],
	['localBare', '2026-05-01T07:00:00'],
	['utcBare', '2026-05-01T12:00:00'],
] as const)('ExportTimestamp by switch %s, usable as it is in the next filter', async (exportTimestamp, text) => {
	const { spark, clock } = await started({ spark: { exportTimestamp } });
	const stamp: string = (await ask(spark, own, normal)).json.D.ExportTimestamp;
	expect(stamp).toBe(text);
	clock.advance(1000);
	spark.edit('Contacts', 3);
	const filter = encodeURIComponent(`ModificationTimestamp Ge ${stamp}`);
	expect((await ask(spark, `${all}?_filter=${filter}`, normal)).json.D.Results).toHaveLength(3);
});

test('a dropped condition is told beside wider results', async () => {
	const { spark } = await started();
	const { json, status } = await ask(spark, `${all}?_pagination=1&_filter=Nope Eq 'x' And GivenName Eq 'Ada'`, normal);
	expect(status).toBe(200);
	expect(json.D.SparkQLErrors).toEqual([
		{ Token: 'Nope', Status: 'Dropped', Message: 'The field Nope does not exist' },
	]);
	expect(new Set(json.D.Results.map(({ GivenName }) => GivenName))).toEqual(new Set(['Ada']));
});

test('a wrong filter is refused with what is wrong', async () => {
	const { spark } = await started();
	const { json, status } = await ask(spark, `${all}?_filter=GivenName Is 'Ada'`, normal);
	expect([status, json.D.Success, json.D.Code]).toEqual([400, false, 1040]);
	expect(json.D.SparkQLErrors).toMatchObject([{ Token: 'Is', Status: 'Fatal' }]);
});

test.each([
	'_page=0',
	'_page=100001',
	'_skip=2500001',
	'_limit=-1',
	'_limit=x',
	'_pagination=2',
	'_orderby=Nope',
	'_select=Nope',
	'_expand=Owner',
	'_skiptoken=&_page=2',
	'_page=2&_skip=5',
])('%s is refused with code 1053', async (query) => {
	const { spark } = await started();
	const { json, status } = await ask(spark, `${own}?${query}`, normal);
	expect([status, json.D.Code]).toEqual([400, 1053]);
});

test.each(['idx', 'vow', 'bbo'] as const)('the role %s has no access', async (role) => {
	const { spark } = await started();
	for (const path of [own, all]) {
		const { json, status } = await ask(spark, path, { ...normal, role });
		expect([status, json.D.Code]).toEqual([403, 1500]);
	}
});

test.each(['POST', 'PUT', 'DELETE'])('%s is not allowed', async (method) => {
	const { spark } = await started();
	for (const path of [own, all]) {
		const { json, status } = await ask(spark, path, { ...normal, init: { method } });
		expect([status, json.D.Code]).toEqual([405, 405]);
	}
});

test('a replication key asks on its own host', async () => {
	const { spark } = await started();
	expect((await ask(spark, own)).status).toBe(200);
	const wrong = await ask(spark, own, { ...normal, token: spark.tokens.private.replication });
	expect([wrong.status, wrong.json.D.Code]).toEqual([403, 1021]);
});

test('an unknown address is not found', async () => {
	const { spark } = await started();
	const { json, status } = await ask(spark, '/v1/nothing', normal);
	expect([status, json.D.Code]).toEqual([404, 404]);
});
