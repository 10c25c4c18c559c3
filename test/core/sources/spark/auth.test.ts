/** Signing in and signing requests: tokens, refresh, sessions, the browser's code flows. Secrets stay secret. */
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import type { Secrets } from '../../../../src/core/outside.ts';
import { signedRequest } from '../../../../src/core/sources/spark/apiSig.ts';
import { finishSignIn, startSignIn } from '../../../../src/core/sources/spark/signIn.ts';
import type { SignInOutside } from '../../../../src/core/sources/spark/signIn.ts';
import { openTokenDoor } from '../../../../src/core/sources/spark/sparkDoors.ts';
import type { SparkSettings } from '../../../../src/core/sources/spark/sparkSettings.ts';
import type { Answer, Asked, ScriptedSpark, TestSource } from './scriptedSpark.ts';
import {
	fixedSecrets,
	fixture,
	keptSecrets,
	never,
	reply,
	scriptedSpark,
	settings,
	testDataset,
	testSource,
} from './scriptedSpark.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const property = testDataset('Property');
const counted = { '@odata.count': 5, value: [] };
const expired = { D: { Success: false, Message: 'Session token has expired', Code: 1020 } };
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

async function setUp(
	answer: Answer,
	changes: Partial<SparkSettings>,
	secrets: Secrets,
): Promise<{ host: ScriptedSpark } & TestSource> {
	const host = await scriptedSpark(answer);
	const rig = testSource(host.origin, changes, secrets);
	closing.push(host.close, rig.close);
	return { host, ...rig };
}

test('a missing secret names the variable to set', async () => {
	const rig = await setUp(() => undefined, { connection: 'my-mls' }, fixedSecrets({}));
	await expect(rig.source.count(property, never)).rejects.toMatchObject({
		reason: 'credentials',
		next: expect.stringContaining('FREEHOLD_MY_MLS_TOKEN') as string,
	});
	expect(rig.host.asked).toEqual([]);
});

test('a token that was stored anew since is used without a restart', async () => {
	const values = { token: 'old' };
	const rig = await setUp(
		({ headers }, response) => {
			if (headers.authorization === 'Bearer new') reply(response, counted);
			else {
				values.token = 'new';
				reply(response, expired, 401);
			}
		},
		{},
		keptSecrets(values),
	);
	expect(await rig.source.count(property, never)).toBe(5);
});

test('a refused token is an error that does not show it', async () => {
	const rig = await setUp(
		(_asked, response) =>
			reply(response, { D: { Success: false, Code: 1000, Message: 'Invalid API key test-token' } }, 401),
		{},
		fixedSecrets({ token: 's3cret-token' }),
	);
	const error: unknown = await rig.source.count(property, never).catch((reason: unknown) => reason);
	expect(FreeholdError.is(error, 'credentials')).toBe(true);
	expect(JSON.stringify([error, rig.logged])).not.toContain('s3cret-token');
	expect(rig.host.asked).toHaveLength(1);
});

test.each(['oauth2', 'openid'] as const)(
	'%s: an expired access token is renewed once, and the new tokens are kept',
	async (auth) => {
		const values: Record<string, string> = {
			clientId: 'id',
			clientSecret: 'sec ret',
			accessToken: 'a1',
			refreshToken: 'r1',
		};
		const rig = await setUp(
			(asked, response) => {
				if (asked.url === '/.well-known/openid-configuration') reply(response, configuration(rig.host));
				else if (asked.url === '/v1/oauth2/grant' || asked.url === '/openid/token') {
					reply(response, { access_token: 'a2', refresh_token: 'r2', expires_in: 86_384 });
				} else if (asked.headers.authorization === 'Bearer a2') reply(response, counted);
				else reply(response, expired, 401);
			},
			{ auth, redirectUri: 'https://app.example/callback' },
			keptSecrets(values),
		);
		const counts = await Promise.all([1, 2, 3].map(() => rig.source.count(property, never)));
		expect(counts).toEqual([5, 5, 5]);
		const grants = rig.host.asked.filter(({ method }) => method === 'POST');
		expect(grants).toHaveLength(1);
		expect(sentFields(grants[0]!)).toEqual({
			client_id: 'id',
			client_secret: 'sec ret',
			grant_type: 'refresh_token',
			refresh_token: 'r1',
			redirect_uri: 'https://app.example/callback',
		});
		expect(grants[0]?.headers['content-type']).toContain(
			auth === 'oauth2' ? 'application/json' : 'x-www-form-urlencoded',
		);
		expect(values).toMatchObject({ accessToken: 'a2', refreshToken: 'r2' });
		expect(JSON.stringify(rig.logged)).not.toMatch(/sec ret|sec%20ret|"r1"|"r2"/);
	},
);

