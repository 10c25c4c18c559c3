/** Reads the fields out of a JSON Schema of metadata documents, and puts them beside what the documents tell. */
import type { FieldFacts, FieldIndex, FieldType } from './fieldIndex.ts';

const deepest = 8;
/** References to itself would make a schema endless. */
const mostDescribed = 20_000;

interface Described {
	readonly types: Set<FieldType>;
	readonly itemTypes: Set<FieldType>;
	readonly values: Set<string | number | boolean>;
}

type Schema = Readonly<Record<string, unknown>>;

/** @param schema  a JSON Schema, whatever its draft; what cannot be read of it is left out */
export function fieldsOfSchema(schema: unknown): FieldIndex {
	const fields = new Map<string, Described>();
	if (isSchema(schema)) new SchemaReader(schema, fields).read(schema, '', 0);
	return { documents: 0, fields: new Map([...fields].map(([path, described]) => [path, factsOf(path, described)])) };
}

/** What the data tells comes first; the schema adds fields, types and values that no document has yet. */
export function withSchema(data: FieldIndex, schema: FieldIndex): FieldIndex {
	const fields = new Map(data.fields);
	for (const [path, described] of schema.fields) {
		const known = fields.get(path);
		fields.set(path, known === undefined ? described : both(known, described));
	}
	return { ...data, fields };
}

function both(data: FieldFacts, schema: FieldFacts): FieldFacts {
	const more = schema.topValues.filter(({ value }) => !data.topValues.some((known) => known.value === value));
	return {
		...data,
		types: { ...schema.types, ...data.types },
		itemTypes: { ...schema.itemTypes, ...data.itemTypes },
		topValues: [...data.topValues, ...more],
		source: 'both',
	};
}

class SchemaReader {
	readonly #root: Schema;
	readonly #fields: Map<string, Described>;
	#described = 0;

	constructor(root: Schema, fields: Map<string, Described>) {
		this.#root = root;
		this.#fields = fields;
	}

	/** The properties of an object, and of everything that it is composed of. */
	read(schema: Schema, prefix: string, depth: number): void {
		if (depth > deepest) return;
		for (const part of this.#parts(schema)) {
			if (!isSchema(part.properties)) continue;
			for (const [name, property] of Object.entries(part.properties)) {
				const path = prefix === '' ? name : `${prefix}.${name}`;
				if (isSchema(property)) this.#describe(property, path, depth);
			}
		}
	}

	#describe(property: Schema, path: string, depth: number): void {
		if (this.#described >= mostDescribed) return;
		this.#described += 1;
		const field = this.#fields.get(path) ?? { types: new Set(), itemTypes: new Set(), values: new Set() };
		this.#fields.set(path, field);
		for (const part of this.#parts(property)) {
			for (const type of typesOf(part)) field.types.add(type);
			for (const value of valuesOf(part)) field.values.add(value);
			if (!isSchema(part.items)) continue;
			for (const item of this.#parts(part.items)) {
				for (const type of typesOf(item)) field.itemTypes.add(type);
				for (const value of valuesOf(item)) field.values.add(value);
			}
		}
		this.read(property, path, depth + 1);
	}

	/** A schema, what it refers to within its document, and its alternatives. */
	#parts(schema: Schema): readonly Schema[] {
		const parts = new Set<Schema>();
		const open: unknown[] = [schema];
		for (let one = open.pop(); one !== undefined; one = open.pop()) {
			if (!isSchema(one) || parts.has(one)) continue;
			parts.add(one);
			if (typeof one.$ref === 'string') open.push(this.#referred(one.$ref));
			for (const list of [one.allOf, one.anyOf, one.oneOf])
				if (Array.isArray(list)) open.push(...(list as readonly unknown[]));
		}
		return [...parts];
	}

	#referred(reference: string): unknown {
		if (!reference.startsWith('#/')) return undefined;
		let at: unknown = this.#root;
		for (const part of reference.slice(2).split('/')) {
			const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
			at = isSchema(at) && Object.hasOwn(at, name) ? at[name] : undefined;
		}
		return at;
	}
}

function typesOf({ type, format }: Schema): readonly FieldType[] {
	const names: readonly unknown[] = Array.isArray(type) ? type : [type];
	return names.flatMap((name): readonly FieldType[] => {
		if (name === 'string') return [format === 'date' ? 'date' : format === 'date-time' ? 'datetime' : 'string'];
		if (name === 'number' || name === 'integer') return ['number'];
		return name === 'boolean' || name === 'array' || name === 'object' || name === 'null' ? [name] : [];
	});
}

function valuesOf({ enum: listed, const: only }: Schema): readonly (string | number | boolean)[] {
	const values: readonly unknown[] = [...(Array.isArray(listed) ? (listed as readonly unknown[]) : []), only];
	return values.filter((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean');
}

function factsOf(path: string, { types, itemTypes, values }: Described): FieldFacts {
	const none = (set: ReadonlySet<FieldType>): Partial<Record<FieldType, number>> =>
		Object.fromEntries([...set].map((type) => [type, 0]));
	const topValues = [...values].map((value) => ({ value, count: 0 }));
	return { path, seen: 0, types: none(types), itemTypes: none(itemTypes), topValues, source: 'schema' };
}

function isSchema(value: unknown): value is Schema {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
