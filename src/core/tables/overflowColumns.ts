/** Columns beyond those that SQLite has room for: properties of the one JSON object that a replica keeps them in. */
import type { DatabaseSync } from 'node:sqlite';
import { jsonPath } from '../filter/toSql.ts';
import { moreColumn } from '../replica/columnLayout.ts';
import { isRawNumber, parseExactly } from '../exactNumbers.ts';
import { asText, optionalText, quoteName } from '../replica/sql.ts';
import type { TableCell, TableColumn, TableColumnType } from './table.ts';
import { tableFunctions } from './tableFunctions.ts';

export const overflowName = quoteName(moreColumn);

export function overflowColumns(db: DatabaseSync, dataset: string): readonly TableColumn[] {
	const found = db
		.prepare('SELECT property, type, label FROM _columns WHERE dataset = ? AND name IS NULL ORDER BY position')
		.all(dataset);
	return found.map(({ property, type, label }) => ({
		name: asText(property),
		type: asText(type) as TableColumnType,
		label: optionalText(label),
	}));
}

/** SQL of a property's value. */
export function overflowValue(name: string): string {
	const path = jsonPath([name]);
	const text = `'${name.replaceAll("'", "''")}'`;
	return path === undefined ? `${tableFunctions.property}(${overflowName}, ${text})` : `(${overflowName} ->> ${path})`;
}

/** SQL of the property as it is written: numbers digit by digit. */
export function overflowWritten(name: string): string {
	const path = jsonPath([name]);
	if (path === undefined) return overflowValue(name);
	const type = `json_type(${overflowName}, ${path})`;
	return `iif(${type} IN ('integer', 'real'), ${overflowName} -> ${path}, ${overflowName} ->> ${path})`;
}

/** The properties of one row. */
export function overflowCells(more: string | undefined): (name: string) => TableCell {
	if (more === undefined) return () => null;
	const properties = new Map(Object.entries(parseExactly(more) as object));
	return (name) => cellOf(properties.get(name));
}

function cellOf(value: unknown): TableCell {
	if (value === null || value === undefined) return null;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	return isRawNumber(value) ? value.rawJSON : JSON.stringify(value);
}
