/**
 * Walks `/metadata/`, the one list that the vendor pages by tokens, because page numbers break there beyond 500 records.
 * Where the next token stands in the answer is documented nowhere: it is looked for in the body and in `_links.next`.
 */
import { FreeholdError } from '../../../errors.ts';
import { KeySet } from './keySet.ts';
import type { ListPage } from './listReader.ts';
import { passAnew, startState } from './listState.ts';
import type { ListState } from './listState.ts';
import type { ListWalkParts, WalkEnd, WalkStep } from './listWalk.ts';
import { walkList } from './listWalk.ts';
import { fullPage, tokenUrl } from './listing.ts';

/** Beyond so many, page numbers are known to break (domain/reapit.md §2.6). */
const soundByNumber = 500;

export async function* walkTokens(parts: ListWalkParts): AsyncGenerator<WalkStep, void, undefined> {
	const { listing, doors, reader, signal } = parts;
	const seen = new KeySet();
	const tokens = new Set<string>();
	let at: ListState = parts.state ?? startState;
	let wasResumed = at.page > 1;
	if (wasResumed && at.token === null) {
		yield* walkList(parts);
		return;
	}
	while (at.page !== 0) {
		const token = at.token ?? undefined;
		const request = { label: `${listing.name} page ${at.page}`, plan: listing.plan, pageSize: fullPage };
		let read: ListPage;
		try {
			read = await reader.read(doors.patient, { ...request, url: tokenUrl(listing, token) }, signal);
		} catch (error) {
			// A token lives for an unknown time. The walk begins anew, if this is not already its beginning.
			if (token === undefined || !isDeadToken(error) || at.hasMoved) throw error;
			at = { ...passAnew(at), hasMoved: true };
			// The replica may have counted keys that are not met again.
			wasResumed = true;
			continue;
		}
		seen.add(read.page.keys ?? []);
		const next = nextToken(read);
		if (next === undefined && token === undefined && read.pages > 1 && (read.total ?? 0) > read.page.rowCount) {
			reader.release(read.page);
			yield* byNumbers(parts);
			return;
		}
		if (next !== undefined && tokens.has(next)) throw goesInCircles(request.label);
		if (next !== undefined) tokens.add(next);
		const counted = at.counted + (read.page.keys?.length ?? 0);
		const before = at.before ?? read.total ?? null;
		const begun = at.begun === 0 ? read.serverTime : at.begun;
		at = { ...at, page: next === undefined ? 0 : at.page + 1, token: next ?? null, before, begun, counted };
		const end = next === undefined ? endOf(at, read, wasResumed ? undefined : seen.size, parts) : undefined;
		const { page, serverTime, total } = read;
		yield { page, state: at, serverTime, total, gap: undefined, end, warning: undefined };
	}
}

/** The older way, where the vendor gives no token. */
async function* byNumbers(parts: ListWalkParts): AsyncGenerator<WalkStep, void, undefined> {
	for await (const step of walkList({ ...parts, state: undefined })) {
		const isLarge = (step.total ?? 0) > soundByNumber;
		const warning = `Reapit gave no token for ${parts.listing.name}; page numbers are known to break beyond ${soundByNumber} records`;
		yield isLarge ? { ...step, warning } : step;
	}
}

/** A token marks a record, not a position: nothing shifts. So all that was there all the time has come. */
function endOf(
	at: ListState,
	read: ListPage,
	seen: number | undefined,
	{ listing, isTallied }: ListWalkParts,
): WalkEnd {
	const needed = Math.min(at.before ?? 0, read.total ?? at.before ?? 0);
	const came = seen ?? at.counted;
	if (came >= needed && (seen !== undefined || isTallied)) {
		return { proof: { isComplete: true, atLeast: seen ?? needed }, seen, isByTally: seen === undefined };
	}
	const why = `the vendor counts ${needed} ${listing.name}, but ${came} came`;
	return { proof: { isComplete: false, why }, seen, isByTally: false };
}

function nextToken({ token, next }: ListPage): string | undefined {
	if (token !== undefined) return token;
	const query = next === undefined ? undefined : URL.parse(next, 'https://platform.reapit.cloud')?.searchParams;
	// Names in the vendor's links are in another case: `?PageNumber=2` (domain/reapit.md §2.4).
	const found = [...(query ?? [])].find(([name]) => name.toLowerCase() === 'nextpagetoken')?.[1];
	return found === '' ? undefined : found;
}

function isDeadToken(error: unknown): boolean {
	return FreeholdError.is(error) && [400, 404, 410, 422].includes(error.status ?? 0);
}

function goesInCircles(label: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `${label} could not be read`,
		why: 'Reapit gives a token that it has given before, so that the pages would never end',
		next: 'Try again; if it stays, report it to Reapit',
	});
}
