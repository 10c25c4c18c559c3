/** The connections of a freehold.yaml that lead to the sandbox, and the secrets that go with them. */
import type { NewConnection } from '../../core/project/newConnection.ts';
import { sandboxCustomer } from '../../core/sources/reapit/reapitSettings.ts';
import type { SandboxParts } from './sandboxWorker.ts';

export interface SandboxConnection {
	readonly connection: NewConnection;
	readonly secrets: Readonly<Record<string, string>>;
}

/** A Private key with replication access (it may read everything, contacts included), a Realpad login, and an application of Reapit's. */
export function sandboxConnections({ origins, secrets }: SandboxParts): readonly SandboxConnection[] {
	return [
		{
			connection: {
				...{ source: 'spark', name: 'mls', keyType: 'private', replication: true, auth: 'token' },
				baseUrl: origins.replication,
				identityUrl: origins.identity,
			},
			secrets: secrets.spark,
		},
		{
			connection: { source: 'realpad', name: 'prague', multipleInquiries: false, baseUrl: origins.realpad },
			secrets: secrets.realpad,
		},
		{
			connection: {
				...{ source: 'reapit', name: 'agency', customers: [sandboxCustomer], auth: 'clientCredentials' },
				baseUrl: origins.reapit,
				identityUrl: origins.reapitConnect,
			},
			secrets: secrets.reapit,
		},
	];
}
