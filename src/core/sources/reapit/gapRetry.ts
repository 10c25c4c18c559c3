/**
 * Asks again for records that an earlier walk had to leave out. Their ids are not known, only their places, and places
 * shift: so the page around each place is read, and the one before it.
 */
import type { Batch, DecodedPage, Gap } from '../source.ts';
import type { CustomerDoors } from './door.ts';
import type { ReadParts } from './readParts.ts';
import { customerReader } from './readParts.ts';
import { listing } from './reapitRequests.ts';
import type { ListPage, ListReader } from './walk/listReader.ts';
import { gapKey } from './walk/listWalk.ts';
import type { Listing } from './walk/listing.ts';
import { fullPage, pageUrl } from './walk/listing.ts';
import { isPoisonous, splitPage } from './walk/splitPage.ts';

export async function* retryGaps(
	parts: ReadParts,
	request: { readonly relations: readonly string[]; readonly keys: readonly string[] },
): AsyncGenerator<Batch, void, undefined> {
	const { doors, clock, list, dataset, narrowingOf } = parts;
	const places = request.keys.map(placeOf);
	const total = request.keys.length;
	const again: Gap[] = [];
	let serverStart = 0;
	let done = 0;
	const batch = (page: DecodedPage, more: Partial<Batch> = {}): Batch => {
		const started = serverStart === 0 ? clock.now() : serverStart;
		return { page, checkpoint: null, isLast: false, serverStart: started, done, total, ...more };
	};
	for (const customer of doors.customers) {
		const own = places.filter((place) => place?.customer === customer.customer);
		const asked = listing({
			list,
			dataset,
			origin: doors.origin,
			customer: customer.customer,
			narrowing: narrowingOf(list),
			relations: request.relations,
		});
		const reader = customerReader(parts, customer);
		for (const page of pagesOf(own.map((place) => place?.offset ?? 0))) {
			for await (const part of readPage(asked, page, reader, customer, parts.signal)) {
				if (part.kind === 'gap') again.push({ key: gapKey(asked, part.offset), error: part.error });
				else {
					serverStart ||= part.read.serverTime;
					yield batch(part.read.page);
				}
			}
		}
		done += own.length;
	}
	// Gaps of customers that the connection no longer names stay as they are.
	const open = new Set(doors.customers.map(({ customer }) => customer));
	const isAsked = (index: number): boolean => open.has(places[index]?.customer ?? '');
	const missing = request.keys.filter((key, index) => isAsked(index) && again.every((gap) => gap.key !== key));
	const kept = request.keys
		.filter((_, index) => !isAsked(index))
		.map((key) => ({ key, error: 'it was not asked for' }));
	const [first] = doors.customers;
	if (first === undefined) return;
	const { plan } = listing({
		list,
		dataset,
		origin: doors.origin,
		customer: first.customer,
		narrowing: [],
		relations: [],
	});
	done = total;
	const empty = await customerReader(parts, first).empty(plan);
	yield batch(empty, { isLast: true, missing, gaps: [...again, ...kept] });
}

type Read =
	| { readonly kind: 'rows'; readonly read: ListPage }
	| { readonly kind: 'gap'; readonly offset: number; readonly error: string };

async function* readPage(
	asked: Listing,
	page: number,
	reader: ListReader,
	{ patient, brief }: CustomerDoors,
	signal: AbortSignal,
): AsyncGenerator<Read, void, undefined> {
	const label = `${asked.name} page ${page}`;
	let read: ListPage;
	try {
		const request = { url: pageUrl(asked, page), label, plan: asked.plan, pageSize: fullPage };
		read = await reader.read(patient, request, signal);
	} catch (error) {
		if (!isPoisonous(error, true)) throw error;
		yield* splitPage({ listing: asked, page, reader, door: brief, signal, failure: error });
		return;
	}
	yield { kind: 'rows', read };
}

interface Place {
	readonly customer: string;
	readonly offset: number;
}

/** Reads a key that `gapKey` has made. */
function placeOf(key: string): Place | undefined {
	let parts: unknown;
	try {
		parts = JSON.parse(key);
	} catch {
		// A key of another make: nothing tells where the record is.
		return undefined;
	}
	if (!Array.isArray(parts)) return undefined;
	const [customer, place] = [parts[0] as unknown, parts.at(-1) as unknown];
	const number = typeof place === 'string' ? /^at (\d+) of /.exec(place)?.[1] : undefined;
	if (typeof customer !== 'string' || number === undefined) return undefined;
	return { customer, offset: Number(number) - 1 };
}

function pagesOf(offsets: readonly number[]): readonly number[] {
	const pages = offsets.map((offset) => Math.floor(offset / fullPage) + 1);
	const around = new Set(pages.flatMap((page) => (page === 1 ? [1] : [page - 1, page])));
	return [...around].sort((a, b) => a - b);
}
