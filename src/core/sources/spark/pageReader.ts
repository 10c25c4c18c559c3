/**
 * Reads pages: request, worker, envelope. While the worker parses one page, the next is already on its way by the link
 * guessed from the page's tail; a guess that the parsed envelope does not confirm is dropped.
 */
import { FreeholdError } from '../../errors.ts';
import { backoff } from '../../http/backoff.ts';
import type { HttpResponse } from '../../http/contract.ts';
import type { JsonObject } from '../../json.ts';
import type { Clock, Random } from '../../outside.ts';
import type { DecodedPage, PageDecoder, RowPlan } from '../source.ts';
import type { Door } from './door.ts';
import { getRequest } from './door.ts';
import { guessNextLink, nextLinkOf } from './nextLink.ts';
import { fromJson } from './sparkErrorBody.ts';
import { sparkFailure } from './sparkErrors.ts';

export interface PageReaderParts {
	readonly door: Door;
	readonly decoder: PageDecoder;
	readonly clock: Clock;
	readonly random: Random;
	readonly signal: AbortSignal;
}

export interface ReadPage {
	readonly page: DecodedPage;
	/** Link to the next page as the parsed envelope has it; for OData pages. */
	readonly next: string | undefined;
	readonly serverTime: number;
}

/** How often a page whose body cannot be parsed is asked for. A cut body under HTTP 200 is mostly a cut connection. */
const maxReads = 3;

interface Ahead {
	readonly link: string;
	readonly controller: AbortController;
	readonly answer: Promise<HttpResponse>;
}

export class PageReader {
	readonly #parts: PageReaderParts;
	#ahead: Ahead | undefined;

	constructor(parts: PageReaderParts) {
		this.#parts = parts;
	}

	/**
	 * @param mayGoAhead whether a guessed link may be requested before it is confirmed; absent: nothing is guessed
	 * @throws FreeholdError `badResponse` naming page and byte where the body cannot be parsed after several requests
	 */
	async read(link: string, plan: RowPlan, label: string, mayGoAhead?: (link: string) => boolean): Promise<ReadPage> {
		for (let attempt = 1; ; attempt++) {
			const response = await this.#answer(link, label);
			const guess = mayGoAhead === undefined ? undefined : guessNextLink(response.body, link);
			if (guess !== undefined && guess !== link && mayGoAhead?.(guess) === true) this.#goAhead(guess, label);
			let page: DecodedPage;
			try {
				page = await this.#parts.decoder.decode(response.body, plan);
			} catch (error) {
				this.close();
				if (!FreeholdError.is(error, 'badResponse')) throw error;
				if (attempt === maxReads) throw unreadable(label, error, response.requestId);
				await this.#parts.clock.sleep(backoff(attempt, this.#parts.random), this.#parts.signal);
				continue;
			}
			return this.#checked(page, link, label, response);
		}
	}

	/** An empty page, for a batch that carries no rows. */
	async empty(plan: RowPlan): Promise<DecodedPage> {
		let document: unknown = [];
		for (const name of plan.rowsAt.toReversed()) document = { [name]: document };
		return this.#parts.decoder.decode(Uint8Array.from(new TextEncoder().encode(JSON.stringify(document))), plan);
	}

	release(page: DecodedPage): void {
		this.#parts.decoder.release(page.handle);
	}

	/** Drops what is under way. */
	close(): void {
		this.#ahead?.controller.abort(new DOMException('the page is not needed', 'AbortError'));
		this.#ahead = undefined;
	}

	#checked(page: DecodedPage, link: string, label: string, response: HttpResponse): ReadPage {
		try {
			assertSuccess(page.envelope, label, response);
			const next = nextLinkOf(page.envelope, link, label);
			if (this.#ahead !== undefined && this.#ahead.link !== next) this.close();
			return { page, next, serverTime: response.serverTime };
		} catch (error) {
			this.release(page);
			this.close();
			throw error;
		}
	}

	async #answer(link: string, label: string): Promise<HttpResponse> {
		const ahead = this.#ahead;
		this.#ahead = undefined;
		if (ahead?.link === link) return ahead.answer;
		ahead?.controller.abort(new DOMException('the page is not needed', 'AbortError'));
		return this.#parts.door.send(getRequest(link, label), this.#parts.signal);
	}

	#goAhead(link: string, label: string): void {
		const controller = new AbortController();
		const signal = AbortSignal.any([this.#parts.signal, controller.signal]);
		const answer = this.#parts.door.send(getRequest(link, `the page after ${label}`), signal);
		// Its failure is met when its turn comes, or never, if the guess is dropped.
		answer.catch(() => undefined);
		this.#ahead = { link, controller, answer };
	}
}

/** The judge looks at the ends of a big body only; here the whole envelope is known. */
function assertSuccess(envelope: JsonObject, label: string, response: HttpResponse): void {
	const failure = fromJson(envelope);
	if (failure !== undefined) throw sparkFailure(response, failure, label).error;
}

function unreadable(label: string, cause: FreeholdError, requestId: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `${label} could not be read`,
		why: `${cause.why} (asked for ${maxReads} times)`,
		next: 'Run it again: it goes on at this page. If it stays, write to api-support@sparkplatform.com with the request id',
		requestId,
		cause,
	});
}
