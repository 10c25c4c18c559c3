/** Faults by rule: each kind as a client meets it, and rules that are told what is wrong with them. */
import { expect, test } from 'vitest';
import { faultProblems, readFaultRules } from '../../../src/sandbox/faults/faultRules.ts';
import type { FaultAction } from '../../../src/sandbox/faults/faultRules.ts';
import type { SparkSandbox } from '../../../src/sandbox/spark/sparkSandbox.ts';
import { ask, started, walk, rowsOf } from '../support.ts';
import type { Asked } from '../support.ts';

const path = '/Reso/OData/Property?$top=50&$select=ListingKey,City';

async function once(
	action: FaultAction,
	options: Parameters<typeof started>[0] = {},
): Promise<{ spark: SparkSandbox; answer: Asked }> {
	const { spark } = await started(options);
	spark.faults.add({ match: { path: '/Property', times: 1 }, do: action });
	return { spark, answer: await ask(spark, path) };
}

test('a status, in the shape of the surface, with headers', async () => {
	const { spark, answer } = await once({ kind: 'status', status: 503, code: 1510, headers: { 'retry-after': '2' } });
	expect(answer.status).toBe(503);
	expect(answer.json).toEqual({ error: { code: 1510, message: 'The API is temporarily unavailable.' } });
	expect(answer.headers.get('retry-after')).toBe('2');
	expect((await ask(spark, path)).status).toBe(200);
	spark.faults.add({ match: { path: 'contacts' }, do: { kind: 'status', status: 503, code: 1515 } });
	expect((await ask(spark, '/v1/contacts/export')).json.D).toMatchObject({ Success: false, Code: 1515 });
});

test('a status with a body of its own, and a redirect', async () => {
	const { answer } = await once({
		kind: 'status',
		status: 502,
		body: '<h1>Bad gateway</h1>',
		headers: { 'content-type': 'text/html' },
	});
	expect([answer.status, answer.text]).toEqual([502, '<h1>Bad gateway</h1>']);
	const { spark } = await started();
	spark.faults.add({ do: { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } } });
	expect((await ask(spark, path, { init: { redirect: 'manual' } })).headers.get('location')).toBe(
		'http://127.0.0.1:1/',
	);
});

test('HTTP 200 with Success:false', async () => {
	const { answer } = await once({ kind: 'successFalse', code: 1500 });
	expect([answer.status, answer.json.D.Success, answer.json.D.Code]).toEqual([200, false, 1500]);
});

test('an envelope error on the RESO surface', async () => {
	const { answer } = await once({ kind: 'dEnvelopeError', code: 1020 });
	expect([answer.status, answer.json.D.Code]).toEqual([401, 1020]);
});

test('a reset connection', async () => {
	await expect(once({ kind: 'reset' })).rejects.toThrow();
});

test('a body cut short under a 200, all lengths in order', async () => {
	for (const compression of ['auto', 'none'] as const) {
		const { answer } = await once({ kind: 'truncate', how: 'shortBody', keep: 1500 }, { spark: { compression } });
		expect(answer.status).toBe(200);
		expect(answer.text).toHaveLength(1500);
		expect(answer.json).toBeUndefined();
	}
});

test('bytes cut short with their length announced: some clients do not notice, compressed or not', async () => {
	for (const compression of ['auto', 'none'] as const) {
		const { answer } = await once({ kind: 'truncate', how: 'shortStream' }, { spark: { compression } });
		expect(answer.status).toBe(200);
		expect(answer.json).toBeUndefined();
	}
});

test.each(['wrongLength', 'brokenChunks'] as const)('an answer that breaks off: %s', async (how) => {
	await expect(once({ kind: 'truncate', how })).rejects.toThrow();
});

test('an answer that stalls after its headers', async () => {
	const { spark } = await started();
	spark.faults.add({ do: { kind: 'stall' } });
	const stop = new AbortController();
	const response = await fetch(spark.origins.replication + path, {
		headers: { authorization: `Bearer ${spark.tokens.private.replication}` },
		signal: stop.signal,
	});
	expect(response.status).toBe(200);
	const body = response.text();
	stop.abort();
	await expect(body).rejects.toThrow();
});

test('a delay keeps the answer as it is', async () => {
	const { answer } = await once({ kind: 'delay', ms: 5 });
	expect(answer.json.value).toHaveLength(50);
});

test('text that is not JSON, and a page that is HTML', async () => {
	const broken = await once({ kind: 'wrongJson' });
	expect([broken.answer.status, broken.answer.json]).toEqual([200, undefined]);
	const html = await once({ kind: 'wrongContentType' });
	expect(html.answer.headers.get('content-type')).toMatch('text/html');
});

test('a record that comes twice', async () => {
	const { answer } = await once({ kind: 'duplicateRecord' });
	expect(answer.json.value).toHaveLength(51);
	expect(answer.json.value.at(-1)).toEqual(answer.json.value[0]);
});

test('an empty page with a next link loses nothing and repeats no link', async () => {
	const { spark } = await started();
	spark.faults.add({ match: { path: '/Property', nth: [1, 2, 4, 5] }, do: { kind: 'emptyPageWithNextLink' } });
	const { rows, pages } = await walk(spark, path);
	expect(pages.filter(({ value }) => value.length === 0)).toHaveLength(4);
	expect(rows.map(({ ListingKey }) => ListingKey)).toEqual(
		[...spark.records('Property')].map(({ ListingKey }) => ListingKey),
	);
	const links = pages.map((page) => page['@odata.nextLink']);
	expect(new Set(links).size).toBe(links.length);
});

