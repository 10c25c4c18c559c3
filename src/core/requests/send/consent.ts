/** Requests that change data are sent only by somebody's word. */
import { FreeholdError } from '../../errors.ts';
import type { Connection } from '../../project/project.ts';
import { onlyReads } from '../../sources/realpad/webServiceCalls.ts';
import type { ResolvedRequest } from '../resolve/resolveRequest.ts';
import type { SentRequest } from './exchange.ts';
import { maskedRequest } from './maskedRequest.ts';

/** What is asked for: enough to say what would happen. */
export interface PendingWrite {
	readonly name: string;
	readonly connection: Connection | undefined;
	/** Secrets masked. */
	readonly request: SentRequest;
}

/** Whether it may be sent. */
export type Consent = (write: PendingWrite) => Promise<boolean>;

/** Realpad's web service is asked by POST for what it only reads, too. */
export function isWrite({ request, connection }: Pick<ResolvedRequest, 'request' | 'connection'>): boolean {
	if (/^(?:GET|HEAD|OPTIONS)$/.test(request.method)) return false;
	return connection?.source !== 'realpad' || !onlyReads(request.url);
}

/** @throws FreeholdError `forbidden` where the connection is read-only, `usage` where nobody consents */
export async function assertMayChange(resolved: ResolvedRequest, consent: Consent | undefined): Promise<void> {
	if (!isWrite(resolved)) return;
	const { name, connection, request, secrets } = resolved;
	if (connection?.readOnly === true) {
		throw new FreeholdError('forbidden', {
			what: `${name} was not sent`,
			why: `connection ${connection.connection} is read-only: freehold.yaml says readOnly: true`,
			next: 'Remove readOnly there, if this connection is meant to write',
		});
	}
	const write = { name, connection, request: maskedRequest(request, secrets) };
	if (consent !== undefined && (await consent(write))) return;
	throw new FreeholdError('usage', {
		what: `${name} was not sent`,
		why: `${request.method} changes data${connection === undefined ? '' : ` of ${connection.connection}`}, and nobody has agreed to it`,
		next: 'Agree to it when you are asked, or say so beforehand with --yes',
	});
}
