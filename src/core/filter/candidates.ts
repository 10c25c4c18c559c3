/**
 * Narrows a filter to the rows that an index of one field finds: a condition that holds for every row that may match or be
 * undecided, and for some others. Built of SQLite's own functions alone, so that any tool can write to the file.
 */
import { foldAscii, isAscii } from './compare.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { moment } from './moments.ts';
import { isComplete, isLiteral } from './print.ts';
import type { Filter, Literal } from './syntax.ts';
import type { SqlFilter, SqlTarget } from './toSql.ts';
import { jsonPath } from './toSql.ts';

/** Of values that only a look at the row can judge: text beyond ASCII, flags, arrays, objects. Sorts behind all others. */
const odd = "x'00'";
const dayMs = 86_400_000;
/** Offsets move the text of a moment by a day, and days that do not exist (`02-31`) count as later ones. */
const slackDays = 4;

/** What is indexed of a field: numbers, text in lower case, `odd`; NULL where it is null or missing. */
export function indexKey(column: string, names: readonly string[]): string | undefined {
	const path = jsonPath(names);
	if (path === undefined) return undefined;
	const value = `${column} ->> ${path}`;
	const types = ['true', 'false', 'array', 'object'].map((type) => `WHEN '${type}' THEN ${odd}`).join(' ');
	// An index that fails on a row would keep the row from being written.
	return (
		`iif(json_valid(${column}), CASE json_type(${column}, ${path})` +
		` WHEN 'text' THEN iif(${value} GLOB '*[^ -~]*', ${odd}, lower(${value}))` +
		` WHEN 'integer' THEN ${value} WHEN 'real' THEN ${value} ${types} END, NULL)`
	);
}

/** @returns `undefined` where an index of the field would find most rows: `$ne`, `$nin`, `$con` */
export function candidates({ filter, key, target, dialect }: Narrowing): SqlFilter | undefined {
	const { operator, values } = filter;
	if (!isComplete(filter) || operator.kind !== 'operator') return undefined;
	const name = operatorNamed(dialect, operator.text)?.name;
	const criteria = values.filter(isLiteral);
	const found =
		name === '$eq' || name === '$in'
			? equal(key, criteria)
			: name === undefined
				? undefined
				: ordered(key, name, criteria);
	if (found === undefined) return undefined;
	const others = target.namesMayDiffer ? ` OR ${key} IS NULL` : '';
	return { sql: `(${found.sql} OR ${key} = ${odd}${others})`, params: found.params };
}

export interface Narrowing {
	readonly filter: Filter;
	/** As `indexKey` gives it. */
	readonly key: string;
	readonly target: SqlTarget;
	readonly dialect: Dialect;
}

function equal(key: string, criteria: readonly Literal[]): SqlFilter | undefined {
	const exact: (string | number)[] = [];
	const ranges: SqlFilter[] = [];
	for (const { type, value, text } of criteria) {
		if (type === 'date' || type === 'datetime') ranges.push(near(key, text));
		else if (typeof value === 'number') exact.push(value);
		else if (typeof value === 'string') {
			// SQLite's functions end text at NUL.
			if (value.includes('\0')) return undefined;
			exact.push(...[foldAscii(value), value.toLowerCase()].filter(isAscii));
		}
	}
	const alone = exact.length === 0 ? [] : [{ sql: `${key} IN (${exact.map(() => '?').join(', ')})`, params: exact }];
	return either([...alone, ...ranges]);
}

function near(key: string, text: string): SqlFilter {
	return { sql: `${key} BETWEEN ? AND ?`, params: [dayText(text, -slackDays), dayText(text, slackDays)] };
}

function ordered(key: string, operator: string, [criteria]: readonly Literal[]): SqlFilter | undefined {
	if (criteria === undefined) return undefined;
	const { type, value, text } = criteria;
	const isUp = operator === '$gt' || operator === '$gte';
	if (!isUp && operator !== '$lt' && operator !== '$lte') return undefined;
	// Numbers sort before text, and text before what is odd.
	if (typeof value === 'number') {
		return isUp ? { sql: `${key} >= ? AND ${key} < ''`, params: [value] } : { sql: `${key} <= ?`, params: [value] };
	}
	if (type !== 'date' && type !== 'datetime') return undefined;
	const [from, to] = isUp ? [dayText(text, -slackDays), ':'] : ['', dayText(text, slackDays)];
	return { sql: `${key} >= ? AND ${key} < ?`, params: [from, to] };
}

function either(parts: readonly SqlFilter[]): SqlFilter {
	if (parts.length === 0) return { sql: '0', params: [] };
	return { sql: parts.map(({ sql }) => `(${sql})`).join(' OR '), params: parts.flatMap(({ params }) => params) };
}

/** The day of a moment, moved. Beyond the four digits of a year: before or behind all days. */
function dayText(text: string, days: number): string {
	const at = moment(text);
	if (at === undefined) return '';
	const day = new Date(Date.parse(`${at.at.slice(0, 10)}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
	return day.startsWith('-') ? '' : day.startsWith('+') ? ':' : day;
}
