/**
 * Pushes filters down to SQLite: an expression that is 1, 0 or NULL (undecided), the same answer as `compile` gives. Three
 * values come by themselves: SQL's AND and OR treat NULL as the filter language treats "undecided".
 */
import { foldAscii } from './compare.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect, OperatorName } from './dialect.ts';
import { isComplete, isLiteral, print } from './print.ts';
import type { Filter, Literal } from './syntax.ts';

export interface SqlTarget {
	/** Expression of the JSON text of the documents: `"metadata"`. */
	readonly column: string;
	/** Whether documents may hold a field under a name that differs in case; `false` where the field index says they do not. */
	readonly namesMayDiffer: boolean;
}

export interface SqlFilter {
	readonly sql: string;
	readonly params: readonly (string | number)[];
}

/** SQL functions that the expressions call; `registerFilterFunctions` gives them to a database. */
export const sqlFunctions = { fold: 'freehold_fold', moment: 'freehold_moment', filter: 'freehold_filter' } as const;

/** @returns `undefined` where a filter is not complete or has an operator that does not exist */
export function toSql(
	filters: readonly { readonly text: string; readonly filter: Filter }[],
	target: SqlTarget,
	dialect: Dialect,
): SqlFilter | undefined {
	const parts = filters.map((parsed) => one(parsed, target, dialect));
	if (parts.includes(undefined)) return undefined;
	const known = parts.filter((part) => part !== undefined);
	if (known.length === 0) return { sql: '1', params: [] };
	return { sql: known.map(({ sql }) => `(${sql})`).join(' AND '), params: known.flatMap(({ params }) => params) };
}

function one(
	parsed: { readonly text: string; readonly filter: Filter },
	target: SqlTarget,
	dialect: Dialect,
): SqlFilter | undefined {
	const { field, operator, values } = parsed.filter;
	if (!isComplete(parsed.filter) || field.kind !== 'path' || operator.kind !== 'operator') return undefined;
	const spec = operatorNamed(dialect, operator.text);
	if (spec === undefined) return undefined;
	const byClosure = { sql: `${sqlFunctions.filter}(${target.column}, ?)`, params: [print(parsed, dialect)] };
	const path = jsonPath(field.names);
	if (path === undefined) return byClosure;
	const found = `json_type(${target.column}, ${path})`;
	const ifMissing = spec.name === '$ne' || spec.name === '$nin' ? 'NULL' : '0';
	const absent = target.namesMayDiffer ? byClosure : { sql: ifMissing, params: [] };
	const compared = compare(spec.name, values.filter(isLiteral), {
		type: found,
		value: `(${target.column} ->> ${path})`,
		items: `json_each(${target.column}, ${path})`,
	});
	return {
		sql:
			`CASE WHEN ${target.column} IS NULL OR json_type(${target.column}) <> 'object' THEN 0 WHEN ${found} IS NULL THEN ${absent.sql}` +
			` WHEN ${found} = 'null' THEN ${ifMissing} ELSE ${compared.sql} END`,
		params: [...absent.params, ...compared.params],
	};
}

