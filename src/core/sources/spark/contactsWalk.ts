/**
 * Reads an export of contacts (seed 003): pages by number, over a set that may move while it is read. A pass counts only
 * if the vendor's total stayed the same on all its pages and as many contacts came; otherwise another pass follows.
 */
import { FreeholdError } from '../../errors.ts';
import type { Json, JsonObject } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { Clock, Random } from '../../outside.ts';
import type { Batch, Dataset, PageDecoder, ReadRequest, RowPlan } from '../source.ts';
import type { ContactExport } from './contactDatasets.ts';
import type { Doors } from './door.ts';
import { exportMoment } from './exportTimestamp.ts';
import { encodedValue } from './odataLink.ts';
import { PageReader } from './pageReader.ts';
import { describeFilterErrors, filterWarnings, sparkQlErrors } from './sparkQlErrors.ts';
import { earliest } from './walkCheckpoint.ts';

export interface ContactsParts {
	readonly doors: Doors;
	readonly decoder: PageDecoder;
	readonly clock: Clock;
	readonly random: Random;
	readonly signal: AbortSignal;
	/** Native base address: `https://sparkapi.com/v1`. */
	readonly base: string;
	readonly dataset: Dataset;
	readonly kind: ContactExport;
	readonly request: Extract<ReadRequest, { phase: 'initial' | 'update' }>;
}

interface Checkpoint {
	/** Page to read next; 0 when the read is complete. */
	readonly page: number;
	readonly pass: number;
	/** Contacts of this pass so far, and the total on its first page. */
	readonly seen: number;
	readonly total: number | null;
	/** Whether the total has moved since. */
	readonly hasMoved: boolean;
	readonly done: number;
	readonly serverStart: number;
}

const version = 1;
const maxPasses = 4;
/** The vendor's bound on `_page`. */
const maxPage = 100_000;
/** Index caches lag by some ten minutes (domain/spark.md §3.5). */
const lookBackMs = 20 * 60_000;

export async function* walkContacts(parts: ContactsParts): AsyncGenerator<Batch, void, undefined> {
	const reader = new PageReader({ ...parts, door: parts.doors.patient });
	const plan = contactsPlan(parts.dataset);
	let at = start(readCheckpoint(parts.request.checkpoint));
	if (at.page === 0) {
		yield batch(await reader.empty(plan), at, []);
		return;
	}
	while (at.page !== 0) {
		const label = `${parts.dataset.id} page ${at.page}`;
		const { page, serverTime } = await reader.read(pageLink(parts, at.page), plan, label);
		const envelope = envelopeOf(page.envelope);
		try {
			assertFilterHeld(envelope, label);
			at = behind(at, page.rowCount, envelope, serverTime, parts);
		} catch (error) {
			reader.release(page);
			throw error;
		}
		yield batch(page, at, filterWarnings(sparkQlErrors(envelope)));
	}
}

export function contactsPlan(dataset: Dataset): RowPlan {
	return {
		dataset: dataset.id,
		key: dataset.key,
		rowsAt: ['D', 'Results'],
		columns: dataset.columns,
		relations: [],
		hiddenValue: '********',
	};
}

/** The link that counts an export: the vendor then leaves the results out. */
export function contactsCountLink(base: string, kind: ContactExport): string {
	return `${base}${kind.path}?_pagination=count`;
}

/** Total of a `_pagination=count` answer. */
export function contactsCount(document: Json): number | undefined {
	return isJsonObject(document) ? numberAt(paginationOf(envelopeOf(document)), 'TotalRows') : undefined;
}

function pageLink({ base, kind, request, dataset }: ContactsParts, page: number): string {
	const select = dataset.select === undefined ? '' : `&_select=${encodedValue(dataset.select.join(','))}`;
	const link = `${base}${kind.path}?_limit=${kind.limit}&_pagination=1&_page=${page}${select}`;
	if (request.phase === 'initial') return link;
	const since = new Date(Math.max(0, request.since - lookBackMs)).toISOString().slice(0, 19);
	return `${link}&_filter=${encodedValue(`${dataset.cursor ?? 'ModificationTimestamp'} Ge ${since}Z`)}`;
}

