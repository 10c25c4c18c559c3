/** Reads single records by key: those that an earlier walk had to leave out. */
import { FreeholdError } from '../../errors.ts';
import type { Clock, Random } from '../../outside.ts';
import type { Batch, Dataset, DecodedPage, Gap, PageDecoder, RowPlan } from '../source.ts';
import type { Doors } from './door.ts';
import { getRequest } from './door.ts';
import { PageReader } from './pageReader.ts';
import { isPoisonous } from './poisonPage.ts';
import { relationRest } from './relationRest.ts';

export interface RetryParts {
	readonly doors: Doors;
	readonly decoder: PageDecoder;
	readonly clock: Clock;
	readonly random: Random;
	readonly signal: AbortSignal;
	readonly origin: string;
	readonly dataset: Dataset;
	readonly keys: readonly string[];
	/** How a record lies in the answer, or in `{ value: [record] }` for bare ones. */
	readonly plan: RowPlan;
	readonly linkOf: (key: string) => string;
	/** Whether the answer holds the bare record, as OData's does, and has to be wrapped to be read like a page. */
	readonly isBare: boolean;
}

/** One batch per key: the record, or that it is gone, or that it still cannot be had. */
export async function* retryRecords(parts: RetryParts): AsyncGenerator<Batch, void, undefined> {
	const reader = new PageReader({ ...parts, door: parts.doors.patient });
	let serverStart = 0;
	let done = 0;
	const total = parts.keys.length;
	const batch = (page: DecodedPage, isLast: boolean, more: Partial<Batch> = {}): Batch => {
		return { page, checkpoint: null, isLast, serverStart, done, total, ...more };
	};
	for (const [index, key] of parts.keys.entries()) {
		const isLast = index === total - 1;
		const record = await fetchRecord(parts, key);
		serverStart ||= record.serverTime;
		done++;
		if (record.body === undefined) {
			const more = record.gap === undefined ? { missing: [key] } : { gaps: [record.gap] };
			yield batch(await reader.empty(parts.plan), isLast, more);
			continue;
		}
		const page = await parts.decoder.decode(parts.isBare ? asCollection(record.body) : record.body, parts.plan);
		if (page.partialRelations.length === 0) {
			yield batch(page, isLast);
			continue;
		}
		yield batch(page, false);
		for await (const rest of relationRest(page, parts.plan, parts.origin, reader, `record ${key}`)) {
			yield batch(rest, false);
		}
		yield batch(await reader.empty(parts.plan), isLast);
	}
	if (total === 0) {
		serverStart = parts.clock.now();
		yield batch(await reader.empty(parts.plan), true);
	}
}

interface FetchedRecord {
	readonly body: Uint8Array | undefined;
	readonly gap: Gap | undefined;
	readonly serverTime: number;
}

async function fetchRecord({ doors, dataset, linkOf, signal, clock }: RetryParts, key: string): Promise<FetchedRecord> {
	try {
		const { body, serverTime } = await doors.brief.send(getRequest(linkOf(key), `${dataset.id} ${key}`), signal);
		return { body, gap: undefined, serverTime };
	} catch (error) {
		if (FreeholdError.is(error, 'notFound')) return { body: undefined, gap: undefined, serverTime: clock.now() };
		if (isPoisonous(error)) return { body: undefined, gap: { key, error: error.why }, serverTime: clock.now() };
		throw error;
	}
}

/** A single record is no collection; wrapped into one, it is read like any page. */
function asCollection(body: Uint8Array): Uint8Array {
	const [head, tail] = [new TextEncoder().encode('{"value":['), new TextEncoder().encode(']}')];
	const whole = new Uint8Array(head.length + body.length + tail.length);
	whole.set(head, 0);
	whole.set(body, head.length);
	whole.set(tail, head.length + body.length);
	return whole;
}
