/** The chain that a sale hangs in: whoever has to sell before he can buy. */
import type { StoredRecord } from '../contract.ts';
import { textOf } from '../data/common.ts';
import { find } from './context.ts';
import type { ReadContext } from './context.ts';

/** @returns the whole chain, from its lower end up */
export function chainOf(context: ReadContext, id: string): readonly StoredRecord[] {
	const own = find(context, 'conveyancing', id);
	if (own === undefined) return [];
	return [...along(context, own, 'downwardChainId').toReversed(), own, ...along(context, own, 'upwardChainId')];
}

function along(context: ReadContext, from: StoredRecord, field: string): readonly StoredRecord[] {
	const met = [from];
	for (;;) {
		const last = met.at(-1);
		const next = last === undefined ? undefined : find(context, 'conveyancing', textOf(last, field));
		// A chain that somebody closed into a ring ends where it began.
		if (next === undefined || met.some(({ id }) => id === next.id)) return met.slice(1);
		met.push(next);
	}
}
