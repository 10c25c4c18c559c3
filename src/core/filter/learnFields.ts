/** Learns what the metadata of a dataset looks like: which fields, how often, of which types, with which values. */
import type { FieldFacts, FieldIndex, FieldType } from './fieldIndex.ts';
import { moment } from './moments.ts';
import { isPersonalPath, isPersonalValue } from './personalFields.ts';

type Scalar = string | number | boolean;

/** What is known of one field. It can be stored, and learning goes on with it. */
export interface LearnedField {
	seen: number;
	readonly types: Map<FieldType, number>;
	readonly itemTypes: Map<FieldType, number>;
	/** How often each value was met; empty where there are too many of them, or they are personal. */
	readonly values: Map<Scalar, number>;
	valuesAre: 'counted' | 'varied' | 'personal';
	/** Of numbers, dates and moments. Taking documents back does not narrow it. */
	min: string | number | undefined;
	max: string | number | undefined;
}

export interface TouchedField {
	readonly path: string;
	/** `undefined` where no document has it any more. */
	readonly field: LearnedField | undefined;
	/** Whether a document that has it was added, not only taken back. */
	readonly isSeen: boolean;
}

/** Different values of a field that are counted; beyond it the field has no commonest ones. */
const mostValues = 500;
/** Of all fields together, so that an index of thousands of fields is read in milliseconds too; each may have some. */
const mostValuesInAll = 100_000;
const fewestValues = 20;
const mostKept = 200;
const longestValue = 100;
/** Names of a path; what lies deeper is not learned. */
export const deepestLearned = 8;
const mostFields = 5_000;

/** One name of a document, at its place: spares putting paths together for every value of every document. */
interface Place {
	readonly path: string;
	readonly field: LearnedField;
	readonly below: Map<string, Place>;
}

export class FieldLearner {
	/** Also those that no document has any more. */
	readonly #fields: Map<string, LearnedField>;
	#documents: number;
	readonly #places = new Map<string, Place>();
	/** Paths that were touched; true where a document that has it was added. */
	readonly #touched = new Map<Place, boolean>();

	/** @param known  to go on with what was learned before */
	constructor(known: { readonly documents: number; readonly fields: Map<string, LearnedField> } = nothing()) {
		this.#documents = known.documents;
		this.#fields = known.fields;
	}

	get documents(): number {
		return this.#documents;
	}

	/** Takes one document into account; anything but an object counts as none. */
	add(document: unknown): void {
		if (!isObject(document)) return;
		this.#documents += 1;
		this.#count(document, this.#places, '', 1);
	}

	/** Takes back a document that was added. */
	remove(document: unknown): void {
		if (!isObject(document)) return;
		this.#documents -= 1;
		this.#count(document, this.#places, '', -1);
	}

