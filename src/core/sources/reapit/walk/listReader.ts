/** Reads one page of a list: request, worker, totals. A body that cannot be parsed is asked for again. */
import { FreeholdError } from '../../../errors.ts';
import { backoff } from '../../../http/backoff.ts';
import type { JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Clock, Random } from '../../../outside.ts';
import type { DecodedPage, PageDecoder, RowPlan } from '../../source.ts';
import type { Door } from '../door.ts';

export interface ListReaderParts {
	readonly decoder: PageDecoder;
	readonly clock: Clock;
	readonly random: Random;
	/** Told of every page that came, whatever becomes of it. */
	readonly onPage?: ((page: DecodedPage) => void) | undefined;
}

export interface ListPage {
	readonly page: DecodedPage;
	/** How many records the list holds; undefined where the vendor does not say. */
	readonly total: number | undefined;
	/** Number of the last page, as far as can be told from this one. */
	readonly pages: number;
	readonly serverTime: number;
	/** The address that `_links.next` gives. */
	readonly next: string | undefined;
	/** `nextPageToken` of the body. */
	readonly token: string | undefined;
}

export interface PageRequest {
	readonly url: string;
	readonly label: string;
	readonly plan: RowPlan;
	readonly pageSize: number;
}

/** A cut body under HTTP 200 is mostly a cut connection. */
const maxReads = 3;

export class ListReader {
	readonly #parts: ListReaderParts;

	constructor(parts: ListReaderParts) {
		this.#parts = parts;
	}

	/** @throws FreeholdError `badResponse` where the body cannot be parsed after several requests */
	async read(door: Door, { url, label, plan, pageSize }: PageRequest, signal: AbortSignal): Promise<ListPage> {
		const { decoder, clock, random } = this.#parts;
		for (let attempt = 1; ; attempt++) {
			const request = { method: 'GET', url, label, headers: { accept: 'application/json' } } as const;
			const { body, serverTime, requestId } = await door.send(request, signal);
			try {
				const page = await decoder.decode(body, plan);
				this.#parts.onPage?.(page);
				return { page, serverTime, ...totals(page, pageSize) };
			} catch (error) {
				if (!FreeholdError.is(error, 'badResponse')) throw error;
				if (attempt === maxReads) throw unreadable(label, error, requestId);
				await clock.sleep(backoff(attempt, random), signal);
			}
		}
	}

	/** An empty page, for a batch that carries no rows. */
	empty(plan: RowPlan): Promise<DecodedPage> {
		let document: unknown = [];
		for (const name of plan.rowsAt.toReversed()) document = { [name]: document };
		const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify(document)));
		return this.#parts.decoder.decode(body, plan);
	}

	release(page: DecodedPage): void {
		this.#parts.decoder.release(page.handle);
	}
}

type Totals = Pick<ListPage, 'total' | 'pages' | 'next' | 'token'>;

/**
 * The vendor's own example contradicts itself (50 records, one on a page, one page): the larger of both ways to count the
 * pages is believed, and a page without rows ends the walk in any case.
 */
function totals({ envelope, rowCount }: DecodedPage, asked: number): Totals {
	const total = wholeAt(envelope, 'totalCount');
	const size = wholeAt(envelope, 'pageSize') ?? asked;
	const counted = total === undefined || size === 0 ? 0 : Math.ceil(total / Math.min(size, asked));
	const said = wholeAt(envelope, 'totalPageCount') ?? 0;
	// A list that says nothing of pages is whole, unless a full page came.
	const unsaid = total === undefined && said === 0 && rowCount >= asked ? Infinity : 0;
	const token = envelope.nextPageToken;
	return {
		total,
		pages: Math.max(1, counted, said, unsaid),
		next: hrefAt(envelope, 'next'),
		token: typeof token === 'string' && token !== '' ? token : undefined,
	};
}

function hrefAt({ _links: links }: JsonObject, name: string): string | undefined {
	const link = isJsonObject(links) ? links[name] : undefined;
	const href = isJsonObject(link) ? link.href : undefined;
	return typeof href === 'string' && href !== '' ? href : undefined;
}

function wholeAt(envelope: JsonObject, name: string): number | undefined {
	const value = envelope[name];
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function unreadable(label: string, cause: FreeholdError, requestId: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `${label} could not be read`,
		why: `${cause.why} (asked for ${maxReads} times)`,
		next: 'Run it again: it goes on at this page. If it stays, report it to Reapit with the request id',
		requestId,
		cause,
	});
}
