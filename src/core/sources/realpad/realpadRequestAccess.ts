/** Requests that a user wrote, on their way to Realpad: the login goes into the form, cool-downs are kept. */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest } from '../../http/contract.ts';
import type { AccessOutside, RequestAccess } from '../requestAccess.ts';
import { isNarrow } from './narrowness.ts';
import { RealpadClient } from './realpadClient.ts';
import type { RealpadCall } from './realpadClient.ts';
import { endpointPath, endpoints } from './realpadEndpoints.ts';
import type { RealpadSettings } from './realpadSettings.ts';
import { callOf, onlyReads } from './webServiceCalls.ts';

export function openRealpadAccess(settings: RealpadSettings, outside: AccessOutside): RequestAccess {
	const client = new RealpadClient(settings, outside);
	return {
		admit: async (request, signal) => {
			const { label } = request;
			if (request.method === 'GET' || request.method === 'HEAD') {
				// Files are there for everyone who knows their uid, without a login (domain/realpad.md §1.6).
				return { ...(await client.admit({ path: 'resource', label, coolDown: 'free' }, signal)), request };
			}
			const form = formOf(request);
			const path = callOf(request.url) ?? '';
			const coolDown = coolDownOf(path, form);
			const { headers } = request;
			return {
				...(await client.admit({ path, label, coolDown }, signal)),
				request: {
					...request,
					headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
					body: form,
					// What only reads answers twice where it is asked twice; a lead would be there twice.
					...(onlyReads(request.url) ? { isIdempotent: true } : {}),
				},
			};
		},
	};
}

/** Everything but files is asked by POST, with a form that takes the login. */
function formOf({ method, body = '', label }: HttpRequest): string {
	const form = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
	if (method === 'POST' && typeof form === 'string') return form;
	throw new FreeholdError('usage', {
		what: `${label} was not sent`,
		why: `Realpad takes a form by POST, which the login is put into, not ${method}`,
		next: 'Write POST, and its parameters as the body: projectid=1&headermode=ids',
	});
}

function coolDownOf(path: string, form: string): RealpadCall['coolDown'] {
	const endpoint = endpoints.find((one) => endpointPath(one) === path);
	if (endpoint === undefined) return 'free';
	return isNarrow(endpoint, Object.fromEntries(new URLSearchParams(form))) ? 'narrow' : 'wide';
}
