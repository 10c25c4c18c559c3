/** Reads a dataset: one customer after the other, each list by its own kind of walk, resumable at every page. */
import type { Batch, ReadRequest } from '../source.ts';
import type { ReapitList } from './catalogue/lists.ts';
import type { CustomerDoors } from './door.ts';
import type { ReadParts } from './readParts.ts';
import { customerReader } from './readParts.ts';
import { askedFrom, listing } from './reapitRequests.ts';
import type { ListingParts } from './reapitRequests.ts';
import { walkBelow } from './walk/belowWalk.ts';
import type { ProofSoFar, ReadCheckpoint } from './walk/checkpoint.ts';
import { earliest, readCheckpoint, writeCheckpoint } from './walk/checkpoint.ts';
import type { Listing } from './walk/listing.ts';
import type { ListState } from './walk/listState.ts';
import type { WalkEnd, WalkStep } from './walk/listWalk.ts';
import { usualPasses, walkList } from './walk/listWalk.ts';
import { walkTokens } from './walk/tokenWalk.ts';

export type WalkRequest = Exclude<ReadRequest, { phase: 'retry' }>;

/** Clocks of the vendor's servers need not agree to the second. */
const slackMs = 1000;

export async function* readDataset(parts: ReadParts, request: WalkRequest): AsyncGenerator<Batch, void, undefined> {
	yield* new DatasetRead(parts, request).batches();
}

class DatasetRead {
	readonly #parts: ReadParts;
	readonly #request: WalkRequest;
	/** Whether the replica counts the keys of this walk: then a proof may rest on its count. */
	readonly #isTallied: boolean;
	#at: ReadCheckpoint;
	#warnings: string[] = [];

	constructor(parts: ReadParts, request: WalkRequest) {
		this.#parts = parts;
		this.#request = request;
		const { phase } = request;
		this.#isTallied = phase === 'sweep' || (phase === 'initial' && parts.dataset.fullReadFindsDeletions);
		this.#at = this.#resumed() ?? this.#start();
	}

	async *batches(): AsyncGenerator<Batch, void, undefined> {
		// A read that was over when its run was killed: nothing is left but to say so.
		if (this.#at.isOver) yield await this.#closing();
		while (!this.#at.isOver) yield* this.#stage(this.#customer());
	}

	/** The walk over one customer, or the closing one behind it. */
	async *#stage(customer: CustomerDoors): AsyncGenerator<Batch, void, undefined> {
		for await (const step of this.#walk(customer)) {
			this.#at = this.#behind(step);
			yield this.#batch(step);
		}
	}

	#walk(customer: CustomerDoors): AsyncGenerator<WalkStep, void, undefined> {
		const { list, dataset, doors, clock, signal, narrowingOf, lists } = this.#parts;
		const { stage, list: state, serverStart } = this.#at;
		const isClosing = stage === 'closing';
		const from = isClosing ? serverStart - slackMs : askedFrom(this.#request);
		const asked = this.#listingParts(customer, from);
		const common = {
			doors: customer,
			reader: customerReader(this.#parts, customer),
			clock,
			signal,
			state,
			maxPasses: isClosing ? 1 : usualPasses,
			isTallied: this.#isTallied,
		};
		if (list.parent === undefined) {
			const walk = list.hasTokens ? walkTokens : walkList;
			return walk({ ...common, listing: listing(asked) });
		}
		const levels = levelsOf(list, lists);
		const [top] = levels;
		if (top === undefined) throw new Error(`${list.id} has no parents`);
		const { origin } = doors;
		const keys = { origin, customer: customer.customer, relations: [], keysOnly: true };
		const between = (level: ReapitList, ids: readonly string[]): Listing =>
			listing({ ...keys, list: level, dataset: level.dataset, narrowing: narrowingOf(level), ids });
		return walkBelow({
			...common,
			listing: between(top, []),
			depth: levels.length,
			below: (ids) => {
				const level = levels[ids.length];
				return level === undefined ? listing({ ...asked, dataset, ids }) : between(level, ids);
			},
		});
	}

	#listingParts(customer: CustomerDoors, from: number | undefined): ListingParts {
		const { list, dataset, doors, narrowingOf } = this.#parts;
		const request = this.#request;
		return {
			list,
			dataset,
			origin: doors.origin,
			customer: customer.customer,
			narrowing: narrowingOf(list),
			relations: 'relations' in request ? request.relations : [],
			keysOnly: request.phase === 'sweep' && request.keysOnly === true,
			isStrict: this.#isTallied,
			from,
		};
	}

	/** Where the read stands after a step. */
	#behind({ state, page, serverTime, end }: WalkStep): ReadCheckpoint {
		const at: ReadCheckpoint = {
			...this.#at,
			list: state,
			done: this.#at.done + page.rowCount,
			serverStart: serverTime === undefined ? this.#at.serverStart : earliest(this.#at.serverStart, serverTime),
		};
		if (end === undefined) return at;
		const isMain = at.stage === 'main';
		const proof = isMain ? added(at.proof, end, state) : at.proof;
		if (isMain) this.#warnOf(end, state);
		if (isMain && this.#needsClosing(state)) return { ...at, proof, stage: 'closing', list: undefined };
		const { customers } = this.#parts.doors;
		const next = customers[customers.findIndex(({ customer }) => customer === at.customer) + 1];
		const over: ReadCheckpoint = { ...at, proof, stage: 'main', list: undefined, totalBefore: at.done };
		return next === undefined ? { ...over, isOver: true } : { ...over, customer: next.customer };
	}

	/** What changed while pages moved is asked for at once; otherwise the next update would bring it. */
	#needsClosing({ hasMoved }: ListState): boolean {
		return hasMoved && this.#request.phase === 'initial' && this.#parts.list.since !== undefined;
	}

