/** Sends the text of a request file in tests: to the sandbox's vendors, or to a server of the test. */
import type { Budget } from '../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../src/core/http/undiciFetch.ts';
import type { UndiciFetch } from '../../../src/core/http/undiciFetch.ts';
import type { Secrets } from '../../../src/core/outside.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { Connection } from '../../../src/core/project/project.ts';
import { parseRequests } from '../../../src/core/requests/document/parseRequests.ts';
import { NO_ENVIRONMENT } from '../../../src/core/requests/resolve/environments.ts';
import type { Environment } from '../../../src/core/requests/resolve/environments.ts';
import { diskFiles } from '../../../src/core/requests/resolve/requestFiles.ts';
import { resolveRequest } from '../../../src/core/requests/resolve/resolveRequest.ts';
import type { ResolvedRequest } from '../../../src/core/requests/resolve/resolveRequest.ts';
import type { Exchange } from '../../../src/core/requests/send/exchange.ts';
import { RequestSender } from '../../../src/core/requests/send/requestSender.ts';
import type { SendOptions } from '../../../src/core/requests/send/requestSender.ts';
import { systemClock } from '../../../src/core/systemOutside.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

export interface Sending {
	readonly sender: RequestSender;
	readonly engine: UndiciFetch;
	readonly budget: Budget;
	/** Secrets as they are now, by connection and field. */
	readonly secrets: Record<string, Record<string, string>>;
	connection(name: string): Connection;
	resolve(text: string, nth?: number): Promise<ResolvedRequest>;
	send(text: string, options?: SendOptions, signal?: AbortSignal): Promise<Exchange>;
	close(): Promise<void>;
}

export interface SendingOptions {
	/** freehold.yaml, below `connections:`. */
	readonly connections: string;
	readonly secrets?: Record<string, Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly environment?: Environment;
	readonly folder?: string;
	readonly maxWaitMs?: number;
}

export function startSending(options: SendingOptions): Sending {
	const engine = undiciFetch({ env: {} });
	const budget = new MemoryBudget();
	const { project, problems } = parseProject(`version: 1\nconnections:\n${options.connections}`, '/work');
	if (project === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
	const secrets = { ...options.secrets };
	const secretsOf = ({ connection }: Pick<Connection, 'connection'>): Secrets => ({
		get: (field) => Promise.resolve(secrets[connection]?.[field]),
	});
	const network = {
		fetch: engine.fetch,
		clock: systemClock(),
		random: () => 0.5,
		log: { write: () => undefined },
		budget,
		maxWaitMs: options.maxWaitMs ?? 0,
	};
	const sender = new RequestSender({
		plain: network,
		outsideOf: (connection) => ({ ...network, secrets: secretsOf(connection) }),
	});
	const resolve = (text: string, nth = -1): Promise<ResolvedRequest> => {
		const document = parseRequests(text);
		return resolveRequest(document, document.blocks.at(nth)!, {
			folder: options.folder ?? '/work',
			files: diskFiles,
			environment: options.environment ?? NO_ENVIRONMENT,
			connectionNamed: (name) => project.connections.get(name),
			env: options.env ?? {},
			secretsOf,
		});
	};
	return {
		...{ sender, engine, budget, secrets, resolve },
		connection: (name) => project.connections.get(name)!,
		send: async (text, sendOptions = {}, signal = new AbortController().signal) =>
			sender.send(await resolve(text), sendOptions, signal),
		close: () => engine.close(),
	};
}

/** The three vendors of a sandbox, with the secrets that they take. */
export function sandboxConnections({ reapit, realpad, spark }: Sandbox): SendingOptions {
	const { id, secret = '' } = reapit.handlers.clients.server;
	return {
		connections: [
			`  agency: { source: reapit, customer: SBOX, baseUrl: '${reapit.origins.api}', identityUrl: '${reapit.origins.connect}' }`,
			`  prague: { source: realpad, multipleInquiries: true, baseUrl: '${realpad.origin}' }`,
			`  mls: { source: spark, keyType: private, baseUrl: '${spark.origins.api}' }`,
			'',
		].join('\n'),
		secrets: {
			agency: { clientId: id, clientSecret: secret },
			prague: { login: 'takeout', password: 'sandbox-takeout' },
			mls: { token: spark.tokens.private.normal },
		},
	};
}
