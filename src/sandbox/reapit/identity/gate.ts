/** Who may pass to the API: token, customer, installation, scope, in this order and in the vendor's words (§2.3). */
import type { SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { ReapitCaller } from '../contract.ts';
import { ReapitRefusal } from '../refusal.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';
import type { ReapitClients } from './clients.ts';
import { scopeFor } from './scopes.ts';
import type { AccessToken, IssuedTokens } from './tokens.ts';

export interface GateParts {
	readonly clock: SandboxClock;
	readonly clients: ReapitClients;
	readonly tokens: IssuedTokens;
	readonly apiVersion: string;
	readonly customers: readonly string[];
	readonly switches: Pick<ReapitWritingSwitches, 'customerWithUser' | 'isVersionDeprecated'>;
}

const lacksCredentials =
	'The request cannot be fulfilled because it lacks the authentication credentials required to access the resource. Please generate a new access token and try again.';
const isNotInstalled =
	'The request could not be fulfilled as the reapit customer specified by the provided credentials does not have the application installed.';
const lacksScope = 'This application has not been granted the required scope to interact with this endpoint.';

/** Half a year from the sandbox's first day (seed 001, Deprecation: "presently six months"). */
const sunsetAfterMs = 184 * 86_400_000;

export class Gate {
	readonly #parts: GateParts;

	constructor(parts: GateParts) {
		this.#parts = parts;
	}

	/** @throws ReapitRefusal 401, 400 */
	authenticate(request: SandboxRequest): ReapitCaller {
		const token = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
		const known = token === undefined ? undefined : this.#parts.tokens.access(token);
		if (known === undefined || known.expiresAt <= this.#parts.clock.now())
			throw new ReapitRefusal(401, lacksCredentials);
		const customer = this.#customer(request, known);
		const { id: clientId, scopes } = known.client;
		// An unknown customer has installed nothing.
		if (!this.#parts.customers.includes(customer) || !this.#parts.clients.isInstalled(clientId, customer))
			throw new ReapitRefusal(401, isNotInstalled);
		return { clientId, customer, scopes };
	}

	/** @throws ReapitRefusal 403 */
	authorize(method: string, path: string, { scopes }: ReapitCaller): void {
		const scope = scopeFor(method, path);
		if (scope !== undefined && !scopes.has(scope)) throw new ReapitRefusal(403, lacksScope);
	}

	/** Headers of every answer: that the version ends is said in them (RFC 9745, RFC 8594). */
	headers(): Readonly<Record<string, string>> {
		if (!this.#parts.switches.isVersionDeprecated) return {};
		const sunset = new Date(this.#parts.clock.start + sunsetAfterMs).toUTCString();
		return {
			deprecation: `@${Math.floor(this.#parts.clock.start / 1000)}`,
			sunset,
			warning: `299 - "api-version ${this.#parts.apiVersion} is deprecated and ends on ${sunset}"`,
		};
	}

	#customer({ headers }: SandboxRequest, { user }: AccessToken): string {
		const named = headers['reapit-customer'];
		if (user === undefined) {
			if (named === undefined || named === '') throw new ReapitRefusal(400, 'The reapit-customer header is required');
			return named;
		}
		// The token of a user carries the customer itself (domain: Reapit §2.1).
		if (named !== undefined && this.#parts.switches.customerWithUser === 'refuse')
			throw new ReapitRefusal(400, 'The reapit-customer header is only for client credentials');
		return user.customer;
	}
}
