/** JSON with the place of every part of it, for answers that are looked at: the first mistake ends it, what came before stays. */
import type { Span } from '../../filter/syntax.ts';

export type JsonNode = Span &
	(
		| { readonly kind: 'object'; readonly members: readonly JsonMember[] }
		| { readonly kind: 'array'; readonly items: readonly JsonNode[] }
		| { readonly kind: 'string'; readonly value: string }
		| { readonly kind: 'other' }
	);

export interface JsonMember {
	readonly name: string;
	readonly value: JsonNode;
}

/** Deeper ones are nobody's answer. */
const DEEPEST = 200;

/** `undefined` where the text does not begin like JSON. */
export function jsonNodes(text: string): JsonNode | undefined {
	return new Reader(text).value(0);
}

class Reader {
	readonly #text: string;
	#at: number;
	/** Set at the first mistake: lists and objects that are open end there. */
	#isBroken = false;

	constructor(text: string) {
		this.#text = text;
		this.#at = text.startsWith('\ufeff') ? 1 : 0;
	}

	value(depth: number): JsonNode | undefined {
		this.#skipSpace();
		const start = this.#at;
		const sign = this.#text.charAt(start);
		if (depth > DEEPEST) {
			this.#isBroken = true;
			return undefined;
		}
		if (sign === '{') {
			const members = this.#list('}', () => this.#member(depth + 1));
			return { kind: 'object', start, end: this.#at, members };
		}
		if (sign === '[') {
			const items = this.#list(']', () => this.value(depth + 1));
			return { kind: 'array', start, end: this.#at, items };
		}
		const text = sign === '"' ? this.#string() : undefined;
		if (text !== undefined) return { kind: 'string', start, end: this.#at, value: text };
		if (this.#take(/[-\w.+]+/y) !== undefined) return { kind: 'other', start, end: this.#at };
		this.#isBroken = true;
		return undefined;
	}

	#member(depth: number): JsonMember | undefined {
		this.#skipSpace();
		const name = this.#text.charAt(this.#at) === '"' ? this.#string() : undefined;
		this.#skipSpace();
		const value = name === undefined || this.#take(/:/y) === undefined ? undefined : this.value(depth);
		if (name !== undefined && value !== undefined) return { name, value };
		this.#isBroken = true;
		return undefined;
	}

	#list<Item>(close: string, read: () => Item | undefined): readonly Item[] {
		const items: Item[] = [];
		this.#at++;
		this.#skipSpace();
		while (!this.#isBroken && this.#text.charAt(this.#at) !== close) {
			const item = read();
			if (item !== undefined) items.push(item);
			this.#skipSpace();
			if (this.#take(/,/y) === undefined) break;
			this.#skipSpace();
		}
		if (this.#text.charAt(this.#at) === close) this.#at++;
		else this.#isBroken = true;
		return items;
	}

	#string(): string | undefined {
		// eslint-disable-next-line no-control-regex -- what JSON does not allow in a text (RFC 8259 §7)
		const literal = this.#take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
		return literal === undefined ? undefined : (JSON.parse(literal) as string);
	}

	#take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		if (found !== undefined) this.#at += found.length;
		return found;
	}

	#skipSpace(): void {
		this.#take(/[ \t\r\n]*/y);
	}
}
