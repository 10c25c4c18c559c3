/** Reapit Connect as one function from request to answer: sign-in, tokens, keys (domain: Reapit §2.2). */
import { jsonAnswer, textAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { JsonObject } from '../../json.ts';
import type { ReapitRecords } from '../contract.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';
import { clientOf } from './clientAuthentication.ts';
import type { ReapitClients, ReapitUser } from './clients.ts';
import { discovery } from './discovery.ts';
import type { TokenSigner } from './jwt.ts';
import { loopbackUrl, registeredRedirect, sentBack } from './redirects.ts';
import { signInPage } from './signInPage.ts';
import type { Code, Issued, IssuedTokens } from './tokens.ts';

export interface ConnectParts {
	readonly clock: SandboxClock;
	readonly clients: ReapitClients;
	readonly tokens: IssuedTokens;
	readonly signer: TokenSigner;
	readonly records: ReapitRecords;
	readonly switches: Pick<ReapitWritingSwitches, 'autoApprove' | 'tokenType' | 'pkce'>;
}

export class Connect {
	readonly #parts: ConnectParts;

	constructor(parts: ConnectParts) {
		this.#parts = parts;
	}

	answer(request: SandboxRequest): Answer {
		switch (request.path) {
			case '/.well-known/openid-configuration':
				return jsonAnswer(discovery(request.origin));
			case '/.well-known/jwks.json':
				return jsonAnswer(this.#parts.signer.keySet());
			case '/authorize':
				return this.#authorize(request);
			case '/token':
			case '/oauth/token':
				return this.#token(request);
			case '/userinfo':
			case '/oauth2/userInfo':
				return this.#userInfo(request);
			case '/oauth/revoke':
				return this.#revoke(request);
			case '/oidc/logout':
			case '/logout':
				return logout(request);
			default:
				return oauthError('not_found', 404);
		}
	}

	#authorize(request: SandboxRequest): Answer {
		const { clients, tokens, switches } = this.#parts;
		const form = request.method === 'POST' ? new URLSearchParams(request.body) : request.params;
		const client = clients.byId(form.get('client_id'));
		const redirectUri = form.get('redirect_uri') ?? '';
		const target = registeredRedirect(client?.redirectUris ?? [], redirectUri);
		// Without a trusted place to go back to, the mistake is shown here (RFC 6749 §4.1.2.1).
		if (client === undefined) return textAnswer('Unknown client_id', 'text/plain; charset=utf-8', 400);
		if (target === undefined)
			return textAnswer('This redirect_uri is not registered', 'text/plain; charset=utf-8', 400);
		const refused = (error: string, error_description: string): Answer =>
			sentBack(target, { error, error_description }, form.get('state'));
		if (form.get('response_type') !== 'code') return refused('unsupported_response_type', 'Only code is served');
		const challenge = challengeOf(form);
		if (challenge === 'unknown') return refused('invalid_request', 'The code_challenge_method is S256 or plain');
		if (challenge === undefined && client.secret === undefined && switches.pkce === 'required')
			return refused('invalid_request', 'A code_challenge is required');
		const carried = [...form].filter(([name]) => name !== 'username' && name !== 'password');
		const user = switches.autoApprove ? clients.users[0] : clients.user(form.get('username'), form.get('password'));
		if (user === undefined)
			return signInPage(clients.users, carried, request.method === 'POST' ? 'User or password is wrong.' : undefined);
		if (!clients.isInstalled(client.id, user.customer))
			return refused('access_denied', `The application is not installed for ${user.customer}`);
		const nonce = form.get('nonce') ?? undefined;
		return sentBack(target, { code: tokens.code({ client, user, redirectUri, nonce, challenge }) }, form.get('state'));
	}

	#token(request: SandboxRequest): Answer {
		const { clients, tokens, switches } = this.#parts;
		if (request.method !== 'POST') return oauthError('invalid_request', 405);
		// Parameters in the query are taken too (domain: Reapit §2.2).
		const form = new URLSearchParams([...request.params, ...new URLSearchParams(request.body)]);
		const client = clientOf(clients, request, form);
		if (client === undefined)
			return oauthError('invalid_client', 401, { 'www-authenticate': 'Basic realm="Reapit Connect"' });
		const issuer = `${request.origin}/`;
		let issued: Issued | undefined;
		switch (form.get('grant_type')) {
			case 'client_credentials':
				if (client.secret === undefined) return oauthError('unauthorized_client', 400);
				issued = tokens.forClient(issuer, client);
				break;
			case 'authorization_code':
				issued = tokens.byCode(issuer, client, {
					code: form.get('code') ?? '',
					redirectUri: form.get('redirect_uri') ?? '',
					verifier: form.get('code_verifier') ?? '',
				});
				break;
			case 'refresh_token':
				issued = tokens.byRefresh(issuer, client, form.get('refresh_token') ?? '');
				break;
			case null:
				return oauthError('invalid_request', 400);
			default:
				return oauthError('unsupported_grant_type', 400);
		}
		if (issued === undefined) return oauthError('invalid_grant', 400);
		const { accessToken, refreshToken, expiresIn, user } = issued;
		return jsonAnswer(
			{
				access_token: accessToken,
				...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
				...(user === undefined ? {} : { id_token: this.#idToken(issuer, client.id, user, issued) }),
				token_type: switches.tokenType,
				expires_in: expiresIn,
			},
			200,
			{ 'cache-control': 'no-store' },
		);
	}

	#idToken(issuer: string, audience: string, user: ReapitUser, { expiresIn, nonce }: Issued): string {
		const now = Math.floor(this.#parts.clock.told() / 1000);
		return this.#parts.signer.signed({
			...this.#claims(user),
			iss: issuer,
			aud: audience,
			iat: now,
			exp: now + expiresIn,
			...(nonce === undefined ? {} : { nonce }),
		});
	}

	/** With those that applications use: who the user is at which customer (domain: Reapit §2.2). */
	#claims({ name, email, customer }: ReapitUser): JsonObject {
		const [negotiator] = this.#parts.records.all(customer, 'negotiators');
		return {
			sub: `sandbox|${name}`,
			email,
			email_verified: true,
			name: negotiator?.name ?? name,
			userCode: negotiator?.id ?? '',
			clientCode: customer,
			officeId: negotiator?.officeId ?? '',
		};
	}

	#userInfo(request: SandboxRequest): Answer {
		const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
		const known = this.#parts.tokens.access(token);
		if (known?.user === undefined || known.expiresAt <= this.#parts.clock.now())
			return oauthError('invalid_token', 401, { 'www-authenticate': 'Bearer error="invalid_token"' });
		return jsonAnswer(this.#claims(known.user));
	}

	#revoke(request: SandboxRequest): Answer {
		if (request.method !== 'POST') return oauthError('invalid_request', 405);
		const form = new URLSearchParams(request.body);
		const client = clientOf(this.#parts.clients, request, form);
		if (client === undefined) return oauthError('invalid_client', 401);
		const token = form.get('token');
		if (token === null) return oauthError('invalid_request', 400);
		// 200 for an unknown token too (RFC 7009 §2.2).
		this.#parts.tokens.revoke(client, token);
		return textAnswer('', 'text/plain');
	}
}

function logout(request: SandboxRequest): Answer {
	const target = loopbackUrl(request.params.get('post_logout_redirect_uri') ?? request.params.get('returnTo'));
	if (target === undefined) return textAnswer('You are signed out.', 'text/plain; charset=utf-8');
	return sentBack(target, {}, request.params.get('state'));
}

function challengeOf(form: URLSearchParams): Code['challenge'] | 'unknown' {
	const value = form.get('code_challenge');
	if (value === null) return undefined;
	// Plain where no method is named (RFC 7636 §4.3).
	const method = form.get('code_challenge_method') ?? 'plain';
	return method === 'S256' || method === 'plain' ? { method, value } : 'unknown';
}

function oauthError(error: string, status: number, headers: Readonly<Record<string, string>> = {}): Answer {
	return jsonAnswer({ error }, status, headers);
}
