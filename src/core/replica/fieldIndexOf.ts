/** Reads the field index of a dataset: what its metadata looks like, without reading its rows. */
import type { DatabaseSync } from 'node:sqlite';
import type { FieldFacts, FieldIndex } from '../filter/fieldIndex.ts';
import { FieldLearner } from '../filter/learnFields.ts';
import { fieldsOfSchema, withSchema } from '../filter/schemaFields.ts';
import { readLayout } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { documentSlot, eachDocument } from './documents.ts';
import { bound, readDocuments, readIndexState } from './fieldTables.ts';
import { asNumber, asText, quoteName, singleNumber } from './sql.ts';
import type { SqlRow } from './sql.ts';

/** Rows that are looked at where there is no index: in a replica of an older version, or during its first download. */
const sample = 10_000;
const mostTopValues = 200;

/** @param entityType  narrows a dataset that holds documents of several types */
export function fieldIndexOf(db: DatabaseSync, layout: Layout, entityType?: string): FieldIndex {
	const data = stored(db, layout, entityType) ?? sampled(db, layout, entityType);
	return schemasOf(db, layout, entityType).map(fieldsOfSchema).reduce(withSchema, data);
}

function stored(db: DatabaseSync, { dataset }: Layout, entityType: string | undefined): FieldIndex | undefined {
	// Brought by version 3 of the tables; a reader cannot add them.
	if (singleNumber(db, "SELECT count(*) FROM sqlite_schema WHERE name = '_fields'") === 0) return undefined;
	const state = readIndexState(db, dataset);
	const types = [...readDocuments(db, dataset)].filter(([type]) => entityType === undefined || type === entityType);
	if (state === undefined || (!state.isCurrent && types.length === 0)) return undefined;
	const fields = new Map<string, FieldFacts>();
	const rows = db.prepare(
		`SELECT path, seen, types, item_types, top_values, min, max, first_seen, last_seen FROM _fields
		WHERE dataset = ? AND (? IS NULL OR entity_type = ?) ORDER BY path`,
	);
	const type = entityType ?? null;
	// Numbered places (`?1`) have names to SQLite, and Node 22 binds arguments to those without one only.
	for (const row of rows.iterate(dataset, type, type)) {
		const facts = factsOf(row);
		const known = fields.get(facts.path);
		fields.set(facts.path, known === undefined ? facts : together(known, facts));
	}
	const documents = types.reduce((sum, [, count]) => sum + count, 0);
	return { documents, fields, ...(state.isCurrent ? {} : { isPartial: true }) };
}

function factsOf(row: SqlRow): FieldFacts {
	return {
		path: asText(row.path),
		seen: asNumber(row.seen),
		types: JSON.parse(asText(row.types)) as FieldFacts['types'],
		itemTypes: JSON.parse(asText(row.item_types)) as FieldFacts['itemTypes'],
		topValues: JSON.parse(asText(row.top_values)) as FieldFacts['topValues'],
		min: bound(row.min),
		max: bound(row.max),
		firstSeen: asNumber(row.first_seen),
		lastSeen: asNumber(row.last_seen),
	};
}

/** The same path in documents of two types. */
function together(a: FieldFacts, b: FieldFacts): FieldFacts {
	const values = new Map(a.topValues.map(({ value, count }) => [value, count]));
	for (const { value, count } of b.topValues) values.set(value, (values.get(value) ?? 0) + count);
	const topValues = [...values].map(([value, count]) => ({ value, count })).sort((x, y) => y.count - x.count);
	return {
		path: a.path,
		seen: a.seen + b.seen,
		types: sum(a.types, b.types),
		itemTypes: sum(a.itemTypes, b.itemTypes),
		topValues: topValues.slice(0, mostTopValues),
		...range(a, b),
		firstSeen: Math.min(a.firstSeen ?? Infinity, b.firstSeen ?? Infinity),
		lastSeen: Math.max(a.lastSeen ?? 0, b.lastSeen ?? 0),
	};
}

function sum(a: FieldFacts['types'], b: FieldFacts['types']): FieldFacts['types'] {
	const counts = new Map(Object.entries(a));
	for (const [type, count] of Object.entries(b)) counts.set(type, (counts.get(type) ?? 0) + count);
	return Object.fromEntries(counts);
}

/** Numbers and text have no common order: the range is of the one that came first. */
function range(a: FieldFacts, b: FieldFacts): Pick<FieldFacts, 'min' | 'max'> {
	if (a.min === undefined || a.max === undefined) return { min: b.min, max: b.max };
	if (b.min === undefined || b.max === undefined || typeof b.min !== typeof a.min) return { min: a.min, max: a.max };
	return { min: b.min < a.min ? b.min : a.min, max: b.max > a.max ? b.max : a.max };
}

function sampled(db: DatabaseSync, layout: Layout, entityType: string | undefined): FieldIndex {
	const learner = new FieldLearner();
	const take = (document: unknown, type: string): void => {
		if (entityType === undefined || type === entityType) learner.add(document);
	};
	eachDocument(db, layout, take, sample);
	return { ...learner.index(), isPartial: true };
}

/** Schemas of custom types that were replicated. Which type one belongs to, only its id tells: `SBOX_viewing`. */
function schemasOf(db: DatabaseSync, layout: Layout, entityType: string | undefined): readonly unknown[] {
	if (layout.dataset !== 'metadata' || documentSlot(layout) === undefined) return [];
	const slots = readLayout(db, 'metadata.schema');
	const [id, schema] = ['id', 'schema'].map((name) => slots?.slots.find(({ property }) => property === name)?.name);
	if (slots === undefined || id === undefined || schema === undefined) return [];
	const rows = db.prepare(
		`SELECT ${quoteName(id)} AS id, ${quoteName(schema)} AS schema FROM ${quoteName(slots.table)}`,
	);
	return rows.all().flatMap((row) => {
		const isOfType = entityType === undefined || row.id === entityType || String(row.id).endsWith(`_${entityType}`);
		return isOfType ? parsedSchema(row.schema) : [];
	});
}

function parsedSchema(text: unknown): readonly unknown[] {
	if (typeof text !== 'string') return [];
	try {
		return [JSON.parse(text)];
	} catch {
		// The vendor's to mend: a schema that is no JSON tells no fields.
		return [];
	}
}