	/** A purge and a full read say it in their proof; a gap is told by itself. */
	#warnOf({ proof }: WalkEnd, { gaps }: ListState): void {
		if (proof.isComplete || this.#isTallied || gaps > 0) return;
		this.#warnings.push(`Some of ${this.#parts.dataset.id} may be missing until the next purge: ${proof.why ?? ''}`);
	}

	#batch({ page, total, gap, warning, state }: WalkStep): Batch {
		const { serverStart, done, totalBefore, isOver } = this.#at;
		const warnings = [
			...this.#warnings,
			...(warning === undefined ? [] : [warning]),
			...this.#parts.doors.takeNotices(),
		];
		this.#warnings = [];
		const expected = total === undefined ? undefined : totalBefore + total * state.pass;
		return {
			page,
			checkpoint: writeCheckpoint(this.#at),
			isLast: isOver,
			serverStart: serverStart === 0 ? this.#parts.clock.now() : serverStart,
			done,
			total: expected === undefined || isOver ? done : Math.max(done, expected),
			gaps: gap === undefined ? undefined : [gap],
			...(warnings.length === 0 ? {} : { warnings }),
			...(isOver && this.#isTallied ? { sweepProof: this.#proof() } : {}),
		};
	}

	async #closing(): Promise<Batch> {
		const customer = this.#customer();
		const { plan } = listing(this.#listingParts(customer, undefined));
		const page = await customerReader(this.#parts, customer).empty(plan);
		const state = { pass: 1 } as ListState;
		const nothing = { serverTime: undefined, total: undefined, gap: undefined, end: undefined, warning: undefined };
		return this.#batch({ page, state, ...nothing });
	}

	#proof(): NonNullable<Batch['sweepProof']> {
		const { doubt, atLeast, isTallied, hasSurplus } = this.#at.proof;
		if (doubt !== null) return { isComplete: false, why: doubt };
		// Keys of repeated passes could stand in for those that are missing.
		if (isTallied && hasSurplus) return { isComplete: false, why: 'the walk was interrupted, and repeated in part' };
		return { isComplete: true, atLeast };
	}

	#customer(): CustomerDoors {
		const found = this.#parts.doors.customers.find(({ customer }) => customer === this.#at.customer);
		if (found === undefined) throw new Error(`customer ${this.#at.customer} is not open`);
		return found;
	}

	#start(): ReadCheckpoint {
		const [first] = this.#parts.doors.customers;
		if (first === undefined) throw new Error('a connection without customers was opened');
		return {
			query: this.#query(),
			customer: first.customer,
			stage: 'main',
			list: undefined,
			done: 0,
			totalBefore: 0,
			serverStart: 0,
			proof: { doubt: null, atLeast: 0, isTallied: false, hasSurplus: false },
			isOver: false,
		};
	}

	#resumed(): ReadCheckpoint | undefined {
		return readCheckpoint(this.#request.checkpoint, this.#query());
	}

	/** What is asked, the customers included: a walk over others would be another one. */
	#query(): string {
		const { list, lists, doors, narrowingOf } = this.#parts;
		const levels = [...levelsOf(list, lists), list].map((level) => [level.path, narrowingOf(level)]);
		return JSON.stringify([doors.customers.map(({ customer }) => customer), levels]);
	}
}

function added(so: ProofSoFar, { proof, seen, isByTally }: WalkEnd, { pass, hasMoved }: ListState): ProofSoFar {
	return {
		doubt: so.doubt ?? (proof.isComplete ? null : (proof.why ?? 'the walk gave no proof')),
		atLeast: so.atLeast + (seen ?? proof.atLeast ?? 0),
		isTallied: so.isTallied || isByTally,
		hasSurplus: so.hasSurplus || (seen === undefined && (pass > 1 || (!isByTally && hasMoved))),
	};
}

/** The lists that lead to one, outermost first. */
function levelsOf(list: ReapitList, lists: ReadonlyMap<string, ReapitList>): readonly ReapitList[] {
	const parent = list.parent === undefined ? undefined : lists.get(list.parent);
	return parent === undefined ? [] : [...levelsOf(parent, lists), parent];
}
