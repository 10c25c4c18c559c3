/**
 * Whether a change may be made again on a version that somebody else has changed meanwhile. Reapit says of a PATCH only
 * that it holds "the fields to replace": whether a nested object is merged or replaced is nowhere written. So a field of
 * the document's top level is the smallest part that two writers may share: within one, theirs could be lost.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';

/** One field that both sides changed; `undefined`: absent. */
export interface Collision {
	readonly field: string;
	readonly base: Json | undefined;
	readonly theirs: Json | undefined;
	readonly yours: Json;
	/** Reapit takes this field but never gives it: whether it was changed cannot be seen. */
	readonly isHidden: boolean;
}

export type Replay =
	/** The new version already says everything that the change would. */
	| { readonly kind: 'alreadySo' }
	/** What of the change is still to be made; the rest stands in the new version, whoever put it there. */
	| { readonly kind: 'replay'; readonly changes: JsonObject }
	| { readonly kind: 'conflict'; readonly collisions: readonly Collision[] };

/** @param isReadable  whether reading gives this field at all */
export function compareVersions(
	changes: JsonObject,
	base: JsonObject,
	theirs: JsonObject,
	isReadable: (field: string) => boolean,
): Replay {
	const open = Object.entries(changes).filter(([field, yours]) => !holds(theirs[field], yours));
	if (open.length === 0) return { kind: 'alreadySo' };
	const collisions = open.flatMap(([field, yours]) => {
		const isHidden = !isReadable(field) && base[field] === undefined && theirs[field] === undefined;
		const isUntouched = !isHidden && sameValue(base[field], theirs[field]);
		return isUntouched ? [] : [{ field, base: base[field], theirs: theirs[field], yours, isHidden }];
	});
	return collisions.length === 0
		? { kind: 'replay', changes: Object.fromEntries(open) }
		: { kind: 'conflict', collisions };
}

/** Whether the document's value already is what a change would make of it, merged or replaced. */
function holds(value: Json | undefined, change: Json): boolean {
	return isJsonObject(change) && isJsonObject(value) && Object.keys(change).length > 0
		? Object.entries(change).every(([name, part]) => Object.hasOwn(value, name) && holds(value[name], part))
		: isDeepStrictEqual(value, change);
}

/** The vendor writes an empty field as null in one place and leaves it out in another. */
function sameValue(a: Json | undefined, b: Json | undefined): boolean {
	return isDeepStrictEqual(a ?? null, b ?? null);
}
