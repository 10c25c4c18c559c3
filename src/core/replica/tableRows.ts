/** Reads all rows of a table, one at a time. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Json } from '../json.ts';
import { moreColumn } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { RowJson } from './diff.ts';
import { storedNames } from './pastState.ts';
import { quoteName, returningArrays, valuesOf } from './sql.ts';

/** All rows of a table, column by column. */
export interface TableStream {
	readonly columns: readonly string[];
	readonly rows: Iterable<readonly (string | number | boolean | null)[]>;
	/** Columns whose text is JSON. */
	readonly jsonColumns: ReadonlySet<string>;
	/** Type of each column's cells; `text` where a number may be kept as text because a double cannot hold it. */
	readonly types: readonly ('text' | 'integer' | 'decimal' | 'boolean' | 'json')[];
}

/** The vendor's columns; booleans as such, nested values as JSON text. */
export function streamTable(db: DatabaseSync, layout: Layout): TableStream {
	const isJson = (slot: Layout['slots'][number]): boolean => slot.type === 'json';
	const more = layout.overflow.size === 0 ? [] : [moreColumn];
	const columns = [...layout.slots.map((slot) => slot.name), ...more];
	return {
		columns,
		rows: cells(db, layout, columns),
		jsonColumns: new Set([...layout.slots.filter(isJson).map((slot) => slot.name), ...more]),
		types: [...layout.slots.map(cellType), ...more.map(() => 'json' as const)],
	};
}

function cellType({ type, storedAs }: Layout['slots'][number]): TableStream['types'][number] {
	if (type === 'json') return 'json';
	if (storedAs === 'INTEGER') return 'integer';
	if (storedAs === 'BOOLEAN') return 'boolean';
	return storedAs === 'NUMERIC' ? 'decimal' : 'text';
}

function* cells(
	db: DatabaseSync,
	layout: Layout,
	columns: readonly string[],
): Generator<readonly (string | number | boolean | null)[]> {
	const isBoolean = columns.map((_name, index) => layout.slots[index]?.type === 'boolean');
	for (const values of storedRows(db, layout, columns)) {
		yield values.map((value, index) => {
			if (isBoolean[index] === true && typeof value === 'number') return value !== 0;
			return typeof value === 'bigint' || value instanceof Uint8Array ? String(value) : value;
		});
	}
}

export function* jsonRows(db: DatabaseSync, layout: Layout): Generator<Readonly<Record<string, Json>>> {
	const names = storedNames(layout);
	const json = new RowJson(layout);
	for (const values of storedRows(db, layout, names)) {
		yield json.row(Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])));
	}
}

function* storedRows(db: DatabaseSync, layout: Layout, columns: readonly string[]): Generator<SQLOutputValue[]> {
	// Aliases, because a result row is an object on older Nodes and a column may be called `1`.
	const list = columns.map((name, index) => `${quoteName(name)} AS v${index}`).join(', ');
	const statement = returningArrays(db.prepare(`SELECT ${list} FROM ${quoteName(layout.table)}`));
	for (const row of statement.iterate() as Iterable<unknown>) yield valuesOf(row);
}
