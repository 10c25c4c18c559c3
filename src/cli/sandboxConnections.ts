/** The connections of a freehold.yaml that go to the local sandbox. */
import type { NewConnection } from './projectText.ts';

/** Where `freehold sandbox` listens unless told otherwise; the replication host and Realpad take the next two ports. */
export const SANDBOX_PORT = 4370;

/** Names of the connections in the project that the sandbox, `init --sandbox` and the demo make. */
export const SANDBOX_NAMES = { spark: 'mls', realpad: 'prague' } as const;

export interface SandboxOrigins {
	readonly api: string;
	readonly replication: string;
	readonly identity: string;
	readonly realpad: string;
}

const DEFAULT_ORIGINS: SandboxOrigins = {
	api: `http://127.0.0.1:${SANDBOX_PORT}`,
	replication: `http://127.0.0.1:${SANDBOX_PORT + 1}`,
	identity: `http://127.0.0.1:${SANDBOX_PORT}`,
	realpad: `http://127.0.0.1:${SANDBOX_PORT + 2}`,
};

/** A Private key with replication access (it may read everything, contacts included), and a Realpad login. */
export function sandboxConnections(origins: SandboxOrigins = DEFAULT_ORIGINS): readonly NewConnection[] {
	return [
		{
			source: 'spark',
			name: SANDBOX_NAMES.spark,
			keyType: 'private',
			replication: true,
			auth: 'token',
			baseUrl: origins.replication,
			identityUrl: origins.identity,
		},
		{ source: 'realpad', name: SANDBOX_NAMES.realpad, multipleInquiries: false, baseUrl: origins.realpad },
	];
}
