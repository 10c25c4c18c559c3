/** Takes a nested shape apart into types with names, inner ones first: as people write them. */
import { TypeNames, pascalName } from './typeNames.ts';
import type { FieldShape, ObjectShape, Shape, TextShape, ValueShape } from './shape.ts';

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
		const declared = [...fields].map(([field, shape]) => this.#field(name, field, shape));
		this.declarations.push({ name, fields: declared, description });
		return name;
	}

	#field(parent: string, name: string, { shape, isOptional, isNullable, description }: FieldShape): DeclaredField {
		return { name, type: this.#use(parent + pascalName(name), shape), isOptional, isNullable, description };
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

/** Of an object of which nothing was ever met. */
const ANYTHING: ValueShape = { shape: { kind: 'unknown' }, isNullable: false };
