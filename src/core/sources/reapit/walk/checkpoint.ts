/** How far a read over several customers has come: what a batch's checkpoint holds. */
import type { Json } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { ListState } from './listState.ts';
import { stateFromJson, stateToJson } from './listState.ts';

export interface ReadCheckpoint {
	/** What was asked: a read that is narrowed otherwise now begins anew. */
	readonly query: string;
	/** Customer that is being read. */
	readonly customer: string;
	/** `main`: the walk itself; `closing`: what changed while it was under way, where pages have moved. */
	readonly stage: 'main' | 'closing';
	/** Absent: the stage has not begun. */
	readonly list: ListState | undefined;
	/** Records read so far, of all customers. */
	readonly done: number;
	/** Totals of the customers that are done. */
	readonly totalBefore: number;
	/** Server time of the read's first response; the earliest one where the vendor's clock went back. 0: none yet. */
	readonly serverStart: number;
	readonly proof: ProofSoFar;
	/** Set after the last customer. */
	readonly isOver: boolean;
}

export interface ProofSoFar {
	/** Why the walk over the customers so far proves nothing; null: it does. */
	readonly doubt: string | null;
	readonly atLeast: number;
	/** Whether a part of `atLeast` rests on the replica's count of keys alone. */
	readonly isTallied: boolean;
	/** Whether the replica may have counted more keys than `atLeast` accounts for: of passes that were repeated. */
	readonly hasSurplus: boolean;
}

const version = 1;

export function writeCheckpoint({ list, ...rest }: ReadCheckpoint): Json {
	return { version, ...rest, proof: { ...rest.proof }, list: list === undefined ? null : stateToJson(list) };
}

/** @returns undefined for a checkpoint of another make, or of another question: the read then begins anew */
export function readCheckpoint(json: Json | undefined, query: string): ReadCheckpoint | undefined {
	if (!isJsonObject(json) || json.version !== version || json.query !== query) return undefined;
	const { customer, stage, done, totalBefore, serverStart, proof, isOver } = json;
	if (typeof customer !== 'string' || (stage !== 'main' && stage !== 'closing') || !isJsonObject(proof))
		return undefined;
	if (typeof done !== 'number' || typeof totalBefore !== 'number' || typeof serverStart !== 'number') return undefined;
	if (typeof proof.atLeast !== 'number') return undefined;
	const list = json.list === null ? undefined : stateFromJson(json.list);
	if (json.list !== null && list === undefined) return undefined;
	return {
		query,
		customer,
		stage,
		list,
		done,
		totalBefore,
		serverStart,
		proof: {
			doubt: typeof proof.doubt === 'string' ? proof.doubt : null,
			atLeast: proof.atLeast,
			isTallied: proof.isTallied === true,
			hasSurplus: proof.hasSurplus === true,
		},
		isOver: isOver === true,
	};
}

/**
 * The moment from which the next update asks: its servers' clocks need not agree, so the earliest time is kept.
 *
 * @param known  0 before the first response
 */
export function earliest(known: number, serverTime: number): number {
	return known === 0 ? serverTime : Math.min(known, serverTime);
}
