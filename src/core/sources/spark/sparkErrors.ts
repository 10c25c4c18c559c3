/** Turns what Spark answered into one of our errors: why, and what to do next. */
import { FreeholdError } from '../../errors.ts';
import type { Reason } from '../../errors.ts';
import type { HttpResponse } from '../../http/contract.ts';
import type { SparkErrorBody } from './sparkErrorBody.ts';
import type { SparkErrorCode } from './sparkErrorCodes.ts';
import { sparkErrorCodes } from './sparkErrorCodes.ts';
import { describeFilterErrors } from './sparkQlErrors.ts';

export interface SparkFailure {
	readonly error: FreeholdError;
	readonly again: SparkErrorCode['again'];
}

/** @param label what was asked, for the error's `what`: "Property page 3" */
export function sparkFailure(
	response: Pick<HttpResponse, 'status' | 'requestId'>,
	body: SparkErrorBody | undefined,
	label: string,
): SparkFailure {
	const { status, requestId } = response;
	const code = vendorCode(status, body?.code);
	const entry = (code === undefined ? undefined : sparkErrorCodes.get(code)) ?? byStatus(status);
	const said = body?.message ?? body?.oauthError;
	const place = code === undefined || code === status ? `HTTP ${status}` : `HTTP ${status}, code ${code}`;
	const filter =
		body === undefined || body.filterErrors.length === 0 ? '' : `; ${describeFilterErrors(body.filterErrors)}`;
	const error = new FreeholdError(entry.reason, {
		what: `${label} was refused`,
		why: `${entry.why}. Spark says: ${said === undefined ? '' : `"${said}" `}(${place}${filter})`,
		next: entry.next,
		status,
		vendorCode: code,
		requestId,
	});
	return { error, again: entry.again };
}

/** On the RESO surface the code often only repeats the HTTP status. */
function vendorCode(status: number, code: number | undefined): number | undefined {
	if (code !== undefined && (code !== status || sparkErrorCodes.has(code))) return code;
	return sparkErrorCodes.has(status) ? status : undefined;
}

/** What an HTTP status means where Spark gives no code of its own. */
function byStatus(status: number): SparkErrorCode {
	if (status === 429) return known(1550);
	if (status === 401) {
		return {
			reason: 'credentials',
			why: 'the credentials were not accepted',
			next: 'Store the token or key of this connection anew, or sign in again',
			again: 'renew',
		};
	}
	if (status === 501) return final('badRequest', 'Spark does not support this option', 'Leave the option out');
	if (status === 408 || status >= 500) {
		return {
			reason: 'unavailable',
			why: 'Spark could not answer',
			next: 'Try again later; what was read so far is kept',
			again: 'wait',
		};
	}
	if (status === 403) {
		const next = 'Check `keyType` and `replication` of the connection, or ask the vendor what this key may read';
		return final('forbidden', 'this key may not do this', next);
	}
	if (status === 404 || status === 410) return known(404);
	if (status === 409) return known(1055);
	if (status < 300) {
		const next = 'Try again; if it stays, write to api-support@sparkplatform.com with the request id';
		return final('badResponse', 'Spark reports a failure under a status that means success', next);
	}
	return final('badRequest', 'Spark does not accept the request as written', 'Please report it with the log');
}

function known(code: number): SparkErrorCode {
	const entry = sparkErrorCodes.get(code);
	if (entry === undefined) throw new Error(`error code ${code} is not in the table`);
	return entry;
}

function final(reason: Reason, why: string, next: string): SparkErrorCode {
	return { reason, why, next };
}