test('a next link to the same page, and one to another host', async () => {
	const same = await once({ kind: 'sameNextLink' });
	const link = new URL(same.answer.json['@odata.nextLink']);
	expect(Object.fromEntries(link.searchParams)).toEqual({ $top: '50', $select: 'ListingKey,City' });
	const foreign = await once({ kind: 'foreignNextLink' });
	expect(foreign.answer.json['@odata.nextLink']).toMatch(/^http:\/\/foreign\.invalid\/Reso\/OData\/Property\?/);
});

test.each([400, 410] as const)('a token that has expired: %i, and only for requests with one', async (status) => {
	const { spark } = await started();
	spark.faults.add({ match: { path: '/Property' }, do: { kind: 'expiredSkiptoken', status } });
	const first = await ask(spark, path);
	expect(first.status).toBe(200);
	expect((await ask(spark, first.json['@odata.nextLink'])).status).toBe(status);
});

test('a poison record spoils every page that holds it, unless only keys are asked for', async () => {
	const { spark } = await started();
	const key = rowsOf(spark, 'Property')[77]!.ListingKey;
	spark.faults.add({ do: { kind: 'poisonRecord', key } });
	expect((await ask(spark, path)).status).toBe(200);
	expect((await ask(spark, `${path}&$skip=50`)).status).toBe(500);
	expect((await ask(spark, `/Reso/OData/Property('${key}')`)).status).toBe(500);
	expect((await ask(spark, `/Reso/OData/Property?$filter=ListingKey eq '${key}'`)).status).toBe(500);
	expect((await walk(spark, '/Reso/OData/Property?$select=ListingKey&$top=100')).rows).toHaveLength(200);
});

test('data that changes during a walk, by order or by function', async () => {
	const { spark } = await started();
	spark.faults.add({
		match: { nth: 2 },
		do: { kind: 'changeDuringWalk', change: { op: 'insert', resource: 'Property', which: 3 } },
	});
	spark.faults.add({ match: { nth: 3 }, do: { kind: 'changeDuringWalk', change: () => spark.insert('Property', 4) } });
	expect((await walk(spark, path)).rows).toHaveLength(207);
});

test('a clock that goes wrong', async () => {
	const { answer } = await once({ kind: 'clockSkew', ms: 3_600_000 });
	expect(answer.headers.get('date')).toBe('Fri, 01 May 2026 13:00:00 GMT');
});

test('rules choose by host, method, path, parameters, and number', async () => {
	const { spark } = await started();
	const down = { kind: 'status', status: 503 } as const;
	spark.faults.add({ match: { host: 'api' }, do: down });
	spark.faults.add({ match: { path: /\/Member$/, every: 2 }, do: down });
	spark.faults.add({ match: { query: { $top: '7', $count: true } }, do: down });
	const remove = spark.faults.add({ match: { path: '/Office', nth: [1, 3] }, do: down });
	const statuses = async (each: string, times: number): Promise<number[]> => {
		const all: number[] = [];
		for (let i = 0; i < times; i += 1) all.push((await ask(spark, `/Reso/OData/${each}`)).status);
		return all;
	};
	expect((await ask(spark, '/Reso/OData', { kind: 'normal' })).status).toBe(503);
	expect(await statuses('Member', 4)).toEqual([200, 503, 200, 503]);
	expect(await statuses('Property?$top=7', 1)).toEqual([200]);
	expect(await statuses('Property?$top=7&$count=true', 1)).toEqual([503]);
	expect(await statuses('Office', 2)).toEqual([503, 200]);
	expect(spark.faults.list().map(({ matched, applied }) => [matched, applied])).toEqual([
		[1, 1],
		[4, 2],
		[1, 1],
		[2, 1],
	]);
	remove();
	expect(await statuses('Office', 1)).toEqual([200]);
	spark.faults.clear();
	expect((await ask(spark, '/Reso/OData', { kind: 'normal' })).status).toBe(200);
});

test('rules from a file are checked, each problem with its place', () => {
	const good = [{ match: { path: '/\\/Property$/', nth: [1, 2] }, do: { kind: 'truncate', how: 'shortBody' } }];
	expect(readFaultRules(good)).toEqual({ rules: good, problems: [] });
	expect(readFaultRules({ faults: good }).rules).toEqual(good);
	expect(readFaultRules('x').problems).toHaveLength(1);
	const { rules, problems } = readFaultRules([
		...good,
		{ match: { nth: 0, path: '/(/', nope: 1 }, do: { kind: 'delay' } },
		{ do: { kind: 'explode' } },
		{ do: { kind: 'status', status: 999 }, extra: 1 },
		{ match: 5, do: { kind: 'truncate', how: 'sideways' } },
		7,
	]);
	expect(rules).toEqual([]);
	expect(problems).toEqual([
		'Fault 2: "match.nth" has a value that does not fit',
		'Fault 2: "match.path" has a value that does not fit',
		'Fault 2: "match.nope" is unknown',
		'Fault 2: "do.ms" is missing',
		expect.stringMatching(/^Fault 3: "do\.kind" is "explode"; known are status, delay, reset/) as string,
		'Fault 4: "extra" is not part of a fault; it has "match" and "do"',
		'Fault 4: "do.status" has a value that does not fit',
		'Fault 5: "match" must be an object',
		'Fault 5: "do.how" has a value that does not fit',
		'Fault 6: A fault is an object with "match" and "do"',
	]);
});

test('a wrong rule is not added', async () => {
	const { spark } = await started();
	const wrong = { do: { kind: 'delay', ms: -1 } } as const;
	expect(faultProblems(wrong)).toHaveLength(1);
	expect(() => spark.faults.add(wrong)).toThrow('"do.ms" has a value that does not fit');
	expect(spark.faults.list()).toEqual([]);
});
