/** Where the values of a filter lie on the line of numbers, or of moments. */
import type { OperatorName } from './dialect.ts';
import { moment } from './moments.ts';
import type { Literal } from './syntax.ts';

/** One filter of the set on the field. */
export interface Condition {
	/** Its place in the set. */
	readonly at: number;
	readonly operator: OperatorName;
	readonly values: readonly Literal[];
}

/** One end of a range. */
export interface Bound {
	readonly place: number | string;
	readonly isIncluded: boolean;
	readonly at: number;
	/** Whether its filter says more than this bound. */
	readonly isPart: boolean;
}

export interface Range {
	readonly low: Bound | undefined;
	readonly high: Bound | undefined;
}

/** @returns `undefined` where the values have no order, or are of several kinds */
export function rangeOf({ at, operator, values }: Condition): Range | undefined {
	const places = values.map(placeOf);
	const [first] = places;
	if (first === undefined || !places.every((place) => typeof place === typeof first)) return undefined;
	const known = places.filter((place) => place !== undefined);
	const bound = (place: number | string, isIncluded: boolean, isPart: boolean): Bound => ({
		place,
		isIncluded,
		at,
		isPart,
	});
	switch (operator) {
		case '$gt':
		case '$gte':
			return { low: bound(first, operator === '$gte', false), high: undefined };
		case '$lt':
		case '$lte':
			return { low: undefined, high: bound(first, operator === '$lte', false) };
		case '$eq':
		case '$in': {
			const low = known.reduce((least, place) => (place < least ? place : least));
			const high = known.reduce((most, place) => (place > most ? place : most));
			return { low: bound(low, true, true), high: bound(high, true, true) };
		}
		default:
			return undefined;
	}
}

/** Days are left out: what they mean beside moments is not known. */
function placeOf({ type, value, text }: Literal): number | string | undefined {
	if (typeof value === 'number') return value;
	return type === 'datetime' ? moment(text)?.at : undefined;
}

/** Whether everything below the one end lies before everything above the other. */
export function isBefore(high: Bound | undefined, low: Bound | undefined): boolean {
	if (high === undefined || low === undefined) return false;
	return high.place < low.place || (high.place === low.place && !(high.isIncluded && low.isIncluded));
}

/** The one that lets less through; the first of two that let through the same. */
export function tighter(a: Bound | undefined, b: Bound | undefined, side: 'low' | 'high'): Bound | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	if (a.place === b.place) return a.isIncluded && !b.isIncluded ? b : a;
	return a.place > b.place === (side === 'low') ? a : b;
}