/** The path as SQLite's JSON functions take it; `undefined` where it cannot be written: there is no way to write a quote within a name. */
export function jsonPath(names: readonly string[]): string | undefined {
	if (!names.every((name) => /^[^"\\\p{Cc}]+$/u.test(name))) return undefined;
	return text(`$${names.map((name) => `."${name}"`).join('')}`);
}

interface Place {
	readonly type: string;
	readonly value: string;
	readonly items: string;
}

function compare(operator: OperatorName, criteria: readonly Literal[], place: Place): SqlFilter {
	const own = operator === '$gt' || operator === '$lt' || operator === '$gte' || operator === '$lte';
	const test = (at: Omit<Place, 'items'>): SqlFilter =>
		own ? ordered(operator, criteria[0], at) : equal(criteria, at);
	const alone = test(place);
	const item = test({ type: 'type', value: 'value' });
	const each = `SELECT ${item.sql} AS c FROM ${place.items}`;
	if (operator === '$con') {
		const any = `(SELECT CASE WHEN max(c) = 1 THEN 1 WHEN count(*) > count(c) THEN NULL ELSE 0 END FROM (${each}))`;
		const part = substring(criteria, place.value);
		return {
			sql: `CASE ${place.type} WHEN 'array' THEN ${any} WHEN 'text' THEN ${part.sql} ELSE 0 END`,
			params: [...item.params, ...part.params],
		};
	}
	if (operator === '$ne' || operator === '$nin') {
		return { sql: `CASE ${place.type} WHEN 'array' THEN NULL ELSE NOT ${alone.sql} END`, params: alone.params };
	}
	return {
		sql: `CASE ${place.type} WHEN 'array' THEN CASE WHEN EXISTS (SELECT 1 FROM (${each}) WHERE c IS NOT 0) THEN NULL ELSE 0 END ELSE ${alone.sql} END`,
		params: [...item.params, ...alone.params],
	};
}

/** Whether a value equals any of the criteria. */
function equal(criteria: readonly Literal[], at: Omit<Place, 'items'>): SqlFilter {
	const tests: SqlFilter[] = [];
	const strings = criteria.filter(({ type }) => type === 'string').map(({ value }) => String(value));
	if (strings.length > 0) tests.push(sameText(strings, at));
	const numbers = criteria.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
	if (numbers.length > 0) {
		tests.push({ sql: `(${at.type} IN ('integer', 'real') AND ${at.value} IN (${marks(numbers)}))`, params: numbers });
	}
	for (const { value } of criteria)
		if (typeof value === 'boolean') tests.push({ sql: `(${at.type} = '${String(value)}')`, params: [] });
	const moments = criteria.filter(({ type }) => type === 'date' || type === 'datetime');
	for (const { text: wanted } of moments) tests.push(atMoment('$eq', wanted, at));
	if (tests.length === 0) return { sql: '0', params: [] };
	return { sql: `(${tests.map(({ sql }) => sql).join(' OR ')})`, params: tests.flatMap(({ params }) => params) };
}

function sameText(wanted: readonly string[], at: Omit<Place, 'items'>): SqlFilter {
	const ascii = wanted.map(foldAscii);
	const folded = wanted.map((each) => each.toLowerCase());
	const isPlain = wanted.every((each) => /^[\x20-\x7e]*$/.test(each));
	// Folding calls JavaScript: only where something beyond ASCII takes part.
	const mayDiffer = isPlain ? `${at.value} GLOB '*[^ -~]*' AND ` : '';
	return {
		sql:
			`(${at.type} = 'text' AND CASE WHEN lower(${at.value}) IN (${marks(ascii)}) THEN 1` +
			` WHEN ${mayDiffer}${sqlFunctions.fold}(${at.value}) IN (${marks(folded)}) THEN NULL ELSE 0 END)`,
		params: [...ascii, ...folded],
	};
}

function ordered(operator: OperatorName, criteria: Literal | undefined, at: Omit<Place, 'items'>): SqlFilter {
	if (criteria === undefined || criteria.type === 'string') return { sql: '0', params: [] };
	if (typeof criteria.value !== 'number') return atMoment(operator, criteria.text, at);
	const sign = { $gt: '>', $lt: '<', $gte: '>=', $lte: '<=' }[operator as '$gt'];
	return { sql: `(${at.type} IN ('integer', 'real') AND ${at.value} ${sign} ?)`, params: [criteria.value] };
}

function atMoment(operator: OperatorName, wanted: string, at: Omit<Place, 'items'>): SqlFilter {
	return { sql: `(${at.type} = 'text' AND ${sqlFunctions.moment}(${at.value}, '${operator}', ?))`, params: [wanted] };
}

function substring(criteria: readonly Literal[], value: string): SqlFilter {
	const wanted = criteria.flatMap((each) => (typeof each.value === 'string' ? [each.value.toLowerCase()] : []));
	if (wanted.includes('')) return { sql: 'NULL', params: [] };
	if (wanted.length === 0) return { sql: '0', params: [] };
	const found = wanted.map(() => `instr(${sqlFunctions.fold}(${value}), ?) > 0`).join(' OR ');
	return { sql: `CASE WHEN ${found} THEN NULL ELSE 0 END`, params: wanted };
}

function marks(list: readonly unknown[]): string {
	return list.map(() => '?').join(', ');
}

function text(value: string): string {
	return `'${value.replaceAll("'", "''")}'`;
}
