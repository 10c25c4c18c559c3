/** Compares one value of a record with one criteria, each operator by its rules. */
import type { OperatorName } from './dialect.ts';
import type { Literal } from './syntax.ts';
import { dayAfter, moment } from './moments.ts';
import type { Moment } from './moments.ts';
import { agreed, either, negated, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

type Order = '$gt' | '$lt' | '$gte' | '$lte';

export type Compare = (value: unknown) => Verdict;

/** A test of values that are there; what is missing never comes here. */
export function comparison(operator: OperatorName, criteria: readonly Literal[]): Compare {
	const tests = criteria.map(equality);
	const isAny: Compare = (value) => tests.reduce<Verdict>((sum, test) => either(sum, test(value)), false);
	switch (operator) {
		case '$eq':
		case '$in':
			return (value) => (Array.isArray(value) ? inArray(value, isAny) : isAny(value));
		case '$ne':
		case '$nin':
			return (value) => (Array.isArray(value) ? unknown('array') : negated(isAny(value)));
		case '$con':
			return contains(isAny, criteria);
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

function equality(criteria: Literal): Compare {
	const { value: wanted, type } = criteria;
	if (type === 'date' || type === 'datetime') return sameMoment(criteria);
	if (typeof wanted !== 'string') return (value) => value === wanted;
	const folded = wanted.toLowerCase();
	const plain = foldAscii(wanted);
	return (value) => {
		if (typeof value !== 'string') return false;
		if (value === wanted) return true;
		if (value.toLowerCase() !== folded) return false;
		// Certain for A to Z alone: "not case sensitive" says nothing of É.
		return foldAscii(value) === plain ? true : unknown('letterCase');
	};
}

function sameMoment({ value: wanted }: Literal): Compare {
	const right = typeof wanted === 'string' ? moment(wanted) : undefined;
	return (value) => {
		const left = typeof value === 'string' ? moment(value) : undefined;
		if (left === undefined || right === undefined) return false;
		if (left.isDay === right.isDay) return left.at === right.at;
		const [day, instant] = left.isDay ? [left, right] : [right, left];
		return agreed(day.at === instant.at, instant.at >= day.at && instant.at < dayAfter(day), 'dateOnly');
	};
}

function ordering(operator: Order, criteria: Literal | undefined): Compare {
	const wanted = criteria?.value;
	if (typeof wanted === 'number') return (value) => typeof value === 'number' && holds(operator, value - wanted);
	const right = typeof wanted === 'string' && criteria?.type !== 'string' ? moment(wanted) : undefined;
	return (value) => {
		const left = typeof value === 'string' ? moment(value) : undefined;
		if (left === undefined || right === undefined) return false;
		const midnight = holds(operator, order(left.at, right.at));
		if (left.isDay === right.isDay) return midnight;
		return agreed(midnight, holds(operator, orderByDay(left, right)), 'dateOnly');
	};
}

/** A day taken as a whole: before it, within it (equal), or after it. */
function orderByDay(left: Moment, right: Moment): number {
	const [day, instant] = left.isDay ? [left, right] : [right, left];
	const place = instant.at < day.at ? -1 : instant.at >= dayAfter(day) ? 1 : 0;
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

/** As SQLite's own `lower()` does. */
export function foldAscii(text: string): string {
	return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
