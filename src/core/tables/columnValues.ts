/** SQL of a column's values as filters, orders and searches see them, whatever table they lie in. */
import { FreeholdError } from '../errors.ts';
import type { SqlTable, TableColumn } from './table.ts';
import { tableFunctions } from './tableFunctions.ts';

/** What two values are compared by. */
export type ComparedAs = 'number' | 'digits' | 'boolean' | 'day' | 'moment' | 'text';

/** @throws FreeholdError `query` for a column that is not there */
export function columnAt({ columns }: SqlTable, column: number): TableColumn {
	const found = columns[column];
	if (found !== undefined) return found;
	throw new FreeholdError('query', {
		what: 'The table could not be arranged',
		why: `it has no column ${column + 1}`,
		next: 'Take the order and the filters away, and set them anew',
	});
}

/** The value as it is read: flags as words, numbers digit by digit. */
export function textOf(table: SqlTable, column: number): string {
	const value = table.written(column);
	switch (columnAt(table, column).type) {
		case 'boolean':
			return `CASE ${value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE CAST(${value} AS TEXT) END`;
		case 'text':
		case 'json':
			// Told apart only because it takes a tenth of the time of a search.
			return table.isNormal(column) ? value : `CAST(${value} AS TEXT)`;
		default:
			return `CAST(${value} AS TEXT)`;
	}
}

export function comparedAs(table: SqlTable, column: number): ComparedAs {
	switch (columnAt(table, column).type) {
		case 'integer':
		case 'decimal':
			return table.isNormal(column) ? 'number' : 'digits';
		case 'boolean':
			return 'boolean';
		case 'date':
			return 'day';
		case 'datetime':
		case 'instant':
			return 'moment';
		default:
			return 'text';
	}
}

/** The value as it is compared: numbers, 0 and 1, keys of numbers and moments, text as it is. */
export function comparable(table: SqlTable, column: number, as = comparedAs(table, column)): string {
	const value = table.expression(column);
	switch (as) {
		case 'number':
			return value;
		case 'text':
			return table.isNormal(column) ? value : textOf(table, column);
		case 'day':
			return table.isNormal(column) ? value : `nullif(${textOf(table, column)}, '')`;
		case 'digits':
			return `${tableFunctions.number}(${table.written(column)})`;
		case 'boolean':
			return `CASE lower(${value}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE nullif(${value}, '') END`;
		case 'moment':
			// What a replica keeps in UTC needs no reading.
			return table.isNormal(column) ? `rtrim(${value}, 'Z')` : `${tableFunctions.moment}(${value})`;
	}
}
