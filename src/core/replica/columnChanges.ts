/** Changes of a dataset's table: made, a column added as it appears, a column widened. Nothing is ever dropped. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import type { Column, ColumnType } from '../sources/source.ts';
import {
	columnLimit,
	freeName,
	freeTableName,
	hiddenColumn,
	insertedRun,
	moreColumn,
	nextPosition,
	readLayout,
	storedAs,
} from './columnLayout.ts';
import type { Layout, StoredAs } from './columnLayout.ts';
import { keySlots } from './rowKey.ts';
import type { Widening } from './rowValues.ts';
import { quoteName, singleNumber } from './sql.ts';

/** Receives what the user should know: a renamed column, too many columns. */
export type Notes = (note: string) => void;

export interface DatasetIdentity {
	readonly id: string;
	readonly title: string;
	readonly key: readonly string[];
}

/** The dataset's layout; makes its table where there is none. */
export function ensureTable(
	db: DatabaseSync,
	dataset: DatasetIdentity,
	columns: readonly Column[],
	notes: Notes,
): Layout {
	const known = readLayout(db, dataset.id);
	if (known === undefined) return createTable(db, dataset, columns, notes);
	if (known.key.join('\0') === dataset.key.join('\0')) return declareColumns(db, known, columns, notes);
	if (countRows(db, known) === 0 && !hasHistory(db, dataset.id)) {
		// Chosen from an export without rows, by names alone; nothing is matched by it yet.
		dropUnused(db, known);
		return createTable(db, dataset, columns, notes);
	}
	throw new FreeholdError('conflict', {
		what: `${dataset.id} could not be extended`,
		why: `its key was ${known.key.join(' + ')} and is now ${dataset.key.join(' + ')}`,
		next: 'Move the replica away and replicate again: rows cannot be matched by another key',
	});
}

/** Whether rows of a dataset were changed or deleted: its key is part of what is told of them. */
export function hasHistory(db: DatabaseSync, dataset: string): boolean {
	return db.prepare('SELECT 1 FROM _history WHERE dataset = ? LIMIT 1').get(dataset) !== undefined;
}

/** The one exception to "nothing is ever dropped": a table in which nothing ever was. */
function dropUnused(db: DatabaseSync, layout: Layout): void {
	db.exec(`DROP TABLE ${quoteName(layout.table)}`);
	for (const table of ['_columns', '_datasets'])
		db.prepare(`DELETE FROM ${table} WHERE dataset = ?`).run(layout.dataset);
}

function createTable(db: DatabaseSync, dataset: DatasetIdentity, columns: readonly Column[], notes: Notes): Layout {
	const table = freeTableName(db, dataset.id);
	db.prepare('INSERT INTO _datasets (dataset, table_name, title, key_columns) VALUES (?, ?, ?, ?)').run(
		dataset.id,
		table,
		dataset.title,
		JSON.stringify(dataset.key),
	);
	const key = dataset.key.map(
		(property): Column => columns.find((column) => column.name === property) ?? { name: property, type: 'text' },
	);
	// The first description of a column counts: a relation's own before the bare one of its parent's key.
	const distinct = new Map(columns.toReversed().map((column) => [column.name, column]));
	const others = columns.filter((column) => !dataset.key.includes(column.name) && distinct.get(column.name) === column);
	recordColumns(
		db,
		dataset.id,
		[
			...key.map((column) => ({ column, stored: storedAs(column.type, true) })),
			...others.map((column) => ({ column, stored: storedAs(column.type, false) })),
		],
		notes,
	);
	const layout = knownLayout(db, dataset.id);
	db.exec(tableSql(layout, table));
	createIndexes(db, layout);
	return layout;
}

function knownLayout(db: DatabaseSync, dataset: string): Layout {
	const layout = readLayout(db, dataset);
	if (layout === undefined) throw new Error(`the replica does not know ${dataset}`);
	return layout;
}

