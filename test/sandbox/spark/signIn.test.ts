/** Signing in through the browser, and keeping signed in. */
import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SparkSandbox } from '../../../src/sandbox/spark/sparkSandbox.ts';
import { ask, started } from '../support.ts';

interface Posted {
	readonly status: number;
	readonly location: string | null;
	readonly text: string;
	readonly json: Readonly<Record<'access_token' | 'refresh_token' | 'id_token', string>> & {
		readonly expires_in: number;
	};
}

const redirect = 'http://127.0.0.1:7777/callback';

async function post(
	url: string,
	body: URLSearchParams | string,
	headers: Record<string, string> = {},
): Promise<Posted> {
	const response = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
	return {
		status: response.status,
		location: response.headers.get('location'),
		text,
		json: (isJson ? JSON.parse(text) : undefined) as Posted['json'],
	};
}

function authorizeUrl(spark: SparkSandbox, path: string, more: Record<string, string> = {}): string {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: spark.credentials.clients.normal.id,
		redirect_uri: redirect,
		state: 'state & more',
		scope: 'openid profile',
		...more,
	});
	return `${spark.origins.identity}${path}?${query.toString()}`;
}

async function codeFrom(
	spark: SparkSandbox,
	path = '/openid/authorize',
	more: Record<string, string> = {},
): Promise<string> {
	const url = authorizeUrl(spark, path, more);
	const page = await (await fetch(url)).text();
	expect(page).toContain('name="password"');
	const form = new URLSearchParams(new URL(url).search);
	form.set('username', 'agent');
	form.set('password', 'sandbox');
	const { status, location } = await post(spark.origins.identity + path, form);
	expect(status).toBe(302);
	const back = new URL(location!);
	expect(back.searchParams.get('state')).toBe('state & more');
	return back.searchParams.get('code') ?? '';
}

test('the code flow ends in a token that reads listings, a refresh token and a signed identity', async () => {
	const { spark } = await started();
	const found = await ask(spark, '/.well-known/openid-configuration', { kind: 'normal' });
	const code = await codeFrom(spark, '/openid/authorize', { nonce: 'once' });
	const { id, secret } = spark.credentials.clients.normal;
	const form = new URLSearchParams({
		grant_type: 'authorization_code',
		code,
		redirect_uri: redirect,
		client_id: id,
		client_secret: secret,
	});
	const { json } = await post(found.json.token_endpoint, form);
	expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 86_400 });
	const who = { kind: 'normal', token: json.access_token } as const;
	expect((await ask(spark, '/Reso/OData/Property?$top=1', who)).status).toBe(200);
	expect((await ask(spark, '/openid/userinfo', who)).json).toMatchObject({ MemberMlsId: '10000' });

	const [head, claims, signature] = json.id_token.split('.') as [string, string, string];
	const jwks = await ask(spark, found.json.jwks_uri, who);
	const key = createPublicKey({ key: jwks.json.keys[0]!, format: 'jwk' });
	expect(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
	expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
		iss: spark.origins.identity,
		aud: id,
		nonce: 'once',
	});
	expect((await post(found.json.token_endpoint, form)).json).toEqual({ error: 'invalid_grant' });
});

test('a refresh token works once and brings its successor; tokens expire', async () => {
	const { spark } = await started({ spark: { autoApprove: true } });
	const answer = await fetch(authorizeUrl(spark, '/openid/authorize'), { redirect: 'manual' });
	const code = new URL(answer.headers.get('location')!).searchParams.get('code')!;
	const { id, secret } = spark.credentials.clients.normal;
	const basic = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
	const url = `${spark.origins.identity}/openid/token`;
	const token = (form: Record<string, string>): Promise<Posted> => post(url, new URLSearchParams(form), basic);
	const first = await token({ grant_type: 'authorization_code', code, redirect_uri: redirect });
	spark.advance(86_400_000);
	const late = await ask(spark, '/Reso/OData/Property', { kind: 'normal', token: first.json.access_token });
	expect(late.json.error.code).toBe(1020);
	const second = await token({ grant_type: 'refresh_token', refresh_token: first.json.refresh_token });
	expect((await ask(spark, '/Reso/OData', { kind: 'normal', token: second.json.access_token })).status).toBe(200);
	const again = await token({ grant_type: 'refresh_token', refresh_token: first.json.refresh_token });
	expect(again).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
	expect((await token({ grant_type: 'password' })).json).toEqual({ error: 'unsupported_grant_type' });
	await post(
		`${spark.origins.identity}/openid/revoke`,
		new URLSearchParams({ token: second.json.access_token }),
		basic,
	);
	expect((await ask(spark, '/Reso/OData', { kind: 'normal', token: second.json.access_token })).status).toBe(401);
});

test('the older grant takes JSON and has one word for every mistake', async () => {
	const { spark } = await started();
	const code = await codeFrom(spark, '/oauth2');
	const { id, secret } = spark.credentials.clients.normal;
	const url = `${spark.origins.api}/v1/oauth2/grant`;
	const body = { client_id: id, client_secret: secret, grant_type: 'authorization_code', code, redirect_uri: redirect };
	const wrong = await post(url, JSON.stringify({ ...body, client_secret: 'wrong' }));
	expect(wrong).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
	expect((await post(url, 'not json')).json).toEqual({ error: 'invalid_request' });
	const { json } = await post(url, JSON.stringify(body));
	expect(json.expires_in).toBe(86_400);
	expect((await ask(spark, '/v1/contacts/export', { kind: 'normal', token: json.access_token })).status).toBe(200);
	const refresh = JSON.stringify({ ...body, grant_type: 'refresh_token', refresh_token: json.refresh_token });
	expect((await post(url, refresh)).json.refresh_token).not.toBe(json.refresh_token);
	expect((await post(url, refresh)).json).toEqual({ error: 'invalid_request' });
});

test('the sign-in page refuses what it must', async () => {
	const { spark } = await started();
	const url = authorizeUrl(spark, '/openid/authorize');
	const form = new URLSearchParams(new URL(url).search);
	form.set('username', 'agent');
	form.set('password', 'guess');
	expect((await post(`${spark.origins.identity}/openid/authorize`, form)).status).toBe(401);
	expect((await fetch(authorizeUrl(spark, '/openid/authorize', { client_id: 'nobody' }))).status).toBe(400);
	const elsewhere = authorizeUrl(spark, '/openid/authorize', { redirect_uri: 'https://example.com/' });
	expect((await fetch(elsewhere)).status).toBe(400);
	const implicit = await fetch(authorizeUrl(spark, '/openid/authorize', { response_type: 'token' }), {
		redirect: 'manual',
	});
	expect(implicit.headers.get('location')).toContain('error=unsupported_response_type');
});
