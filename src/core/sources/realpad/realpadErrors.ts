/** Realpad's status codes as our errors: why, and what to do next (domain/realpad.md §1.2). */
import { FreeholdError } from '../../errors.ts';
import type { Reason } from '../../errors.ts';
import type { HttpResponse } from '../../http/contract.ts';

interface Meaning {
	readonly reason: Reason;
	readonly why: string;
	readonly next: string;
}

const support = 'support@realpadsoftware.com';

const meanings: Readonly<Record<number, Meaning>> = {
	400: {
		reason: 'badRequest',
		why: 'Realpad misses a parameter, cannot read one or does not expect one',
		next: "Mend what Realpad's text names; an export may take fewer filters than its newer siblings",
	},
	401: {
		reason: 'credentials',
		why: 'the login was refused. A wrong password, a missing permission, an invitation that was not accepted and a ban of up to 24 hours all look the same',
		next: `Sign in at the Realpad web with this login before anything else: each failed attempt can prolong a ban. Then store login and password anew, or write to ${support}`,
	},
	403: {
		reason: 'forbidden',
		why: 'the account first has to accept a consent',
		next: 'Sign in once at the Realpad web with this login and accept what it shows, then run this again',
	},
	404: {
		reason: 'notFound',
		why: 'Realpad does not have this here',
		next: 'Check `baseUrl` of the connection; this login may not offer the export at all',
	},
	405: { reason: 'badRequest', why: 'Realpad does not take this method', next: 'Check `baseUrl` of the connection' },
	415: {
		reason: 'badRequest',
		why: 'Realpad takes forms only, and something on the way changed the content type',
		next: 'Check proxies between here and Realpad; if there are none, please report it with the log',
	},
	418: {
		reason: 'badRequest',
		why: 'Realpad has switched off this version of its API (v10)',
		next: 'Update Freehold: a newer one speaks the newer version',
	},
	429: {
		reason: 'unavailable',
		why: 'Realpad wants a pause: an export may be asked for every 5 minutes, and failed logins make it longer',
		next: 'Wait until then, or narrow the export to one project',
	},
};

/** @param label what was asked, for the error's `what`: "list-excel-products" */
export function realpadError(
	response: Pick<HttpResponse, 'status' | 'requestId' | 'body'>,
	label: string,
	retryAt?: number,
): FreeholdError {
	const { status, requestId } = response;
	const { reason, why, next } = meanings[status] ?? otherMeaning(status);
	const said = saidBy(response.body);
	return new FreeholdError(reason, {
		what: `${label} was refused`,
		why: `${why}. Realpad says: ${said === '' ? '' : `"${said}" `}(HTTP ${status})`,
		next,
		status,
		requestId,
		retryAt,
	});
}

function otherMeaning(status: number): Meaning {
	if (status >= 500) {
		return {
			reason: 'unavailable',
			why: 'Realpad could not answer',
			next: `Try again later; if it stays, write to ${support} with the time and the name of the export`,
		};
	}
	if (status < 400) {
		return {
			reason: 'badResponse',
			why: 'Realpad answered in a way that is not documented',
			next: 'Check `baseUrl` of the connection',
		};
	}
	return { reason: 'badRequest', why: 'Realpad does not accept the request', next: 'Please report it with the log' };
}

/** The body's text in one short line; a page of HTML comes from something in between and is told by its words. */
export function saidBy(body: Uint8Array): string {
	const text = new TextDecoder().decode(body.subarray(0, 4096));
	const plain = /^\s*<(?:!doctype|html)/i.test(text)
		? text.replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
		: text;
	const line = plain.replace(/[\p{Cc}\s]+/gu, ' ').trim();
	return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
