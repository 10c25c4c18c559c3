/** The version of a record as Reapit names it, exactly as it came, quotation marks included (seed 001, "Optimistic concurrency"). */
import { FreeholdError } from '../../../errors.ts';
import type { JsonObject } from '../../../json.ts';
import type { Answer } from './customerApi.ts';

/**
 * The header is the version; the body repeats it. A proxy that compresses may weaken the header's (`W/"…"`), and a weak
 * tag never matches `If-Match` (RFC 9110 §13.1.1): then the body's counts.
 */
export function entityTag({ headers }: Pick<Answer, 'headers'>, item: JsonObject): string | undefined {
	const header = headers.get('etag');
	const inBody = typeof item._eTag === 'string' && item._eTag !== '' ? item._eTag : undefined;
	if (header === null || header.trim() === '') return inBody;
	return header.startsWith('W/') ? (inBody ?? header) : header;
}

/** @throws FreeholdError `badResponse`: without a version a change could overwrite somebody else's */
export function requireTag(etag: string | undefined, label: string, requestId: string | undefined): string {
	if (etag !== undefined) return etag;
	throw new FreeholdError('badResponse', {
		what: `${label} cannot be changed`,
		why: 'Reapit gave the record without its version (ETag), so that a change could undo what others do',
		next: 'Try again; if it stays, report it to Reapit with the request id',
		requestId,
	});
}
