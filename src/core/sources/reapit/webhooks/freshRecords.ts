/**
 * Reads single records anew, by key: those that an event is about. A replica holds what its list gives. Where the
 * connection narrows the list, the record is asked for through it, so that one that no longer matches goes; otherwise by
 * its own address, which knows nothing of indexes that lag behind.
 */
import { FreeholdError } from '../../../errors.ts';
import type { HttpResponse } from '../../../http/contract.ts';
import type { Batch } from '../../source.ts';
import { embeddedCalls } from '../billing.ts';
import type { CustomerDoors } from '../door.ts';
import type { ReadParts } from '../readParts.ts';
import { listing } from '../reapitRequests.ts';
import type { Listing } from '../walk/listing.ts';

interface RecordKey {
	readonly text: string;
	readonly customer: string;
	/** Of its parents, outermost first. */
	readonly parents: readonly string[];
	readonly id: string;
}

/** Below the vendor's five at a time, so that a run beside it goes on. */
const atOnce = 3;
const idsPerRequest = 100;

/** Whether a key is a record's own; the keys of gaps tell a place instead (`at 12 of contacts`), because their ids are not known. */
export function isRecordKey(key: string): boolean {
	const id = recordKey(key)?.id;
	return id !== undefined && !/^at \d+ of /.test(id);
}

export async function* freshRecords(
	parts: ReadParts,
	request: { readonly relations: readonly string[]; readonly keys: readonly string[] },
): AsyncGenerator<Batch, void, undefined> {
	const { doors, list, dataset, narrowingOf, clock } = parts;
	const keys = request.keys.flatMap((key) => recordKey(key) ?? []);
	let done = 0;
	let serverStart: number | undefined;
	for (const customer of doors.customers) {
		const narrowing = narrowingOf(list);
		const own = keys.filter((key) => key.customer === customer.customer);
		for (const group of groupsOf(own, narrowing.length > 0)) {
			const ids = group[0]?.parents;
			const { customer: name } = customer;
			const asked = listing({
				...{ list, dataset, narrowing, ids, origin: doors.origin, customer: name },
				relations: request.relations,
			});
			const read =
				narrowing.length > 0
					? await throughList(asked, group, customer, parts)
					: await eachAlone(asked, group, customer, parts);
			serverStart ??= read.serverTime;
			done += group.length;
			yield {
				...read.batch,
				checkpoint: null,
				isLast: false,
				serverStart: serverStart ?? clock.now(),
				done,
				total: keys.length,
			};
		}
	}
	yield await last(parts, serverStart ?? clock.now(), done);
}

interface Read {
	readonly serverTime: number;
	readonly batch: Pick<Batch, 'page' | 'missing'>;
}

async function eachAlone(
	asked: Listing,
	keys: readonly RecordKey[],
	{ patient }: CustomerDoors,
	{ signal, decoder, clock }: ReadParts,
): Promise<Read> {
	const embeds = queryText(asked.query);
	const answers = await Promise.all(
		keys.map(async (key): Promise<HttpResponse | undefined> => {
			const url = `${asked.url.replace(/\/$/, '')}/${encodeURIComponent(key.id)}${embeds}`;
			try {
				return await patient.send({ method: 'GET', url, label: `${asked.name} ${key.id}` }, signal);
			} catch (error) {
				// Deleted, or hidden from this app: the list would not give it either.
				if (FreeholdError.is(error, 'notFound')) return undefined;
				throw error;
			}
		}),
	);
	const found = answers.filter((answer) => answer !== undefined);
	const page = await decoder.decode(asPage(found.map(({ body }) => body)), asked.plan);
	const missing = keys.filter((_, index) => answers[index] === undefined).map(({ text }) => text);
	return { serverTime: found[0]?.serverTime ?? clock.now(), batch: { page, missing } };
}

async function throughList(
	asked: Listing,
	keys: readonly RecordKey[],
	customer: CustomerDoors,
	{ signal, decoder }: ReadParts,
): Promise<Read> {
	const ids = keys.map(({ id }): readonly [string, string] => ['id', id]);
	const url = `${asked.url}${queryText([['pageSize', String(idsPerRequest)], ...ids, ...asked.query])}`;
	const { body, serverTime } = await customer.patient.send({ method: 'GET', url, label: asked.name }, signal);
	const page = await decoder.decode(body, { ...asked.plan, wantsKeys: true });
	customer.charge(embeddedCalls(page.nestedCounts));
	const given = new Set(page.keys);
	return { serverTime, batch: { page, missing: keys.map(({ text }) => text).filter((key) => !given.has(key)) } };
}

/** Records of one parent, as many as one step takes. */
function groupsOf(keys: readonly RecordKey[], isNarrowed: boolean): readonly (readonly RecordKey[])[] {
	const byParent = Map.groupBy(keys, ({ parents }) => JSON.stringify(parents));
	const size = isNarrowed ? idsPerRequest : atOnce;
	return [...byParent.values()].flatMap((group) =>
		Array.from({ length: Math.ceil(group.length / size) }, (_, i) => group.slice(i * size, (i + 1) * size)),
	);
}

/** Single records as the list would have given them, so that the replica reads them in the same way. */
function asPage(bodies: readonly Uint8Array[]): Uint8Array {
	const between = bodies.flatMap((body, i) => (i === 0 ? [body] : [Buffer.from(','), body]));
	return new Uint8Array(Buffer.concat([Buffer.from('{"_embedded":['), ...between, Buffer.from(']}')]));
}

async function last({ decoder, doors, list, dataset }: ReadParts, serverStart: number, done: number): Promise<Batch> {
	const customer = doors.customers[0]?.customer ?? '';
	const { plan } = listing({ list, dataset, origin: doors.origin, customer, narrowing: [], relations: [] });
	const page = await decoder.decode(asPage([]), plan);
	return { page, checkpoint: null, isLast: true, serverStart, done, total: done };
}

function queryText(query: readonly (readonly [name: string, value: string])[]): string {
	const text = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
	return text === '' ? '' : `?${text}`;
}

/** `["SBOX","OXF190001","K1"]` */
function recordKey(text: string): RecordKey | undefined {
	if (!text.startsWith('[')) return undefined;
	let parts: unknown;
	try {
		parts = JSON.parse(text);
	} catch {
		// Not a key of this source.
		return undefined;
	}
	if (!Array.isArray(parts) || parts.length < 2 || !parts.every((part) => typeof part === 'string')) return undefined;
	const [customer = '', ...rest] = parts;
	return { text, customer, parents: rest.slice(0, -1), id: rest.at(-1) ?? '' };
}
