/** Who may ask the Foundations API, and in which words others are refused. */
import { expect, test } from 'vitest';
import { asking, reapitStarted } from '../writingRig.ts';

const lacksCredentials =
	'The request cannot be fulfilled because it lacks the authentication credentials required to access the resource. Please generate a new access token and try again.';
const isNotInstalled =
	'The request could not be fulfilled as the reapit customer specified by the provided credentials does not have the application installed.';

test('a missing, unknown or expired token is 401 in the words of the vendor', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	for (const authorization of ['', 'Bearer garbage', 'Basic eDp5']) {
		const { status, json } = await ask('GET', '/contacts/', { headers: { authorization } });
		expect([status, json.statusCode, json.description]).toEqual([401, 401, lacksCredentials]);
	}
	expect((await ask('GET', '/contacts/')).status).toBe(200);
	reapit.advance(3_600_000);
	expect((await ask('GET', '/contacts/')).json.description).toBe(lacksCredentials);
});

test('tokens can be ended at once', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	reapit.handlers.tokens.expireAccess();
	expect((await ask('GET', '/contacts/')).status).toBe(401);
});

test('a customer who has not installed the application is 401, and so is one who does not exist', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const token = reapit.token(reapit.handlers.clients.notInstalled);
	expect((await ask('GET', '/contacts/', { token, customer: 'SBOX' })).status).toBe(200);
	expect(await ask('GET', '/contacts/', { token, customer: 'RES' })).toMatchObject({
		status: 401,
		json: { description: isNotInstalled },
	});
	expect((await ask('GET', '/contacts/', { customer: 'NOPE' })).json.description).toBe(isNotInstalled);
	reapit.install('sandbox-not-installed', 'RES');
	expect((await ask('GET', '/contacts/', { token, customer: 'RES' })).status).toBe(200);
	reapit.uninstall('sandbox-server', 'RES');
	expect((await ask('GET', '/contacts/', { customer: 'RES' })).status).toBe(401);
});

test('an application that may only read is 403 when it writes', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const token = reapit.token(reapit.handlers.clients.reader);
	expect((await ask('GET', '/contacts/', { token })).status).toBe(200);
	const { status, json } = await ask('POST', '/contacts/', { token, body: {} });
	expect([status, json.statusCode]).toEqual([403, 403]);
	expect(json.description).toContain('has not been granted the required scope');
});

test('an application names the customer and the version', async () => {
	const ask = asking(await reapitStarted());
	expect((await ask('GET', '/contacts/', { customer: '' })).status).toBe(400);
	expect((await ask('GET', '/contacts/', { headers: { 'api-version': '' } })).status).toBe(400);
	expect((await ask('GET', '/contacts/', { headers: { 'api-version': '2019-01-01' } })).status).toBe(400);
});

test('the end of a version is announced by switch only', async () => {
	const plain = await asking(await reapitStarted())('GET', '/contacts/');
	expect(plain.headers.get('sunset')).toBeNull();
	const { headers } = await asking(await reapitStarted({ isVersionDeprecated: true }))('GET', '/contacts/');
	expect(headers.get('deprecation')).toMatch(/^@\d+$/);
	expect(Date.parse(headers.get('sunset') ?? '')).toBeGreaterThan(0);
	expect(headers.get('warning')).toContain('2020-01-31');
});
