/** What a creation leads to: the new record's id, or a doubt whether there is one. */
import { FreeholdError } from '../../../errors.ts';
import type { Json } from '../../../json.ts';
import type { Answer } from './customerApi.ts';

export interface Created {
	/** `undefined` where the vendor gives none (journal entries, notifications). */
	readonly id: string | undefined;
	/** As the vendor gives it. */
	readonly location: string | undefined;
	/** Creation is often asynchronous, and its answer empty (seed 001, "Creating data"); pre-signed URLs are the exception. */
	readonly json: Json | undefined;
	readonly requestId: string;
}

export function createdAt({ headers, json, requestId }: Answer): Created {
	const location = headers.get('location') ?? undefined;
	return { id: location === undefined ? undefined : lastSegment(location), location, json, requestId };
}

/** Nobody may send a creation twice without knowing; where no answer came, the record may exist. */
export function uncertain(error: unknown, label: string): unknown {
	if (!FreeholdError.is(error, 'network', 'timeout', 'badResponse', 'unavailable')) return error;
	const { reason, why, status, requestId } = error;
	return new FreeholdError(reason, {
		what: `${label}: it is not known whether it was created`,
		why,
		next: 'Look for it before you send it again: it may be there',
		...{ status, requestId, cause: error },
	});
}

function lastSegment(location: string): string | undefined {
	const [path = ''] = location.split(/[?#]/);
	const segment = path.split('/').findLast((part) => part !== '');
	if (segment === undefined) return undefined;
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
