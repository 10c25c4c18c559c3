/** Metadata documents in the rows of a table: which column holds them, and of what type their entities are. */
import type { DatabaseSync } from 'node:sqlite';
import type { Layout, Slot } from './columnLayout.ts';
import { leading } from './rowFiller.ts';
import { quoteName } from './sql.ts';

/** Places among the values of the row filler. */
export interface DocumentPlaces {
	readonly document: number;
	/** Of datasets that hold documents of several types: Reapit's `metadata`. */
	readonly entityType: number | undefined;
}

export function documentSlot({ slots }: Layout): Slot | undefined {
	return slots.find(({ property, type }) => property === 'metadata' && type === 'json');
}

/** @returns `undefined` where the rows carry no metadata */
export function documentPlaces(layout: Layout): DocumentPlaces | undefined {
	const slot = documentSlot(layout);
	if (slot === undefined) return undefined;
	const type = typeSlot(layout);
	return {
		document: leading + layout.slots.indexOf(slot),
		entityType: type === undefined ? undefined : leading + layout.slots.indexOf(type),
	};
}

/** @param most  rows that are looked at; all of them by default */
export function eachDocument(
	db: DatabaseSync,
	layout: Layout,
	take: (document: unknown, entityType: string) => void,
	most = -1,
): void {
	const slot = documentSlot(layout);
	if (slot === undefined) return;
	const type = typeSlot(layout);
	const column = quoteName(slot.name);
	const rows = db.prepare(
		`SELECT ${column} AS document, ${type === undefined ? "''" : quoteName(type.name)} AS type
		FROM ${quoteName(layout.table)} WHERE ${column} IS NOT NULL LIMIT ?`,
	);
	for (const { document, type: of } of rows.iterate(most))
		take(parsedDocument(document), typeof of === 'string' ? of : '');
}

/** A column that once held plain text is not JSON throughout; such a value is no document. */
export function parsedDocument(text: unknown): object | undefined {
	if (typeof text !== 'string') return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function typeSlot({ dataset, slots }: Layout): Slot | undefined {
	return dataset === 'metadata' ? slots.find(({ property }) => property === 'entityType') : undefined;
}
