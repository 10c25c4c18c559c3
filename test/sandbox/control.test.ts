/** The control endpoint: off unless asked for, for this machine only, and able to do what tests do in-process. */
import { request } from 'node:http';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { ask, started } from './support.ts';

interface Ordered {
	readonly status: number;
	readonly ok: boolean;
	readonly message: string;
	readonly result: { readonly counts: object; readonly now: number; readonly faults: unknown; readonly length: number };
}

async function order(
	sandbox: Sandbox,
	op: string,
	body: unknown = {},
	headers: Record<string, string> = {},
): Promise<Ordered> {
	const response = await fetch(`${sandbox.spark.origins.api}/control/${op}`, {
		method: 'POST',
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json', ...headers },
	});
	return { ...((await response.json()) as Ordered), status: response.status };
}

test('without the option there is none', async () => {
	const sandbox = await started();
	expect(sandbox.control).toBeUndefined();
	expect((await order(sandbox, 'status')).status).toBe(401);
});

test('it edits, inserts, removes, moves, and tells', async () => {
	const sandbox = await started({ control: true });
	const { spark } = sandbox;
	expect(sandbox.control?.url).toBe(`${spark.origins.api}/control`);
	const edited = await order(sandbox, 'edit', { resource: 'Property', which: 2, patch: { ListPrice: 5 } });
	expect(edited).toMatchObject({ status: 200, ok: true });
	expect((await ask(spark, '/Reso/OData/Property?$filter=ListPrice eq 5&$count=true')).json['@odata.count']).toBe(2);
	await order(sandbox, 'insert', { resource: 'Member', which: 3 });
	await order(sandbox, 'remove', { resource: 'Property', which: edited.result });
	const [member] = [...spark.records('Member')];
	const office = [...spark.records('Office')].at(-1);
	await order(sandbox, 'moveMember', { member: member?.MemberKey, office: office?.OfficeKey });
	await order(sandbox, 'rotatePhotos', { which: 2 });
	for (const op of ['removeMedia', 'changeRooms', 'changeUnits', 'changeOpenHouses', 'expireTokens'])
		expect((await order(sandbox, op)).ok, op).toBe(true);
	await order(sandbox, 'advance', { ms: 60_000 });
	await order(sandbox, 'skew', { ms: -1000 });
	await order(sandbox, 'faults', { faults: [{ do: { kind: 'delay', ms: 1 } }] });
	const { result } = await order(sandbox, 'status');
	expect(result.counts).toMatchObject({ Property: 198, Member: 303 });
	expect(result.now).toBe(Date.parse('2026-05-01T12:00:59Z'));
	expect(result.faults).toHaveLength(1);
	await order(sandbox, 'clearFaults');
	expect((await order(sandbox, 'requests')).result.length).toBe(spark.requestCount);
});

test.each([
	['an operation that does not exist', 'explode', {}, 400, 'There is no operation explode'],
	['a resource that does not exist', 'edit', { resource: 'Nope' }, 400, '"resource" must be one of Property'],
	['a wrong number', 'edit', { resource: 'Property', which: -1 }, 400, '"which" must be'],
	['a field that does not exist', 'edit', { resource: 'Property', patch: { Nope: 1 } }, 400, 'no field Nope'],
	['a value that no field has', 'edit', { resource: 'Property', patch: { City: {} } }, 400, '"patch.City"'],
	['a wrong fault', 'faults', [{ do: {} }], 400, 'An order is a JSON object'],
	['a wrong fault in a list', 'faults', { faults: [{ do: {} }] }, 400, 'Fault 1'],
	['time going back', 'advance', { ms: -1 }, 400, '0 ms or more'],
])('%s is refused', async (_, op, body, status, message) => {
	const answer = await order(await started({ control: true }), op, body);
	expect(answer.status).toBe(status);
	expect(answer.message).toContain(message);
});

test('web pages and other host names are kept out', async () => {
	const sandbox = await started({ control: true });
	expect((await order(sandbox, 'status', {}, { origin: 'http://evil.example' })).status).toBe(403);
	expect((await order(sandbox, 'status', {}, { 'content-type': 'text/plain' })).status).toBe(415);
	const url = `${sandbox.control!.url}/status`;
	expect((await fetch(url)).status).toBe(405);
	// A name that an attacker's DNS points at loopback.
	const status = await new Promise((resolve, reject) => {
		const sent = request(
			url,
			{ method: 'POST', headers: { host: 'evil.example', 'content-type': 'application/json' } },
			(response) => {
				response.resume();
				resolve(response.statusCode);
			},
		);
		sent.on('error', reject);
		sent.end('{}');
	});
	expect(status).toBe(403);
});
