/** How the shape of a configuration file is described: plain data, read by the validator and by the schema maker. */

export type Shape =
	| TextShape
	| ScalarShape
	| { readonly kind: 'choice'; readonly values: readonly string[] }
	| { readonly kind: 'version'; readonly value: number }
	| { readonly kind: 'flag' }
	| { readonly kind: 'whole'; readonly min: number; readonly max: number }
	| { readonly kind: 'duration' }
	/** Scheme, host and port; nothing behind. Plain http only to this machine. */
	| { readonly kind: 'origin' }
	| { readonly kind: 'list'; readonly of: TextShape | ScalarShape; readonly orOne: boolean }
	| ObjectShape
	| MapShape
	| VariantShape;

export interface TextShape {
	readonly kind: 'text';
	readonly pattern?: string | undefined;
	/** What the pattern means, for messages: "a name such as mls". */
	readonly says: string;
}

/** A value that is sent on as it is written: a text, a number, a flag. */
export interface ScalarShape {
	readonly kind: 'scalar';
	readonly says: string;
}

export interface ObjectShape {
	readonly kind: 'object';
	readonly keys: Readonly<Record<string, KeyShape>>;
}

export interface KeyShape {
	readonly shape: Shape;
	readonly description: string;
	readonly isRequired?: boolean | undefined;
	readonly default?: string | number | boolean | undefined;
}

/** Names chosen by the user, each with a value of one shape. */
export interface MapShape {
	readonly kind: 'map';
	/** What an entry is called: "connection". */
	readonly entry: string;
	readonly namePattern: string;
	readonly nameSays: string;
	readonly of: Shape;
}

/** One of several objects, told apart by a key: by its value (`source: spark`) or by its presence (`export: …`). */
export interface VariantShape {
	readonly kind: 'variant';
	readonly what: string;
	readonly variants: readonly Variant[];
}

export interface Variant {
	readonly key: string;
	readonly value?: string | undefined;
	readonly shape: ObjectShape;
}
