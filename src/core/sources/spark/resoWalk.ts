/**
 * Walks a dataset along its next links: initial download, update and key sweep (seed 004). Resumable at every page;
 * a link that died begins the walk anew from the same moment; a page that always fails is narrowed down to its record.
 */
import { FreeholdError } from '../../errors.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Clock, Random } from '../../outside.ts';
import type { Batch, Dataset, DecodedPage, Gap, PageDecoder } from '../source.ts';
import type { Doors } from './door.ts';
import { brokenProtocol, LinkTrail } from './nextLink.ts';
import { linkOption } from './odataLink.ts';
import type { ReadPage } from './pageReader.ts';
import { PageReader } from './pageReader.ts';
import { isPoisonous, splitPage } from './poisonPage.ts';
import { relationRest } from './relationRest.ts';
import type { Leg } from './resoRequests.ts';
import { keysPlan } from './resoRequests.ts';
import { sweepProof } from './sweepProof.ts';
import type { WalkCheckpoint } from './walkCheckpoint.ts';
import { earliest, readCheckpoint, writeCheckpoint } from './walkCheckpoint.ts';

export interface WalkParts {
	readonly doors: Doors;
	readonly decoder: PageDecoder;
	readonly clock: Clock;
	readonly random: Random;
	readonly signal: AbortSignal;
	/** Origin that links may lead to. */
	readonly origin: string;
	readonly dataset: Dataset;
	readonly legs: readonly Leg[];
	readonly checkpoint: Json | undefined;
	/** Counts the dataset; asked at the end of a sweep. */
	readonly count: () => Promise<number | undefined>;
}

/** An empty page that still has a next link is legal; this many in a row are a vendor going in circles. */
const maxEmptyPages = 1000;

export async function* walk(parts: WalkParts): AsyncGenerator<Batch, void, undefined> {
	const walker = new Walker(parts);
	try {
		yield* walker.batches();
	} finally {
		walker.close();
	}
}

class Walker {
	readonly #parts: WalkParts;
	readonly #reader: PageReader;
	/** For requests beside the chain, so that the page under way stays under way. */
	readonly #sideReader: PageReader;
	readonly #briefReader: PageReader;
	readonly #trail: LinkTrail;
	#at: WalkCheckpoint;
	#emptyPages = 0;
	#warnings: string[] = [];

	constructor(parts: WalkParts) {
		this.#parts = parts;
		this.#reader = new PageReader({ ...parts, door: parts.doors.patient });
		this.#sideReader = new PageReader({ ...parts, door: parts.doors.patient });
		this.#briefReader = new PageReader({ ...parts, door: parts.doors.brief });
		this.#trail = new LinkTrail(parts.origin);
		this.#at = this.#resumed() ?? this.#start();
	}

	close(): void {
		this.#reader.close();
	}

