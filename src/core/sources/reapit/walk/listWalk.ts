/**
 * Walks one list page by page, several pages under way at once and handed out in order. Where the total falls from one page
 * to the next, records have moved to pages that were read before: those are read again. At the end, what was seen is
 * compared with the totals; a pass that may have missed a record is followed by another.
 */
import { FreeholdError } from '../../../errors.ts';
import type { Clock } from '../../../outside.ts';
import type { DecodedPage, Gap, SweepProof } from '../../source.ts';
import type { CustomerDoors } from '../door.ts';
import { concurrency } from '../reapitLimits.ts';
import type { Listing } from './listing.ts';
import { fullPage, pageUrl, placeOf, until } from './listing.ts';
import { KeySet } from './keySet.ts';
import type { ListPage, ListReader } from './listReader.ts';
import type { ListState } from './listState.ts';
import { nextPass, passAnew, startState } from './listState.ts';
import { PagesAhead } from './pagesAhead.ts';
import { neededRecords } from './passProof.ts';
import type { Part } from './splitPage.ts';
import { isPoisonous, splitPage } from './splitPage.ts';

export interface ListWalkParts {
	readonly listing: Listing;
	readonly doors: Pick<CustomerDoors, 'patient' | 'brief'>;
	readonly reader: ListReader;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Where an earlier walk stopped. */
	readonly state: ListState | undefined;
	readonly maxPasses: number;
	/** Whether the replica counts the keys of this walk and refuses a proof that they do not bear out. */
	readonly isTallied: boolean;
}

export interface WalkStep {
	/** To be applied, or released. */
	readonly page: DecodedPage;
	/** With it, the walk goes on after this step. */
	readonly state: ListState;
	readonly serverTime: number | undefined;
	readonly total: number | undefined;
	readonly gap: Gap | undefined;
	/** Set with the last step. */
	readonly end: WalkEnd | undefined;
	readonly warning: string | undefined;
}

export interface WalkEnd {
	readonly proof: SweepProof;
	/** How many different keys the walk is known to have seen; undefined where it was resumed. */
	readonly seen: number | undefined;
	/** Whether the proof rests on the replica's count of keys. */
	readonly isByTally: boolean;
}

/** Records come and go all day; whether they did between two pages of each of so many passes is not worth a fourth. */
export const usualPasses = 3;
/** The vendor's `Date` is cut to the second, and its servers' clocks need not agree to the last one. */
const slackMs = 1000;
/** After so long, what came just before the last pass is not taken for something that came during the next one. */
const restMs = 2 * slackMs + 100;

export async function* walkList(parts: ListWalkParts): AsyncGenerator<WalkStep, void, undefined> {
	const walk = new ListWalk(parts);
	try {
		yield* walk.steps();
	} finally {
		walk.close();
	}
}

class ListWalk {
	readonly #parts: ListWalkParts;
	readonly #ahead: PagesAhead<ListPage>;
	#at: ListState;
	/** Keys of this pass, or of the part of it that this process has read. */
	#seen = new KeySet();
	/** Keys of all passes, once there is more than one. */
	#all: KeySet | undefined;
	/** First page that this process read of a pass which another had begun; 0: none. */
	#resumedAt = 0;
	/** What was counted before this process began. */
	#base: number;
	#isWhole = true;
	#restsBefore = false;
	#last = 1;
	#hasAnswered = false;
	#previousKeys: readonly string[] = [];

