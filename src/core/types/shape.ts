/** What JSON values look like, as types are printed from it: kinds of values, fields that may be absent or null. */

export type TextFormat = 'date' | 'time' | 'date-time';

export type Shape =
	| TextShape
	| { readonly kind: 'integer' | 'number' | 'boolean' | 'unknown' }
	| { readonly kind: 'list'; readonly items: ValueShape }
	| ObjectShape
	| { readonly kind: 'union'; readonly of: readonly Shape[] };

export interface TextShape {
	readonly kind: 'text';
	readonly format?: TextFormat | undefined;
	/** All that there are, where somebody has declared them. */
	readonly values?: readonly string[] | undefined;
	/** Those that were met, where they are few: what a declaration is held against. Not for printing, they may be anyone's. */
	readonly met?: readonly string[] | undefined;
}

export interface ObjectShape {
	readonly kind: 'object';
	/** In the order in which they are declared, or were met. */
	readonly fields: ReadonlyMap<string, FieldShape>;
	/** What lies under names that are data themselves (ids, languages). */
	readonly rest?: ValueShape | undefined;
}

export interface ValueShape {
	readonly shape: Shape;
	readonly isNullable: boolean;
}

export interface FieldShape extends ValueShape {
	readonly isOptional: boolean;
	/** What it is, in the vendor's or our words; may have several lines. */
	readonly description?: string | undefined;
}

export const UNKNOWN: Shape = { kind: 'unknown' };

/** Any of these; one within another, and equal ones, count once. */
export function unionOf(shapes: readonly Shape[]): Shape {
	const flat = shapes.flatMap((shape) => (shape.kind === 'union' ? shape.of : [shape]));
	if (flat.some(({ kind }) => kind === 'unknown')) return UNKNOWN;
	const isNumber = flat.some(({ kind }) => kind === 'number');
	const different = [
		...new Map(
			flat
				.filter(({ kind }) => !(isNumber && kind === 'integer'))
				.map((shape) => [shape.kind === 'list' || shape.kind === 'object' ? shape : JSON.stringify(shape), shape]),
		).values(),
	];
	const [only] = different;
	if (only === undefined) return UNKNOWN;
	return different.length === 1 ? only : { kind: 'union', of: different };
}
