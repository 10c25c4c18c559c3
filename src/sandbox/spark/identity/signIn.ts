/** Sign-in as users know it: OpenID Connect's code flow, and Spark's older OAuth2 hybrid (domain: Spark §3.2). */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { jsonAnswer, textAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import { isJsonObject } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import type { World } from '../data/world.ts';
import { email, firstName, fullName, lastName, memberMlsId } from '../data/people.ts';
import { refusal } from '../sparkError.ts';
import type { Credentials, OAuthClient } from './credentials.ts';
import { discovery } from './discovery.ts';
import { Grants } from './grants.ts';
import type { Grant } from './grants.ts';
import { signInPage } from './signInPage.ts';

export interface SignInOutside {
	readonly credentials: Credentials;
	readonly clock: SandboxClock;
	readonly world: World;
	readonly autoApprove: boolean;
}

interface SigningKey {
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
}

const keyId = 'sandbox';

export class SignIn {
	readonly #outside: SignInOutside;
	readonly #grants: Grants;
	#keyPair: SigningKey | undefined;

	constructor(outside: SignInOutside) {
		this.#outside = outside;
		this.#grants = new Grants(outside.credentials, outside.clock);
	}

	/** @returns undefined where the path is not one of the identity service */
	answer(request: SandboxRequest): Answer | undefined {
		switch (request.path) {
			case '/.well-known/openid-configuration':
				return jsonAnswer(discovery(request.origin));
			case '/openid/jwks.json':
				return jsonAnswer({ keys: [{ ...this.#jwk(), kid: keyId, use: 'sig', alg: 'RS256' }] });
			case '/openid/authorize':
			case '/oauth2':
				return this.#authorize(request);
			case '/openid/token':
				return this.#token(request);
			case '/openid/userinfo':
				this.#outside.credentials.authenticate(request, 'identity');
				return jsonAnswer(this.#claims());
			case '/openid/revoke':
				return this.#revoke(request);
			case '/v1/oauth2/grant':
				return this.#legacyGrant(request);
			default:
				return undefined;
		}
	}

	#authorize(request: SandboxRequest): Answer {
		const form = request.method === 'POST' ? new URLSearchParams(request.body) : request.params;
		const client = this.#outside.credentials.client(form.get('client_id'));
		const redirect = loopbackUri(form.get('redirect_uri'));
		// Without a trusted place to go back to, the mistake is shown here (RFC 6749 §4.1.2.1).
		if (client === undefined) return textAnswer('Unknown client_id', 'text/plain; charset=utf-8', 400);
		if (redirect === undefined)
			return textAnswer('redirect_uri must be an http address on loopback', 'text/plain; charset=utf-8', 400);
		if (form.get('response_type') !== 'code') return back(redirect, { error: 'unsupported_response_type' }, form);
		const scope = (form.get('scope') ?? '').split(' ').filter((each) => each !== '');
		if (!this.#outside.autoApprove) {
			const carried = [...form].filter(([name]) => name !== 'username' && name !== 'password');
			if (request.method !== 'POST') return signInPage(request.path, carried);
			const { user } = this.#outside.credentials;
			if (form.get('username') !== user.name || form.get('password') !== user.password)
				return signInPage(request.path, carried, 'User or password is wrong.');
		}
		const redirectUri = form.get('redirect_uri') ?? '';
		const code = this.#grants.code({ client, redirectUri, scope, nonce: form.get('nonce') ?? undefined });
		return back(redirect, { code }, form);
	}

	#token(request: SandboxRequest): Answer {
		if (request.method !== 'POST') throw refusal(405);
		const form = new URLSearchParams(request.body);
		const client = this.#authenticatedClient(request, form);
		if (client === undefined)
			return jsonAnswer({ error: 'invalid_client' }, 401, { 'www-authenticate': 'Basic realm="Spark sandbox"' });
		const grant = this.#grant(client, Object.fromEntries(form));
		if (grant === 'unsupported') return jsonAnswer({ error: 'unsupported_grant_type' }, 400);
		if (grant === undefined) return jsonAnswer({ error: 'invalid_grant' }, 400);
		return jsonAnswer({
			access_token: grant.accessToken,
			token_type: 'Bearer',
			expires_in: grant.expiresInSeconds,
			refresh_token: grant.refreshToken,
			...(grant.scope.includes('openid') ? { id_token: this.#idToken(request.origin, grant) } : {}),
		});
	}

	/** The older grant takes JSON and has one word for every mistake (fixture `oauth2/error.json`). */
	#legacyGrant(request: SandboxRequest): Answer {
		if (request.method !== 'POST') throw refusal(405);
		const body = parsed(request.body);
		const client = this.#outside.credentials.client(body?.client_id);
		const isKnown = client !== undefined && client.secret === body?.client_secret;
		const grant = isKnown && body !== undefined ? this.#grant(client, body) : undefined;
		if (grant === undefined || grant === 'unsupported') return jsonAnswer({ error: 'invalid_request' }, 400);
		return jsonAnswer({
			expires_in: grant.expiresInSeconds,
			refresh_token: grant.refreshToken,
			access_token: grant.accessToken,
		});
	}

	#grant(client: OAuthClient, body: Readonly<Record<string, unknown>>): Grant | undefined | 'unsupported' {
		const word = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
		if (word('grant_type') === 'authorization_code')
			return this.#grants.byCode(client, word('code'), word('redirect_uri'));
		if (word('grant_type') === 'refresh_token') return this.#grants.byRefresh(client, word('refresh_token'));
		return 'unsupported';
	}

	#revoke(request: SandboxRequest): Answer {
		if (request.method !== 'POST') throw refusal(405);
		const form = new URLSearchParams(request.body);
		if (this.#authenticatedClient(request, form) === undefined) return jsonAnswer({ error: 'invalid_client' }, 401);
		this.#grants.revoke(form.get('token') ?? '');
		return jsonAnswer({});
	}

	/** `client_secret_post` or `client_secret_basic`. */
	#authenticatedClient(request: SandboxRequest, form: URLSearchParams): OAuthClient | undefined {
		const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
		const [id, secret] =
			basic === undefined
				? [form.get('client_id'), form.get('client_secret')]
				: Buffer.from(basic, 'base64').toString('utf8').split(':').map(formDecoded);
		const client = this.#outside.credentials.client(id);
		return client?.secret === secret ? client : undefined;
	}

	#claims(): JsonObject {
		const member = this.#outside.world.baseFacts('Member', 0);
		return {
			sub: member.key,
			name: fullName(member),
			given_name: firstName(member),
			family_name: lastName(member),
			email: email(member),
			MemberMlsId: memberMlsId(member),
			OfficeKey: this.#outside.world.keyAt('Office', 0),
		};
	}

	#idToken(issuer: string, grant: Grant): string {
		const now = Math.floor(this.#outside.clock.told() / 1000);
		const claims = {
			...this.#claims(),
			iss: issuer,
			aud: grant.client.id,
			iat: now,
			exp: now + grant.expiresInSeconds,
			...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
		};
		const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
		const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${part(claims)}`;
		return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), this.#keys().privateKey).toString('base64url')}`;
	}

	#jwk(): JsonObject {
		const { kty, n, e } = this.#keys().publicKey.export({ format: 'jwk' });
		return { kty: String(kty), n: String(n), e: String(e) };
	}

	#keys(): SigningKey {
		this.#keyPair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
		return this.#keyPair;
	}
}

/** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1). */
const formDecoded = (part: string): string => new URLSearchParams(`x=${part.replaceAll('&', '%26')}`).get('x') ?? '';

function parsed(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** The simulator sends browsers nowhere but back to this machine. */
function loopbackUri(text: string | null): URL | undefined {
	if (text === null || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) ? url : undefined;
}

function back(redirect: URL, answer: Readonly<Record<string, string>>, form: URLSearchParams): Answer {
	const url = new URL(redirect);
	for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
	const state = form.get('state');
	if (state !== null) url.searchParams.set('state', state);
	return { status: 302, headers: { location: url.href }, body: { kind: 'text', text: '' } };
}
