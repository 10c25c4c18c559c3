/** Reapit Connect: applications and users sign in, tokens are renewed and end. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReapitSandbox } from '../../../../src/sandbox/reapit/reapitSandbox.ts';
import { asking, reapitStarted } from '../writingRig.ts';

interface Tokens {
	readonly access_token: string;
	readonly refresh_token: string;
	readonly id_token: string;
	readonly token_type: string;
	readonly expires_in: number;
	readonly error?: string;
}

interface Posted {
	readonly status: number;
	readonly location: URL | undefined;
	readonly text: string;
	readonly json: Tokens;
}

const redirect = 'http://127.0.0.1:7777/callback';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const basic = (id: string, secret: string): Record<string, string> => ({
	authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const server = basic('sandbox-server', 'sandbox-server-secret');

async function post(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Posted> {
	const body = new URLSearchParams(form);
	const response = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
	const text = await response.text();
	const location = response.headers.get('location');
	const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
	return {
		status: response.status,
		location: location === null ? undefined : new URL(location),
		text,
		json: (isJson ? JSON.parse(text) : {}) as Tokens,
	};
}

const usualQuery = {
	response_type: 'code',
	client_id: 'sandbox-public',
	redirect_uri: redirect,
	state: 'a state',
	code_challenge: challenge,
	code_challenge_method: 'S256',
};

async function codeFor(reapit: ReapitSandbox, more: Record<string, string> = {}): Promise<string> {
	const query = { ...usualQuery, ...more };
	const page = await fetch(`${reapit.origins.connect}/authorize?${new URLSearchParams(query).toString()}`);
	expect(await page.text()).toContain('password <code>sandbox</code>');
	const { status, location } = await post(`${reapit.origins.connect}/authorize`, {
		username: 'agent',
		password: 'sandbox',
		...query,
	});
	expect(status).toBe(302);
	expect(location?.searchParams.get('state')).toBe('a state');
	return location?.searchParams.get('code') ?? '';
}

async function exchanged(reapit: ReapitSandbox, code: string, more: Record<string, string> = {}): Promise<Posted> {
	return post(`${reapit.origins.connect}/token`, {
		grant_type: 'authorization_code',
		client_id: 'sandbox-public',
		code,
		redirect_uri: redirect,
		code_verifier: verifier,
		...more,
	});
}

async function refreshed(reapit: ReapitSandbox, refresh_token: string): Promise<Posted> {
	const form = { grant_type: 'refresh_token', client_id: 'sandbox-public', refresh_token };
	return post(`${reapit.origins.connect}/token`, form);
}

function claims(token: string): Readonly<Record<string, unknown>> {
	return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

test.each(['/token', '/oauth/token'])(
	'an application gets a token for itself at %s, and no refresh token',
	async (path) => {
		const reapit = await reapitStarted();
		const form = { grant_type: 'client_credentials', client_id: 'sandbox-server' };
		const { status, json } = await post(reapit.origins.connect + path, form, server);
		expect(status).toBe(200);
		expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
		expect(json).not.toHaveProperty('refresh_token');
		expect(claims(json.access_token).scope).toContain('agencyCloud/contacts.read');
		const { json: page } = await asking(reapit)('GET', '/contacts/?pageSize=1', { token: json.access_token });
		expect(page._embedded).toHaveLength(1);
	},
);

test('the secret may stand in the form, and the parameters in the query', async () => {
	const reapit = await reapitStarted({ tokenType: 'bearer' });
	const query = 'grant_type=client_credentials&client_id=sandbox-server&client_secret=sandbox-server-secret';
	const { status, json } = await post(`${reapit.origins.connect}/token?${query}`, {});
	expect([status, json.token_type]).toEqual([200, 'bearer']);
});

test.each([
	['a wrong secret', { grant_type: 'client_credentials' }, basic('sandbox-server', 'wrong'), 401, 'invalid_client'],
	['an unknown application', { grant_type: 'client_credentials' }, basic('nobody', ''), 401, 'invalid_client'],
	['two names', { grant_type: 'client_credentials', client_id: 'sandbox-reader' }, server, 401, 'invalid_client'],
	['no grant type', {}, server, 400, 'invalid_request'],
	['an unknown grant type', { grant_type: 'password' }, server, 400, 'unsupported_grant_type'],
	['an unknown code', { grant_type: 'authorization_code', code: 'x' }, server, 400, 'invalid_grant'],
	['no secret', { grant_type: 'client_credentials', client_id: 'sandbox-public' }, {}, 400, 'unauthorized_client'],
])('%s is refused as %s', async (_, form, headers, status, error) => {
	const reapit = await reapitStarted();
	const answer = await post(`${reapit.origins.connect}/token`, form, headers);
	expect([answer.status, answer.json.error]).toEqual([status, error]);
});

test('a user signs in by code and PKCE, and his token carries the customer', async () => {
	const reapit = await reapitStarted();
	const { status, json } = await exchanged(reapit, await codeFor(reapit, { nonce: 'once' }));
	expect(status).toBe(200);
	expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
	const ask = asking(reapit);
	const { json: negotiators } = await ask('GET', '/negotiators/?pageSize=1');
	expect(claims(json.id_token)).toMatchObject({
		iss: `${reapit.origins.connect}/`,
		aud: 'sandbox-public',
		nonce: 'once',
		email: 'agent@sbox.example',
		clientCode: 'SBOX',
		userCode: negotiators._embedded[0]?.id,
		officeId: negotiators._embedded[0]?.officeId,
	});
	for (const customer of ['', 'RES']) {
		const found = await ask('GET', '/contacts/?pageSize=1', { token: json.access_token, customer });
		expect(found.status).toBe(200);
	}
	for (const path of ['/userinfo', '/oauth2/userInfo']) {
		const info = await ask('GET', reapit.origins.connect + path, { token: json.access_token });
		expect(info.json).toMatchObject({ email: 'agent@sbox.example' });
	}
});

test('tokens are signed with the key that is published', async () => {
	const reapit = await reapitStarted();
	const found = (await (await fetch(`${reapit.origins.connect}/.well-known/openid-configuration`)).json()) as {
		readonly jwks_uri: string;
		readonly issuer: string;
	};
	expect(found.issuer).toBe(`${reapit.origins.connect}/`);
	const { keys } = (await (await fetch(found.jwks_uri)).json()) as { readonly keys: readonly Record<string, string>[] };
	const [head, body, signature] = reapit.token().split('.') as [string, string, string];
	const key = createPublicKey({ key: keys[0]!, format: 'jwk' });
	expect(verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
});

test('a code works once, for its verifier, its address and its application, and ten minutes', async () => {
	const reapit = await reapitStarted();
	const error = async (code: string, more: Record<string, string> = {}): Promise<string | undefined> =>
		(await exchanged(reapit, code, more)).json.error;
	const code = await codeFor(reapit);
	expect(await error(code)).toBeUndefined();
	expect(await error(code)).toBe('invalid_grant');
	expect(await error(await codeFor(reapit), { code_verifier: 'w'.repeat(43) })).toBe('invalid_grant');
	expect(await error(await codeFor(reapit), { code_verifier: '' })).toBe('invalid_grant');
	expect(await error(await codeFor(reapit), { redirect_uri: 'http://127.0.0.1:7778/callback' })).toBe('invalid_grant');
	const old = await codeFor(reapit);
	reapit.advance(10 * 60_000);
	expect(await error(old)).toBe('invalid_grant');
	const plain = { code_challenge: verifier, code_challenge_method: 'plain' };
	expect(await error(await codeFor(reapit, plain))).toBeUndefined();
});

test('a refresh token works once; when it comes again, everything of the sign-in ends', async () => {
	const reapit = await reapitStarted();
	const first = (await exchanged(reapit, await codeFor(reapit))).json;
	const second = (await refreshed(reapit, first.refresh_token)).json;
	expect(second.refresh_token).not.toBe(first.refresh_token);
	expect((await refreshed(reapit, first.refresh_token)).json.error).toBe('invalid_grant');
	expect((await refreshed(reapit, second.refresh_token)).json.error).toBe('invalid_grant');
	const { status } = await asking(reapit)('GET', '/contacts/', { token: second.access_token, customer: '' });
	expect(status).toBe(401);
});

test('by switch a refresh token that comes again is only refused', async () => {
	const reapit = await reapitStarted({ refreshReuse: 'refuse' });
	const first = (await exchanged(reapit, await codeFor(reapit))).json;
	const second = (await refreshed(reapit, first.refresh_token)).json;
	expect((await refreshed(reapit, first.refresh_token)).json.error).toBe('invalid_grant');
	expect((await refreshed(reapit, second.refresh_token)).status).toBe(200);
});

test('revoking ends a sign-in', async () => {
	const reapit = await reapitStarted();
	const { refresh_token } = (await exchanged(reapit, await codeFor(reapit))).json;
	const revoke = `${reapit.origins.connect}/oauth/revoke`;
	expect((await post(revoke, { client_id: 'sandbox-public', token: refresh_token })).status).toBe(200);
	expect((await refreshed(reapit, refresh_token)).json.error).toBe('invalid_grant');
	expect((await post(revoke, { client_id: 'sandbox-public', token: 'unknown' })).status).toBe(200);
});

test('an address that is not registered is never returned to', async () => {
	const reapit = await reapitStarted();
	const authorize = async (more: Record<string, string>): Promise<Posted> =>
		post(`${reapit.origins.connect}/authorize`, { ...usualQuery, username: 'agent', password: 'sandbox', ...more });
	for (const redirect_uri of [
		'https://evil.example/callback',
		'http://127.0.0.1:7777/other',
		'http://127.0.0.1:1/callback?x=1',
		'',
	])
		expect(await authorize({ redirect_uri })).toMatchObject({ status: 400, location: undefined });
	expect((await authorize({ client_id: 'nobody' })).status).toBe(400);
	expect((await authorize({ password: 'wrong' })).status).toBe(401);
	const other = await authorize({ redirect_uri: 'http://localhost:50123/callback' });
	expect(other.location?.origin).toBe('http://localhost:50123');
});

test.each([
	[{ response_type: 'token' }, 'unsupported_response_type'],
	[{ code_challenge_method: 'S512' }, 'invalid_request'],
	[{ username: 'agent-res', client_id: 'sandbox-not-installed' }, 'access_denied'],
])('%o goes back with %s', async (more, error) => {
	const reapit = await reapitStarted();
	const form = { ...usualQuery, username: 'agent', password: 'sandbox', ...more } as Record<string, string>;
	const { location } = await post(`${reapit.origins.connect}/authorize`, form);
	expect(location?.searchParams.get('error')).toBe(error);
	expect(location?.searchParams.get('state')).toBe('a state');
});

test('an application without a secret needs a challenge, and none by switch', async () => {
	const { code_challenge: _, code_challenge_method: __, ...bare } = usualQuery;
	for (const [pkce, answer] of [
		['required', 'error'],
		['optional', 'code'],
	] as const) {
		const reapit = await reapitStarted({ pkce, autoApprove: true });
		const query = new URLSearchParams(bare).toString();
		const { headers } = await fetch(`${reapit.origins.connect}/authorize?${query}`, { redirect: 'manual' });
		expect(new URL(headers.get('location')!).searchParams.has(answer)).toBe(true);
	}
});

test('after signing out the browser is sent on, on this machine only', async () => {
	const reapit = await reapitStarted();
	const url = (target: string): string =>
		`${reapit.origins.connect}/oidc/logout?post_logout_redirect_uri=${encodeURIComponent(target)}`;
	const there = await fetch(url('http://127.0.0.1:7777/'), { redirect: 'manual' });
	expect([there.status, there.headers.get('location')]).toEqual([302, 'http://127.0.0.1:7777/']);
	expect((await fetch(url('https://evil.example/'), { redirect: 'manual' })).status).toBe(200);
});