function behind(
	at: Checkpoint,
	rows: number,
	envelope: JsonObject,
	serverTime: number,
	parts: ContactsParts,
): Checkpoint {
	const pagination = paginationOf(envelope);
	const total = numberAt(pagination, 'TotalRows') ?? null;
	const pages = numberAt(pagination, 'TotalPages');
	const page: Checkpoint = {
		...at,
		seen: at.seen + rows,
		done: at.done + rows,
		total: at.total ?? total,
		hasMoved: at.hasMoved || (at.total !== null && total !== null && total !== at.total),
		serverStart: earliest(at.serverStart, exportMoment(envelope.ExportTimestamp, serverTime)),
	};
	// Without a page count, a page that is not full is the last.
	const isEnd = pages === undefined ? rows < parts.kind.limit : at.page >= pages;
	if (!isEnd) {
		if (at.page >= maxPage) throw tooMany(parts.dataset.id);
		return { ...page, page: at.page + 1 };
	}
	const isSound = !page.hasMoved && (page.total === null || page.seen >= page.total);
	if (isSound) return { ...page, page: 0 };
	if (at.pass >= maxPasses) throw restless(parts.dataset.id);
	return { ...page, page: 1, pass: at.pass + 1, seen: 0, total: null, hasMoved: false };
}

function batch(page: Batch['page'], at: Checkpoint, warnings: readonly string[]): Batch {
	return {
		page,
		checkpoint: { version, ...at },
		isLast: at.page === 0,
		serverStart: at.serverStart,
		done: at.done,
		total: at.total === null ? undefined : at.total + at.done - at.seen,
		...(warnings.length === 0 ? {} : { warnings }),
		// Rows were counted; a page that repeats one contact and omits another shows only in the number of different ids.
		...(at.page === 0 && at.total !== null ? { sweepProof: { isComplete: true, atLeast: at.total } } : {}),
	};
}

function envelopeOf(document: JsonObject): JsonObject {
	return isJsonObject(document.D) ? document.D : {};
}

function paginationOf(envelope: JsonObject): JsonObject {
	return isJsonObject(envelope.Pagination) ? envelope.Pagination : {};
}

function numberAt(object: JsonObject, name: string): number | undefined {
	const value = object[name];
	return typeof value === 'number' ? value : undefined;
}

function readCheckpoint(json: Json | undefined): Checkpoint | undefined {
	if (!isJsonObject(json) || json.version !== version) return undefined;
	const { page, pass, seen, total, hasMoved, done, serverStart } = json;
	if (typeof page !== 'number' || typeof pass !== 'number' || typeof seen !== 'number') return undefined;
	if (typeof done !== 'number' || typeof serverStart !== 'number' || typeof hasMoved !== 'boolean') return undefined;
	return { page, pass, seen, total: typeof total === 'number' ? total : null, hasMoved, done, serverStart };
}

/**
 * Where to begin. A resumed pass begins again at its first page: while nobody looked, one contact may have gone and
 * another come, which shifts the pages without changing the total. What was read is stored, and unchanged rows cost nothing.
 */
function start(resumed: Checkpoint | undefined): Checkpoint {
	if (resumed?.page === 0) return resumed;
	const { done, serverStart } = resumed ?? { done: 0, serverStart: 0 };
	return { page: 1, pass: 1, seen: 0, total: null, hasMoved: false, done, serverStart };
}

/** A filter that Spark could not read at all is an error, even where the answer calls itself a success. */
function assertFilterHeld(envelope: JsonObject, label: string): void {
	const fatal = sparkQlErrors(envelope).filter((error) => error.status === 'Fatal');
	if (fatal.length === 0) return;
	throw new FreeholdError('badRequest', {
		what: `${label} could not be filtered`,
		why: `Spark did not understand the filter: ${describeFilterErrors(fatal)}`,
		next: 'Please report it with the log',
		vendorCode: 1040,
	});
}

function restless(dataset: string): FreeholdError {
	return new FreeholdError('unavailable', {
		what: `${dataset} could not be read completely`,
		why: `contacts came or went during each of ${maxPasses} passes, so that some may have slipped between two pages`,
		next: 'Run it again when fewer changes are made',
	});
}

function tooMany(dataset: string): FreeholdError {
	return new FreeholdError('badRequest', {
		what: `${dataset} could not be read completely`,
		why: `Spark serves at most ${maxPage} pages of an export`,
		next: 'Write to api-support@sparkplatform.com for another way to read so many contacts',
	});
}
