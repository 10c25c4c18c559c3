/** What one call of `HttpClient.send` goes through: redirects, attempts, failures, throttles, one renewal. */
import { FreeholdError } from '../errors.ts';
import type { HttpRequest } from './contract.ts';
import type { AllowedOrigins } from './origins.ts';
import { follow } from './origins.ts';
import type { Patience } from './patience.ts';

const maxRedirects = 5;

export class Journey {
	readonly original: HttpRequest;
	readonly patience: Patience;
	/** Our own id of it, where the vendor gives none. */
	readonly ownId: string;
	/** Requests sent so far, redirects included. */
	attempts = 0;
	/** When the last of them was sent, ms since 1970. */
	departedAt = 0;
	failures = 0;
	throttles = 0;
	hasRenewed = false;
	readonly #visited = new Set<string>();
	#current: HttpRequest;

	constructor(original: HttpRequest, patience: Patience, ownId: string) {
		this.original = original;
		this.patience = patience;
		this.ownId = ownId;
		this.#current = original;
		this.#visited.add(step(original));
	}

	/** Where redirects have led. */
	get current(): HttpRequest {
		return this.#current;
	}

	/** Whether sending once more does no harm. */
	get isIdempotent(): boolean {
		return mayRepeat(this.#current);
	}

	departs(now: number): void {
		this.attempts++;
		this.departedAt = now;
	}

	/** @throws FreeholdError `unsafe` where it leads to strangers, `badResponse` where it leads nowhere */
	redirect(status: number, location: string, allowed: AllowedOrigins): void {
		const next = follow(this.#current, status, location, allowed);
		const isLoop = this.#visited.has(step(next));
		if (isLoop || this.#visited.size > maxRedirects) {
			throw new FreeholdError('badResponse', {
				what: `${this.original.label} was redirected without end`,
				why: isLoop
					? 'The redirects lead back to an address seen before'
					: `There were more than ${maxRedirects} redirects`,
				next: 'Check the base URL of the connection; if it is right, tell the vendor',
				status,
				requestId: this.ownId,
			});
		}
		this.#visited.add(step(next));
		this.#current = next;
	}

	/** Once more from the start: what redirected before may not redirect now. What must not be repeated stays done. */
	restart(): void {
		if (this.#current !== this.original && !mayRepeat(this.original)) return;
		this.#current = this.original;
		this.#visited.clear();
		this.#visited.add(step(this.original));
	}

	/** The error with what only the journey knows: the request's id, and how often it was tried. */
	completed(error: Error, requestId: string): Error {
		if (!FreeholdError.is(error)) return error;
		const { reason, what, why, next, retryAt, status, vendorCode, cause } = error;
		return new FreeholdError(reason, {
			what,
			why: this.attempts > 1 ? `${why} (tried ${this.attempts} times)` : why,
			next,
			retryAt,
			status,
			vendorCode,
			requestId: error.requestId ?? requestId,
			cause,
		});
	}
}

function step(request: HttpRequest): string {
	return `${request.method} ${request.url}`;
}

function mayRepeat({ isIdempotent, method }: HttpRequest): boolean {
	return isIdempotent ?? (method === 'GET' || method === 'HEAD');
}
