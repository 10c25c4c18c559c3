/** What the door to the network takes and gives. */

/** The part of `fetch` that is used: undici's in the CLI, the host's in the extension. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array | AsyncIterable<Uint8Array> | undefined;
	/** Set where the body is a stream: the fetch standard asks for it. */
	readonly duplex?: 'half' | undefined;
	readonly signal: AbortSignal;
	readonly redirect: 'manual';
}

/** The headers of an answer: what `Headers` of the fetch standard has of it. */
export interface ResponseHeaders {
	/** Whatever the case of the name; several of one name joined with a comma. */
	get(name: string): string | null;
	/** All of them, where the engine can list them. */
	entries?(): Iterable<readonly [name: string, value: string]>;
}

export interface FetchResponse {
	readonly status: number;
	readonly headers: ResponseHeaders;
	readonly body: AsyncIterable<Uint8Array> | ReadableStreamLike | null;
}

/** A web stream, where it does not iterate by itself. */
export interface ReadableStreamLike {
	getReader(): {
		read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
		cancel(reason?: unknown): Promise<void>;
	};
}

/** A body that is not held in memory: a file. Opened anew for each attempt. */
export interface StreamedBody {
	/** Announced as `content-length`; an upload that gives more or fewer fails. */
	readonly bytes: number;
	open(): AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly body?: string | Uint8Array | StreamedBody | undefined;
	/** Whether sending it twice does no harm; GET and HEAD by default. Only such requests are tried again. */
	readonly isIdempotent?: boolean | undefined;
	/** Sent without credentials (a token endpoint carries its own). */
	readonly isAnonymous?: boolean | undefined;
	/**
	 * The address came from the vendor's own answer and is its own credential (a pre-signed URL): it may lead to another
	 * https origin. Implies `isAnonymous`; it is not counted by the vendor's limits, and redirects are not followed.
	 */
	readonly isPreSigned?: boolean | undefined;
	/**
	 * A redirect to another origin is followed as a pre-signed request: with nothing of this one but `accept`. For GET and
	 * HEAD only. Without it such a redirect is refused.
	 */
	readonly mayLeave?: boolean | undefined;
	/** What this request is, for progress, log and errors: "Property page 3". */
	readonly label: string;
}

export interface HttpResponse {
	readonly status: number;
	readonly headers: ResponseHeaders;
	/** The whole body, decompressed. Its buffer belongs to the receiver. */
	readonly body: Uint8Array;
	/** The server's `Date` in ms since 1970; the local clock where it is absent or unreadable. */
	readonly serverTime: number;
	/** The vendor's id of the request where it sends one, otherwise ours. */
	readonly requestId: string;
	readonly attempts: number;
}

/** What a vendor's answer means. Each source brings its own judge, because each vendor says it in its own way. */
export type Verdict =
	| { readonly kind: 'ok' }
	/** Try again later: `waitMs` if the vendor said when. `isThrottle` lowers the rate and counts as a throttle. */
	| {
			readonly kind: 'retry';
			readonly error: Error;
			readonly waitMs?: number | undefined;
			readonly isThrottle?: boolean;
	  }
	/** The credentials expired: renew once and send once more. */
	| { readonly kind: 'reauthorize'; readonly error: Error }
	| { readonly kind: 'fail'; readonly error: Error };

export type Judge = (response: HttpResponse, request: HttpRequest) => Verdict;

/** Supplies credentials for the connection's own origin. */
export interface Authorizer {
	/** Headers (and, for Spark's ApiSig, query parameters) of one request. */
	authorize(request: HttpRequest, signal: AbortSignal): Promise<HttpRequest>;
	/** Renews after a refusal of what `request` carried; false when nothing newer can be had. One renewal serves all who wait. */
	renew(request: HttpRequest, signal: AbortSignal): Promise<boolean>;
}

/** A vendor's limit for one counting unit. */
export interface RateLimit {
	/** Names the unit without revealing it: a hash of the key or login, with the vendor's name before it. */
	readonly unit: string;
	readonly requests: number;
	readonly windowMs: number;
	/** Largest number of requests of the unit in a day (UTC), counted across restarts. */
	readonly requestsPerDay?: number | undefined;
	readonly concurrency: number;
	/**
	 * Name under which all processes of the user count `concurrency` together (Reapit: application and customer); absent:
	 * each process counts for itself.
	 */
	readonly concurrencyUnit?: string | undefined;
	/** Whether a throttle without a word on how long lowers the rate for a while (Reapit documents no `Retry-After`). */
	readonly isAdaptive?: boolean | undefined;
}

/** A place among those that may be under way at once; given back, or lost with its process. */
export interface Place {
	leave(): void;
}

/** Keeps counts of vendors' units across processes. Implemented by `core/state`. */
export interface Budget {
	/** Takes one request from the unit's window, or tells in how many ms to ask again. */
	take(limit: RateLimit, now: number): number;
	/** A request that left at `sentAt` may have arrived only at `until`: from then on it is counted. */
	postpone(limit: RateLimit, sentAt: number, until: number, now: number): void;
	/** Counts requests that the vendor made on our behalf (embeds): known only after they happened, so never refused. */
	charge(limit: RateLimit, requests: number, now: number): void;
	/** Requests of the unit since midnight UTC; 0 for units that are not counted by the day. */
	usedToday(unit: string, now: number): number;
	/** A place among `count`, shared by all processes of the user; `undefined`: all are taken, ask again in a moment. */
	enter(unit: string, count: number, now: number): Place | undefined;
	/** Nobody of this unit sends before `until` (ms since 1970): a vendor's `Retry-After`. */
	block(unit: string, until: number): void;
	/** Until when the unit is blocked, or 0. */
	blockedUntil(unit: string): number;
}

export interface HttpStatistics {
	readonly requests: number;
	/** Calls that the vendor made on our behalf and counts as ours (Reapit's embeds). */
	readonly charged: number;
	readonly retries: number;
	readonly throttles: number;
	readonly bytes: number;
	readonly waitedMs: number;
}

export interface Timeouts {
	/** Until the response's headers. */
	readonly headersMs: number;
	/** Longest pause within the body. */
	readonly idleMs: number;
	/** The whole request. */
	readonly totalMs: number;
}
