/** Writes down how one request goes: attempts, waits, what was sent in the end. */
import type { FetchLike, HttpRequest, HttpResponse, ResponseHeaders } from '../../http/contract.ts';
import type { HttpClientOptions } from '../../http/httpClient.ts';
import type { TraceEvent } from '../../http/trace.ts';
import type { Clock } from '../../outside.ts';
import type { Admitted, RequestAccess } from '../../sources/requestAccess.ts';
import type { ResolvedRequest } from '../resolve/resolveRequest.ts';
import type { Attempt, Exchange, ReceivedBody, SentRequest, Wait } from './exchange.ts';
import { maskedHeader, maskedRequest, maskedText } from './maskedRequest.ts';

export class ExchangeRecorder {
	readonly #resolved: ResolvedRequest;
	readonly #clock: Clock;
	readonly #startedAt: number;
	readonly #attempts: Attempt[] = [];
	readonly #waits: Wait[] = [];
	#headersAt: number | undefined;
	#last: TraceEvent | undefined;

	constructor(resolved: ResolvedRequest, clock: Clock) {
		this.#resolved = resolved;
		this.#clock = clock;
		this.#startedAt = clock.now();
	}

	/** What comes before the request itself may take its time: a cool-down. */
	async admit(access: RequestAccess, request: HttpRequest, signal: AbortSignal): Promise<Admitted> {
		const before = this.#clock.now();
		const admitted = await access.admit(request, signal);
		const now = this.#clock.now();
		if (now - before >= 1000)
			this.#waits.push({ since: before, until: now, why: 'the vendor gives this only now and then' });
		return admitted;
	}

	/** @param onFailure  an attempt got no answer */
	watch(client: HttpClientOptions, onFailure: () => void): HttpClientOptions {
		return {
			...client,
			fetch: this.#timed(client.fetch),
			onWait: (until, why) => {
				this.#waits.push({ since: this.#clock.now(), until, why });
				client.onWait?.(until, why);
			},
			onTrace: (event) => {
				if (event.error !== undefined) onFailure();
				this.#attempts.push(this.#attemptOf(event));
				this.#last = event;
				this.#headersAt = undefined;
				client.onTrace?.(event);
			},
		};
	}

	exchange({ status, headers, requestId }: HttpResponse, body: ReceivedBody): Exchange {
		const { name, connection, secrets } = this.#resolved;
		return {
			name,
			connection: connection?.connection,
			request: this.#sent(),
			status,
			headers: listed(headers).map(([header, value]) => [header, maskedHeader(header, value, secrets)] as const),
			body,
			startedAt: this.#startedAt,
			endedAt: this.#clock.now(),
			attempts: this.#attempts,
			waits: this.#waits,
			requestId,
		};
	}

	#timed(fetch: FetchLike): FetchLike {
		return async (url, init) => {
			const response = await fetch(url, init);
			this.#headersAt = this.#clock.now();
			return response;
		};
	}

	#attemptOf({ url, status, time, ms, bytes, error }: TraceEvent): Attempt {
		const { secrets } = this.#resolved;
		return {
			...{ status, bytes, error },
			url: maskedText(url, secrets),
			sentAt: time,
			headersAt: this.#headersAt,
			endedAt: time + ms,
		};
	}

	/** As the last attempt carried it; the body as it stands in the file. */
	#sent(): SentRequest {
		const { request, secrets } = this.#resolved;
		const masked = maskedRequest(request, secrets);
		if (this.#last === undefined) return masked;
		const { method, url, requestHeaders } = this.#last;
		const headers = Object.entries(requestHeaders).map(([name, value]) => [name, maskedText(value, secrets)] as const);
		return { ...masked, method, url: maskedText(url, secrets), headers };
	}
}

/** An engine that cannot list its headers is asked for those that matter. */
const ASKED = ['content-type', 'content-length', 'date', 'etag', 'last-modified', 'link', 'location', 'retry-after'];

function listed(headers: ResponseHeaders): readonly (readonly [string, string])[] {
	const all = headers.entries?.();
	if (all !== undefined) return [...all].map(([name, value]) => [name.toLowerCase(), value] as const);
	return ASKED.flatMap((name) => {
		const value = headers.get(name);
		return value === null ? [] : [[name, value] as const];
	});
}
