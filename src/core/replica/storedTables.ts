/** Lists the tables of a replica with their columns, as those who write SQL need them. */
import type { DatabaseSync } from 'node:sqlite';
import { datasetNames, hiddenColumn, insertedRun, readLayout } from './columnLayout.ts';
import { asText, optionalText } from './sql.ts';

export interface StoredColumn {
	readonly name: string;
	/** `text`, `decimal`, … of the vendor's columns; what SQLite was told of the others. */
	readonly type: string;
	readonly label?: string | undefined;
	readonly isKey: boolean;
	readonly values?: readonly { readonly value: string; readonly label?: string | undefined }[] | undefined;
}

export interface StoredTable {
	readonly name: string;
	/** Absent for the replica's own tables. */
	readonly dataset?: string | undefined;
	readonly title?: string | undefined;
	/** The vendor's first. */
	readonly columns: readonly StoredColumn[];
}

const bookkeeping: readonly string[] = [insertedRun, hiddenColumn];

export function readTables(db: DatabaseSync): readonly StoredTable[] {
	const datasets = datasetNames(db).flatMap((dataset) => readDataset(db, dataset) ?? []);
	const known = new Set(datasets.map(({ name }) => name));
	const names = db.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name").all();
	const others = names
		.map(({ name }) => asText(name))
		.filter((name) => !known.has(name) && !name.startsWith('sqlite_'));
	return [...datasets, ...others.map((name) => ({ name, columns: declaredColumns(db, name) }))];
}

function readDataset(db: DatabaseSync, dataset: string): StoredTable | undefined {
	const layout = readLayout(db, dataset);
	if (layout === undefined) return undefined;
	const declared = declaredColumns(db, layout.table);
	const told = toldColumns(db, dataset);
	const keys = new Set(layout.slots.filter(({ isKey }) => isKey).map(({ name }) => name));
	const columns = declared.map((column) => ({ ...column, ...told.get(column.name), isKey: keys.has(column.name) }));
	const isOwn = ({ name }: StoredColumn): boolean => bookkeeping.includes(name);
	const title = optionalText(db.prepare('SELECT title FROM _datasets WHERE dataset = ?').get(dataset)?.title);
	return {
		...{ name: layout.table, dataset, title },
		columns: [...columns.filter((column) => !isOwn(column)), ...columns.filter(isOwn)],
	};
}

function declaredColumns(db: DatabaseSync, table: string): readonly StoredColumn[] {
	return db
		.prepare('SELECT name, type, pk FROM pragma_table_info(?)')
		.all(table)
		.map(({ name, type, pk }) => ({ name: asText(name), type: asText(type).toLowerCase(), isKey: Number(pk) > 0 }));
}

/** What the vendor says of its columns. */
function toldColumns(db: DatabaseSync, dataset: string): ReadonlyMap<string, Omit<StoredColumn, 'isKey'>> {
	const told = db.prepare(
		'SELECT name, type, label, enumeration, value_labels FROM _columns WHERE dataset = ? AND name IS NOT NULL',
	);
	return new Map(
		told.all(dataset).map((row) => {
			const enumeration = optionalText(row.enumeration);
			const labels = JSON.parse(optionalText(row.value_labels) ?? '{}') as Readonly<Record<string, string>>;
			const members = enumeration === undefined ? Object.keys(labels) : (JSON.parse(enumeration) as readonly string[]);
			const values = members.length === 0 ? undefined : members.map((value) => ({ value, label: labels[value] }));
			const name = asText(row.name);
			return [name, { name, type: asText(row.type), label: optionalText(row.label), values }];
		}),
	);
}
