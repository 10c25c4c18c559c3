/** Puts the rooms around the records together: identity, limits, writing, metadata, uploads, webhooks. */
import { textAnswer } from '../answer.ts';
import type { ReapitHandlerParts, ReapitHandlers } from './handlers.ts';
import { ReapitRefusal } from './refusal.ts';

export function createHandlers({ records }: ReapitHandlerParts): ReapitHandlers {
	const missing = (): never => {
		throw new ReapitRefusal(404, 'The requested resource was not found.');
	};
	return {
		identity: missing,
		files: missing,
		authenticate: (request) => {
			const customer = request.headers['reapit-customer'] ?? '';
			if (!records.customers.includes(customer)) throw new ReapitRefusal(401, 'There is no such customer.');
			return { clientId: 'open', customer, scopes: new Set() };
		},
		authorize: () => undefined,
		enter: () => () => undefined,
		other: () => undefined,
		read: () => undefined,
		write: () => textAnswer('', 'text/plain', 404),
		metadata: { attached: () => undefined, attach: () => undefined, matches: () => () => true },
	};
}
