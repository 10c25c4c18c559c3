/** The applications and users that Reapit Connect's simulator knows. All are fake and fixed. */
import type { Endpoint } from '../../../vendor/reapit/endpoints.ts';
import type { ReapitScope } from './scopes.ts';
import { scopesOf } from './scopes.ts';

export interface ReapitClient {
	readonly id: string;
	/** Absent: an application that runs where no secret is safe. */
	readonly secret: string | undefined;
	readonly scopes: ReadonlySet<ReapitScope>;
	readonly redirectUris: readonly string[];
}

export interface ReapitUser {
	readonly name: string;
	readonly password: string;
	readonly email: string;
	readonly customer: string;
}

/** On loopback any port fits (RFC 8252 §7.3). */
const redirectUris = [
	'http://127.0.0.1/callback',
	'http://localhost/callback',
	'http://127.0.0.1/',
	'http://localhost/',
];

const users: readonly ReapitUser[] = [
	{ name: 'agent', password: 'sandbox', email: 'agent@sbox.example', customer: 'SBOX' },
	{ name: 'agent-res', password: 'sandbox', email: 'agent@res.example', customer: 'RES' },
];

export class ReapitClients {
	/** Server to server, with every permission, installed by all customers. */
	readonly server: ReapitClient;
	/** Likewise, but it may only read. */
	readonly reader: ReapitClient;
	/** Signs users in with PKCE and has no secret. */
	readonly publicClient: ReapitClient;
	/** No customer has installed it: it reaches the sandbox customer only. */
	readonly notInstalled: ReapitClient;
	readonly users = users;
	readonly #installed = new Set<string>();

	constructor(endpoints: readonly Endpoint[]) {
		const all = scopesOf(endpoints);
		const reads = new Set([...all].filter((scope) => scope.endsWith('.read')));
		const secretOf = (id: string): string => `${id}-secret`;
		const client = (id: string, scopes: ReadonlySet<ReapitScope>, secret: string | undefined): ReapitClient => ({
			id,
			secret,
			scopes,
			redirectUris,
		});
		this.server = client('sandbox-server', all, secretOf('sandbox-server'));
		this.reader = client('sandbox-reader', reads, secretOf('sandbox-reader'));
		this.publicClient = client('sandbox-public', all, undefined);
		this.notInstalled = client('sandbox-not-installed', all, secretOf('sandbox-not-installed'));
		for (const { id } of [this.server, this.reader, this.publicClient]) this.install(id, 'RES');
	}

	byId(id: unknown): ReapitClient | undefined {
		return [this.server, this.reader, this.publicClient, this.notInstalled].find((client) => client.id === id);
	}

	user(name: string | null, password: string | null): ReapitUser | undefined {
		return users.find((user) => user.name === name && user.password === password);
	}

	/** The sandbox customer needs no installation (seed 001, Sandbox mode). */
	isInstalled(clientId: string, customer: string): boolean {
		return customer === 'SBOX' || this.#installed.has(`${clientId} ${customer}`);
	}

	install(clientId: string, customer: string): void {
		this.#installed.add(`${clientId} ${customer}`);
	}

	uninstall(clientId: string, customer: string): void {
		this.#installed.delete(`${clientId} ${customer}`);
	}
}
