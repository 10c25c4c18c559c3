/** The one door to the network: keeps limits, waits, retries, renews credentials, and lets nothing out to strangers. */
import { FreeholdError } from '../errors.ts';
import type { Clock, Log, Random } from '../outside.ts';
import { AdaptiveRate } from './adaptiveRate.ts';
import { Admission } from './admission.ts';
import type { Arrivals } from './arrivals.ts';
import { backoff, briefThrottleBackoff, throttleBackoff } from './backoff.ts';
import { ConcurrencyGate } from './concurrencyGate.ts';
import type {
	Authorizer,
	Budget,
	FetchLike,
	HttpRequest,
	HttpResponse,
	HttpStatistics,
	Judge,
	RateLimit,
	Timeouts,
	Verdict,
} from './contract.ts';
import type { DownloadTarget } from './download.ts';
import { download } from './download.ts';
import type { ExchangeOptions, Outcome } from './exchange.ts';
import { exchange } from './exchange.ts';
import { Journey } from './journey.ts';
import type { AllowedOrigins } from './origins.ts';
import { assertMaySend, isRedirect } from './origins.ts';
import { Patience } from './patience.ts';
import { retryAfter } from './retryAfter.ts';
import { addStatistics, noTraffic } from './statistics.ts';
import type { TraceEvent } from './trace.ts';
import { logTrace, traceEvent } from './trace.ts';

export interface HttpClientOptions {
	readonly fetch: FetchLike;
	readonly clock: Clock;
	readonly random: Random;
	readonly log: Log;
	readonly budget: Budget;
	readonly limit: RateLimit;
	/** Shared by clients of one counting unit; each keeps `limit.concurrency` for itself otherwise. */
	readonly gate?: ConcurrencyGate | undefined;
	/** Shared by clients of one counting unit; each has its own otherwise, where the limit is adaptive. */
	readonly rate?: AdaptiveRate | undefined;
	readonly judge: Judge;
	readonly authorizer?: Authorizer | undefined;
	/** The connection's own; credentials go nowhere else. */
	readonly origin: string;
	/** Where anonymous requests may go as well: a token endpoint. */
	readonly anonymousOrigins?: readonly string[] | undefined;
	readonly timeouts?: Timeouts | undefined;
	/** Given where the vendor counts requests as they arrive, within seconds; shared by the clients of one counting unit. */
	readonly arrivals?: Arrivals | undefined;
	/** Longest that one request waits for limits and throttles; beyond it is `suspended`. */
	readonly maxWaitMs: number;
	/** How often a request that may be repeated is sent at most, throttles and redirects not counted. */
	readonly maxAttempts?: number | undefined;
	readonly maxBodyBytes?: number | undefined;
	readonly userAgent: string;
	/** Told when a request has to wait, and for what. */
	readonly onWait?: ((until: number, why: string) => void) | undefined;
	readonly onTrace?: ((event: TraceEvent) => void) | undefined;
}

/** Sends one request once. */
type Exchange = (
	request: HttpRequest,
	headers: Readonly<Record<string, string>>,
	options: ExchangeOptions,
	signal: AbortSignal,
) => Promise<Outcome>;

export const defaultTimeouts: Timeouts = { headersMs: 120_000, idleMs: 60_000, totalMs: 900_000 };
const defaultMaxBodyBytes = 256 * 1024 * 1024;

export class HttpClient {
	readonly #options: HttpClientOptions;
	readonly #origins: AllowedOrigins;
	readonly #rate: AdaptiveRate | undefined;
	readonly #admission: Admission;
	readonly #maxAttempts: number;
	#statistics = noTraffic;

	constructor(options: HttpClientOptions) {
		this.#options = options;
		this.#origins = { own: options.origin, anonymous: options.anonymousOrigins ?? [] };
		const { limit, gate = new ConcurrencyGate(limit.concurrency) } = options;
		this.#rate = options.rate ?? (limit.isAdaptive === true ? new AdaptiveRate(limit) : undefined);
		this.#admission = new Admission({ ...options, gate, rate: this.#rate, arrivals: options.arrivals });
		this.#maxAttempts = options.maxAttempts ?? 6;
	}

	statistics(): HttpStatistics {
		return this.#statistics;
	}

	/** Counts calls that the vendor made on our behalf (embeds), as its limits do. */
	charge(calls: number): void {
		if (calls <= 0) return;
		const { budget, limit, clock } = this.#options;
		budget.charge(limit, calls, clock.now());
		this.#count({ charged: calls });
	}

