/** Judges Realpad's answers for the network door. */
import type { Judge } from '../../http/contract.ts';
import { retryAfter } from '../../http/retryAfter.ts';
import { realpadError, saidBy } from './realpadErrors.ts';
import { waitInText } from './throttleText.ts';

/** One export per endpoint and login (domain/realpad.md §1.3). */
export const coolDownMs = 5 * 60_000;

export const judgeRealpad: Judge = (response, request) => {
	const { status, serverTime } = response;
	if (status === 200 || status === 201) return { kind: 'ok' };
	if (status === 429) {
		const asked = retryAfter(response.headers.get('retry-after'), serverTime);
		const waitMs = positive(asked) ?? positive(waitInText(saidBy(response.body), serverTime)) ?? coolDownMs;
		return {
			kind: 'retry',
			isThrottle: true,
			waitMs,
			error: realpadError(response, request.label, serverTime + waitMs),
		};
	}
	const error = realpadError(response, request.label);
	// 401 least of all is tried again: during a ban every attempt looks like another wrong password.
	return status >= 500 && status !== 501 ? { kind: 'retry', error } : { kind: 'fail', error };
};

/** "In 0 seconds" is no answer to how long. */
function positive(ms: number | undefined): number | undefined {
	return ms !== undefined && ms > 0 ? ms : undefined;
}
