/**
 * Judges Spark's answers for the network door. A page of data may be megabytes and is parsed in the worker: here only
 * its status, its type and, cheaply, whether it reports a failure under HTTP 200.
 */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest, HttpResponse, Judge, Verdict } from '../../http/contract.ts';
import { retryAfter } from '../../http/retryAfter.ts';
import { sparkErrorBody } from './sparkErrorBody.ts';
import { sparkFailure } from './sparkErrors.ts';

/** A body up to this size is read whole: no page of data worth walking is so small that this would cost. */
const smallBytes = 16 * 1024;
/** Of a larger one, `Success` and `error` stand in its first or last bytes. */
const endBytes = 512;

export const judgeSpark: Judge = (response, request) => {
	if (response.status === 200 || response.status === 201 || response.status === 204)
		return judgeSuccess(response, request);
	if (response.status === 202) return notReadyYet(response, request);
	return judgeFailure(response, request);
};

function judgeSuccess(response: HttpResponse, request: HttpRequest): Verdict {
	const wrongType = unexpectedType(response, request);
	if (wrongType !== undefined) return { kind: 'retry', error: wrongType };
	// A third party reports HTTP 200 with Success:false (domain/spark.md §3.3).
	return mayReportFailure(response.body) && sparkErrorBody(response.body) !== undefined
		? judgeFailure(response, request)
		: { kind: 'ok' };
}

function judgeFailure(response: HttpResponse, request: HttpRequest): Verdict {
	const body = sparkErrorBody(response.body);
	const { error, again } = sparkFailure(response, body, request.label);
	const waitMs = retryAfter(response.headers.get('retry-after'), response.serverTime);
	if (again === 'throttle') return { kind: 'retry', error, waitMs, isThrottle: true };
	if (again === 'renew' || isExpiredToken(response)) return { kind: 'reauthorize', error };
	if (again === 'wait') return { kind: 'retry', error, waitMs };
	return { kind: 'fail', error };
}

/** RESO servers may say it in the header alone: `WWW-Authenticate: Bearer …, error='invalid_token'`. */
function isExpiredToken(response: HttpResponse): boolean {
	return response.status === 401 && (response.headers.get('www-authenticate') ?? '').includes('invalid_token');
}

function notReadyYet(response: HttpResponse, request: HttpRequest): Verdict {
	return {
		kind: 'retry',
		waitMs: retryAfter(response.headers.get('retry-after'), response.serverTime),
		error: new FreeholdError('unavailable', {
			what: `${request.label} is not ready`,
			why: 'Spark accepted the request for later (HTTP 202)',
			next: 'Try again later; what was read so far is kept',
			status: 202,
			requestId: response.requestId,
		}),
	};
}

/** A sign-in or maintenance page under HTTP 200 comes from something in between, and often goes away. */
function unexpectedType(response: HttpResponse, request: HttpRequest): FreeholdError | undefined {
	if (response.body.length === 0 && response.status === 204) return undefined;
	const type = response.headers.get('content-type');
	const accepted = acceptOf(request);
	if (type === null || accepted === undefined || new RegExp(`[/+]${accepted}\\b`, 'i').test(type)) return undefined;
	return new FreeholdError('badResponse', {
		what: `${request.label} could not be read`,
		why: `the answer is ${type.split(';', 1)[0] ?? type} where ${accepted.toUpperCase()} was expected`,
		next: 'A proxy or sign-in page may stand in between: open the address in a browser, then check `baseUrl` and the proxy',
		status: response.status,
		requestId: response.requestId,
	});
}

function acceptOf(request: HttpRequest): 'json' | 'xml' | undefined {
	const accept = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === 'accept')?.[1];
	if (accept === undefined) return undefined;
	if (accept.includes('json')) return 'json';
	return accept.includes('xml') ? 'xml' : undefined;
}

function mayReportFailure(body: Uint8Array): boolean {
	if (body.length <= smallBytes) return true;
	const failure = /"Success"\s*:\s*false|^\s*\{\s*"error"\s*:/;
	return failure.test(ascii(body.subarray(0, endBytes))) || failure.test(ascii(body.subarray(-endBytes)));
}

function ascii(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
