/**
 * Spark's legacy signature: a session opened with ApiKey and ApiSig, and an MD5 signature on every request
 * (domain/spark.md §3.2).
 */
import { createHash } from 'node:crypto';
import { FreeholdError } from '../../errors.ts';
import type { Authorizer, HttpRequest } from '../../http/contract.ts';
import { SingleFlight } from '../../http/singleFlight.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { Clock, Secrets } from '../../outside.ts';
import type { Door } from './door.ts';
import { linkOption, withoutCredentials } from './odataLink.ts';
import { requiredSecret } from './sparkSecrets.ts';

export interface ApiSigParts {
	readonly secrets: Secrets;
	readonly connection: string;
	readonly clock: Clock;
	readonly door: Door;
	/** `https://sparkapi.com/v1/session` */
	readonly sessionUrl: string;
}

interface Session {
	readonly token: string;
	readonly expires: number;
}

interface KeyPair {
	readonly key: string;
	readonly secret: string;
}

export class ApiSigSession implements Authorizer {
	readonly #parts: ApiSigParts;
	readonly #opening = new SingleFlight<Session>();
	#session: Session | undefined;

	constructor(parts: ApiSigParts) {
		this.#parts = parts;
	}

	async authorize(request: HttpRequest, signal: AbortSignal): Promise<HttpRequest> {
		const current = this.#session;
		const session =
			current !== undefined && current.expires > this.#parts.clock.now() ? current : await this.#open(signal);
		return signedRequest(request, await this.#keyPair(), session.token);
	}

	async renew(request: HttpRequest, signal: AbortSignal): Promise<boolean> {
		if (linkOption(request.url, 'AuthToken') === this.#session?.token) await this.#open(signal);
		return true;
	}

	#open(signal: AbortSignal): Promise<Session> {
		return this.#opening.run(async (ownSignal) => {
			const pair = await this.#keyPair();
			const query = `ApiKey=${encodeURIComponent(pair.key)}&ApiSig=${sessionSignature(pair)}`;
			const response = await this.#parts.door.send(
				{
					method: 'POST',
					url: `${this.#parts.sessionUrl}?${query}`,
					headers: { accept: 'application/json', 'x-sparkapi-user-agent': 'Freehold' },
					label: 'the session request',
					isAnonymous: true,
					// A second session does no harm.
					isIdempotent: true,
				},
				ownSignal,
			);
			this.#session = sessionOf(response.body, response.requestId);
			return this.#session;
		}, signal);
	}

	async #keyPair(): Promise<KeyPair> {
		const { secrets, connection } = this.#parts;
		const key = await requiredSecret(secrets, 'apiKey', connection);
		return { key, secret: await requiredSecret(secrets, 'apiSecret', connection) };
	}
}

export function sessionSignature({ key, secret }: KeyPair): string {
	return md5(`${secret}ApiKey${key}`);
}

/** Adds `AuthToken` and the signature over path, sorted parameters and body; older ones in the link are replaced. */
export function signedRequest(request: HttpRequest, { key, secret }: KeyPair, authToken: string): HttpRequest {
	const url = new URL(withoutCredentials(request.url));
	const bare = withoutCredentials(request.url).split('#', 1)[0] ?? request.url;
	const parameters = [...url.searchParams, ['AuthToken', authToken] as [string, string]];
	const sorted = parameters
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([name, value]) => name + value)
		.join('');
	const body = signedText(request.body);
	const signature = md5(`${secret}ApiKey${key}ServicePath${decodeURIComponent(url.pathname)}${sorted}${body}`);
	const separator = bare.includes('?') ? '&' : '?';
	return { ...request, url: `${bare}${separator}AuthToken=${encodeURIComponent(authToken)}&ApiSig=${signature}` };
}

function signedText(body: HttpRequest['body']): string {
	if (body === undefined || typeof body === 'string') return body ?? '';
	if (body instanceof Uint8Array) return new TextDecoder().decode(body);
	throw new TypeError('Spark signs whole bodies; a streamed one cannot be signed');
}

function sessionOf(body: Uint8Array, requestId: string): Session {
	const document = JSON.parse(new TextDecoder().decode(body)) as Json;
	const envelope = isJsonObject(document) && isJsonObject(document.D) ? document.D : {};
	const [first] = Array.isArray(envelope.Results) ? (envelope.Results as readonly Json[]) : [];
	if (isJsonObject(first) && typeof first.AuthToken === 'string') {
		const expires = typeof first.Expires === 'string' ? Date.parse(first.Expires) : Number.NaN;
		return { token: first.AuthToken, expires: Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires };
	}
	throw new FreeholdError('badResponse', {
		what: 'Signing in did not work',
		why: 'the answer holds no session',
		next: 'Try again; if it stays, write to api-support@sparkplatform.com with the request id',
		requestId,
	});
}

function md5(text: string): string {
	return createHash('md5').update(text).digest('hex');
}