	constructor(parts: ListWalkParts) {
		this.#parts = parts;
		this.#at = resumed(parts);
		this.#base = this.#at.counted;
		if (this.#at.page > 1) this.#resumedAt = this.#at.page;
		this.#isWhole = parts.state === undefined || (this.#at.pass === 1 && this.#at.page === 1);
		const { reader, listing, doors, signal } = parts;
		this.#ahead = new PagesAhead<ListPage>({
			read: (page, within) =>
				reader.read(doors.patient, { ...this.#request(page), plan: listing.plan, pageSize: fullPage }, within),
			drop: ({ page }) => reader.release(page),
			width: listing.shape === 'bare' ? 1 : concurrency,
			signal,
		});
	}

	close(): void {
		this.#ahead.close();
	}

	async *steps(): AsyncGenerator<WalkStep, void, undefined> {
		while (this.#at.page !== 0) {
			if (this.#restsBefore) await this.#parts.clock.sleep(restMs, this.#parts.signal);
			this.#restsBefore = false;
			yield* this.#page(this.#at.page);
		}
	}

	async *#page(page: number): AsyncGenerator<WalkStep, void, undefined> {
		let read: ListPage;
		try {
			read = this.#sound(await this.#ahead.take(page, this.#last));
		} catch (error) {
			// The list has become shorter than it was.
			if (page > 1 && FreeholdError.is(error, 'notFound')) yield await this.#finished(false, await this.#emptyStep());
			else if (isPoisonous(error, this.#hasAnswered)) yield* this.#split(page, error);
			else throw error;
			return;
		}
		const hold = new Hold(this.#parts.reader, read.page);
		try {
			yield* this.#moved(page, read);
			this.#note(read);
			this.#see(read);
			const isRepeat = this.#isRepeat(read);
			this.#previousKeys = keysOf(read);
			const step = isRepeat
				? this.#unpaged(read)
				: read.page.rowCount === 0 || page >= read.pages
					? await this.#finished(page === 1, this.#step(read, this.#at))
					: this.#step(read, (this.#at = this.#counted({ ...this.#at, page: page + 1 })));
			hold.pass();
			yield step;
		} finally {
			hold.release();
		}
	}

	/** A record that went shifts those behind it by one: the last of the page before are then never seen. */
	async *#moved(page: number, { total }: ListPage): AsyncGenerator<WalkStep, void, undefined> {
		const { latest } = this.#at;
		if (latest === null || total === undefined || total >= latest) return;
		const first = Math.max(1, page - Math.ceil((latest - total) / fullPage));
		if (first < this.#resumedAt) this.#at = { ...this.#at, isDoubtful: true };
		for (let before = first; before < page; before++) {
			const { reader, doors, listing, signal } = this.#parts;
			const request = { ...this.#request(before), plan: listing.plan, pageSize: fullPage };
			try {
				const again = await reader.read(doors.patient, request, signal);
				this.#see(again);
				yield this.#step(again, this.#at);
			} catch (error) {
				// It is a gap already; what moved behind it is missed, and the count at the end shows it.
				if (!isPoisonous(error, true)) throw error;
			}
		}
	}

	/** Until the page is done, the checkpoint stays before it: a resumed walk narrows it down again. */
	async *#split(page: number, failure: FreeholdError): AsyncGenerator<WalkStep, void, undefined> {
		const { listing, reader, doors, signal } = this.#parts;
		let gaps = 0;
		for await (const part of splitPage({ listing, page, reader, door: doors.brief, signal, failure })) {
			if (part.kind === 'rows') {
				this.#note(part.read);
				this.#see(part.read);
			} else gaps++;
			yield await this.#partStep(part);
		}
		this.#previousKeys = [];
		this.#at = { ...this.#at, gaps: this.#at.gaps + gaps };
		const last = Math.ceil((this.#at.latest ?? 0) / fullPage);
		if (page < last) this.#at = this.#counted({ ...this.#at, page: page + 1 });
		const step = await this.#emptyStep();
		yield page < last ? step : await this.#finished(false, step);
	}

	async #partStep(part: Part): Promise<WalkStep> {
		const { listing, reader } = this.#parts;
		if (part.kind === 'rows') return this.#step(part.read, this.#at);
		const key = gapKey(listing, part.offset);
		const page = await reader.empty(listing.plan);
		return { ...this.#nothing(page, this.#at), gap: { key, error: part.error } };
	}

	/** The pass is over: either it has seen everything, or another follows. */
	async #finished(isSinglePage: boolean, step: WalkStep): Promise<WalkStep> {
		const at = this.#counted(this.#at);
		const verdict = await this.#verdict(at, isSinglePage);
		const isOver = verdict.isComplete || verdict.isFinal === true || at.pass >= this.#parts.maxPasses;
		const end = isOver
			? { proof: proofOf(verdict), seen: this.#known(), isByTally: verdict.isByTally === true }
			: undefined;
		this.#at = isOver ? { ...at, page: 0 } : this.#again();
		this.#restsBefore = !isOver && this.#parts.listing.standing !== undefined;
		return { ...step, state: this.#at, end };
	}

	/** A vendor that gives the same page again, whatever number is asked for, can be read to its first page only. */
	#unpaged(read: ListPage): WalkStep {
		const why = `the vendor gives the same page of ${this.#parts.listing.name} again and again`;
		this.#at = { ...this.#counted(this.#at), page: 0 };
		return {
			...this.#step(read, this.#at),
			end: { proof: { isComplete: false, why }, seen: this.#known(), isByTally: false },
		};
	}

	async #verdict(at: ListState, isSinglePage: boolean): Promise<Verdict> {
		const { listing, isTallied } = this.#parts;
		const { before, latest, isMoving, gaps, twins, pass } = at;
		const accounted = at.counted + twins;
		// Asked only where it can decide something.
		const standing = isSinglePage || before === null ? undefined : await this.#standing(at.begun);
		const isAppended = listing.sortBy === 'created';
		const needed = neededRecords({ before, latest, isMoving, standing, isAppended, isSinglePage });
		const { name } = listing;
		if (before === null || latest === null) {
			return { isComplete: false, isFinal: true, why: `the vendor does not say how many ${name} there are` };
		}
		if (needed === undefined) {
			return { isComplete: false, why: `${name} changed while they were walked` };
		}
		const wasResumed = this.#resumedAt > 0;
		if (isTallied && wasResumed && gaps === 0) {
			// What other processes counted cannot be told apart from what came twice; the replica has kept the keys.
			if (pass === 1) return { isComplete: true, atLeast: needed - twins, isByTally: true };
			return { isComplete: false, why: `the walk over ${name} was interrupted` };
		}
		if (at.isDoubtful) return { isComplete: false, why: `the walk over ${name} was interrupted` };
		if (accounted + gaps < needed) {
			return { isComplete: false, why: `the vendor counts ${needed} ${name}, but ${accounted} different ones came` };
		}
		if (gaps > 0) return { isComplete: false, isFinal: true, why: `${gaps} ${name} could not be read` };
		return { isComplete: true, atLeast: at.counted };
	}

	/**
	 * How many of the records that were there when the pass began still are, by the vendor's own count. It comes with any of
	 * them, and a bad one spoils its answer: then another is asked for.
	 */
	async #standing(begun: number): Promise<number | undefined> {
		const { listing, reader, doors, signal } = this.#parts;
		if (listing.standing === undefined) return undefined;
		const query = until(listing.query, listing.standing, begun - slackMs);
		const label = `the count of ${listing.name} from before the walk`;
		let failure: unknown;
		for (const place of new Set([1, 2, Math.max(1, Math.ceil((this.#at.latest ?? 0) / 2))])) {
			const door = this.#at.gaps > 0 || place > 1 ? doors.brief : doors.patient;
			const url = pageUrl({ ...listing, query }, place, 1);
			try {
				const read = await reader.read(door, { url, label, plan: listing.plan, pageSize: 1 }, signal);
				reader.release(read.page);
				return read.total;
			} catch (error) {
				// A place behind the end may be answered 404.
				if (!isPoisonous(error, true) && !FreeholdError.is(error, 'notFound')) throw error;
				failure ??= error;
			}
		}
		throw failure;
	}

	#again(): ListState {
		// It goes on as the set of all passes.
		this.#all ??= this.#seen;
		this.#seen = new KeySet();
		this.#base = 0;
		this.#resumedAt = 0;
		this.#previousKeys = [];
		return nextPass(this.#at);
	}

	#note({ total, serverTime, pages }: ListPage): void {
		this.#hasAnswered = true;
		this.#last = pages;
		const at = this.#at;
		const isMoving = at.isMoving || (at.latest !== null && total !== undefined && total !== at.latest);
		this.#at = {
			...at,
			before: at.before ?? total ?? null,
			latest: total ?? at.latest,
			isMoving,
			hasMoved: at.hasMoved || isMoving,
			begun: at.begun === 0 ? serverTime : at.begun,
		};
	}

	#see({ page: { keys = [] } }: ListPage): void {
		const { digestColumn } = this.#parts.listing.plan;
		this.#seen.add(keys);
		this.#all?.add(keys);
		if (digestColumn === undefined) return;
		this.#at = { ...this.#at, twins: this.#at.twins + keys.length - new Set(keys).size };
	}

	#counted(state: ListState): ListState {
		return { ...state, counted: this.#base + this.#seen.size };
	}

	#known(): number | undefined {
		if (!this.#isWhole) return undefined;
		return this.#all?.size ?? this.#seen.size;
	}

	/** A bare array has no totals of its own: it is whole. */
	#sound(read: ListPage): ListPage {
		return this.#parts.listing.shape === 'bare' ? { ...read, total: read.page.rowCount, pages: 1 } : read;
	}

	#isRepeat(read: ListPage): boolean {
		const keys = keysOf(read);
		const previous = this.#previousKeys;
		return keys.length > 0 && keys.length === previous.length && keys.every((key, index) => key === previous[index]);
	}

	#request(page: number): { readonly url: string; readonly label: string } {
		const { listing } = this.#parts;
		return { url: pageUrl(listing, page), label: `${listing.name} page ${page}` };
	}

	#step(read: ListPage, state: ListState): WalkStep {
		const { page, serverTime, total } = read;
		return { page, state, serverTime, total, gap: undefined, end: undefined, warning: undefined };
	}

	#nothing(page: DecodedPage, state: ListState): WalkStep {
		return { page, state, serverTime: undefined, total: undefined, gap: undefined, end: undefined, warning: undefined };
	}

	async #emptyStep(): Promise<WalkStep> {
		return this.#nothing(await this.#parts.reader.empty(this.#parts.listing.plan), this.#at);
	}
}

/** A page in hand, let go of unless it is passed on. */
class Hold {
	readonly #reader: ListReader;
	#page: DecodedPage | undefined;

