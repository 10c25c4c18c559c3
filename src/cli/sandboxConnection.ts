/** The connection of a freehold.yaml that goes to the local sandbox. */
import type { NewConnection } from './projectFiles.ts';

/** Where `freehold sandbox` listens unless told otherwise; the replication host takes the next port. */
export const SANDBOX_PORT = 4370;

export interface SandboxOrigins {
	readonly api: string;
	readonly replication: string;
	readonly identity: string;
}

const DEFAULT_ORIGINS: SandboxOrigins = {
	api: `http://127.0.0.1:${SANDBOX_PORT}`,
	replication: `http://127.0.0.1:${SANDBOX_PORT + 1}`,
	identity: `http://127.0.0.1:${SANDBOX_PORT}`,
};

/** A Private key with replication access: it may read everything, contacts included. */
export function sandboxConnection(name: string, origins: SandboxOrigins = DEFAULT_ORIGINS): NewConnection {
	return {
		name,
		keyType: 'private',
		replication: true,
		auth: 'token',
		baseUrl: origins.replication,
		identityUrl: origins.identity,
	};
}
