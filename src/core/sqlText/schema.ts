/** What is known of the tables that a statement can read. */
import { isSame } from './names.ts';

/** The replica that is queried; others have the schema that `@attach` gives them. */
export const MAIN = 'main';

export interface SqlColumn {
	readonly name: string;
	/** `text`, `decimal`, `json`, … */
	readonly type: string;
	readonly label?: string | undefined;
	readonly isKey?: boolean | undefined;
	/** Values that the vendor's enumeration has, with a label where there is one. */
	readonly values?: readonly SqlValue[] | undefined;
}

export interface SqlValue {
	readonly value: string;
	readonly label?: string | undefined;
}

export interface SqlTable {
	readonly schema: string;
	readonly name: string;
	/** Absent for the replica's own tables (`_runs`). */
	readonly dataset?: string | undefined;
	readonly title?: string | undefined;
	readonly rows?: number | undefined;
	readonly columns: readonly SqlColumn[];
}

export interface SqlSchema {
	readonly tables: readonly SqlTable[];
}

export const NO_SCHEMA: SqlSchema = { tables: [] };

/** As SQLite looks it up: without a schema in the queried replica first, then in the others. */
export function tableNamed({ tables }: SqlSchema, name: string, schema?: string): SqlTable | undefined {
	const found = tables.filter((table) => isSame(table.name, name));
	if (schema !== undefined) return found.find((table) => isSame(table.schema, schema));
	return found.find((table) => table.schema === MAIN) ?? found[0];
}

export function schemaNames({ tables }: SqlSchema): readonly string[] {
	return [...new Set(tables.map(({ schema }) => schema))];
}
