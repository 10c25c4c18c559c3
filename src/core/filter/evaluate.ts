/** Evaluates filters on records held here, as closures: the answer is yes, no, or undecided with the reason. */
import type { Compare } from './compare.ts';
import { comparison } from './compare.ts';
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
	const conditions = filters.map((filter) => condition(filter, dialect));
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
	return (document) => {
		if (!isDocument(document)) return false;
		let value: unknown = document;
		for (const name of names) {
			if (!isDocument(value) || !Object.hasOwn(value, name)) return byFoldedPath(document, names, compare, ifMissing);
			value = value[name];
		}
		return value === null || value === undefined ? ifMissing : compare(value);
	};
}

/** Whether names are folded is not known: what does not match either way is certain, the rest is not. */
function byFoldedPath(document: object, names: readonly string[], compare: Compare, ifMissing: Verdict): Verdict {
	let value: unknown = document;
	for (const name of names) {
		const found = isDocument(value) ? foldedProperty(value, name) : undefined;
		if (found === undefined) return ifMissing;
		value = found.value;
	}
	if (value === null || value === undefined) return ifMissing;
	const folded = compare(value);
	return folded === ifMissing ? folded : unknown('nameCase');
}

function foldedProperty(
	object: Readonly<Record<string, unknown>>,
	name: string,
): { readonly value: unknown } | undefined {
	if (Object.hasOwn(object, name)) return { value: object[name] };
	const wanted = name.toLowerCase();
	for (const own of Object.keys(object)) if (own.toLowerCase() === wanted) return { value: object[own] };
	return undefined;
}

function isDocument(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
