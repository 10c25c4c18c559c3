/** The connections of a freehold.yaml that go to the local sandbox. */
import type { Sandbox } from '../sandbox/sandbox.ts';
import { sandboxCustomer } from '../core/sources/reapit/reapitSettings.ts';
import type { NewConnection } from '../core/project/newConnection.ts';

/** Where `freehold sandbox` listens unless told otherwise; the other hosts take the next five ports. */
export const SANDBOX_PORT = 4370;

/** Names of the connections in the project that the sandbox, `init --sandbox` and the demo make. */
export const SANDBOX_NAMES = { spark: 'mls', realpad: 'prague', reapit: 'agency' } as const;

export interface SandboxOrigins {
	readonly api: string;
	readonly replication: string;
	readonly identity: string;
	readonly realpad: string;
	readonly reapit: string;
	readonly reapitConnect: string;
}

/** Where a running sandbox listens. */
export function sandboxOrigins({ spark, realpad, reapit }: Sandbox): SandboxOrigins {
	const { api, connect } = reapit.origins;
	return { ...spark.origins, realpad: realpad.origin, reapit: api, reapitConnect: connect };
}

const DEFAULT_ORIGINS: SandboxOrigins = {
	api: `http://127.0.0.1:${SANDBOX_PORT}`,
	replication: `http://127.0.0.1:${SANDBOX_PORT + 1}`,
	identity: `http://127.0.0.1:${SANDBOX_PORT}`,
	realpad: `http://127.0.0.1:${SANDBOX_PORT + 2}`,
	reapit: `http://127.0.0.1:${SANDBOX_PORT + 3}`,
	reapitConnect: `http://127.0.0.1:${SANDBOX_PORT + 4}`,
};

/** A Private key with replication access (it may read everything, contacts included), a Realpad login, a Reapit application. */
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
		{
			source: 'reapit',
			name: SANDBOX_NAMES.reapit,
			customers: [sandboxCustomer],
			auth: 'clientCredentials',
			baseUrl: origins.reapit,
			identityUrl: origins.reapitConnect,
		},
	];
}
