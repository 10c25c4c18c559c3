/** Opens the ways to Reapit's network: for each customer's data, with credentials, and for tokens, without. */
import { FreeholdError } from '../../errors.ts';
import { AdaptiveRate } from '../../http/adaptiveRate.ts';
import { Arrivals } from '../../http/arrivals.ts';
import { ConcurrencyGate } from '../../http/concurrencyGate.ts';
import type { Authorizer, HttpRequest, HttpStatistics } from '../../http/contract.ts';
import { HttpClient } from '../../http/httpClient.ts';
import type { HttpClientOptions } from '../../http/httpClient.ts';
import { addStatistics } from '../../http/statistics.ts';
import type { CustomerDoors, Door, NetworkOutside, ReapitDoors } from './door.ts';
import { Notices } from './notices.ts';
import { customersOf, reapitAuthorizer } from './reapitAuth.ts';
import { reapitHosts } from './reapitHosts.ts';
import { judgeReapit } from './reapitJudge.ts';
import { concurrency, identityLimit, platformLimit, platformRate, platformUnit } from './reapitLimits.ts';
import { requiredSecret } from './reapitSecrets.ts';
import type { ReapitSettings } from './reapitSettings.ts';
import { judgeToken, TokenEndpoint } from './tokenEndpoint.ts';

/** Failures are answers when a page is narrowed down; two attempts tell a passing one from a lasting one. */
const briefAttempts = 2;

/** @throws FreeholdError `credentials` where a secret is missing, `configuration` where no customer is known */
export async function openReapitDoors(settings: ReapitSettings, outside: NetworkOutside): Promise<ReapitDoors> {
	const { clock, budget } = outside;
	const { customers, tokens, ...application } = await openApplication(settings, outside);
	const { clientId, notices } = application;
	const opened = customers.map((customer) => openCustomer(application, customer));
	return {
		origin: reapitHosts(settings).origin,
		customers: opened.map(({ doors }) => doors),
		usedToday: () => budget.usedToday(platformUnit(clientId), clock.now()),
		takeNotices: () => notices.take(),
		statistics: () => opened.map(({ statistics }) => statistics()).reduce(addStatistics, tokens.statistics()),
	};
}

/** The door for signing in (`startSignIn`, `finishSignIn`): to Reapit Connect alone. */
export async function openIdentityDoor(settings: ReapitSettings, outside: NetworkOutside): Promise<Door> {
	const clientId = await requiredSecret(outside.secrets, 'clientId', settings.connection);
	return tokenClient(settings, outside, clientId);
}

interface Application {
	readonly settings: ReapitSettings;
	readonly outside: NetworkOutside;
	readonly clientId: string;
	readonly authorizer: Authorizer;
	readonly notices: Notices;
	readonly rate: AdaptiveRate;
	readonly arrivals: Arrivals;
}

interface OpenApplication extends Application {
	readonly customers: readonly string[];
	readonly tokens: HttpClient;
}

/** @throws FreeholdError `credentials` where a secret is missing, `configuration` where no customer is known */
export async function openApplication(settings: ReapitSettings, outside: NetworkOutside): Promise<OpenApplication> {
	const { secrets, clock, log, budget } = outside;
	const clientId = await requiredSecret(secrets, 'clientId', settings.connection);
	const customers = await customersOf(settings, secrets);
	const tokens = tokenClient(settings, outside, clientId);
	const endpoint = new TokenEndpoint(tokens, reapitHosts(settings).identity);
	const authorizer = reapitAuthorizer({ settings, clientId, secrets, clock, log, budget, endpoint });
	const notices = new Notices(log, settings.apiVersion);
	// The application is throttled as a whole, and its requests arrive at one place.
	const [rate, arrivals] = [new AdaptiveRate(platformRate), new Arrivals()];
	return { settings, outside, clientId, customers, tokens, authorizer, notices, rate, arrivals };
}

/** The client of one customer's data. Those that share a gate are five at a time together. */
export function customerClient(
	{ settings, outside, clientId, authorizer, rate, arrivals }: Application,
	customer: string,
): HttpClientOptions {
	const limit = platformLimit(clientId, customer);
	const gate = new ConcurrencyGate(concurrency);
	const { origin } = reapitHosts(settings);
	return { ...clientOptions(outside), origin, limit, gate, rate, arrivals, judge: judgeReapit, authorizer };
}

function openCustomer(
	application: Application,
	customer: string,
): { readonly doors: CustomerDoors; readonly statistics: () => HttpStatistics } {
	const { settings, notices } = application;
	const common = customerClient(application, customer);
	const patient = new HttpClient(common);
	const brief = new HttpClient({ ...common, maxAttempts: briefAttempts });
	const door = (client: HttpClient): Door => ({
		send: async (request, signal) => {
			assertMayChange(request, settings);
			const response = await client.send(withReapitHeaders(request, settings, customer), signal);
			notices.hear(response.headers);
			return response;
		},
	});
	return {
		doors: {
			customer,
			patient: door(patient),
			brief: door(brief),
			charge: (calls) => {
				if (calls > 0) patient.charge(calls);
			},
		},
		statistics: () => addStatistics(patient.statistics(), brief.statistics()),
	};
}

/** `reapit-customer` is for application tokens only: a user's token carries its customer (seed 001, "Accessing customer data"). */
export function withReapitHeaders(request: HttpRequest, settings: ReapitSettings, customer: string): HttpRequest {
	if (request.isAnonymous === true || request.isPreSigned === true) return request;
	const own = {
		accept: 'application/json',
		'api-version': settings.apiVersion,
		...(settings.auth === 'clientCredentials' ? { 'reapit-customer': customer } : {}),
	};
	return { ...request, headers: { ...own, ...request.headers } };
}

function assertMayChange({ method, label }: HttpRequest, { readOnly, connection }: ReapitSettings): void {
	if (!readOnly || method === 'GET' || method === 'HEAD') return;
	throw new FreeholdError('forbidden', {
		what: `${label} was not sent`,
		why: `connection ${connection} is read-only`,
		next: 'Take `readOnly` out of the connection in freehold.yaml if its data may be changed',
	});
}

function tokenClient(settings: ReapitSettings, outside: NetworkOutside, clientId: string): HttpClient {
	const { identity } = reapitHosts(settings);
	return new HttpClient({
		...clientOptions(outside),
		origin: identity,
		limit: identityLimit(clientId),
		judge: judgeToken,
	});
}

type CommonOptions = Omit<HttpClientOptions, 'judge' | 'authorizer' | 'origin' | 'limit' | 'gate'>;

function clientOptions({
	fetch,
	clock,
	random,
	log,
	budget,
	maxWaitMs,
	onWait,
	onTrace,
}: NetworkOutside): CommonOptions {
	return { fetch, clock, random, log, budget, maxWaitMs, onWait, onTrace, userAgent: 'Freehold' };
}
