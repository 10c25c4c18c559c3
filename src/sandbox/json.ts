/** JSON as the sandbox speaks it, and a number that a double cannot hold. */

export type Json = string | number | boolean | null | ExactDecimal | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [name: string]: Json | undefined;
}

/** Node ≥ 21 can put a number's own digits into JSON text; TypeScript's library does not know it yet. */
const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON;

/** A decimal kept as its digits: `String(x)` is the text, `JSON.stringify` writes it as a number without loss. */
export class ExactDecimal {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	toString(): string {
		return this.text;
	}

	toJSON(): unknown {
		return rawJson(this.text);
	}
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
