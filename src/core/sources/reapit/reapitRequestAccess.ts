/** Requests that a user wrote, on their way to Reapit: for the customer that they name. */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest, HttpResponse } from '../../http/contract.ts';
import type { HttpClientOptions } from '../../http/httpClient.ts';
import type { Json } from '../../json.ts';
import type { AccessOutside, RequestAccess } from '../requestAccess.ts';
import { embeddedCalls } from './billing.ts';
import { embeddedCounts } from './entities/embeddedCounts.ts';
import { customerClient, openApplication, withReapitHeaders } from './reapitDoors.ts';
import type { ReapitSettings } from './reapitSettings.ts';

/** @throws FreeholdError `credentials` where a secret is missing, `configuration` where no customer is known */
export async function openReapitAccess(settings: ReapitSettings, outside: AccessOutside): Promise<RequestAccess> {
	const application = await openApplication(settings, outside);
	const clients = new Map<string, HttpClientOptions>(
		application.customers.map((customer) => [customer, customerClient(application, customer)]),
	);
	return {
		admit: (request) => {
			const customer = customerOf(request, application.customers, settings);
			const client = clients.get(customer);
			if (client === undefined) return Promise.reject(notOurs(request, customer, application.customers, settings));
			return Promise.resolve({
				request: withReapitHeaders(request, settings, customer),
				client,
				answered: (response) => {
					application.notices.hear(response.headers);
					const calls = embeddedCallsOf(request, response);
					if (calls > 0) client.budget.charge(client.limit, calls, client.clock.now());
				},
			});
		},
	};
}

/** Embeds are calls of the vendor's that count as ours; only who asked for some has to look. */
function embeddedCallsOf({ url }: HttpRequest, { status, body }: HttpResponse): number {
	if (status >= 300 || !/[?&]embed=/i.test(url)) return 0;
	try {
		return embeddedCalls(embeddedCounts(JSON.parse(new TextDecoder().decode(body)) as Json));
	} catch (error) {
		// What is no JSON has nothing embedded.
		if (error instanceof SyntaxError) return 0;
		throw error;
	}
}

/** The one that the request names; else the connection's only one. */
function customerOf(request: HttpRequest, customers: readonly string[], settings: ReapitSettings): string {
	const named = request.headers?.['reapit-customer'];
	const [only, ...others] = customers;
	if (named !== undefined) return named;
	if (only !== undefined && others.length === 0) return only;
	throw new FreeholdError('usage', {
		what: `${request.label} was not sent`,
		why: `connection ${settings.connection} has several customers`,
		next: `Name one of them in the request: reapit-customer: ${customers.join(' or ')}`,
	});
}

/** Limits are kept for each customer: one that the connection does not name has none. */
function notOurs(
	{ label }: HttpRequest,
	customer: string,
	customers: readonly string[],
	{ connection }: ReapitSettings,
): FreeholdError {
	return new FreeholdError('usage', {
		what: `${label} was not sent`,
		why: `connection ${connection} does not read customer ${customer}`,
		next: `Name ${customers.join(' or ')}, or add ${customer} to the connection in freehold.yaml`,
	});
}
