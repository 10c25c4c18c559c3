/** Gives a database the functions that pushed-down filters call (`core/filter/toSql.ts`). */
import type { DatabaseSync } from 'node:sqlite';
import { comparison } from '../filter/compare.ts';
import { operatorNamed } from '../filter/dialect.ts';
import type { Dialect } from '../filter/dialect.ts';
import { compile } from '../filter/evaluate.ts';
import type { Predicate } from '../filter/evaluate.ts';
import { literal } from '../filter/literal.ts';
import { parse } from '../filter/parse.ts';
import { sqlFunctions } from '../filter/toSql.ts';
import type { Verdict } from '../filter/verdict.ts';

/** Distinct filters whose closures are kept; a query has a handful. */
const mostKept = 100;

export function registerFilterFunctions(db: DatabaseSync, dialect: Dialect): void {
	const options = { deterministic: true };
	const predicates = new Map<string, Predicate>();
	const moments = new Map<string, ReturnType<typeof comparison>>();
	db.function(sqlFunctions.fold, options, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
	db.function(sqlFunctions.moment, options, (value, operator, wanted) => {
		const key = `${String(operator)} ${String(wanted)}`;
		const compare = kept(moments, key, () => momentTest(String(operator), String(wanted), dialect));
		return sqlVerdict(compare(value));
	});
	db.function(sqlFunctions.filter, options, (document, expression) => {
		const predicate = kept(predicates, String(expression), () => predicateOf(String(expression), dialect));
		return sqlVerdict(typeof document === 'string' && predicate(JSON.parse(document)));
	});
}

function momentTest(operator: string, wanted: string, dialect: Dialect): ReturnType<typeof comparison> {
	const spec = operatorNamed(dialect, operator);
	if (spec === undefined) throw new Error(`there is no operator ${operator}`);
	return comparison(spec.name, [literal(wanted, { start: 0, end: wanted.length }, dialect)]);
}

function predicateOf(expression: string, dialect: Dialect): Predicate {
	const predicate = compile([parse(expression, dialect).filter], dialect);
	if (predicate === undefined) throw new Error('an incomplete filter was pushed down');
	return predicate;
}

function kept<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
	const known = cache.get(key);
	if (known !== undefined) return known;
	if (cache.size >= mostKept) cache.clear();
	const made = make();
	cache.set(key, made);
	return made;
}

function sqlVerdict(verdict: Verdict): number | null {
	if (typeof verdict !== 'boolean') return null;
	return verdict ? 1 : 0;
}
