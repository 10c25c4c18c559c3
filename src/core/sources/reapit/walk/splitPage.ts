/**
 * Narrows a page that always fails down to the record that spoils it (reapit/foundations #6202, #8906): 100 → 50 → 25 → 5
 * → 1, sizes that divide each other, so that every part is a page of its own. A record that fails alone is left out.
 *
 * Before that, another page is asked for. If that fails too, it is not the record but the vendor, and the walk ends.
 */
import { FreeholdError } from '../../../errors.ts';
import type { Door } from '../door.ts';
import { reapitProblem } from '../reapitProblem.ts';
import type { ListPage, ListReader } from './listReader.ts';
import type { Listing } from './listing.ts';
import { fullPage, pageUrl, placeOf } from './listing.ts';

export interface SpoiltPage {
	readonly listing: Listing;
	/** From 1, of full size. */
	readonly page: number;
	readonly reader: ListReader;
	/** Gives up soon, since failures are expected. */
	readonly door: Door;
	readonly signal: AbortSignal;
	/** Why the whole page could not be had. */
	readonly failure: FreeholdError;
}

export type Part =
	| { readonly kind: 'rows'; readonly read: ListPage }
	/** A record that cannot be had; `offset` counts from 0. */
	| { readonly kind: 'gap'; readonly offset: number; readonly error: string };

const nextSize: Readonly<Record<number, number>> = { 100: 50, 50: 25, 25: 5, 5: 1 };
/** After so many single records have failed one after another, the vendor is asked again whether it is well. */
const suspicious = 5;

/**
 * Whether a failure may be the fault of one record.
 *
 * @param isQueryGood  whether the same list has answered for another page: then even a 400 is not about the request
 */
export function isPoisonous(error: unknown, isQueryGood: boolean): error is FreeholdError {
	if (!FreeholdError.is(error)) return false;
	if (error.reason === 'unavailable') return (error.status ?? 0) >= 500;
	if (error.status !== 400) return false;
	// One bad record was seen as a 400 that complains about a regular expression which nobody sent (#8906).
	return isQueryGood || /reg(ular )?ex|^invalid pattern/i.test(reapitProblem(error)?.description ?? '');
}

/** Yields the page's parts in order; none where the list turns out to end before it. */
export async function* splitPage(spoilt: SpoiltPage): AsyncGenerator<Part, void, undefined> {
	const splitter = new Splitter(spoilt);
	const total = await splitter.totalElsewhere();
	if (total === undefined) throw spoilt.failure;
	yield* splitter.parts((spoilt.page - 1) * fullPage, fullPage, total);
}

class Splitter {
	readonly #spoilt: SpoiltPage;
	#failures = 0;

	constructor(spoilt: SpoiltPage) {
		this.#spoilt = spoilt;
	}

	/** The list's total by the answer for a record outside the page, or in it where there is no other. */
	async totalElsewhere(): Promise<number | undefined> {
		const { page } = this.#spoilt;
		const outside = page === 1 ? fullPage + 1 : 1;
		let total: number | undefined;
		for (const place of [outside, outside + 1, 2, 1]) {
			const read = await this.#attempt(place, 1);
			if (read === undefined) continue;
			this.#spoilt.reader.release(read.page);
			total = read.total ?? Infinity;
			break;
		}
		return total;
	}

	async *parts(offset: number, size: number, total: number): AsyncGenerator<Part, void, undefined> {
		const smaller = nextSize[size] ?? 1;
		for (let at = offset; at < offset + size && at < total; at += smaller) {
			const read = await this.#attempt(at / smaller + 1, smaller);
			if (read !== undefined) {
				this.#failures = 0;
				yield { kind: 'rows', read };
			} else if (smaller > 1) {
				yield* this.parts(at, smaller, total);
			} else {
				await this.#suspect();
				yield { kind: 'gap', offset: at, error: this.#spoilt.failure.why };
			}
		}
	}

	async #suspect(): Promise<void> {
		this.#failures++;
		if (this.#failures < suspicious) return;
		this.#failures = 0;
		if ((await this.totalElsewhere()) === undefined) throw this.#spoilt.failure;
	}

	/** @returns undefined where the vendor fails again */
	async #attempt(page: number, pageSize: number): Promise<ListPage | undefined> {
		const { listing, reader, door, signal } = this.#spoilt;
		const label = `${listing.name}, ${placeOf(listing, (page - 1) * pageSize)}`;
		const url = pageUrl(listing, page, pageSize);
		try {
			return await reader.read(door, { url, label, plan: listing.plan, pageSize }, signal);
		} catch (error) {
			// A place behind the end may be answered 404.
			if (isPoisonous(error, true) || FreeholdError.is(error, 'notFound')) return undefined;
			throw error;
		}
	}
}
