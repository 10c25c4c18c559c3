/** What was asked of the sandbox, without secrets: for tests, and to see what a client does. */
import type { SandboxRequest } from './answer.ts';

export interface LoggedRequest {
	/** Time of the sandbox's clock, in ms since 1970. */
	readonly time: number;
	readonly host: SandboxRequest['host'];
	readonly method: string;
	readonly path: string;
	/** Decoded parameters; values of one that was given more than once are joined by commas. */
	readonly query: Readonly<Record<string, string>>;
	/** 0 where the connection was reset before an answer. */
	readonly status: number;
	/** `private-replication`, `idx`, …; absent for unknown credentials. */
	readonly role: string | undefined;
}

const mostRequests = 10_000;
const secretNames = [
	'ApiKey',
	'ApiSig',
	'AuthToken',
	'X-Amz-Credential',
	'X-Amz-Signature',
	'access_token',
	'client_secret',
	'code',
	'code_verifier',
	'id_token_hint',
	'password',
	'refresh_token',
];

export class RequestLog {
	readonly #entries: LoggedRequest[] = [];
	#total = 0;

	/** The latest requests, oldest first. */
	get entries(): readonly LoggedRequest[] {
		return this.#entries;
	}

	/** All requests ever, also those no longer listed. */
	get total(): number {
		return this.#total;
	}

	add(request: SandboxRequest, time: number, status: number, role: string | undefined): void {
		const names = new Set(request.params.keys());
		const query = Object.fromEntries(
			[...names]
				.filter((name) => !secretNames.includes(name))
				.map((name) => [name, request.params.getAll(name).join(',')]),
		);
		const { host, method, path } = request;
		this.#entries.push({ time, host, method, path, query, status, role });
		this.#total += 1;
		if (this.#entries.length > mostRequests) this.#entries.shift();
	}

	clear(): void {
		this.#entries.length = 0;
	}
}
