/** Judges answers to `GET /resource/<uid>`, which carries no credentials: no refusal here concerns a login. */
import { FreeholdError } from '../../../errors.ts';
import type { Reason } from '../../../errors.ts';
import type { HttpRequest, HttpResponse, Judge } from '../../../http/contract.ts';

export const judgeResource: Judge = (response, request) => {
	const { status } = response;
	if (status === 200 || status === 206) return { kind: 'ok' };
	const error = (reason: Reason, why: string, next: string): FreeholdError =>
		failure(response, request, reason, why, next);
	if (status === 404 || status === 410) {
		return {
			kind: 'fail',
			error: error('notFound', 'Realpad lists it but does not have it', 'Ask Realpad; the next run tries again'),
		};
	}
	if (status === 401 || status === 403) {
		return {
			kind: 'fail',
			error: error(
				'forbidden',
				'Realpad does not hand it out',
				'Open it in the Realpad web; if that works, tell Realpad',
			),
		};
	}
	if (status === 429) {
		const wants = error('unavailable', 'Realpad asks for a pause', 'Run again later, or with a lower --concurrency');
		return { kind: 'retry', isThrottle: true, error: wants };
	}
	if (status >= 500) {
		return { kind: 'retry', error: error('unavailable', 'Realpad could not answer', 'The next run tries again') };
	}
	return { kind: 'fail', error: error('badResponse', 'This answer is no file', 'Check baseUrl of the connection') };
};

function failure(
	{ status, requestId }: HttpResponse,
	{ label }: HttpRequest,
	reason: Reason,
	why: string,
	next: string,
): FreeholdError {
	return new FreeholdError(reason, {
		what: `${label} could not be fetched`,
		why: `${why} (HTTP ${status})`,
		next,
		status,
		requestId,
	});
}
