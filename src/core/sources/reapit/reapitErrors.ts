/** Turns what Reapit refused into one of our errors: why, and what to do next (seed 001, "Response codes"). */
import { FreeholdError } from '../../errors.ts';
import type { Reason } from '../../errors.ts';
import type { HttpRequest, HttpResponse } from '../../http/contract.ts';
import type { Precondition, Said } from './reapitProblem.ts';
import { ReapitProblem, said } from './reapitProblem.ts';

/** What the network door may do about it: wait and ask again, renew the token once. */
export type Again = 'wait' | 'throttle' | 'renew';

export interface ReapitFailure {
	readonly error: FreeholdError;
	readonly again: Again | undefined;
}

interface Meaning {
	readonly reason: Reason;
	readonly why: string;
	readonly next: string;
	readonly again?: Again;
}

export function reapitFailure(
	response: Pick<HttpResponse, 'status' | 'requestId' | 'body'>,
	request: Pick<HttpRequest, 'label' | 'method' | 'url' | 'headers'>,
): ReapitFailure {
	const { status, requestId } = response;
	const answer = said(response.body);
	const precondition = status === 412 ? preconditionOf(request) : undefined;
	const meaning = meaningOf(status, answer, request, precondition);
	const quoted = answer.description === undefined ? '' : `"${answer.description}" `;
	const error = new FreeholdError(meaning.reason, {
		what: `${request.label} was refused`,
		why: `${meaning.why}. Reapit says: ${quoted}(HTTP ${status}${listed(answer)})`,
		next: meaning.next,
		status,
		requestId,
		cause: new ReapitProblem(status, answer, precondition),
	});
	return { error, again: meaning.again };
}

function meaningOf(
	status: number,
	answer: Said,
	request: Pick<HttpRequest, 'method' | 'url' | 'headers'>,
	precondition: Precondition | undefined,
): Meaning {
	switch (status) {
		case 400:
			return final('badRequest', 'Reapit does not understand the request', 'Check parameters, filters and fields');
		case 401:
			return unauthorized(answer, request);
		case 403:
			return final('forbidden', 'the app has no permission for this', permission(request));
		case 404:
		case 410:
			return final('notFound', 'there is no such record, or it is not visible to this app', 'Check id and customer');
		case 405:
			return final('badRequest', `Reapit allows no ${request.method} here`, 'Check path and method');
		case 409:
			return final('conflict', 'it collides with other data of the customer', 'Read the record again and compare');
		case 412:
			return precondition === 'missing'
				? final(
						'conflict',
						'the change names no version of the record',
						'Read the record, then send its _eTag as If-Match',
					)
				: final(
						'conflict',
						'the record was changed meanwhile',
						'Read the record again and make the change on that version',
					);
		case 413:
			return final('badRequest', 'the request is too large', 'Send files above 6 MB through a pre-signed URL');
		case 415:
			return final(
				'badRequest',
				'Reapit does not take this kind of body',
				'Send JSON with `content-type: application/json`',
			);
		case 422:
			return final('badRequest', 'the data is not valid', 'Correct the fields that are named, then send it again');
		case 429:
			return {
				reason: 'suspended',
				why: 'the app is over its limit (20 requests a second, 5 at a time per customer, 250,000 a day)',
				next: 'Run it again later: it goes on where it stopped',
				again: 'throttle',
			};
		default:
			return other(status);
	}
}

/** No code tells these apart, only the text (domain/reapit.md §2.3). */
function unauthorized({ description }: Said, { headers }: Pick<HttpRequest, 'headers'>): Meaning {
	if (description !== undefined && /application installed/i.test(description)) {
		const customer = headerOf(headers, 'reapit-customer');
		return final(
			'credentials',
			customer === undefined
				? 'the customer of these credentials has not installed the app'
				: `customer ${customer} has not installed the app, or the id is wrong`,
			"Check `customer` of the connection, or ask the customer's administrator to install the app in the AppMarket",
		);
	}
	return {
		reason: 'credentials',
		why: 'the access token was not accepted, nor a renewed one',
		next: 'Check clientId and clientSecret of the connection, or sign in again',
		again: 'renew',
	};
}

function other(status: number): Meaning {
	if (status === 408 || status >= 500) {
		return {
			reason: 'unavailable',
			why: 'Reapit could not answer',
			next: 'Try again later; what was read so far is kept. If it stays, report it to Reapit with the request id',
			again: 'wait',
		};
	}
	if (status < 300) {
		const next = 'Try again; if it stays, report it to Reapit with the request id';
		return final('badResponse', 'Reapit answers success where none was expected', next);
	}
	return final('badRequest', 'Reapit does not accept the request as written', 'Please report it with the log');
}

/** Permissions show in access tokens as `agencyCloud/properties.read` (domain/reapit.md §2.2). */
function permission({ method, url }: Pick<HttpRequest, 'method' | 'url'>): string {
	const resource = URL.parse(url)
		?.pathname.split('/')
		.find((part) => part !== '');
	const right = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
	const scope = resource === undefined ? 'the permission' : `agencyCloud/${resource}.${right}`;
	return `Ask for ${scope} in the developer portal; the customer's administrator has to accept it`;
}

/** The texts of both cases differ, but what we sent tells it without reading them. */
function preconditionOf({ headers }: Pick<HttpRequest, 'headers'>): Precondition {
	return headerOf(headers, 'if-match') === undefined ? 'missing' : 'stale';
}

function headerOf(headers: HttpRequest['headers'], name: string): string | undefined {
	return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

function listed({ fields }: Said): string {
	const shown = fields.slice(0, 20).map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
	const more = fields.length > shown.length ? ` and ${fields.length - shown.length} more` : '';
	return shown.length === 0 ? '' : `; ${shown.join('; ')}${more}`;
}

function final(reason: Reason, why: string, next: string): Meaning {
	return { reason, why, next };
}
