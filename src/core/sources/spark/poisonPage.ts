/**
 * Splits a page that the vendor fails to deliver, down to the one record that spoils it.
 *
 * Somewhere among a thousand listings is one that makes Spark answer 500, whenever it is asked for. Without this, the
 * walk would end there in every run. The same link is followed with a smaller `$top`: if the first half comes, the bad
 * record is in the rest; if not, in this half; and so on. A record that fails alone is a gap: its key is learned by
 * asking for the key only, and the walk goes on behind it with the options it had.
 *
 * Before anything is split, the page's keys are asked for. If not even those come, Spark is down, and the walk fails.
 */
import { FreeholdError } from '../../errors.ts';
import type { Gap, RowPlan } from '../source.ts';
import { linkOption, withOptions } from './odataLink.ts';
import type { PageReader, ReadPage } from './pageReader.ts';

export interface PoisonPage {
	readonly link: string;
	readonly label: string;
	readonly plan: RowPlan;
	readonly keysPlan: RowPlan;
	/** Reads with few attempts, since failures are expected. */
	readonly reader: PageReader;
	/** Why the whole page could not be had. */
	readonly failure: FreeholdError;
}

export interface SplitStep {
	readonly read: ReadPage;
	/** The link behind these rows, with the walk's own options. */
	readonly next: string | undefined;
	/** The link of these rows, with the walk's own options. */
	readonly at: string;
	readonly gap: Gap | undefined;
}

/** Whether a failure may be the fault of one record. */
export function isPoisonous(error: unknown): error is FreeholdError {
	return FreeholdError.is(error, 'unavailable') && (error.status ?? 0) >= 500;
}

/** Yields the rows before the bad record, then the record as a gap, or all rows if they come after all. */
export async function* splitPage(page: PoisonPage): AsyncGenerator<SplitStep, void, undefined> {
	const restore = restoring(page.link);
	let suspects = await countKeys(page);
	let at = page.link;
	while (suspects > 0) {
		const size = Math.max(1, Math.ceil(suspects / 2));
		const read = await attempt(page, withOptions(at, { $top: String(size) }), page.plan);
		if (read === undefined) {
			if (size > 1) suspects = size;
			else {
				yield await gapAt(page, at, restore);
				return;
			}
			continue;
		}
		const next = read.next === undefined ? undefined : restore(read.next);
		suspects -= read.page.rowCount;
		if (read.page.rowCount === 0 || (next === undefined && suspects > 0)) {
			page.reader.release(read.page);
			throw unsplittable(page, 'the vendor does not go on behind a smaller page');
		}
		yield { read, next, at, gap: undefined };
		if (next === undefined) return;
		at = next;
	}
}

async function countKeys(page: PoisonPage): Promise<number> {
	const keys = await attempt(page, keysOnly(page, page.link), page.keysPlan);
	if (keys === undefined) throw page.failure;
	page.reader.release(keys.page);
	if (keys.page.rowCount === 0) throw page.failure;
	return keys.page.rowCount;
}

async function gapAt(page: PoisonPage, at: string, restore: (link: string) => string): Promise<SplitStep> {
	const one = await attempt(page, withOptions(keysOnly(page, at), { $top: '1' }), page.keysPlan);
	const key = one?.page.rowCount === 1 ? one.page.firstKey : undefined;
	if (one !== undefined) page.reader.release(one.page);
	if (one === undefined || key === undefined) throw unsplittable(page, 'the key of the failing record cannot be had');
	const { failure } = page;
	return {
		read: { ...one, page: await page.reader.empty(page.plan) },
		next: one.next === undefined ? undefined : restore(one.next),
		at,
		gap: { key, error: failure.why },
	};
}

/** @returns undefined where the vendor fails again */
async function attempt(page: PoisonPage, link: string, plan: RowPlan): Promise<ReadPage | undefined> {
	try {
		return await page.reader.read(link, plan, page.label);
	} catch (error) {
		if (isPoisonous(error)) return undefined;
		if (FreeholdError.is(error, 'badRequest', 'notFound')) throw unsplittable(page, error.why);
		throw error;
	}
}

function keysOnly(page: PoisonPage, link: string): string {
	return withOptions(link, { $select: page.keysPlan.key.join(','), $expand: undefined });
}

/** Puts the options back that splitting changed, as they were in the page's own link. */
function restoring(link: string): (changed: string) => string {
	const original = {
		$top: linkOption(link, '$top'),
		$select: linkOption(link, '$select'),
		$expand: linkOption(link, '$expand'),
	};
	return (changed) => withOptions(changed, original);
}

function unsplittable({ failure, label }: PoisonPage, why: string): FreeholdError {
	return new FreeholdError('unavailable', {
		what: `${label} could not be read, nor split`,
		why: `${failure.why}; ${why}`,
		next: failure.next,
		status: failure.status,
		vendorCode: failure.vendorCode,
		requestId: failure.requestId,
		cause: failure,
	});
}
