/** Where the field index lies in the replica: what each field of the metadata documents of a dataset looks like. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { emptyField, topValues } from '../filter/learnFields.ts';
import type { LearnedField, TouchedField } from '../filter/learnFields.ts';
import { asNumber, asText } from './sql.ts';
import type { Bindable, SqlRow } from './sql.ts';

/**
 * One index per dataset and type of entity (`''` where the rows have none). `is_current` is 0 from the first change after
 * which a field was not written yet: killed there, the next run learns from all rows anew.
 */
export const fieldTables = `
CREATE TABLE _field_indexes (
	dataset TEXT PRIMARY KEY, is_current INTEGER NOT NULL, taken_back INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE _field_documents (
	dataset TEXT NOT NULL, entity_type TEXT NOT NULL, documents INTEGER NOT NULL, PRIMARY KEY (dataset, entity_type)
) WITHOUT ROWID;
CREATE TABLE _fields (
	dataset TEXT NOT NULL, entity_type TEXT NOT NULL, path TEXT NOT NULL, seen INTEGER NOT NULL, types TEXT NOT NULL,
	item_types TEXT NOT NULL, top_values TEXT NOT NULL, min, max, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
	values_are TEXT NOT NULL, value_counts TEXT NOT NULL, PRIMARY KEY (dataset, entity_type, path)
);
`;

export interface IndexState {
	readonly isCurrent: boolean;
	/** Documents taken back since all were learned: ranges and lost counts of values are as much out of date. */
	readonly takenBack: number;
}

/** @returns `undefined` where nothing was learned yet */
export function readIndexState(db: DatabaseSync, dataset: string): IndexState | undefined {
	const row = db.prepare('SELECT is_current, taken_back FROM _field_indexes WHERE dataset = ?').get(dataset);
	return row === undefined
		? undefined
		: { isCurrent: asNumber(row.is_current) === 1, takenBack: asNumber(row.taken_back) };
}

export function writeIndexState(db: DatabaseSync, dataset: string, { isCurrent, takenBack }: IndexState): void {
	const write = db.prepare('INSERT OR REPLACE INTO _field_indexes VALUES (?, ?, ?)');
	write.run(dataset, isCurrent ? 1 : 0, takenBack);
}

/** Documents by type of entity. */
export function readDocuments(db: DatabaseSync, dataset: string): ReadonlyMap<string, number> {
	const rows = db.prepare('SELECT entity_type, documents FROM _field_documents WHERE dataset = ?').all(dataset);
	return new Map(rows.map((row) => [asText(row.entity_type), asNumber(row.documents)]));
}

export function writeDocuments(db: DatabaseSync, dataset: string, entityType: string, documents: number): void {
	db.prepare('INSERT OR REPLACE INTO _field_documents VALUES (?, ?, ?)').run(dataset, entityType, documents);
}

/** All that was learned, to go on with it. */
export function readLearned(db: DatabaseSync, dataset: string, entityType: string): Map<string, LearnedField> {
	const rows = db.prepare('SELECT * FROM _fields WHERE dataset = ? AND entity_type = ?');
	return new Map(rows.all(dataset, entityType).map((row) => [asText(row.path), learnedOf(row)]));
}

function learnedOf(row: SqlRow): LearnedField {
	return {
		...emptyField(),
		seen: asNumber(row.seen),
		types: new Map(Object.entries(JSON.parse(asText(row.types)) as object)) as LearnedField['types'],
		itemTypes: new Map(Object.entries(JSON.parse(asText(row.item_types)) as object)) as LearnedField['itemTypes'],
		values: new Map(JSON.parse(asText(row.value_counts)) as [string, number][]),
		valuesAre: asText(row.values_are) as LearnedField['valuesAre'],
		min: bound(row.min),
		max: bound(row.max),
	};
}

/** The end of a range. */
export function bound(value: unknown): string | number | undefined {
	return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** Writes fields that changed, and drops those that no document has any more. */
export class FieldWriter {
	readonly #put: StatementSync;
	readonly #drop: StatementSync;
	readonly #of: readonly [dataset: string, entityType: string];

	constructor(db: DatabaseSync, dataset: string, entityType: string) {
		this.#of = [dataset, entityType];
		this.#put = db.prepare(
			`INSERT INTO _fields VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
			(seen, types, item_types, top_values, min, max, values_are, value_counts, last_seen) =
			(excluded.seen, excluded.types, excluded.item_types, excluded.top_values, excluded.min, excluded.max,
			excluded.values_are, excluded.value_counts, iif(?, excluded.last_seen, last_seen))`,
		);
		this.#drop = db.prepare('DELETE FROM _fields WHERE dataset = ? AND entity_type = ? AND path = ?');
	}

	/** @param now  of the run, in ms */
	write({ path, field, isSeen }: TouchedField, now: number): void {
		if (field === undefined) {
			this.#drop.run(...this.#of, path);
			return;
		}
		const json = (counts: ReadonlyMap<string, number>): string => JSON.stringify(Object.fromEntries(counts));
		const values: Bindable[] = [
			...[field.seen, json(field.types), json(field.itemTypes), JSON.stringify(topValues(field))],
			...[field.min ?? null, field.max ?? null, now, now, field.valuesAre, JSON.stringify([...field.values])],
		];
		this.#put.run(...this.#of, path, ...values, isSeen ? 1 : 0);
	}
}

/** Paths that are stored, also those that a later learning does not meet. */
export function storedPaths(db: DatabaseSync, dataset: string, entityType: string): readonly string[] {
	const rows = db.prepare('SELECT path FROM _fields WHERE dataset = ? AND entity_type = ?').all(dataset, entityType);
	return rows.map((row) => asText(row.path));
}