test('a refresh token that another process used first is not the end', async () => {
	const values: Record<string, string> = { clientId: 'id', clientSecret: 's', refreshToken: 'r1' };
	const rig = await setUp(
		(asked, response) => {
			if (asked.url !== '/v1/oauth2/grant') {
				reply(response, counted);
				return;
			}
			if (asked.body.includes('"r1"')) {
				values.refreshToken = 'r2';
				reply(response, { error: 'invalid_grant' }, 400);
			} else reply(response, { access_token: 'a3', refresh_token: 'r3' });
		},
		{ auth: 'oauth2' },
		keptSecrets(values),
	);
	expect(await rig.source.count(property, never)).toBe(5);
	expect(values).toMatchObject({ accessToken: 'a3', refreshToken: 'r3' });
});

test('a refresh token that was used up asks to sign in again', async () => {
	const rig = await setUp(
		(_asked, response) => reply(response, fixture('oauth2-error.json'), 400),
		{ auth: 'oauth2' },
		fixedSecrets({ clientId: 'id', clientSecret: 'hush-hush', refreshToken: 'r1' }),
	);
	const error: unknown = await rig.source.count(property, never).catch((reason: unknown) => reason);
	expect(error).toMatchObject({ reason: 'credentials', why: expect.stringContaining('invalid_request') as string });
	expect(JSON.stringify([error, rig.logged])).not.toContain('hush-hush');
});

test('a replaced refresh token that cannot be stored is used as long as the process lives, with a warning', async () => {
	let granted = 0;
	let isExpired = false;
	const rig = await setUp(
		(asked, response) => {
			if (asked.url === '/v1/oauth2/grant') {
				granted++;
				if (asked.body.includes(`"r${granted}"`)) {
					reply(response, { access_token: `a${granted}`, refresh_token: `r${granted + 1}` });
				} else reply(response, { error: 'invalid_grant' }, 400);
			} else if (isExpired && asked.headers.authorization === 'Bearer a1') reply(response, expired, 401);
			else reply(response, counted);
		},
		{ auth: 'oauth2' },
		fixedSecrets({ clientId: 'id', clientSecret: 's', refreshToken: 'r1' }),
	);
	await rig.source.count(property, never);
	isExpired = true;
	await rig.source.count(property, never);
	expect(granted).toBe(2);
	expect(rig.logged.filter(({ level }) => level === 'warn').map(({ message }) => message)[0]).toContain(
		'--secrets-file',
	);
});

