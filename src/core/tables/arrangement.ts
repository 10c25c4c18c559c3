/** An order and filters of a table, as SQL. */
import { FreeholdError } from '../errors.ts';
import type { Bindable } from '../replica/sql.ts';
import type { SqlTable } from './table.ts';

export interface Order {
	readonly column: number;
	readonly isDescending: boolean;
}

/**
 * What a column has to hold: text that it contains, whatever the case; or after `=`, `!=`, `<`, `<=`, `>`, `>=` a value to
 * compare with. `=` alone means no value, `!=` alone any.
 */
export interface ColumnFilter {
	readonly column: number;
	readonly text: string;
}

export interface Arrangement {
	readonly orders: readonly Order[];
	readonly filters: readonly ColumnFilter[];
}

/** As the table lies. */
export const NO_ARRANGEMENT: Arrangement = { orders: [], filters: [] };

/** Whether a table is to be shown as it lies. */
export function isPlain({ orders, filters }: Arrangement): boolean {
	return orders.length === 0 && filters.every(({ text }) => text.trim() === '');
}

export interface ArrangedQuery {
	/** Selects row ids. */
	readonly sql: string;
	readonly params: readonly Bindable[];
}

/** @throws FreeholdError `query` for a column that is not there */
export function arrangedQuery(table: SqlTable, arrangement: Arrangement): ArrangedQuery {
	const where = rowCondition(table, arrangement);
	const terms = arrangement.orders.flatMap(({ column, isDescending }) => {
		const value = expression(table, column);
		// What has no value stands last in both directions.
		const collation = isNumeric(table, column) ? '' : ' COLLATE NOCASE';
		return [`${value} IS NULL`, `${value}${collation} ${isDescending ? 'DESC' : 'ASC'}`];
	});
	return {
		sql: `SELECT rowid AS r FROM ${table.from} WHERE ${where.sql} ORDER BY ${[...terms, 'rowid'].join(', ')}`,
		params: where.params,
	};
}

/** What an arrangement lets through, as a condition on rows of the table; without filters, all. */
export function rowCondition(table: SqlTable, { filters }: Arrangement): Condition {
	const conditions = filters.filter(({ text }) => text.trim() !== '').map((filter) => conditionOf(table, filter));
	return {
		sql: conditions.length === 0 ? 'TRUE' : conditions.map(({ sql }) => sql).join(' AND '),
		params: conditions.flatMap(({ params }) => params),
	};
}

export interface Condition {
	readonly sql: string;
	readonly params: readonly Bindable[];
}

function conditionOf(table: SqlTable, { column, text }: ColumnFilter): Condition {
	const value = expression(table, column);
	const [, operator, operand = ''] = /^(=|!=|<=|>=|<|>)\s*([^]*)$/.exec(text.trim()) ?? [];
	if (operator === undefined) return contains(value, text.trim());
	if (operand === '') {
		return { sql: `coalesce(CAST(${value} AS TEXT), '') ${operator === '=' ? '=' : '<>'} ''`, params: [] };
	}
	const sqlOperator = operator === '!=' ? 'IS NOT' : operator;
	const number = isNumeric(table, column) ? numberOf(operand) : undefined;
	if (number !== undefined) return { sql: `${value} ${sqlOperator} ?`, params: [number] };
	return { sql: `CAST(${value} AS TEXT) ${sqlOperator} ? COLLATE NOCASE`, params: [operand] };
}

/** SQLite folds the case of ASCII letters only; texts with others are folded by a function of ours. */
function contains(value: string, text: string): Condition {
	const isAscii = /^[\u0020-\u007e]*$/.test(text);
	const folded = isAscii ? `lower(CAST(${value} AS TEXT))` : `fold_case(CAST(${value} AS TEXT))`;
	return { sql: `instr(${folded}, ?) > 0`, params: [text.toLowerCase()] };
}

/** Makes known what conditions call. */
export function registerFoldCase({ db }: SqlTable): void {
	db.function('fold_case', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
}

/** Booleans are 0 and 1; whoever looks at them reads words. */
function numberOf(operand: string): number | undefined {
	if (/^(?:true|false)$/i.test(operand)) return operand.toLowerCase() === 'true' ? 1 : 0;
	const number = Number(operand);
	return Number.isNaN(number) ? undefined : number;
}

function isNumeric({ columns }: SqlTable, column: number): boolean {
	const type = columns[column]?.type;
	return type === 'integer' || type === 'decimal' || type === 'boolean';
}

function expression(table: SqlTable, column: number): string {
	if (Number.isInteger(column) && column >= 0 && column < table.columns.length) return table.expression(column);
	throw new FreeholdError('query', {
		what: 'The table could not be arranged',
		why: `it has no column ${column + 1}`,
		next: 'Take the order and the filters away, and set them anew',
	});
}
