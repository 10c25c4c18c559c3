/** Takes a nested shape apart into types with names, inner ones first: as people write them. */
import { TypeNames, pascalName } from './typeNames.ts';
import type { ObjectShape, Shape, TextShape, ValueShape } from './shape.ts';

export type TypeUse =
	| TextShape
	| { readonly kind: 'integer' | 'number' | 'boolean' | 'unknown' }
	| { readonly kind: 'list'; readonly items: ValueUse }
	| { readonly kind: 'map'; readonly values: ValueUse }
	/** A type of this name. */
	| { readonly kind: 'named'; readonly name: string }
	| { readonly kind: 'union'; readonly of: readonly TypeUse[] };

export interface ValueUse {
	readonly type: TypeUse;
	readonly isNullable: boolean;
}

export interface DeclaredField extends ValueUse {
	readonly name: string;
	readonly isOptional: boolean;
	readonly description: string | undefined;
}

export interface Declaration {
	readonly name: string;
	readonly fields: readonly DeclaredField[];
	readonly description: string | undefined;
}

/** The outermost stands last. */
export function declarationsOf(name: string, shape: ObjectShape, description?: string): readonly Declaration[] {
	const writer = new DeclarationWriter();
	writer.declare(name, shape, description);
	return writer.declarations;
}

class DeclarationWriter {
	readonly declarations: Declaration[] = [];
	readonly #names = new TypeNames();

	declare(wanted: string, { fields }: ObjectShape, description?: string): string {
		const name = this.#names.take(wanted);
		const shared = sharedNames(fields);
		const known = new Map<string, TypeUse>();
		const declared = [...fields].map(
			([field, { shape, isOptional, isNullable, description: about }]): DeclaredField => {
				const form = formOf(shape) ?? '';
				const sharedName = shared.get(form);
				const type = known.get(form) ?? this.#use(name + (sharedName ?? pascalName(field)), shape);
				if (sharedName !== undefined) known.set(form, type);
				return { name: field, type, isOptional, isNullable, description: about };
			},
		);
		this.declarations.push({ name, fields: declared, description });
		return name;
	}

	#value(name: string, { shape, isNullable }: ValueShape): ValueUse {
		return { type: this.#use(name, shape), isNullable };
	}

	#use(name: string, shape: Shape): TypeUse {
		switch (shape.kind) {
			case 'list':
				return { kind: 'list', items: this.#value(`${name}Item`, shape.items) };
			case 'union':
				return { kind: 'union', of: shape.of.map((one) => this.#use(name, one)) };
			case 'object':
				if (shape.fields.size > 0) return { kind: 'named', name: this.declare(name, shape) };
				return { kind: 'map', values: this.#value(`${name}Value`, shape.rest ?? ANYTHING) };
			default:
				return shape;
		}
	}
}

/** Objects that look the same under several names of one object are one type, named by what their names end with. */
function sharedNames(fields: ObjectShape['fields']): ReadonlyMap<string, string> {
	const groups = Map.groupBy([...fields], ([, { shape }]) => formOf(shape) ?? '');
	const shared = [...groups].filter(([form, group]) => form !== '' && group.length > 1);
	return new Map(shared.map(([form, group]) => [form, commonWord(group.map(([field]) => pascalName(field)))]));
}

/** `PrimaryAddress`, `SecondaryAddress` → `Address`. */
function commonWord(names: readonly string[]): string {
	const [first = '', ...others] = names;
	const words = first.split(/(?=\p{Lu})/u);
	const ends = words.map((_, nth) => words.slice(nth).join(''));
	return ends.find((end) => others.every((name) => name.endsWith(end))) ?? 'Entry';
}

/** Of an object with fields, what it looks like, as text; which texts were met is no part of that. */
function formOf(shape: Shape): string | undefined {
	if (shape.kind !== 'object' || shape.fields.size === 0) return undefined;
	return JSON.stringify(shape, (key, value: unknown) => {
		if (key === 'met') return undefined;
		return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
	});
}

/** Of an object of which nothing was ever met. */
const ANYTHING: ValueShape = { shape: { kind: 'unknown' }, isNullable: false };