test('ApiSig: a session is opened and every request signed', async () => {
	const rig = await setUp(
		(asked, response) => {
			if (asked.url.startsWith('/v1/session')) {
				reply(response, {
					D: { Success: true, Results: [{ AuthToken: 'tok', Expires: '2110-12-30T11:18:49-06:00', Roles: ['basic'] }] },
				});
			} else reply(response, counted);
		},
		{ auth: 'apiSig' },
		fixedSecrets({ apiKey: 'KEY', apiSecret: 'SECRET' }),
	);
	await rig.source.count(property, never);
	await rig.source.count(property, never);
	const [session, count, again] = rig.host.asked;
	expect([session?.method, session?.url]).toEqual(['POST', `/v1/session?ApiKey=KEY&ApiSig=${md5('SECRETApiKeyKEY')}`]);
	const signature = md5('SECRETApiKeyKEYServicePath/Reso/OData/Property$counttrue$selectListingKey$top1AuthTokentok');
	expect(count?.url).toBe(
		`/Reso/OData/Property?$top=1&$count=true&$select=ListingKey&AuthToken=tok&ApiSig=${signature}`,
	);
	expect(again?.url).toBe(count?.url);
	expect(JSON.stringify(rig.logged)).not.toMatch(/SECRET|tok"|AuthToken=tok/);
});

test('ApiSig: an expired session is opened again, by 1020 and by its time', async () => {
	let sessions = 0;
	const rig = await setUp(
		(asked, response) => {
			if (asked.url.startsWith('/v1/session')) {
				sessions++;
				const Expires = sessions === 2 ? '2026-05-01T11:00:00Z' : '2110-01-01T00:00:00Z';
				reply(response, { D: { Success: true, Results: [{ AuthToken: `tok${sessions}`, Expires }] } });
			} else if (asked.option('AuthToken') === 'tok1') reply(response, expired, 401);
			else reply(response, counted);
		},
		{ auth: 'apiSig' },
		fixedSecrets({ apiKey: 'KEY', apiSecret: 'SECRET' }),
	);
	await rig.source.count(property, never);
	// Session 2 came back expired by its own word: the request after it opens the third.
	expect(sessions).toBe(3);
	await rig.source.count(property, never);
	expect(sessions).toBe(3);
});

test('ApiSig: a next link that repeats an older signature is signed anew', () => {
	const url = 'https://x.example/v1/contacts?_limit=25&AuthToken=old&_filter=A%20Eq%20%27b+c%27&ApiSig=0123';
	const signed = signedRequest({ method: 'GET', url, label: 'x' }, { key: 'K', secret: 'S' }, 'new');
	const signature = md5("SApiKeyKServicePath/v1/contactsAuthTokennew_filterA Eq 'b c'_limit25");
	expect(signed.url).toBe(
		`https://x.example/v1/contacts?_limit=25&_filter=A%20Eq%20%27b+c%27&AuthToken=new&ApiSig=${signature}`,
	);
});

function configuration(host: ScriptedSpark): Record<string, unknown> {
	const document = JSON.parse(fixture('openid-configuration.json')) as Record<string, unknown>;
	return JSON.parse(JSON.stringify(document).replaceAll('https://sparkplatform.com', host.origin)) as Record<
		string,
		unknown
	>;
}

function sentFields({ body, headers }: Asked): Record<string, string> {
	if (headers['content-type']?.includes('json') === true) return JSON.parse(body) as Record<string, string>;
	return Object.fromEntries(new URLSearchParams(body));
}

interface SignInRig {
	readonly host: ScriptedSpark;
	readonly values: Record<string, string>;
	readonly outside: SignInOutside;
	readonly settings: SparkSettings;
}

async function signInRig(
	auth: 'oauth2' | 'openid',
	claims: (host: ScriptedSpark) => Record<string, unknown>,
): Promise<SignInRig> {
	const values: Record<string, string> = { clientId: 'id', clientSecret: 'hush' };
	const secrets = keptSecrets(values);
	const rig = await setUp(
		(asked, response) => {
			if (asked.url === '/.well-known/openid-configuration') {
				reply(response, configuration(rig.host));
				return;
			}
			const payload = Buffer.from(JSON.stringify(claims(rig.host))).toString('base64url');
			reply(response, {
				access_token: 'a1',
				refresh_token: 'r1',
				...(auth === 'openid' ? { id_token: `h.${payload}.s` } : {}),
			});
		},
		{ auth },
		secrets,
	);
	const own = {
		...settings,
		auth,
		baseUrl: rig.host.origin,
		identityUrl: rig.host.origin,
		redirectUri: 'https://app.example/cb',
	};
	let n = 0;
	const outside = { secrets, door: await openTokenDoor(own, rig.outside), unguessable: () => `unguessable-${++n}` };
	return { host: rig.host, values, outside, settings: own };
}

const claimsFor =
	(nonce: string) =>
	(host: ScriptedSpark): Record<string, unknown> => ({ iss: host.origin, aud: 'id', nonce });

test('OpenID Connect: the browser is sent to the provider, and the code that comes back is exchanged', async () => {
	const { host, values, outside, settings: own } = await signInRig('openid', claimsFor('unguessable-2'));
	const started = await startSignIn(own, outside, never);
	const url = new URL(started.url);
	expect(url.origin + url.pathname).toBe(`${host.origin}/openid/authorize`);
	expect(Object.fromEntries(url.searchParams)).toEqual({
		response_type: 'code',
		client_id: 'id',
		redirect_uri: 'https://app.example/cb',
		state: 'unguessable-1',
		nonce: 'unguessable-2',
		scope: 'openid profile RESO FBS',
	});
	await finishSignIn(own, started, `https://app.example/cb?code=c0de&state=${started.state}`, outside, never);
	const exchanged = host.asked.find(({ url: path }) => path === '/openid/token')!;
	expect(sentFields(exchanged)).toEqual({
		client_id: 'id',
		client_secret: 'hush',
		grant_type: 'authorization_code',
		code: 'c0de',
		redirect_uri: 'https://app.example/cb',
	});
	expect(values).toMatchObject({ accessToken: 'a1', refreshToken: 'r1' });
});

test('OAuth 2: the older sign-in page and its JSON grant', async () => {
	const { host, values, outside, settings: own } = await signInRig('oauth2', () => ({}));
	const started = await startSignIn(own, outside, never);
	expect(started.url).toBe(
		`${host.origin}/oauth2?response_type=code&client_id=id&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=unguessable-1`,
	);
	await finishSignIn(own, started, `https://app.example/cb?code=c0de&state=${started.state}`, outside, never);
	expect(host.asked.map(({ method, url }) => [method, url])).toEqual([['POST', '/v1/oauth2/grant']]);
	expect(values).toMatchObject({ accessToken: 'a1', refreshToken: 'r1' });
});

test.each([
	['?code=c&state=another', 'does not belong'],
	['?code=c', 'does not belong'],
	['?error=access_denied&state=unguessable-1', 'access_denied'],
	['?state=unguessable-1', 'no code'],
])('an answer of %s is refused, and nothing is exchanged', async (query, why) => {
	const { host, values, outside, settings: own } = await signInRig('oauth2', () => ({}));
	const started = await startSignIn(own, outside, never);
	const finished = finishSignIn(own, started, `https://app.example/cb${query}`, outside, never);
	await expect(finished).rejects.toMatchObject({ reason: 'credentials', why: expect.stringContaining(why) as string });
	expect(host.asked).toEqual([]);
	expect(values.accessToken).toBeUndefined();
});

test.each([
	['another nonce', { nonce: 'stolen' }],
	['another audience', { aud: ['someone-else'] }],
	['another issuer', { iss: 'https://evil.example' }],
])('an identity with %s is refused', async (_name, change) => {
	const claims = (host: ScriptedSpark): Record<string, unknown> => ({ ...claimsFor('unguessable-2')(host), ...change });
	const { values, outside, settings: own } = await signInRig('openid', claims);
	const started = await startSignIn(own, outside, never);
	const finished = finishSignIn(own, started, `https://app.example/cb?code=c&state=${started.state}`, outside, never);
	await expect(finished).rejects.toMatchObject({ reason: 'credentials' });
	expect(values.accessToken).toBeUndefined();
});

test('a provider that names endpoints elsewhere gets no secret', async () => {
	const rig = await setUp(
		(_asked, response) => reply(response, { ...configuration(rig.host), token_endpoint: 'https://evil.example/token' }),
		{ auth: 'openid' },
		fixedSecrets({ clientId: 'id', clientSecret: 's', refreshToken: 'r' }),
	);
	await expect(rig.source.count(property, never)).rejects.toMatchObject({ reason: 'unsafe' });
});
