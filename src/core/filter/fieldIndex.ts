/** What is known of the fields of a dataset's metadata, learned from the replica or from a JSON Schema. */
import { foldedFields } from './foldedFields.ts';

export type FieldType = 'string' | 'number' | 'boolean' | 'date' | 'datetime' | 'array' | 'object' | 'null';

export interface FieldFacts {
	/** Names joined by dots, without the prefix. */
	readonly path: string;
	/** Records that have it. */
	readonly seen: number;
	readonly types: Partial<Record<FieldType, number>>;
	/** Types of the items of arrays. */
	readonly itemTypes: Partial<Record<FieldType, number>>;
	/** The commonest values, most frequent first; not of fields that look personal. */
	readonly topValues: readonly { readonly value: string | number | boolean; readonly count: number }[];
	readonly min?: string | number | undefined;
	readonly max?: string | number | undefined;
	/** Where it is known from; documents, if it is not said. */
	readonly source?: 'data' | 'schema' | 'both' | undefined;
	/** When a run first and last wrote a document that has it, in ms. */
	readonly firstSeen?: number | undefined;
	readonly lastSeen?: number | undefined;
}

export interface FieldIndex {
	/** Records with a document. */
	readonly documents: number;
	readonly fields: ReadonlyMap<string, FieldFacts>;
	/** Learned from a part of the documents, or from those before the run that is under way. */
	readonly isPartial?: boolean | undefined;
}

/** The end of a name that takes an item of an array: `tags[0]`, `tags[]`. */
export const itemOf = /\[\d*\]$/;

/** Every spelling of a path that documents have: whether a filter on one finds the others is not known. */
export function spellingsOf(index: FieldIndex, names: readonly string[]): readonly string[] {
	return foldedFields(index).get(names.join('.').toLowerCase()) ?? [];
}

/** The field of a path, by its exact name or, failing that, by the commonest one that differs in case. */
export function fieldOf(index: FieldIndex, names: readonly string[]): FieldFacts | undefined {
	const path = names.join('.');
	const exact = index.fields.get(path);
	if (exact !== undefined) return exact;
	const [other] = spellingsOf(index, names);
	return other === undefined ? undefined : index.fields.get(other);
}

/** The type that most values of a field have. */
export function mainType({ types }: Pick<FieldFacts, 'types'>): FieldType | undefined {
	const counted = Object.entries(types).filter(([type]) => type !== 'null') as [FieldType, number][];
	return counted.sort(([, a], [, b]) => b - a)[0]?.[0];
}