	/** What was touched since this was last asked. */
	takeTouched(): readonly TouchedField[] {
		const touched = [...this.#touched].map(([{ path, field }, isSeen]) => ({
			path,
			field: field.seen > 0 ? field : undefined,
			isSeen,
		}));
		this.#touched.clear();
		return touched;
	}

	index(): FieldIndex {
		const fields = [...this.#fields]
			.filter(([, { seen }]) => seen > 0)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([path, learned]) => [path, factsOf(path, learned)] as const);
		return { documents: this.#documents, fields: new Map(fields) };
	}

	#count(object: Readonly<Record<string, unknown>>, places: Map<string, Place>, prefix: string, sign: 1 | -1): void {
		const most = Math.min(mostValues, Math.max(fewestValues, Math.floor(mostValuesInAll / this.#fields.size)));
		// The documents come from JSON.parse: they have no properties but their own.
		for (const name in object) {
			const place = places.get(name) ?? this.#place(places, prefix, name);
			if (place === undefined) continue;
			if (sign === 1) this.#touched.set(place, true);
			else if (!this.#touched.has(place)) this.#touched.set(place, false);
			const { field, below, path } = place;
			const value = object[name];
			field.seen += sign;
			count(field.types, typeOf(value), sign);
			if (Array.isArray(value)) countItems(field, value as readonly unknown[], sign, most);
			else if (isObject(value)) this.#count(value, below, `${path}.`, sign);
			else countValue(field, value, sign, most);
		}
	}

	#place(places: Map<string, Place>, prefix: string, name: string): Place | undefined {
		const path = prefix + name;
		const field = this.#fields.get(path) ?? this.#newField(path);
		if (field === undefined || path.split('.', deepestLearned + 1).length > deepestLearned) return undefined;
		this.#fields.set(path, field);
		const place = { path, field, below: new Map<string, Place>() };
		places.set(name, place);
		return place;
	}

	#newField(path: string): LearnedField | undefined {
		if (this.#fields.size >= mostFields) return undefined;
		return { ...emptyField(), valuesAre: isPersonalPath(path) ? 'personal' : 'counted' };
	}
}

/** Whether there may be fields that found no place in an index. */
export function isFull({ fields }: FieldIndex): boolean {
	return fields.size >= mostFields;
}

export function emptyField(): LearnedField {
	const counts = { types: new Map(), itemTypes: new Map(), values: new Map() };
	return { seen: 0, ...counts, valuesAre: 'counted', min: undefined, max: undefined };
}

export function typeOf(value: unknown): FieldType {
	if (typeof value === 'string') return typeOfText(value);
	if (value === null || value === undefined) return 'null';
	if (Array.isArray(value)) return 'array';
	return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'object';
}

function typeOfText(value: string): 'string' | 'date' | 'datetime' {
	// Most texts are neither: `2020-11-05` has its first hyphen at the fifth place.
	if (value.charCodeAt(4) !== 0x2d) return 'string';
	const at = moment(value);
	if (at === undefined) return 'string';
	return at.isDay ? 'date' : 'datetime';
}

/** The commonest values, most frequent first. */
export function topValues({ values }: Pick<LearnedField, 'values'>): FieldFacts['topValues'] {
	const common = [...values].sort(([, a], [, b]) => b - a).slice(0, mostKept);
	return common.map(([value, times]) => ({ value, count: times }));
}

function factsOf(path: string, learned: LearnedField): FieldFacts {
	const { seen, types, itemTypes, min, max } = learned;
	return {
		path,
		seen,
		types: Object.fromEntries(types),
		itemTypes: Object.fromEntries(itemTypes),
		topValues: topValues(learned),
		min,
		max,
	};
}

function countItems(field: LearnedField, items: readonly unknown[], sign: 1 | -1, most: number): void {
	for (const type of new Set(items.map(typeOf))) count(field.itemTypes, type, sign);
	for (const item of items) countValue(field, item, sign, most);
}

/** @param most  different values that are counted */
function countValue(field: LearnedField, value: unknown, sign: 1 | -1, most: number): void {
	if (field.valuesAre === 'personal') return;
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return;
	// What is counted already was looked at when it first came.
	if (!field.values.has(value) && sign === 1 && !isWelcome(field, value)) return;
	if (field.valuesAre === 'varied') return;
	count(field.values, value, sign);
	if (field.values.size > most) forgetValues(field, 'varied');
}

/** Looks at a value that may be new: widens the range, and tells whether it is to be counted. */
function isWelcome(field: LearnedField, value: Scalar): boolean {
	if (typeof value === 'number' || (typeof value === 'string' && typeOfText(value) !== 'string')) widen(field, value);
	else if (typeof value === 'string' && isPersonalValue(value)) {
		forgetValues(field, 'personal');
		return false;
	}
	return typeof value !== 'string' || value.length <= longestValue;
}

function forgetValues(field: LearnedField, why: 'varied' | 'personal'): void {
	field.valuesAre = why;
	field.values.clear();
	if (why === 'varied') return;
	field.min = undefined;
	field.max = undefined;
}

/** Numbers and text have no common order: the range is of what came first. */
function widen(field: LearnedField, value: string | number): void {
	const { min, max } = field;
	if (min === undefined || max === undefined) {
		field.min = value;
		field.max = value;
	} else if (typeof value === typeof min) {
		if (value < min) field.min = value;
		if (value > max) field.max = value;
	}
}

function count<Key>(counts: Map<Key, number>, key: Key, sign: 1 | -1): void {
	const times = (counts.get(key) ?? 0) + sign;
	if (times <= 0) counts.delete(key);
	else counts.set(key, times);
}

function nothing(): { readonly documents: number; readonly fields: Map<string, LearnedField> } {
	return { documents: 0, fields: new Map() };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