function tableSql(layout: Layout, name: string): string {
	const columns = layout.slots.map(
		(slot) => `${quoteName(slot.name)} ${slot.storedAs}${slot.isKey ? ' NOT NULL' : ''}`,
	);
	const more = layout.overflow.size === 0 ? [] : [`${moreColumn} TEXT`];
	const key = keySlots(layout).map((slot) => quoteName(slot.name));
	const lines = [`${insertedRun} INTEGER NOT NULL`, `${hiddenColumn} TEXT`, ...columns, ...more];
	return `CREATE TABLE ${quoteName(name)} (${lines.join(', ')}, PRIMARY KEY (${key.join(', ')}))`;
}

/** Rows are found by the run that inserted them (diff, as-of) and, in tables of relations, by their parent. */
function createIndexes(db: DatabaseSync, layout: Layout): void {
	const table = quoteName(layout.table);
	db.exec(`CREATE INDEX ${quoteName(`_run_${layout.table}`)} ON ${table} (${insertedRun})`);
	const parents = db.prepare('SELECT DISTINCT parent_column FROM _relations WHERE child = ?').all(layout.dataset);
	for (const parent of parents) indexParent(db, layout, String(parent.parent_column));
}

/** Makes the rows of one parent quick to find. */
export function indexParent(db: DatabaseSync, layout: Layout, property: string): void {
	const slot = layout.slots.find((candidate) => candidate.property === property);
	if (slot === undefined) throw new Error(`${layout.table} has no column for its parent's key ${property}`);
	const name = quoteName(`_parent_${layout.table}_${slot.name}`);
	db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${quoteName(layout.table)} (${quoteName(slot.name)})`);
}

/** Adds the declared columns that the table lacks, and takes over labels and enumerations. */
export function declareColumns(db: DatabaseSync, layout: Layout, columns: readonly Column[], notes: Notes): Layout {
	const known = new Set([...layout.slots.map((slot) => slot.property), ...layout.overflow]);
	const describe = db.prepare(
		'UPDATE _columns SET label = ?, enumeration = ?, value_labels = ? WHERE dataset = ? AND property = ?',
	);
	const added: NewColumn[] = [];
	for (const column of columns) {
		const { label = null, values, valueLabels } = column;
		if (!known.has(column.name)) {
			known.add(column.name);
			added.push({ column, stored: storedAs(column.type, false) });
		} else if (label !== null || values !== undefined) {
			describe.run(label, jsonText(values), jsonText(valueLabels), layout.dataset, column.name);
		}
	}
	return added.length === 0 ? layout : addColumns(db, layout, added, notes);
}

function jsonText(value: Column['values'] | Column['valueLabels']): string | null {
	return value === undefined ? null : JSON.stringify(value);
}

export interface NewColumn {
	readonly column: Column;
	readonly stored: StoredAs;
}

/** Adds columns; past SQLite's limit properties go to `_more`. */
export function addColumns(db: DatabaseSync, layout: Layout, added: readonly NewColumn[], notes: Notes): Layout {
	const table = quoteName(layout.table);
	const names = recordColumns(db, layout.dataset, added, notes);
	for (const [index, name] of names.entries()) {
		if (name === undefined) continue;
		db.exec(`ALTER TABLE ${table} ADD COLUMN ${quoteName(name)} ${added[index]?.stored ?? 'TEXT'}`);
	}
	if (layout.overflow.size === 0 && names.includes(undefined)) {
		db.exec(`ALTER TABLE ${table} ADD COLUMN ${moreColumn} TEXT`);
	}
	return knownLayout(db, layout.dataset);
}

/** @returns each column's name, or `undefined` where it goes to `_more` */
function recordColumns(
	db: DatabaseSync,
	dataset: string,
	added: readonly NewColumn[],
	notes: Notes,
): readonly (string | undefined)[] {
	const rows = db
		.prepare('SELECT lower(name) AS name FROM _columns WHERE dataset = ? AND name IS NOT NULL')
		.all(dataset);
	const taken = new Set(rows.map((row) => String(row.name)));
	let position = nextPosition(db, dataset);
	const insert = db.prepare(
		`INSERT INTO _columns (dataset, property, position, name, type, stored, label, enumeration, value_labels)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	);
	let overflowing = 0;
	const names = added.map(({ column, stored }) => {
		const name = taken.size >= columnLimit ? undefined : freeName(column.name, taken);
		if (name === undefined) overflowing++;
		else {
			taken.add(name.toLowerCase());
			if (name !== column.name) notes(renamed(dataset, column.name, name));
		}
		const { type, label = null, values, valueLabels } = column;
		const described = [label, jsonText(values), jsonText(valueLabels)];
		insert.run(dataset, column.name, position++, name ?? null, type, stored, ...described);
		return name;
	});
	if (overflowing > 0) {
		notes(`${dataset} has more columns than SQLite allows: ${overflowing} are kept in the JSON column ${moreColumn}`);
	}
	return names;
}

