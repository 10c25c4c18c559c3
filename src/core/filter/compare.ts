/** Compares one value of a record with one criteria, each operator by its rules. */
import type { OperatorName } from './dialect.ts';
import type { Literal } from './syntax.ts';
import { endOfDay, moment } from './moments.ts';
import type { Moment } from './moments.ts';
import { agreed, either, negated, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

type Order = '$gt' | '$lt' | '$gte' | '$lte';

export type Compare = (value: unknown) => Verdict;

/** A test of values that are there; what is missing never comes here. */
export function comparison(operator: OperatorName, criteria: readonly Literal[]): Compare {
	switch (operator) {
		case '$eq':
		case '$in': {
			const isAny = equalsAny(criteria);
			return (value) => (Array.isArray(value) ? inArray(value, isAny) : isAny(value));
		}
		case '$ne':
		case '$nin': {
			const isAny = equalsAny(criteria);
			return (value) => (Array.isArray(value) ? unknown('array') : negated(isAny(value)));
		}
		case '$con':
			return contains(equalsAny(criteria), criteria);
		case '$gt':
		case '$lt':
		case '$gte':
		case '$lte': {
			const tested = ordering(operator, criteria[0]);
			return (value) => (Array.isArray(value) ? inArray(value, tested) : tested(value));
		}
	}
}

/** Whether the server looks into arrays is not known: only that nothing in it matches is certain. */
function inArray(array: readonly unknown[], test: Compare): Verdict {
	return array.some((item) => test(item) !== false) ? unknown('array') : false;
}

function contains(isAny: Compare, criteria: readonly Literal[]): Compare {
	return (value) => {
		if (Array.isArray(value)) return value.reduce<Verdict>((sum, item) => either(sum, isAny(item)), false);
		if (typeof value !== 'string') return false;
		const text = value.toLowerCase();
		const isPart = criteria.some(
			({ value: wanted }) => typeof wanted === 'string' && text.includes(wanted.toLowerCase()),
		);
		return isPart ? unknown('substring') : false;
	};
}

/** Whether a value equals one of the criteria: text by a set, so that a long list costs no more than one value. */
function equalsAny(criteria: readonly Literal[]): Compare {
	const texts = criteria.flatMap(({ type, value }) => (type === 'string' ? [String(value)] : []));
	const isText = texts.length === 0 ? undefined : sameText(texts);
	const others: ReadonlySet<unknown> = new Set(
		criteria.flatMap(({ value }) => (typeof value === 'string' ? [] : [value])),
	);
	const dated = criteria.filter(({ type }) => type === 'date' || type === 'datetime').map(sameMoment);
	const isDated = (value: string): Verdict => dated.reduce<Verdict>((sum, test) => either(sum, test(value)), false);
	if (dated.length === 0 && isText !== undefined && others.size === 0)
		return (value) => typeof value === 'string' && isText(value);
	return (value) => {
		if (typeof value !== 'string') return others.has(value);
		const asText = isText === undefined ? false : isText(value);
		return dated.length === 0 ? asText : either(asText, isDated(value));
	};
}

function sameText(wanted: readonly string[]): (value: string) => Verdict {
	const [only] = wanted;
	if (wanted.length === 1 && only !== undefined) return sameAs(only);
	const exact = new Set(wanted);
	const folded = new Set(wanted.map((each) => each.toLowerCase()));
	const plain = new Set(wanted.map(foldAscii));
	const lengths = lengthsOf(folded);
	return (value) => {
		if (lengths !== undefined && !lengths.has(value.length)) return false;
		if (exact.has(value)) return true;
		if (!folded.has(value.toLowerCase())) return false;
		// Certain for A to Z alone: "not case sensitive" says nothing of É.
		return plain.has(foldAscii(value)) ? true : unknown('letterCase');
	};
}

function sameAs(wanted: string): (value: string) => Verdict {
	const folded = wanted.toLowerCase();
	const plain = foldAscii(wanted);
	const length = lengthsOf(new Set([folded]))
		?.values()
		.next().value;
	return (value) => {
		if (length !== undefined && value.length !== length) return false;
		if (value === wanted) return true;
		if (value.toLowerCase() !== folded) return false;
		return foldAscii(value) === plain ? true : unknown('letterCase');
	};
}

/** Text that folds to ASCII is as long before as after; other letters may fold to several. */
function lengthsOf(folded: ReadonlySet<string>): ReadonlySet<number> | undefined {
	return [...folded].every((text) => isAscii(text)) ? new Set([...folded].map(({ length }) => length)) : undefined;
}

function sameMoment({ value: wanted }: Literal): Compare {
	const right = typeof wanted === 'string' ? moment(wanted) : undefined;
	return (value) => {
		const left = typeof value === 'string' ? moment(value) : undefined;
		if (left === undefined || right === undefined) return false;
		if (left.isDay === right.isDay) return left.at === right.at;
		const [day, instant] = left.isDay ? [left, right] : [right, left];
		return agreed(day.at === instant.at, instant.at >= day.at && instant.at < endOfDay(day), 'dateOnly');
	};
}

function ordering(operator: Order, criteria: Literal | undefined): Compare {
	const wanted = criteria?.value;
	if (typeof wanted === 'number') return numberOrder(operator, wanted);
	const isDated = criteria?.type === 'date' || criteria?.type === 'datetime';
	const right = isDated && typeof wanted === 'string' ? moment(wanted) : undefined;
	return (value) => {
		const left = typeof value === 'string' ? moment(value) : undefined;
		if (left === undefined || right === undefined) return false;
		const midnight = holds(operator, order(left.at, right.at));
		if (left.isDay === right.isDay) return midnight;
		return agreed(midnight, holds(operator, orderByDay(left, right)), 'dateOnly');
	};
}

function numberOrder(operator: Order, wanted: number): Compare {
	switch (operator) {
		case '$gt':
			return (value) => typeof value === 'number' && value > wanted;
		case '$lt':
			return (value) => typeof value === 'number' && value < wanted;
		case '$gte':
			return (value) => typeof value === 'number' && value >= wanted;
		case '$lte':
			return (value) => typeof value === 'number' && value <= wanted;
	}
}

/** A day taken as a whole: before it, within it (equal), or after it. */
function orderByDay(left: Moment, right: Moment): number {
	const [day, instant] = left.isDay ? [left, right] : [right, left];
	const place = instant.at < day.at ? -1 : instant.at >= endOfDay(day) ? 1 : 0;
	return left.isDay ? -place : place;
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function holds(operator: Order, difference: number): boolean {
	switch (operator) {
		case '$gt':
			return difference > 0;
		case '$lt':
			return difference < 0;
		case '$gte':
			return difference >= 0;
		case '$lte':
			return difference <= 0;
	}
}

/** Whether folding cannot change its length. */
export function isAscii(text: string): boolean {
	return /^\p{ASCII}*$/u.test(text);
}

/** As SQLite's own `lower()` does. */
export function foldAscii(text: string): string {
	return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
