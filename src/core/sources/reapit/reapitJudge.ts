/**
 * Judges Reapit's answers for the network door. A page of data is parsed in the worker: here only its status and type.
 */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest, HttpResponse, Judge, Verdict } from '../../http/contract.ts';
import { retryAfter } from '../../http/retryAfter.ts';
import { reapitFailure } from './reapitErrors.ts';

export const judgeReapit: Judge = (response, request) => {
	if (response.status >= 200 && response.status < 300) return judgeSuccess(response, request);
	const { error, again } = reapitFailure(response, request);
	// None is documented for 429; if one comes, it is kept.
	const waitMs = retryAfter(response.headers.get('retry-after'), response.serverTime);
	switch (again) {
		case 'throttle':
			return { kind: 'retry', error, waitMs, isThrottle: true };
		case 'wait':
			return { kind: 'retry', error, waitMs };
		case 'renew':
			return { kind: 'reauthorize', error };
		case undefined:
			return { kind: 'fail', error };
	}
};

/** A sign-in or maintenance page under HTTP 200 comes from something in between, and often goes away. */
function judgeSuccess(response: HttpResponse, request: HttpRequest): Verdict {
	if (response.body.length === 0 || !wantsJson(request)) return { kind: 'ok' };
	const type = response.headers.get('content-type');
	if (type === null || /[/+]json\b/i.test(type)) return { kind: 'ok' };
	const error = new FreeholdError('badResponse', {
		what: `${request.label} could not be read`,
		why: `the answer is ${type.split(';', 1)[0] ?? type} where JSON was expected`,
		next: 'A proxy or sign-in page may stand in between: open the address in a browser, then check `baseUrl` and the proxy',
		status: response.status,
		requestId: response.requestId,
	});
	return { kind: 'retry', error };
}

function wantsJson({ headers }: HttpRequest): boolean {
	const accept = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'accept')?.[1];
	return accept?.includes('json') === true;
}
