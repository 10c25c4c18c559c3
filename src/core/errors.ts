/** The one kind of error that Freehold raises on purpose: what failed, why, and what to do next. */

/**
 * Why something failed, as callers tell cases apart. Each reason has one exit code (`cli/exitCodes.ts`).
 *
 * - `usage` the command or its options are wrong; `configuration` freehold.yaml is
 * - `credentials` missing or refused; `forbidden` accepted but not allowed this
 * - `notFound` what was asked for does not exist at the vendor or here
 * - `badRequest` the vendor refuses the request as written; `conflict` it collides with other data
 * - `suspended` asked to wait longer than the caller allows (`retryAt` says until when)
 * - `network` no answer: connection, TLS, DNS, reset; `timeout` no answer in time
 * - `unavailable` the vendor answers 5xx after all attempts
 * - `badResponse` an answer that breaks the protocol: cut or invalid JSON, wrong content type, looping links
 * - `unsafe` refused by us: a link to another origin, plain http, more deletions than allowed
 * - `diskFull`, `locked`, `corrupt`, `tooNew`, `storeGone`, `readOnly`, `query` of the local replica
 * - `internal` a bug of ours
 */
export type Reason =
	| 'usage'
	| 'configuration'
	| 'credentials'
	| 'forbidden'
	| 'notFound'
	| 'badRequest'
	| 'conflict'
	| 'suspended'
	| 'network'
	| 'timeout'
	| 'unavailable'
	| 'badResponse'
	| 'unsafe'
	| 'diskFull'
	| 'locked'
	| 'corrupt'
	| 'tooNew'
	| 'storeGone'
	| 'readOnly'
	| 'query'
	| 'internal';

export interface ErrorDetails {
	/** What failed, as a clause: "Property page 3 of mls could not be read". */
	readonly what: string;
	/** Why, in the vendor's or the system's terms. Never holds a secret. */
	readonly why: string;
	/** What the user can do now. */
	readonly next: string;
	/** When trying again makes sense, in ms since 1970. */
	readonly retryAt?: number | undefined;
	/** HTTP status, where an answer was the cause. */
	readonly status?: number | undefined;
	/** The vendor's own code (Spark 1021, …). */
	readonly vendorCode?: number | undefined;
	/** The vendor's or our id of the request, to quote to support. */
	readonly requestId?: string | undefined;
	readonly cause?: unknown;
}

export class FreeholdError extends Error {
	readonly reason: Reason;
	readonly what: string;
	readonly why: string;
	readonly next: string;
	readonly retryAt: number | undefined;
	readonly status: number | undefined;
	readonly vendorCode: number | undefined;
	readonly requestId: string | undefined;

	constructor(reason: Reason, details: ErrorDetails) {
		super(`${details.what}: ${details.why}`, details.cause === undefined ? undefined : { cause: details.cause });
		this.name = 'FreeholdError';
		this.reason = reason;
		this.what = details.what;
		this.why = details.why;
		this.next = details.next;
		this.retryAt = details.retryAt;
		this.status = details.status;
		this.vendorCode = details.vendorCode;
		this.requestId = details.requestId;
	}

	/** Whether an error is ours and, where reasons are named, one of those. */
	static is(error: unknown, ...reasons: readonly Reason[]): error is FreeholdError {
		return error instanceof FreeholdError && (reasons.length === 0 || reasons.includes(error.reason));
	}

	/** The fields that cross a thread or a process as JSON. */
	toJSON(): ErrorDetails & { readonly reason: Reason } {
		const { reason, what, why, next, retryAt, status, vendorCode, requestId } = this;
		return { reason, what, why, next, retryAt, status, vendorCode, requestId };
	}
}

/** Whether a rejection only says that the caller cancelled. A cancel is never shown as a failure. */
export function isCancellation(error: unknown, signal: AbortSignal | undefined): boolean {
	return (
		signal?.aborted === true && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'))
	);
}
