/** One request and its answer, as they are shown and kept: without secrets in what was sent. */

export interface Exchange {
	/** The request's name in its file, its title, or method and address. */
	readonly name: string;
	/** Of freehold.yaml; `undefined` where it went straight to its address. */
	readonly connection: string | undefined;
	readonly request: SentRequest;
	readonly status: number;
	/** In the order of the answer where the engine tells it; names in lower case, secrets masked. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: ReceivedBody;
	/** ms since 1970. */
	readonly startedAt: number;
	readonly endedAt: number;
	/** Each time it was sent, redirects included. */
	readonly attempts: readonly Attempt[];
	/** What it waited for: limits, throttles, cool-downs. */
	readonly waits: readonly Wait[];
	/** The vendor's, where it gives one: the one to quote to its support. */
	readonly requestId: string;
}

/** What was sent, secrets masked. What an authorizer puts into a body (Realpad's login) is not in it. */
export interface SentRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: string | Uint8Array | undefined;
	readonly bodyBytes: number;
}

export type ReceivedBody =
	| { readonly kind: 'memory'; readonly bytes: Uint8Array }
	| { readonly kind: 'file'; readonly path: string; readonly size: number };

export interface Attempt {
	readonly url: string;
	/** 0 where no answer came. */
	readonly status: number;
	/** ms since 1970. */
	readonly sentAt: number;
	/** When the headers of the answer were there. */
	readonly headersAt: number | undefined;
	readonly endedAt: number;
	/** Of the body, decompressed. */
	readonly bytes: number;
	readonly error: string | undefined;
}

export interface Wait {
	/** ms since 1970. */
	readonly since: number;
	readonly until: number;
	readonly why: string;
}

export function headerOfExchange({ headers }: Pick<Exchange, 'headers'>, name: string): string | undefined {
	const wanted = name.toLowerCase();
	return headers.find(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** Bytes of the body, wherever it is. */
export function bodySize({ body }: Pick<Exchange, 'body'>): number {
	return body.kind === 'memory' ? body.bytes.byteLength : body.size;
}

/** The body as text, by the charset of its type; `undefined` where it is a file. */
export function bodyText({ body, headers }: Pick<Exchange, 'body' | 'headers'>): string | undefined {
	if (body.kind === 'file') return undefined;
	const charset = /charset\s*=\s*"?([\w-]+)/i.exec(headerOfExchange({ headers }, 'content-type') ?? '')?.[1];
	return decoded(body.bytes, charset ?? 'utf-8');
}

function decoded(bytes: Uint8Array, charset: string): string {
	try {
		return new TextDecoder(charset).decode(bytes);
	} catch (error) {
		// A charset that nobody knows: most of the text is readable all the same.
		if (error instanceof RangeError) return new TextDecoder().decode(bytes);
		throw error;
	}
}
