/** The SELECT that gives what a table shows: its columns, order and filters. */
import { ColumnNames } from '../formats/excel/headers.ts';
import { quoteName } from '../replica/sql.ts';
import type { Bindable } from '../replica/sql.ts';
import { written, writtenText } from '../sqlText/names.ts';
import { isUnfiltered, orderTerms, rowCondition } from './arrangement.ts';
import type { Arrangement } from './arrangement.ts';
import type { SqlTable } from './table.ts';

export interface SelectOrder {
	readonly arrangement: Arrangement;
	/** In their order. */
	readonly columns: readonly number[];
	/** The query that the rows come from, where they come from one. */
	readonly query?: string | undefined;
}

const LINE_CHARACTERS = 100;

/** @throws FreeholdError as `rowCondition` does */
export function selectStatement(of: SqlTable, { arrangement, columns, query }: SelectOrder): string {
	const named = query === undefined || !needsNames(of) ? undefined : namedQuery(of, query);
	const table = query === undefined ? of : overQuery(of, query, named);
	if (query !== undefined && arrangement.orders.length === 0 && isUnfiltered(arrangement) && isWhole(of, columns))
		return query;
	const list = columns.map((column) => {
		const name = table.columns[column]?.name ?? '';
		const value = table.expression(column);
		return value === quoteName(name) ? written(name) : `${value} AS ${written(name)}`;
	});
	return [
		...(named === undefined ? [] : [named.definition]),
		`SELECT ${wrapped(list)}`,
		`FROM ${readable(table.from)}`,
		...(isUnfiltered(arrangement) ? [] : [`WHERE ${inlined(rowCondition(table, arrangement))}`]),
		...(arrangement.orders.length === 0 ? [] : [`ORDER BY ${ownTerms(table, arrangement)}`]),
	].join('\n');
}

function isWhole({ columns: all }: SqlTable, columns: readonly number[]): boolean {
	return columns.length === all.length && columns.every((column, place) => column === place);
}

interface NamedQuery {
	/** `WITH …`, with names for all columns. */
	readonly definition: string;
	readonly name: string;
	readonly columns: readonly string[];
}

/** What is scratch here has names there. */
function overQuery(table: SqlTable, query: string, named: NamedQuery | undefined): SqlTable {
	const name = (column: number): string => quoteName(named?.columns[column] ?? table.columns[column]?.name ?? '');
	return {
		...{ db: table.db, columns: table.columns, expression: name, written: name },
		from: named?.name ?? `(\n${query}\n)`,
		isNormal: (column) => table.isNormal(column),
		read: () => [],
	};
}

/**
 * Whether columns may have other names within a query than as its result: of those with one name the table tells the later
 * ones by a number.
 */
function needsNames({ columns }: SqlTable): boolean {
	return columns.some(({ name }) => / \(\d+\)$/.test(name) || isTruth(name));
}

/** SQLite has no such columns within a query, whatever they are called there. */
function isTruth(name: string): boolean {
	return /^(?:true|false)$/i.test(name);
}

function namedQuery({ columns: all }: SqlTable, query: string): NamedQuery {
	const names = new ColumnNames();
	for (const { name } of all) if (!isTruth(name)) names.unique(name, String);
	const columns = all.map(({ name }) => (isTruth(name) ? names.unique(`${name}_`, String) : name));
	const name = freeName(query);
	return { name, columns, definition: `WITH ${name}(${wrapped(columns.map(written))}) AS (\n${query}\n)` };
}

/** One that the query does not use. */
function freeName(query: string): string {
	let name = 'q';
	for (let number = 2; new RegExp(`\\b${name}\\b`, 'i').test(query); number++) name = `q${number}`;
	return name;
}

/** Rows that are equal need no order of their own. */
function ownTerms(table: SqlTable, arrangement: Arrangement): string {
	return orderTerms(table, arrangement).replace(/, rowid$/, '');
}

function readable(from: string): string {
	const bare = /^"((?:[^"]|"")*)"$/.exec(from)?.[1];
	return bare === undefined ? from : written(bare.replaceAll('""', '"'));
}

/** Each `?` outside of text is the next value. */
function inlined({ sql, params }: { readonly sql: string; readonly params: readonly Bindable[] }): string {
	let next = 0;
	return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (found) =>
		found === '?' ? literal(params[next++]) : found,
	);
}

function literal(value: Bindable | undefined): string {
	if (value === null || value === undefined) return 'NULL';
	if (typeof value !== 'string') return String(value);
	// SQL text ends at NUL.
	return value.includes('\0') ? `CAST(x'${Buffer.from(value).toString('hex')}' AS TEXT)` : writtenText(value);
}

function wrapped(parts: readonly string[]): string {
	const lines = [''];
	for (const [nth, part] of parts.entries()) {
		const piece = nth === parts.length - 1 ? part : `${part}, `;
		const line = lines.at(-1) ?? '';
		if (line !== '' && line.length + piece.length > LINE_CHARACTERS) lines.push(piece);
		else lines[lines.length - 1] = line + piece;
	}
	return lines.map((line) => line.trimEnd()).join('\n\t');
}
