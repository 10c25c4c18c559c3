/**
 * Walks lists that lie below single records (`/properties/{id}/keys`): the parents' list is walked, and for each parent its
 * own list is read, several at once. Costs a request for each parent.
 */
import { FreeholdError } from '../../../errors.ts';
import type { DecodedPage } from '../../source.ts';
import { concurrency } from '../reapitLimits.ts';
import { KeySet } from './keySet.ts';
import type { ListPage } from './listReader.ts';
import { startState } from './listState.ts';
import type { ListWalkParts, WalkEnd, WalkStep } from './listWalk.ts';
import { walkList } from './listWalk.ts';
import type { Listing } from './listing.ts';
import { fullPage, pageUrl } from './listing.ts';
import { PagesAhead } from './pagesAhead.ts';
import { isPoisonous } from './splitPage.ts';

export interface BelowWalkParts extends Omit<ListWalkParts, 'isTallied'> {
	/** The list to be read, below the ids that lead there; with fewer ids, the list in between. */
	readonly below: (ids: readonly string[]) => Listing;
	/** How many ids lead to the list: 1 for keys of a property, 2 for movements of a key. */
	readonly depth: number;
}

/** What was read for one parent. */
interface Below {
	readonly pages: readonly DecodedPage[];
	/** Why it may not be all. */
	readonly doubt: string | undefined;
	readonly serverTime: number | undefined;
}

/** So many parents in a row whose lists fail: it is not the records, but the vendor. */
const suspicious = 5;

export async function* walkBelow(parts: BelowWalkParts): AsyncGenerator<WalkStep, void, undefined> {
	const { reader, state, below } = parts;
	const counted = new KeySet();
	const failures = { inARow: 0 };
	const wasResumed = state !== undefined && state.page > 1;
	let doubt: string | undefined = wasResumed ? 'the walk was interrupted' : undefined;
	let before = state ?? startState;
	for await (const parents of walkList({ ...parts, isTallied: false })) {
		const ids = (parents.page.keys ?? []).map(idOf);
		reader.release(parents.page);
		const ahead = new PagesAhead<Below>({
			read: (place, within) => readBelow([ids[place - 1] ?? ''], { ...parts, signal: within }, failures),
			drop: ({ pages }) => pages.forEach((page) => reader.release(page)),
			width: concurrency,
			signal: parts.signal,
		});
		try {
			for (let place = 1; place <= ids.length; place++) {
				const read = await ahead.take(place, ids.length);
				for (const page of read.pages) {
					counted.add(page.keys ?? []);
					// Until all parents of the page are done, the checkpoint stays before it.
					yield { ...plain(page, before), serverTime: read.serverTime };
				}
				doubt ??= read.doubt;
			}
		} finally {
			ahead.close();
		}
		doubt ??= parents.gap === undefined ? undefined : `some of ${parts.listing.name} could not be read`;
		before = parents.state;
		const page = await reader.empty(below(placeholders(parts.depth)).plan);
		const end =
			parents.end === undefined ? undefined : endOf(parents.end, doubt, wasResumed ? undefined : counted.size);
		// A parent's gap is no gap of this list: which records lie below it is not known.
		yield { ...parents, page, gap: undefined, total: undefined, end };
	}
}

async function readBelow(ids: readonly string[], parts: BelowWalkParts, failures: { inARow: number }): Promise<Below> {
	const listing = parts.below(ids);
	let read: Whole;
	try {
		read = await readWhole(listing, parts);
		failures.inARow = 0;
	} catch (error) {
		// The parent went meanwhile.
		if (FreeholdError.is(error, 'notFound')) return { pages: [], doubt: undefined, serverTime: undefined };
		if (!isPoisonous(error, true) || ++failures.inARow >= suspicious) throw error;
		return { pages: [], doubt: `${listing.name} could not be read: ${error.why}`, serverTime: undefined };
	}
	if (ids.length === parts.depth) return read;
	const inner = read.pages.flatMap((page) => (page.keys ?? []).map(idOf));
	for (const page of read.pages) parts.reader.release(page);
	const pages: DecodedPage[] = [];
	let { doubt } = read;
	try {
		for (const id of inner) {
			const below = await readBelow([...ids, id], parts, failures);
			pages.push(...below.pages);
			doubt ??= below.doubt;
		}
	} catch (error) {
		for (const page of pages) parts.reader.release(page);
		throw error;
	}
	return { pages, doubt, serverTime: read.serverTime };
}

interface Whole extends Below {
	readonly serverTime: number;
}

/** All pages of a short list; read again where the total does not bear out what came. */
async function readWhole(listing: Listing, parts: BelowWalkParts): Promise<Whole> {
	for (let attempt = 1; ; attempt++) {
		const pages: ListPage[] = [];
		try {
			for (let page = 1; page <= (pages.at(-1)?.pages ?? 1); page++) {
				const read = await readPage(listing, page, parts);
				pages.push(read);
				if (read.page.rowCount === 0) break;
			}
		} catch (error) {
			for (const { page } of pages) parts.reader.release(page);
			throw error;
		}
		const [first, total] = [pages[0], pages.at(-1)?.total];
		const keys = new Set(pages.flatMap(({ page }) => page.keys ?? []));
		const isWhole = total === undefined ? pages.length === 1 : keys.size >= total;
		if (isWhole || attempt === 2) {
			const doubt = isWhole ? undefined : `${listing.name} changed while it was read`;
			const kept = pages.filter(({ page }) => page.rowCount > 0).map(({ page }) => page);
			for (const { page } of pages) if (page.rowCount === 0) parts.reader.release(page);
			return { pages: kept, doubt, serverTime: first?.serverTime ?? 0 };
		}
		for (const { page } of pages) parts.reader.release(page);
	}
}

function readPage(listing: Listing, page: number, { reader, doors, signal }: BelowWalkParts): Promise<ListPage> {
	const label = page === 1 ? listing.name : `${listing.name} page ${page}`;
	const request = { url: pageUrl(listing, page), label, plan: listing.plan, pageSize: fullPage };
	return reader.read(doors.patient, request, signal);
}

function endOf({ proof }: WalkEnd, doubt: string | undefined, seen: number | undefined): WalkEnd {
	const why = proof.isComplete ? doubt : (proof.why ?? doubt);
	const isComplete = proof.isComplete && doubt === undefined;
	return { proof: isComplete ? { isComplete, atLeast: seen } : { isComplete, why }, seen, isByTally: false };
}

function plain(page: DecodedPage, state: WalkStep['state']): WalkStep {
	const nothing = { serverTime: undefined, total: undefined, gap: undefined, end: undefined, warning: undefined };
	return { page, state, ...nothing };
}

/** The id is the last part of a key. */
function idOf(key: string): string {
	const parts = JSON.parse(key) as readonly string[];
	return parts.at(-1) ?? '';
}

function placeholders(depth: number): readonly string[] {
	return new Array<string>(depth).fill('-');
}