	async *batches(): AsyncGenerator<Batch, void, undefined> {
		if (this.#at.next === null) yield await this.#closing();
		while (this.#at.next !== null) yield* this.#page(this.#at.next);
	}

	/** One page, or what stands for it. Moves `#at` behind it. */
	async *#page(link: string): AsyncGenerator<Batch, void, undefined> {
		const label = this.#label();
		let read: ReadPage;
		try {
			read = await this.#reader.read(link, this.#leg().plan, label, (guess) => this.#trail.allows(guess));
		} catch (error) {
			if (this.#isDeadLink(error)) this.#restart();
			else if (isPoisonous(error) && this.#leg().plan.keysOnly !== true) yield* this.#split(link, error);
			else throw error;
			return;
		}
		this.#trail.follow(link);
		yield* this.#advance(link, read, read.next, undefined);
	}

	async *#split(link: string, failure: FreeholdError): AsyncGenerator<Batch, void, undefined> {
		const { dataset } = this.#parts;
		const page = { link, label: this.#label(), plan: this.#leg().plan, keysPlan: keysPlan(dataset), failure };
		this.#trail.follow(link);
		for await (const step of splitPage({ ...page, reader: this.#briefReader })) {
			yield* this.#advance(step.at, step.read, step.next, step.gap);
		}
	}

	/** Checks where the page leads, moves on, and yields it with the rest of its relations. */
	async *#advance(
		link: string,
		read: ReadPage,
		next: string | undefined,
		gap: Gap | undefined,
	): AsyncGenerator<Batch, void, undefined> {
		const label = this.#label();
		try {
			if (next !== undefined) this.#trail.check(next, label);
			this.#countEmpty(read.page, next, label);
		} catch (error) {
			this.#reader.release(read.page);
			throw error;
		}
		const before = { ...this.#at, next: link, serverStart: earliest(this.#at.serverStart, read.serverTime) };
		this.#at = this.#behind(read, next);
		const gaps = gap === undefined ? undefined : [gap];
		if (read.page.partialRelations.length === 0) {
			yield await this.#batch(read.page, gaps);
			return;
		}
		// Until the relations are complete, the checkpoint stays before this page: a resumed run reads it again.
		yield this.#unfinished(read.page, before, gaps);
		const { plan } = this.#legOf(before);
		for await (const rest of relationRest(read.page, plan, this.#parts.origin, this.#sideReader, label)) {
			yield this.#unfinished(rest, before, undefined);
		}
		yield await this.#batch(await this.#reader.empty(plan), undefined);
	}

	async #batch(page: DecodedPage, gaps: readonly Gap[] | undefined): Promise<Batch> {
		const { done, serverStart, total, next } = this.#at;
		const isLast = next === null;
		const warnings = this.#warnings;
		this.#warnings = [];
		try {
			return {
				page,
				checkpoint: writeCheckpoint(this.#at),
				isLast,
				serverStart,
				done,
				total: this.#expected(total),
				gaps,
				...(warnings.length === 0 ? {} : { warnings }),
				...(isLast && this.#leg().plan.keysOnly === true ? { sweepProof: await this.#proof() } : {}),
			};
		} catch (error) {
			this.#reader.release(page);
			throw error;
		}
	}

	#unfinished(page: DecodedPage, before: WalkCheckpoint, gaps: readonly Gap[] | undefined): Batch {
		const { done, serverStart, total } = this.#at;
		const checkpoint = writeCheckpoint(before);
		return { page, checkpoint, isLast: false, serverStart, done, total: this.#expected(total), gaps };
	}

	/** A walk that was over when its run was killed: nothing is left but to say so. */
	async #closing(): Promise<Batch> {
		return this.#batch(await this.#reader.empty(this.#leg().plan), undefined);
	}

	#behind(read: ReadPage, next: string | undefined): WalkCheckpoint {
		const at = this.#at;
		const { page } = read;
		const total = countOf(page.envelope) ?? at.total;
		// A page that came twice ends with the same key; counted twice, it could hide that another page is missing.
		const isRepeat = page.lastKey !== undefined && page.lastKey === at.lastKey;
		const behind: WalkCheckpoint = {
			...at,
			next: next ?? null,
			page: at.page + 1,
			serverStart: earliest(at.serverStart, read.serverTime),
			done: at.done + page.rowCount,
			seen: at.seen + (isRepeat ? 0 : page.rowCount),
			total: at.total ?? total,
			isByPosition: at.isByPosition || (next !== undefined && linkOption(next, '$skip') !== undefined),
			lastKey: this.#leg().plan.keysOnly === true ? (page.lastKey ?? at.lastKey) : null,
		};
		const following = next === undefined ? this.#parts.legs[at.leg + 1] : undefined;
		if (following === undefined) return behind;
		this.#trail.restart();
		return { ...behind, leg: at.leg + 1, next: following.first, page: 1, seen: 0, lastKey: null };
	}

	async #proof(): Promise<NonNullable<Batch['sweepProof']>> {
		const after = await this.#parts.count();
		const { total, seen, isByPosition } = this.#at;
		return sweepProof({ before: total ?? undefined, after, seen, isByPosition });
	}

	#countEmpty(page: DecodedPage, next: string | undefined, label: string): void {
		this.#emptyPages = page.rowCount === 0 ? this.#emptyPages + 1 : 0;
		if (this.#emptyPages > maxEmptyPages && next !== undefined) {
			throw brokenProtocol(label, `${this.#emptyPages} pages in a row were empty, each with a next link`);
		}
	}

	/** A skip token lives for an unknown time (400, 404 or 410 then); the walk begins anew, once, from the same moment. */
	#isDeadLink(error: unknown): boolean {
		if (this.#at.next === this.#leg().first || this.#at.restarts > 0) return false;
		return FreeholdError.is(error) && (error.status === 400 || error.status === 404 || error.status === 410);
	}

	#restart(): void {
		const { serverStart, restarts } = this.#at;
		this.#at = { ...this.#start(), serverStart, restarts: restarts + 1 };
		this.#trail.restart();
		this.#reader.close();
		this.#warnings.push(`The place in ${this.#parts.dataset.id} was no longer known to Spark: the walk began anew`);
	}

	#start(): WalkCheckpoint {
		const next = this.#legOf({ leg: 0 }).first;
		const nothing = { done: 0, seen: 0, total: null, lastKey: null, isByPosition: false };
		return { leg: 0, next, page: 1, serverStart: 0, ...nothing, restarts: 0 };
	}

	/** Where an earlier run stopped; not if the connection has moved to another origin since. */
	#resumed(): WalkCheckpoint | undefined {
		const checkpoint = readCheckpoint(this.#parts.checkpoint);
		if (checkpoint === undefined || this.#parts.legs[checkpoint.leg] === undefined) return undefined;
		const { next } = checkpoint;
		if (next !== null && !this.#trail.allows(next)) return undefined;
		// A run may die many times on its way; each has one restart of its own.
		return { ...checkpoint, restarts: 0 };
	}

	/** A second walk over the same records doubles what is to be read. */
	#expected(total: number | null): number | undefined {
		return total === null ? undefined : total * this.#parts.legs.length;
	}

	#leg(): Leg {
		return this.#legOf(this.#at);
	}

	#legOf({ leg }: Pick<WalkCheckpoint, 'leg'>): Leg {
		const found = this.#parts.legs[leg];
		if (found === undefined) throw new Error(`walk ${leg} of ${this.#parts.dataset.id} does not exist`);
		return found;
	}

	#label(): string {
		return `${this.#parts.dataset.id} page ${this.#at.page}`;
	}
}

function countOf(envelope: JsonObject): number | null {
	const count = envelope['@odata.count'];
	const number = typeof count === 'string' ? Number(count) : count;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
