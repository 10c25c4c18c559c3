/** What the door to the network takes and gives. */

/** The part of `fetch` that is used: undici's in the CLI, the host's in the extension. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array | undefined;
	readonly signal: AbortSignal;
	readonly redirect: 'manual';
}

export interface FetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	readonly body: AsyncIterable<Uint8Array> | ReadableStreamLike | null;
}

/** A web stream, where it does not iterate by itself. */
export interface ReadableStreamLike {
	getReader(): {
		read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
		cancel(reason?: unknown): Promise<void>;
	};
}

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly body?: string | Uint8Array | undefined;
	/** Whether sending it twice does no harm; GET and HEAD by default. Only such requests are tried again. */
	readonly isIdempotent?: boolean | undefined;
	/** Sent without credentials (a token endpoint carries its own). */
	readonly isAnonymous?: boolean | undefined;
	/** What this request is, for progress, log and errors: "Property page 3". */
	readonly label: string;
}

export interface HttpResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
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
	readonly concurrency: number;
}

/** Keeps counts of vendors' units across processes. Implemented by `core/state`. */
export interface Budget {
	/** Takes one request from the unit's window, or tells in how many ms to ask again. */
	take(limit: RateLimit, now: number): number;
	/** Nobody of this unit sends before `until` (ms since 1970): a vendor's `Retry-After`. */
	block(unit: string, until: number): void;
	/** Until when the unit is blocked, or 0. */
	blockedUntil(unit: string): number;
}

export interface HttpStatistics {
	readonly requests: number;
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
