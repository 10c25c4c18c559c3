/** Requests of a file to the three vendors of the sandbox: each gets what it asks of every request. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import { bodyText, headerOfExchange } from '../../../../src/core/requests/send/exchange.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { sandboxConnections, startSending } from '../sending.ts';
import type { Sending } from '../sending.ts';

let sandbox: Sandbox;
let sending: Sending;

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02 });
	sending = startSending(sandboxConnections(sandbox));
});
afterAll(async () => {
	await sending.close();
	await sandbox.close();
});

function json(text: string | undefined): Record<string, Json> {
	return JSON.parse(text ?? '') as Record<string, Json>;
}

test('Reapit gets a token, its version and its customer', async () => {
	const exchange = await sending.send('# @connection agency\nGET {{base}}/offices/?pageSize=2\n');
	expect(exchange.status).toBe(200);
	expect(json(bodyText(exchange))).toMatchObject({ pageSize: 2 });
	expect(Object.fromEntries(exchange.request.headers)).toMatchObject({
		'api-version': '2020-01-31',
		'reapit-customer': 'SBOX',
		authorization: '***',
	});
	await expect(
		sending.send('# @connection agency\nGET {{base}}/offices/\nreapit-customer: OTHER\n'),
	).rejects.toMatchObject({ reason: 'usage' });
	expect((await sending.send('# @connection agency\nGET {{base}}/nothing/\n')).status).toBe(404);
});

test('Reapit takes a change that was agreed to', async () => {
	const consent = (): Promise<boolean> => Promise.resolve(true);
	const exchange = await sending.send(
		'# @connection agency\nPOST {{base}}/metadata\ncontent-type: application/json\n\n{"entityType": "note", "metadata": {"a": 1}}\n',
		{ consent },
	);
	expect([exchange.status, headerOfExchange(exchange, 'location')]).toEqual([
		201,
		expect.stringContaining('/metadata/'),
	]);
});

test('Spark gets a token on both of its surfaces', async () => {
	for (const address of ['{{reso}}/Member?$top=1', '{{native}}/system']) {
		const exchange = await sending.send(`# @connection mls\nGET ${address}\n`);
		expect([address, exchange.status]).toEqual([address, 200]);
	}
});

test('Realpad gets the login into its form, and an export begins its cool-down', async () => {
	const text = '# @connection prague\nPOST {{ws}}/list-excel-products\n\nheadermode=ids\n';
	const exchange = await sending.send(text);
	expect(exchange.status).toBe(200);
	expect(exchange.request.body).toBe('headermode=ids');
	expect(JSON.stringify(exchange.request)).not.toContain('sandbox-takeout');
	await expect(sending.send(text)).rejects.toMatchObject({ reason: 'suspended' });
	const narrow = await sending.send(text.replace('headermode=ids', 'headermode=ids&fulltext=nothing'));
	expect(narrow.status).toBe(200);
	await expect(sending.send('# @connection prague\nPUT {{ws}}/list-resources\n')).rejects.toMatchObject({
		reason: 'usage',
	});
});

test('a login that Realpad refuses is not tried twice', async () => {
	const other = startSending({
		...sandboxConnections(sandbox),
		secrets: { prague: { login: 'takeout', password: 'wrong' } },
	});
	const text = '# @connection prague\nPOST {{ws}}/list-resources\n\n';
	expect((await other.send(text)).status).toBe(401);
	await expect(other.send(text)).rejects.toMatchObject({ reason: 'credentials' });
	await other.close();
});
