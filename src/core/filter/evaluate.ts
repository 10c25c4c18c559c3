/** Evaluates filters on records held here, as closures: the answer is yes, no, or undecided with the reason. */
import type { Compare } from './compare.ts';
import { comparison, isAscii } from './compare.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { isComplete, isLiteral } from './print.ts';
import type { Filter } from './syntax.ts';
import { both, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** @param document  the metadata of a record; `undefined` or null where it has none */
export type Predicate = (document: unknown) => Verdict;

/**
 * A set of filters, all of which must hold.
 *
 * @returns `undefined` where one of them is not complete or has an operator that does not exist
 */
export function compile(filters: readonly Filter[], dialect: Dialect): Predicate | undefined {
	const conditions = cheapestFirst(filters, dialect).map((filter) => condition(filter, dialect));
	if (conditions.includes(undefined)) return undefined;
	const known = conditions.filter((one) => one !== undefined);
	const [only] = known;
	if (known.length === 1 && only !== undefined) return only;
	return (document) => {
		let verdict: Verdict = true;
		for (const one of known) {
			verdict = both(verdict, one(document));
			if (verdict === false) return false;
		}
		return verdict;
	};
}

/** One that fails ends the question, and the order makes no difference to the answer: single values and short paths first. */
function cheapestFirst(filters: readonly Filter[], dialect: Dialect): readonly Filter[] {
	const cost = ({ field, operator, values }: Filter): number => {
		const isEqual = operator.kind === 'operator' && operatorNamed(dialect, operator.text)?.name === '$eq';
		const isDated = values.some((value) => value.kind === 'literal' && value.type.startsWith('date'));
		return (field.kind === 'path' ? field.names.length : 0) + (isEqual ? 0 : 1) + (isDated ? 4 : 0);
	};
	return filters.toSorted((a, b) => cost(a) - cost(b));
}

function condition(filter: Filter, dialect: Dialect): Predicate | undefined {
	const { field, operator, values } = filter;
	if (!isComplete(filter) || field.kind !== 'path' || operator.kind !== 'operator') return undefined;
	const spec = operatorNamed(dialect, operator.text);
	if (spec === undefined) return undefined;
	const compare = comparison(spec.name, values.filter(isLiteral));
	// #6229: an entity without metadata is returned by no operator; whether a document that only lacks the field counts
	// as different is not known.
	const ifMissing: Verdict = spec.name === '$ne' || spec.name === '$nin' ? unknown('missingField') : false;
	return byPath(field.names, compare, ifMissing);
}

function byPath(names: readonly string[], compare: Compare, ifMissing: Verdict): Predicate {
	// What every object has without having it itself: `constructor`, `toString`.
	const isInherited = names.some((name) => name in Object.prototype);
	// The commonest, and without the loop a third quicker.
	const [only = ''] = names;
	if (names.length === 1 && !isInherited) {
		return (document) => {
			if (!isDocument(document)) return false;
			const value = document[only];
			if (value === undefined) return byFoldedPath(document, names, compare, ifMissing);
			return value === null ? ifMissing : compare(value);
		};
	}
	return (document) => {
		if (!isDocument(document)) return false;
		let value: unknown = document;
		for (const name of names) {
			if (!isDocument(value)) return byFoldedPath(document, names, compare, ifMissing);
			value = isInherited && !Object.hasOwn(value, name) ? undefined : value[name];
		}
		if (value === undefined) return byFoldedPath(document, names, compare, ifMissing);
		return value === null ? ifMissing : compare(value);
	};
}

/** Whether names are folded is not known: what does not match either way is certain, the rest is not. */
function byFoldedPath(document: object, names: readonly string[], compare: Compare, ifMissing: Verdict): Verdict {
	let value: unknown = document;
	let isExact = true;
	for (const name of names) {
		const own = isDocument(value) ? foldedName(value, name) : undefined;
		if (own === undefined || !isDocument(value)) return ifMissing;
		isExact &&= own === name;
		value = value[own];
	}
	if (value === null || value === undefined) return ifMissing;
	const folded = compare(value);
	return isExact || folded === ifMissing ? folded : unknown('nameCase');
}

function foldedName(object: Readonly<Record<string, unknown>>, name: string): string | undefined {
	if (Object.hasOwn(object, name)) return name;
	const wanted = name.toLowerCase();
	// Only names beyond ASCII change their length with their case.
	const isPlain = isAscii(wanted);
	for (const own of Object.keys(object)) {
		if ((!isPlain || own.length === wanted.length) && own.toLowerCase() === wanted) return own;
	}
	return undefined;
}

function isDocument(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
