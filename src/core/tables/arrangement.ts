/** An order and filters of a table, as SQL. */
import { FreeholdError } from '../errors.ts';
import { columnCondition } from './columnCondition.ts';
import { columnAt, comparable, comparedAs } from './columnValues.ts';
import type { SqlCondition, SqlTable } from './table.ts';

export interface Order {
	readonly column: number;
	readonly isDescending: boolean;
}

/** What a column has to hold, in one of the forms that `columnFilter.ts` lists. */
export interface ColumnFilter {
	readonly column: number;
	readonly text: string;
}

export interface Arrangement {
	readonly orders: readonly Order[];
	readonly filters: readonly ColumnFilter[];
	/** Expressions of the metadata filter language, on the documents of the rows. */
	readonly where?: readonly string[] | undefined;
}

/** As the table lies. */
export const NO_ARRANGEMENT: Arrangement = { orders: [], filters: [] };

/** Whether a table is to be shown as it lies. */
export function isPlain(arrangement: Arrangement): boolean {
	return arrangement.orders.length === 0 && isUnfiltered(arrangement);
}

export function isUnfiltered({ filters, where = [] }: Arrangement): boolean {
	return where.length === 0 && filters.every(({ text }) => text.trim() === '');
}

/** What stands behind ORDER BY. What has no value stands last in both directions. */
export function orderTerms(table: SqlTable, { orders }: Pick<Arrangement, 'orders'>): string {
	const terms = orders.map(({ column, isDescending }) => {
		columnAt(table, column);
		const collation = comparedAs(table, column) === 'text' ? ' COLLATE NOCASE' : '';
		return `${comparable(table, column)}${collation} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST`;
	});
	return [...terms, 'rowid'].join(', ');
}

/**
 * What an arrangement lets through, as a condition on rows of the table; without filters, all.
 *
 * @throws FreeholdError `query` for a column that is not there, and for a filter that cannot be read; `usage` for
 *   expressions on rows that have no documents
 */
export function rowCondition(table: SqlTable, { filters, where = [] }: Arrangement): SqlCondition {
	const columns = filters.map(({ column, text }) => columnCondition(table, column, text));
	const documents = where.length === 0 ? [] : [documentCondition(table, where)];
	const conditions = [...columns, ...documents].filter((condition) => condition !== undefined);
	return {
		sql: conditions.length === 0 ? 'TRUE' : conditions.map(({ sql }) => `(${sql})`).join(' AND '),
		params: conditions.flatMap(({ params }) => params),
		nulFree: conditions.length === 1 ? conditions[0]?.nulFree : undefined,
	};
}

function documentCondition(table: SqlTable, where: readonly string[]): SqlCondition {
	if (table.documentCondition !== undefined) return table.documentCondition(where);
	throw new FreeholdError('usage', {
		what: 'The rows cannot be filtered by metadata',
		why: 'they come from no dataset whose records have metadata',
		next: 'Filter them by their columns',
	});
}
