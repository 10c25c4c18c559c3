/** Checks an additive set: what fails together, what can never match, what says nothing new. */
import { foldAscii } from './compare.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect, OperatorName } from './dialect.ts';
import { finding } from './findings.ts';
import type { Finding } from './findings.ts';
import { moment } from './moments.ts';
import { isComplete, isList, isLiteral } from './print.ts';
import type { Literal, Parsed } from './syntax.ts';

interface Condition {
	readonly at: number;
	readonly parsed: Parsed;
	readonly path: string;
	readonly operator: OperatorName;
	readonly values: readonly Literal[];
}

/** @returns findings by place in the set */
export function checkSet(set: readonly Parsed[], dialect: Dialect): readonly (readonly Finding[])[] {
	const found: Finding[][] = set.map(() => []);
	const add = (at: number, one: Finding): void => void found[at]?.push(one);
	const lists = set.flatMap(({ filter }, at) => (isList(filter, dialect) ? [at] : []));
	const last = set.length - 1;
	for (const at of lists.slice(0, -1)) {
		const { filter } = set[at] ?? {};
		if (filter !== undefined) add(at, finding('FH161', filter, 'A second list in the set may make the server fail'));
	}
	const [only] = lists;
	if (lists.length === 1 && only !== undefined && only !== last) {
		const { filter } = set[only] ?? {};
		if (filter !== undefined)
			add(only, finding('FH160', filter, 'The server fails when another filter follows a list; it is sent last'));
	}
	for (const [index, one] of conditions(set, dialect).entries()) {
		for (const other of conditions(set, dialect).slice(index + 1)) {
			if (one.path !== other.path) continue;
			const filter = other.parsed.filter;
			if (excludes(one, other))
				add(other.at, finding('FH162', filter, `This and '${one.parsed.text.trim()}' can never both hold`));
			else if (implies(one, other))
				add(other.at, finding('FH163', filter, `'${one.parsed.text.trim()}' says it already`));
			else if (implies(other, one))
				add(one.at, finding('FH163', one.parsed.filter, `'${other.parsed.text.trim()}' says it already`));
		}
	}
	return found;
}

function conditions(set: readonly Parsed[], dialect: Dialect): readonly Condition[] {
	return set.flatMap((parsed, at) => {
		const { field, operator, values } = parsed.filter;
		if (!isComplete(parsed.filter) || field.kind !== 'path' || operator.kind !== 'operator') return [];
		const spec = operatorNamed(dialect, operator.text);
		if (spec === undefined) return [];
		return [
			{ at, parsed, path: field.names.join('.').toLowerCase(), operator: spec.name, values: values.filter(isLiteral) },
		];
	});
}

/** Where the values of a condition lie on the line of numbers or moments; `undefined` where they have no order. */
interface Range {
	readonly low: number | string | undefined;
	readonly high: number | string | undefined;
	readonly hasLow: boolean;
	readonly hasHigh: boolean;
}

function excludes(a: Condition, b: Condition): boolean {
	const [one, other] = [accepted(a), accepted(b)];
	if (one !== undefined && other !== undefined) return !one.some((value) => other.includes(value));
	if (one !== undefined && refused(b) !== undefined) return one.every((value) => refused(b)?.includes(value) === true);
	if (other !== undefined && refused(a) !== undefined)
		return other.every((value) => refused(a)?.includes(value) === true);
	const [first, second] = [rangeOf(a), rangeOf(b)];
	if (first === undefined || second === undefined || !isSameKind(first, second)) return false;
	return isBefore(first, second) || isBefore(second, first);
}

/** Whether everything that satisfies `a` satisfies `b`. */
function implies(a: Condition, b: Condition): boolean {
	const [one, other] = [accepted(a), accepted(b)];
	if (one !== undefined && other !== undefined) return one.every((value) => other.includes(value));
	const [first, second] = [rangeOf(a), rangeOf(b)];
	if (first === undefined || second === undefined || !isSameKind(first, second)) return false;
	return reaches(second, first, 'low') && reaches(second, first, 'high');
}

function accepted({ operator, values }: Condition): readonly string[] | undefined {
	return operator === '$eq' || operator === '$in' ? values.map(keyOf) : undefined;
}

function refused({ operator, values }: Condition): readonly string[] | undefined {
	return operator === '$ne' || operator === '$nin' ? values.map(keyOf) : undefined;
}

function keyOf(value: Literal): string {
	if (value.type === 'datetime' || value.type === 'date')
		return `moment ${moment(value.text)?.at ?? value.text} ${value.type}`;
	return `${value.type} ${foldAscii(String(value.value))}`;
}

function rangeOf({ operator, values }: Condition): Range | undefined {
	const [value] = values;
	const place = value === undefined ? undefined : placeOf(value);
	if (place === undefined || values.length !== 1) return undefined;
	switch (operator) {
		case '$eq':
			return { low: place, high: place, hasLow: true, hasHigh: true };
		case '$gt':
			return { low: place, high: undefined, hasLow: false, hasHigh: false };
		case '$gte':
			return { low: place, high: undefined, hasLow: true, hasHigh: false };
		case '$lt':
			return { low: undefined, high: place, hasLow: false, hasHigh: false };
		case '$lte':
			return { low: undefined, high: place, hasLow: false, hasHigh: true };
		default:
			return undefined;
	}
}

/** Days are left out: what they mean beside moments is not known. */
function placeOf(value: Literal): number | string | undefined {
	if (typeof value.value === 'number') return value.value;
	return value.type === 'datetime' ? moment(value.text)?.at : undefined;
}

function isSameKind(a: Range, b: Range): boolean {
	return typeof (a.low ?? a.high) === typeof (b.low ?? b.high);
}

function isBefore(a: Range, b: Range): boolean {
	if (a.high === undefined || b.low === undefined) return false;
	return a.high < b.low || (a.high === b.low && !(a.hasHigh && b.hasLow));
}

/** Whether the outer range goes at least as far as the inner one on a side. */
function reaches(outer: Range, inner: Range, side: 'low' | 'high'): boolean {
	const [far, near] = [outer[side], inner[side]];
	if (far === undefined) return true;
	if (near === undefined) return false;
	if (far === near) return side === 'low' ? outer.hasLow || !inner.hasLow : outer.hasHigh || !inner.hasHigh;
	return side === 'low' ? far < near : far > near;
}
