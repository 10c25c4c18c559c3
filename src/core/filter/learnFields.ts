/** Learns what the metadata of a dataset looks like: which fields, how often, of which types, with which values. */
import type { FieldFacts, FieldIndex, FieldType } from './fieldIndex.ts';
import { moment } from './moments.ts';

interface Learned {
	seen: number;
	readonly types: Map<FieldType, number>;
	readonly itemTypes: Map<FieldType, number>;
	readonly values: Map<string | number | boolean, number>;
	/** Too many different values to be worth counting. */
	isVaried: boolean;
	min: string | number | undefined;
	max: string | number | undefined;
}

/** Different values of a field that are counted; beyond it the field has no commonest ones. */
const mostValues = 1_000;
const mostKept = 200;
const longestValue = 100;
const deepest = 8;
const mostFields = 5_000;

/** Names of fields whose values nobody wants to see in a list of suggestions. */
const personal = /name|mail|phone|mobile|address|postcode|birth|passport|iban|account|token|secret|password|notes?$/i;

export class FieldLearner {
	readonly #fields = new Map<string, Learned>();
	#documents = 0;

	/** Takes one document into account; anything but an object counts as none. */
	add(document: unknown): void {
		if (!isObject(document)) return;
		this.#documents += 1;
		this.#addFields(document, '', 0);
	}

	index(): FieldIndex {
		const fields = [...this.#fields]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([path, learned]) => [path, facts(path, learned)] as const);
		return { documents: this.#documents, fields: new Map(fields) };
	}

	#addFields(object: Readonly<Record<string, unknown>>, prefix: string, depth: number): void {
		for (const [name, value] of Object.entries(object)) {
			const path = prefix === '' ? name : `${prefix}.${name}`;
			const learned = this.#learned(path);
			if (learned === undefined) continue;
			learned.seen += 1;
			count(learned.types, typeOf(value));
			if (isObject(value) && depth < deepest) this.#addFields(value, path, depth + 1);
			else if (Array.isArray(value)) for (const item of new Set(value.map(typeOf))) count(learned.itemTypes, item);
			for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) addValue(learned, one);
		}
	}

	#learned(path: string): Learned | undefined {
		const known = this.#fields.get(path);
		if (known !== undefined || this.#fields.size >= mostFields) return known;
		const learned: Learned = {
			seen: 0,
			types: new Map(),
			itemTypes: new Map(),
			values: new Map(),
			isVaried: false,
			min: undefined,
			max: undefined,
		};
		this.#fields.set(path, learned);
		return learned;
	}
}

export function typeOf(value: unknown): FieldType {
	if (value === null || value === undefined) return 'null';
	if (Array.isArray(value)) return 'array';
	if (typeof value !== 'string')
		return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'object';
	const at = moment(value);
	if (at === undefined) return 'string';
	return at.isDay ? 'date' : 'datetime';
}

function addValue(learned: Learned, value: unknown): void {
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return;
	if (typeof value !== 'boolean' && (typeof value === 'number' || moment(value) !== undefined)) {
		if (learned.min === undefined || value < learned.min) learned.min = value;
		if (learned.max === undefined || value > learned.max) learned.max = value;
	}
	if (learned.isVaried || (typeof value === 'string' && value.length > longestValue)) return;
	learned.values.set(value, (learned.values.get(value) ?? 0) + 1);
	if (learned.values.size <= mostValues) return;
	learned.isVaried = true;
	learned.values.clear();
}

function facts(path: string, learned: Learned): FieldFacts {
	const { seen, types, itemTypes, values, min, max } = learned;
	const isPersonal = personal.test(path.split('.').at(-1) ?? path);
	const common = [...values].sort(([, a], [, b]) => b - a).slice(0, mostKept);
	return {
		path,
		seen,
		types: Object.fromEntries(types),
		itemTypes: Object.fromEntries(itemTypes),
		topValues: isPersonal ? [] : common.map(([value, times]) => ({ value, count: times })),
		...(isPersonal ? {} : { min, max }),
	};
}

function count(counts: Map<FieldType, number>, type: FieldType): void {
	counts.set(type, (counts.get(type) ?? 0) + 1);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
