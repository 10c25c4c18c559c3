/** Who may ask: the sandbox's fixed tokens and keys, the tokens it issues, and the check of each request. */
import type { SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import { roles } from '../roles.ts';
import type { Caller, Role } from '../roles.ts';
import { refusal } from '../sparkError.ts';
import type { SparkError } from '../sparkError.ts';
import { requestSignature } from './signature.ts';

/** A credential of each kind: with replication it is good for the replication host only. */
export interface Pair<T> {
	readonly normal: T;
	readonly replication: T;
}

export interface ApiKey {
	readonly key: string;
	readonly secret: string;
}

export interface OAuthClient {
	readonly id: string;
	readonly secret: string;
}

interface Issued {
	readonly caller: Caller;
	readonly expiresAt: number;
	/** Session tokens are used with a signature, the others as bearer tokens. */
	readonly session: ApiKey | undefined;
}

const eachRole = <T>(make: (role: Role, isReplication: boolean) => T): Readonly<Record<Role, Pair<T>>> => ({
	idx: { normal: make('idx', false), replication: make('idx', true) },
	vow: { normal: make('vow', false), replication: make('vow', true) },
	bbo: { normal: make('bbo', false), replication: make('bbo', true) },
	private: { normal: make('private', false), replication: make('private', true) },
});

const nameOf = (role: Role, isReplication: boolean): string => (isReplication ? `${role}-replication` : role);

export class Credentials {
	readonly tokens: Readonly<Record<Role, Pair<string>>> = eachRole((role, more) => `sandbox-${nameOf(role, more)}`);
	readonly apiKeys: Readonly<Record<Role, Pair<ApiKey>>> = eachRole((role, more) => ({
		key: `sandbox_key_${nameOf(role, more)}`,
		secret: `sandbox_secret_${nameOf(role, more)}`,
	}));
	/** Applications that users sign in with; they act with the private role. */
	readonly clients: Pair<OAuthClient> = {
		normal: { id: 'sandbox-client', secret: 'sandbox-client-secret' },
		replication: { id: 'sandbox-replication-client', secret: 'sandbox-replication-client-secret' },
	};
	readonly user = { name: 'agent', password: 'sandbox' } as const;
	readonly disabledToken = 'sandbox-disabled';
	readonly expiredToken = 'sandbox-expired';

	readonly #clock: SandboxClock;
	readonly #lifeMs: number;
	readonly #issued = new Map<string, Issued>();
	#count = 0;

	constructor(clock: SandboxClock, lifeMs: number) {
		this.#clock = clock;
		this.#lifeMs = lifeMs;
	}

	/** A name never given before: tokens of a run are the same on every run. */
	fresh(kind: string): string {
		this.#count += 1;
		return `sandbox-${kind}-${this.#count}`;
	}

	issue(caller: Caller, session?: ApiKey): { readonly token: string; readonly expiresAt: number } {
		const token = this.fresh(session === undefined ? 'access' : 'session');
		const expiresAt = this.#clock.now() + this.#lifeMs;
		this.#issued.set(token, { caller, expiresAt, session });
		return { token, expiresAt };
	}

	revoke(token: string): void {
		this.#issued.delete(token);
	}

	/** Ends every issued token and session; those that an MLS hands out never expire. */
	expireTokens(): void {
		for (const [token, issued] of this.#issued) this.#issued.set(token, { ...issued, expiresAt: 0 });
	}

	clientCaller(client: OAuthClient): Caller {
		return { role: 'private', isReplication: client.id === this.clients.replication.id, key: client.id };
	}

	client(id: unknown): OAuthClient | undefined {
		return [this.clients.normal, this.clients.replication].find((client) => client.id === id);
	}

	apiKey(key: string): { readonly apiKey: ApiKey; readonly caller: Caller } | undefined {
		for (const role of roles) {
			for (const isReplication of [false, true]) {
				const apiKey = this.apiKeys[role][isReplication ? 'replication' : 'normal'];
				if (apiKey.key === key) return { apiKey, caller: { role, isReplication, key } };
			}
		}
		return undefined;
	}

	/**
	 * @throws SparkError 1000 without a known credential, 1010 for a disabled key, 1020 for an expired token
	 */
	authenticate(request: SandboxRequest, surface: 'reso' | 'native' | 'identity'): Caller {
		const bearer = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
		if (bearer !== undefined) return this.#bearer(bearer);
		const session = request.params.get('AuthToken');
		if (surface !== 'native' || session === null) throw refusal(1000);
		const issued = this.#issued.get(session);
		if (issued?.session === undefined) throw refusal(1000);
		if (issued.expiresAt <= this.#clock.now()) throw expired();
		if (requestSignature(issued.session, request) !== request.params.get('ApiSig')) throw refusal(1000);
		return issued.caller;
	}

	#bearer(token: string): Caller {
		if (token === this.disabledToken) throw refusal(1010);
		if (token === this.expiredToken) throw expired();
		for (const role of roles) {
			for (const isReplication of [false, true]) {
				const own = this.tokens[role][isReplication ? 'replication' : 'normal'];
				if (own === token) return { role, isReplication, key: token };
			}
		}
		const issued = this.#issued.get(token);
		if (issued === undefined || issued.session !== undefined) throw refusal(1000);
		if (issued.expiresAt <= this.#clock.now()) throw expired();
		return issued.caller;
	}
}

/** As met by third parties (domain: Spark §5.4). */
function expired(): SparkError {
	return refusal(1020, undefined, {
		headers: { 'www-authenticate': "Bearer realm='Flexmls API', error='invalid_token'" },
	});
}
