/** A record as one caller sees it through one dictionary version: hidden values masked, enumerations in its spelling. */
import type { FieldSpec, FieldValue } from '../data/fields.ts';
import { memberName } from '../data/lookups.ts';
import type { Row } from '../data/relations.ts';
import { hiddenText } from '../roles.ts';
import type { Caller } from '../roles.ts';

export type DictionaryVersion = 2 | 3;

export interface View {
	readonly caller: Pick<Caller, 'role' | 'isReplication'>;
	/** 2: Data Dictionary 1.x with enumeration types; 3: Data Dictionary 2.0 with lookups as text. */
	readonly version: DictionaryVersion;
}

export interface SeenRecord {
	readonly key: string;
	/** Number of the record in its store; absent for rows of a relation. */
	readonly ordinal: number | undefined;
	value(field: FieldSpec): FieldValue;
	/** A point in time as ms since 1970. */
	instant(field: FieldSpec): number | undefined;
}

/** Dictionary 1.x spells enumerated values as member names; both hide what the role may not see. */
export function seenValue(field: FieldSpec, value: FieldValue, view: View): FieldValue {
	if (value !== null && field.hiddenFrom?.includes(view.caller.role) === true) return hiddenText;
	if (view.version === 3 || field.lookup === undefined || value === null) return value;
	if (typeof value === 'string') return memberName(value);
	return Array.isArray(value) ? value.map((each: string) => memberName(each)) : value;
}

export class SeenRow implements SeenRecord {
	readonly ordinal: number | undefined;
	readonly #key: () => string;
	readonly #read: (field: FieldSpec) => FieldValue;
	readonly #view: View;
	readonly #modifiedAt: number | undefined;

	constructor(
		key: () => string,
		read: (field: FieldSpec) => FieldValue,
		view: View,
		stored?: { readonly ordinal: number; readonly modifiedAt: number },
	) {
		this.#key = key;
		this.#read = read;
		this.#view = view;
		this.ordinal = stored?.ordinal;
		this.#modifiedAt = stored?.modifiedAt;
	}

	/** Made when asked for: a filter over many records reads few keys. */
	get key(): string {
		return this.#key();
	}

	value(field: FieldSpec): FieldValue {
		return seenValue(field, this.#read(field), this.#view);
	}

	instant(field: FieldSpec): number | undefined {
		if (this.#modifiedAt !== undefined && field.name === 'ModificationTimestamp') return this.#modifiedAt;
		const value = this.#read(field);
		return typeof value === 'string' ? Date.parse(value) : undefined;
	}
}

export function seenRelationRow(row: Row, key: string, view: View): SeenRecord {
	return new SeenRow(
		() => String(row[key] ?? ''),
		(field) => row[field.name] ?? null,
		view,
	);
}

/** Fields that belong to an entity in this version: dictionary 1.x keeps custom fields in an expansion. */
export function entityFields(fields: readonly FieldSpec[], version: DictionaryVersion): readonly FieldSpec[] {
	return version === 3 ? fields : fields.filter((field) => field.isCustom !== true);
}