function renamed(dataset: string, column: string, name: string): string {
	return `${dataset}: the column "${column}" is called "${name}" here, because SQLite cannot have both names`;
}

/** A whole-number column that meets a fraction: stored in the same way, so only its description changes. */
export function becomeDecimal(db: DatabaseSync, layout: Layout, property: string): Layout {
	db.prepare("UPDATE _columns SET type = 'decimal' WHERE dataset = ? AND property = ?").run(layout.dataset, property);
	return knownLayout(db, layout.dataset);
}

/**
 * Widens a column to text, or to one that keeps each value as it came. SQLite cannot change a column's affinity in place,
 * so the table is written anew within the page's transaction.
 */
export function widenColumn(db: DatabaseSync, layout: Layout, property: string, widening: Widening): Layout {
	const slot = layout.slots.find((candidate) => candidate.property === property);
	if (slot === undefined) throw new Error(`${layout.table} has no column for ${property}`);
	const type: ColumnType = widening === 'text' ? 'text' : slot.type === 'integer' ? 'decimal' : slot.type;
	db.prepare('UPDATE _columns SET type = ?, stored = ? WHERE dataset = ? AND property = ?').run(
		type,
		widening === 'text' ? 'TEXT' : '',
		layout.dataset,
		property,
	);
	const wider = knownLayout(db, layout.dataset);
	const names = wider.slots.map(({ name }) => quoteName(name));
	const values = wider.slots.map((candidate) => {
		const name = quoteName(candidate.name);
		return candidate.property === property && widening === 'text'
			? `freehold_text(${name}, ${slot.type === 'boolean' ? 1 : 0})`
			: name;
	});
	const others = [insertedRun, hiddenColumn, ...(wider.overflow.size === 0 ? [] : [moreColumn])];
	const table = quoteName(layout.table);
	db.exec(tableSql(wider, '_rebuilt'));
	db.exec(
		`INSERT INTO _rebuilt (${[...others, ...names].join(', ')}) SELECT ${[...others, ...values].join(', ')} FROM ${table} ORDER BY rowid`,
	);
	db.exec(`DROP TABLE ${table}`);
	db.exec(`ALTER TABLE _rebuilt RENAME TO ${table}`);
	createIndexes(db, wider);
	return wider;
}

/** Lets SQL write numbers as JavaScript does, so that a value that did not change looks the same after widening. */
export function registerTextFunction(db: DatabaseSync): void {
	db.function('freehold_text', { deterministic: true }, (value, isBoolean) => {
		if (value === null || typeof value === 'string') return value;
		return isBoolean === 1 ? String(value !== 0) : String(value);
	});
}

/** Rows that the dataset's table holds. */
export function countRows(db: DatabaseSync, layout: Layout): number {
	return singleNumber(db, `SELECT count(*) FROM ${quoteName(layout.table)}`);
}
