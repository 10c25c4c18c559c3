/** What the tables of a replica are called, and by which columns their rows are found. */
import type { DatabaseSync } from 'node:sqlite';
import { datasetNames, readLayout } from '../../replica/columnLayout.ts';

export interface KnownTable {
	readonly dataset: string;
	/** In SQLite. */
	readonly table: string;
	/** Columns that make the key. */
	readonly key: readonly string[];
	/** As windows number them. */
	readonly columns: readonly string[];
}

/** Rows that came nested in those of another dataset. */
export interface KnownRelation {
	readonly property: string;
	readonly parent: string;
	readonly child: string;
	/** Column of the child that holds the parent's key. */
	readonly parentColumn: string;
}

export interface KnownTables {
	readonly tables: ReadonlyMap<string, KnownTable>;
	readonly relations: readonly KnownRelation[];
}

export function knownTables(db: DatabaseSync): KnownTables {
	const tables = new Map<string, KnownTable>();
	for (const dataset of datasetNames(db)) {
		const layout = readLayout(db, dataset);
		if (layout === undefined) continue;
		const columns = layout.slots.map(({ name }) => name);
		tables.set(dataset, { dataset, table: layout.table, key: layout.key, columns });
	}
	const found = db.prepare('SELECT dataset, property, child, parent_column FROM _relations').all();
	const relations = found.map(({ dataset, property, child, parent_column: parentColumn }) => ({
		...{ property: String(property), parent: String(dataset) },
		...{ child: String(child), parentColumn: String(parentColumn) },
	}));
	return { tables, relations };
}
