/** What a read would cost in calls, before it begins: by the vendor's totals, and a sample of what embeds bring along. */
import type { ReadEstimate, ReadRequest } from '../source.ts';
import { embeddedCalls } from './billing.ts';
import type { CustomerDoors } from './door.ts';
import type { ReadParts } from './readParts.ts';
import { customerReader } from './readParts.ts';
import { requestsPerDay } from './reapitLimits.ts';
import { askedFrom, listing } from './reapitRequests.ts';
import { fullPage, pageUrl } from './walk/listing.ts';

/** Enough to tell how many images a property has; one page of embedded records for most. */
const sampleSize = 25;

export async function estimate(parts: ReadParts, request: ReadRequest): Promise<ReadEstimate> {
	const { doors } = parts;
	const relations = 'relations' in request ? request.relations : [];
	let records = 0;
	let requests = 0;
	let embedded = 0;
	for (const customer of doors.customers) {
		const sample = await sampleOf(parts, customer, request, relations);
		const pages = Math.max(1, Math.ceil(sample.total / fullPage));
		records += sample.total;
		// More than one page: what came meanwhile is counted at the end.
		requests += pages === 1 ? 1 : pages + 1;
		embedded += callsFor(sample, pages);
	}
	return {
		records,
		requests,
		billableCalls: requests + embedded,
		usedToday: doors.usedToday(),
		requestsPerDay,
		notes: notesOf(parts, relations),
	};
}

interface Sample {
	readonly total: number;
	readonly rows: number;
	/** Embedded records of the sample, by embed. */
	readonly nested: Readonly<Record<string, number>>;
}

async function sampleOf(
	parts: ReadParts,
	customer: CustomerDoors,
	request: ReadRequest,
	relations: readonly string[],
): Promise<Sample> {
	const { list, dataset, doors, narrowingOf, signal } = parts;
	const asked = listing({
		list,
		dataset,
		origin: doors.origin,
		customer: customer.customer,
		narrowing: narrowingOf(list),
		relations,
		from: request.phase === 'retry' ? undefined : askedFrom(request),
	});
	const reader = customerReader(parts, customer);
	const pageSize = relations.length === 0 ? 1 : sampleSize;
	const label = `a sample of ${asked.name}`;
	const request1 = { url: pageUrl(asked, 1, pageSize), label, plan: asked.plan, pageSize };
	const read = await reader.read(customer.patient, request1, signal);
	reader.release(read.page);
	const { rowCount, nestedCounts } = read.page;
	return { total: read.total ?? rowCount, rows: rowCount, nested: nestedCounts };
}

/** Every page but the last is full. */
function callsFor({ total, rows, nested }: Sample, pages: number): number {
	if (rows === 0) return 0;
	const callsOf = (records: number): number =>
		embeddedCalls(Object.fromEntries(Object.entries(nested).map(([name, count]) => [name, (count / rows) * records])));
	return (pages - 1) * callsOf(fullPage) + callsOf(total - (pages - 1) * fullPage);
}

function notesOf({ list }: ReadParts, relations: readonly string[]): readonly string[] {
	const notes = ['The vendor bills a call for each request, and one for every 100 embedded records of a page.'];
	if (relations.length > 0) {
		notes.push(
			`Embeds are estimated from the first ${sampleSize} records of each customer; the sample itself was billed.`,
		);
	}
	if (list.parent !== undefined) notes.push(`One more request is needed for each of the records in ${list.parent}.`);
	notes.push('Pages that move while they are read, and answers that fail, take further requests.');
	return notes;
}