	/**
	 * The answer that the judge found good.
	 *
	 * @throws the judge's error, or a FreeholdError of reason `network`, `timeout`, `badResponse`, `unsafe`, `suspended`;
	 *   when cancelled the signal's reason
	 */
	send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
		return this.#travel(request, exchange, signal);
	}

	/**
	 * The same, but a good body goes to the target as it arrives and is not in the answer. An attempt that broke off goes
	 * on where it stopped, where the server can do that. What the target throws ends the download as it is.
	 */
	download(request: HttpRequest, target: DownloadTarget, signal: AbortSignal): Promise<HttpResponse> {
		const receive: Exchange = (sent, headers, options, within) => download(sent, headers, options, target, within);
		return this.#travel(request, receive, signal);
	}

	async #travel(request: HttpRequest, receive: Exchange, signal: AbortSignal): Promise<HttpResponse> {
		signal.throwIfAborted();
		assertMaySend(request, this.#origins);
		const journey = this.#depart(request);
		for (;;) {
			const { current } = journey;
			const carried = await this.#authorize(current, signal);
			const outcome = await this.#attempt(carried, journey, receive, signal);
			if (outcome.kind === 'failure') {
				await this.#retryFailure(outcome, journey, signal);
				continue;
			}
			const location = outcome.headers.get('location');
			if (isRedirect(outcome.status) && location !== null) {
				journey.redirect(outcome.status, location, this.#origins);
				continue;
			}
			const response = this.#response(outcome, journey);
			const verdict = this.#options.judge(response, current);
			if (verdict.kind === 'ok') {
				if (current.isPreSigned !== true) this.#rate?.succeeded();
				return response;
			}
			await this.#heed(verdict, response, carried, journey, signal);
		}
	}

	#depart(request: HttpRequest): Journey {
		const { clock, maxWaitMs, onWait, random } = this.#options;
		const onWaited = (ms: number): void => this.#count({ waitedMs: ms });
		const patience = new Patience(request.label, { clock, maxWaitMs, onWait, onWaited });
		return new Journey(request, patience, `freehold-${Math.floor(random() * 2 ** 48).toString(16)}`);
	}

	/** Outside the gate: the renewal of a token may itself be a request of this client. */
	async #authorize(request: HttpRequest, signal: AbortSignal): Promise<HttpRequest> {
		const { authorizer } = this.#options;
		if (authorizer === undefined || isBare(request)) return request;
		const carried = await authorizer.authorize(request, signal);
		assertMaySend(carried, this.#origins);
		return carried;
	}

	#attempt(request: HttpRequest, journey: Journey, receive: Exchange, signal: AbortSignal): Promise<Outcome> {
		const send = (countedAt?: number): Promise<Outcome> =>
			this.#exchangeOnce(request, journey, receive, countedAt, signal);
		// A pre-signed address is another host's: neither the vendor's limits nor its pauses concern it.
		return request.isPreSigned === true ? send() : this.#admission.run(send, journey.patience, signal);
	}

	async #exchangeOnce(
		request: HttpRequest,
		journey: Journey,
		receive: Exchange,
		countedAt: number | undefined,
		signal: AbortSignal,
	): Promise<Outcome> {
		const { clock, fetch, userAgent } = this.#options;
		const headers = { 'accept-encoding': 'gzip, br', 'user-agent': userAgent, ...lowerCase(request.headers) };
		const time = clock.now();
		journey.departs(time);
		this.#count({ requests: 1 });
		const limits = {
			fetch,
			timeouts: this.#options.timeouts ?? defaultTimeouts,
			maxBodyBytes: this.#options.maxBodyBytes ?? defaultMaxBodyBytes,
		};
		const outcome = await this.#timed(countedAt, limits, (timed) => receive(request, headers, timed, signal));
		this.#count({ bytes: outcome.bytes });
		this.#trace(request, headers, time, outcome, journey);
		return outcome;
	}

	/** Where the vendor counts arrivals: an answer that took long counts its request as a late one. */
	async #timed(
		countedAt: number | undefined,
		options: ExchangeOptions,
		work: (options: ExchangeOptions) => Promise<Outcome>,
	): Promise<Outcome> {
		const { arrivals, budget, limit, clock } = this.#options;
		if (arrivals === undefined || countedAt === undefined) return work(options);
		const departure = arrivals.departed(countedAt);
		const answered = (): void => {
			const now = clock.now();
			const lateMs = departure.answered(now);
			if (lateMs > 0) budget.postpone(limit, countedAt, countedAt + lateMs, now);
		};
		try {
			return await work({
				...options,
				fetch: async (url, init) => {
					const response = await options.fetch(url, init);
					answered();
					return response;
				},
			});
		} finally {
			answered();
		}
	}

	async #retryFailure(
		failure: Extract<Outcome, { kind: 'failure' }>,
		journey: Journey,
		signal: AbortSignal,
	): Promise<void> {
		journey.failures++;
		if (!failure.isTransient || !journey.isIdempotent || journey.failures >= this.#maxAttempts) {
			throw journey.completed(failure.error, requestIdOf(failure.headers, journey));
		}
		await journey.patience.forRetry(backoff(journey.failures, this.#options.random), failure.error.why, signal);
		this.#again(journey);
	}

	#response(outcome: Extract<Outcome, { kind: 'answer' }>, journey: Journey): HttpResponse {
		const { status, headers, body } = outcome;
		const date = Date.parse(headers.get('date') ?? '');
		return {
			status,
			headers,
			body,
			serverTime: Number.isNaN(date) ? this.#options.clock.now() : date,
			requestId: requestIdOf(headers, journey),
			attempts: journey.attempts,
		};
	}

	/** Returns when the request is to be sent again; throws the verdict's error otherwise. */
	async #heed(
		verdict: Exclude<Verdict, { kind: 'ok' }>,
		response: HttpResponse,
		carried: HttpRequest,
		journey: Journey,
		signal: AbortSignal,
	): Promise<void> {
		const final = journey.completed(verdict.error, response.requestId);
		switch (verdict.kind) {
			case 'fail':
				throw final;
			case 'reauthorize':
				if (!(await this.#renew(carried, journey, signal))) throw final;
				this.#again(journey);
				return;
			case 'retry': {
				const asked = verdict.waitMs ?? retryAfter(response.headers.get('retry-after'), response.serverTime);
				const isVendors = carried.isPreSigned !== true;
				if (verdict.isThrottle === true && isVendors)
					await this.#throttle(verdict.error, asked, final, journey, signal);
				else await this.#retryAnswer(verdict.error, asked, final, journey, signal);
			}
		}
	}

	async #renew(carried: HttpRequest, journey: Journey, signal: AbortSignal): Promise<boolean> {
		const { authorizer } = this.#options;
		if (authorizer === undefined || isBare(carried) || journey.hasRenewed) return false;
		journey.hasRenewed = true;
		return authorizer.renew(carried, signal);
	}

	async #throttle(
		error: Error,
		askedMs: number | undefined,
		final: Error,
		journey: Journey,
		signal: AbortSignal,
	): Promise<void> {
		const { budget, clock, limit, random } = this.#options;
		journey.throttles++;
		this.#count({ throttles: 1 });
		// "In 0 seconds" says as little as no answer: without a pause of our own it would be asked again for ever.
		const isTold = askedMs !== undefined && askedMs > 0;
		const range = limit.isAdaptive === true ? briefThrottleBackoff : throttleBackoff;
		const ms = isTold ? askedMs : 1_000 + backoff(journey.throttles, random, range);
		if (!isTold) this.#rate?.throttled(journey.departedAt, clock.now());
		budget.block(limit.unit, clock.now() + ms);
		if (!journey.isIdempotent) throw final;
		await journey.patience.forVendor(ms, 'the vendor asked for a pause', error, signal);
		this.#again(journey);
	}

	async #retryAnswer(
		error: Error,
		askedMs: number | undefined,
		final: Error,
		journey: Journey,
		signal: AbortSignal,
	): Promise<void> {
		journey.failures++;
		if (!journey.isIdempotent || journey.failures >= this.#maxAttempts) throw final;
		const why = FreeholdError.is(error) ? error.why : error.message;
		if (askedMs !== undefined) await journey.patience.forVendor(askedMs, why, error, signal);
		else await journey.patience.forRetry(backoff(journey.failures, this.#options.random), why, signal);
		this.#again(journey);
	}

	#again(journey: Journey): void {
		this.#count({ retries: 1 });
		journey.restart();
	}

	#count(more: Partial<HttpStatistics>): void {
		this.#statistics = addStatistics(this.#statistics, more);
	}

	#trace(
		request: HttpRequest,
		headers: Readonly<Record<string, string>>,
		time: number,
		outcome: Outcome,
		journey: Journey,
	): void {
		const event = traceEvent({
			request,
			headers,
			time,
			ms: this.#options.clock.now() - time,
			attempt: journey.attempts,
			requestId: requestIdOf(outcome.headers, journey),
			status: outcome.status,
			responseHeaders: outcome.headers,
			bytes: outcome.bytes,
			error: outcome.kind === 'failure' ? outcome.error.message : undefined,
		});
		logTrace(this.#options.log, event);
		this.#options.onTrace?.(event);
	}
}

/** Sent without the connection's credentials. */
function isBare({ isAnonymous, isPreSigned }: HttpRequest): boolean {
	return isAnonymous === true || isPreSigned === true;
}

function lowerCase(headers: HttpRequest['headers']): Record<string, string> {
	return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The vendor's id where it sends one: the one to quote to its support. */
function requestIdOf(headers: { get(name: string): string | null } | undefined, journey: Journey): string {
	for (const name of ['x-request-id', 'x-amzn-requestid', 'request-id', 'x-correlation-id']) {
		const id = headers?.get(name) ?? null;
		if (id !== null) return id;
	}
	return journey.ownId;
}
