/** Authorization codes and refresh tokens: each is good once, a refresh brings its successor. */
import type { SandboxClock } from '../../clock.ts';
import type { Credentials, OAuthClient } from './credentials.ts';

export interface Code {
	readonly client: OAuthClient;
	readonly redirectUri: string;
	readonly scope: readonly string[];
	readonly nonce: string | undefined;
	readonly expiresAt: number;
}

export interface Grant {
	readonly accessToken: string;
	readonly refreshToken: string;
	readonly expiresInSeconds: number;
	readonly client: OAuthClient;
	readonly scope: readonly string[];
	readonly nonce: string | undefined;
}

interface Refresh {
	readonly client: OAuthClient;
	readonly scope: readonly string[];
}

const codeLifeMs = 10 * 60_000;

export class Grants {
	readonly #credentials: Credentials;
	readonly #clock: SandboxClock;
	readonly #codes = new Map<string, Code>();
	readonly #refreshes = new Map<string, Refresh>();

	constructor(credentials: Credentials, clock: SandboxClock) {
		this.#credentials = credentials;
		this.#clock = clock;
	}

	code(about: Omit<Code, 'expiresAt'>): string {
		const code = this.#credentials.fresh('code');
		this.#codes.set(code, { ...about, expiresAt: this.#clock.now() + codeLifeMs });
		return code;
	}

	byCode(client: OAuthClient, code: string, redirectUri: string): Grant | undefined {
		const known = this.#codes.get(code);
		this.#codes.delete(code);
		if (known?.client.id !== client.id || known.redirectUri !== redirectUri) return undefined;
		if (known.expiresAt <= this.#clock.now()) return undefined;
		return this.#grant(client, known.scope, known.nonce);
	}

	byRefresh(client: OAuthClient, refreshToken: string): Grant | undefined {
		const known = this.#refreshes.get(refreshToken);
		if (known?.client.id !== client.id) return undefined;
		this.#refreshes.delete(refreshToken);
		return this.#grant(client, known.scope, undefined);
	}

	revoke(token: string): void {
		this.#refreshes.delete(token);
		this.#credentials.revoke(token);
	}

	#grant(client: OAuthClient, scope: readonly string[], nonce: string | undefined): Grant {
		const { token, expiresAt } = this.#credentials.issue(this.#credentials.clientCaller(client));
		const refreshToken = this.#credentials.fresh('refresh');
		this.#refreshes.set(refreshToken, { client, scope });
		const expiresInSeconds = Math.floor((expiresAt - this.#clock.now()) / 1000);
		return { accessToken: token, refreshToken, expiresInSeconds, client, scope, nonce };
	}
}
