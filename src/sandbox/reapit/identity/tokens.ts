/** What was issued: access tokens, refresh tokens that work once, codes. Lives are counted by the sandbox's clock. */
import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import type { ReapitClient, ReapitUser } from './clients.ts';
import type { TokenSigner } from './jwt.ts';

export interface AccessToken {
	readonly client: ReapitClient;
	/** Absent: the application speaks for itself (client credentials). */
	readonly user: ReapitUser | undefined;
	readonly expiresAt: number;
	readonly family: string;
}

export interface Code {
	readonly client: ReapitClient;
	readonly user: ReapitUser;
	readonly redirectUri: string;
	readonly nonce: string | undefined;
	readonly challenge: { readonly method: 'S256' | 'plain'; readonly value: string } | undefined;
}

interface Refresh {
	readonly client: ReapitClient;
	readonly user: ReapitUser;
	readonly family: string;
	isUsed: boolean;
}

export interface Issued {
	readonly accessToken: string;
	/** Seconds. */
	readonly expiresIn: number;
	readonly refreshToken: string | undefined;
	readonly user: ReapitUser | undefined;
	readonly nonce: string | undefined;
}

const codeLifeMs = 10 * 60_000;

export class IssuedTokens {
	readonly #clock: SandboxClock;
	readonly #signer: TokenSigner;
	readonly #switches: { readonly tokenLifeMs: number; readonly refreshReuse: 'revokeFamily' | 'refuse' };
	readonly #access = new Map<string, AccessToken>();
	readonly #refreshes = new Map<string, Refresh>();
	readonly #codes = new Map<string, Code & { readonly expiresAt: number }>();
	#count = 0;

	constructor(clock: SandboxClock, signer: TokenSigner, switches: IssuedTokens['switches']) {
		this.#clock = clock;
		this.#signer = signer;
		this.#switches = switches;
	}

	get switches(): { readonly tokenLifeMs: number; readonly refreshReuse: 'revokeFamily' | 'refuse' } {
		return this.#switches;
	}

	access(token: string): AccessToken | undefined {
		return this.#access.get(token);
	}

	code(about: Code): string {
		const code = this.#fresh('code');
		this.#codes.set(code, { ...about, expiresAt: this.#clock.now() + codeLifeMs });
		return code;
	}

	forClient(issuer: string, client: ReapitClient): Issued {
		return this.#issue(issuer, client, undefined, this.#fresh('family'));
	}

	/** @returns undefined where the code is unknown, used, expired, of another client, or its verifier is wrong */
	byCode(
		issuer: string,
		client: ReapitClient,
		given: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
	): Issued | undefined {
		const known = this.#codes.get(given.code);
		// Used once, whatever becomes of the attempt.
		this.#codes.delete(given.code);
		if (known?.client.id !== client.id || known.redirectUri !== given.redirectUri) return undefined;
		if (known.expiresAt <= this.#clock.now() || !isVerified(known.challenge, given.verifier)) return undefined;
		return { ...this.#issue(issuer, client, known.user, this.#fresh('family')), nonce: known.nonce };
	}

	/** @returns undefined where the token is unknown, of another client, or was used before */
	byRefresh(issuer: string, client: ReapitClient, token: string): Issued | undefined {
		const known = this.#refreshes.get(token);
		if (known?.client.id !== client.id) return undefined;
		if (known.isUsed) {
			if (this.#switches.refreshReuse === 'revokeFamily') this.#revokeFamily(known.family);
			return undefined;
		}
		known.isUsed = true;
		return this.#issue(issuer, client, known.user, known.family);
	}

	/** A refresh token takes everything of its sign-in along (RFC 7009 §2.1). */
	revoke(client: ReapitClient, token: string): void {
		const family = this.#refreshes.get(token);
		if (family?.client.id === client.id) this.#revokeFamily(family.family);
		if (this.#access.get(token)?.client.id === client.id) this.#access.delete(token);
	}

	/** Ends all access tokens; refresh tokens go on. */
	expireAccess(): void {
		for (const [token, known] of this.#access) this.#access.set(token, { ...known, expiresAt: 0 });
	}

	/** Ends everything: users must sign in again. */
	revokeAll(): void {
		this.#access.clear();
		this.#refreshes.clear();
		this.#codes.clear();
	}

	#issue(issuer: string, client: ReapitClient, user: ReapitUser | undefined, family: string): Issued {
		const now = this.#clock.now();
		const expiresAt = now + this.#switches.tokenLifeMs;
		const expiresIn = Math.floor(this.#switches.tokenLifeMs / 1000);
		const issuedAt = Math.floor(this.#clock.told() / 1000);
		const accessToken = this.#signer.signed({
			iss: issuer,
			sub: user === undefined ? `${client.id}@clients` : user.email,
			aud: 'https://platform.reapit.cloud',
			azp: client.id,
			iat: issuedAt,
			exp: issuedAt + expiresIn,
			jti: this.#fresh('access'),
			scope: [...client.scopes].join(' '),
			...(user === undefined ? { gty: 'client-credentials' } : {}),
		});
		for (const [token, known] of this.#access)
			if (known.expiresAt <= now - this.#switches.tokenLifeMs) this.#access.delete(token);
			else break;
		this.#access.set(accessToken, { client, user, expiresAt, family });
		let refreshToken: string | undefined;
		if (user !== undefined) {
			refreshToken = this.#fresh('refresh');
			this.#refreshes.set(refreshToken, { client, user, family, isUsed: false });
		}
		return { accessToken, expiresIn, refreshToken, user, nonce: undefined };
	}

	#revokeFamily(family: string): void {
		for (const [token, known] of this.#refreshes) if (known.family === family) this.#refreshes.delete(token);
		for (const [token, known] of this.#access) if (known.family === family) this.#access.delete(token);
	}

	#fresh(kind: string): string {
		this.#count += 1;
		return `reapit-${kind}-${this.#count}`;
	}
}

/** A verifier without a challenge was meant for another request (RFC 9700 §4.8). */
function isVerified(challenge: Code['challenge'], verifier: string): boolean {
	if (challenge === undefined) return verifier === '';
	// 43 to 128 unreserved characters (RFC 7636 §4.1).
	if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
	const derived = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
	return derived === challenge.value;
}