	constructor(reader: ListReader, page: DecodedPage) {
		this.#reader = reader;
		this.#page = page;
	}

	pass(): void {
		this.#page = undefined;
	}

	release(): void {
		if (this.#page !== undefined) this.#reader.release(this.#page);
	}
}

interface Verdict {
	readonly isComplete: boolean;
	/** Another pass would not change it. */
	readonly isFinal?: boolean;
	readonly isByTally?: boolean;
	readonly why?: string;
	readonly atLeast?: number;
}

function proofOf({ isComplete, why, atLeast }: Verdict): SweepProof {
	return isComplete ? { isComplete, atLeast } : { isComplete, why };
}

/**
 * Where the order stands still (`created`), the pass goes on at its page. Otherwise records may have moved between pages
 * while nobody looked, and the pass begins again; what was read is stored, and costs nothing but the requests.
 */
function resumed({ state, listing }: ListWalkParts): ListState {
	if (state === undefined) return startState;
	return state.page <= 1 || listing.sortBy === 'created' ? state : passAnew(state);
}

function keysOf({ page }: ListPage): readonly string[] {
	return page.keys ?? [];
}

/** In the form of the dataset's keys, so that no record of the replica is ever taken for it. */
export function gapKey(listing: Listing, offset: number): string {
	const { key, constants = {} } = listing.plan;
	return JSON.stringify([...key.slice(0, -1).map((column) => constants[column] ?? ''), placeOf(listing, offset)]);
}
