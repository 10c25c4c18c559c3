/** JSON as the user wrote it: its value, and where each part of it stands, so that a refusal can point there. */
import { FreeholdError } from '../../../errors.ts';
import type { Json } from '../../../json.ts';
import type { JsonPath } from './jsonPath.ts';
import { pointer } from './jsonPath.ts';

/** 1-based, as editors count. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** Deeper documents are refused: neither the vendor nor a person means them. */
const deepest = 200;

/** Where a member of an object stands, from its name to the end of its value. */
export interface MemberSpan {
	readonly start: number;
	readonly end: number;
}

export class JsonText {
	readonly value: Json;
	/** What the text is called in messages: a file's name. */
	readonly name: string;
	readonly #text: string;
	readonly #offsets: ReadonlyMap<string, number>;
	readonly #members: ReadonlyMap<string, MemberSpan>;

	private constructor(name: string, text: string, { offsets, members }: Pick<Scanner, 'offsets' | 'members'>) {
		this.name = name;
		this.#text = text;
		this.#offsets = offsets;
		this.#members = members;
		this.value = JSON.parse(text) as Json;
	}

	/** @throws FreeholdError `usage` where it is not JSON (RFC 8259), or names a field twice; `why` says where */
	static parse(source: string, name: string): JsonText {
		const text = source.startsWith('\ufeff') ? source.slice(1) : source;
		const scanner = new Scanner(text);
		const fault = scanner.scan();
		if (fault === undefined) return new JsonText(name, text, scanner);
		const { line, column } = positionOf(text, fault.offset);
		throw new FreeholdError('usage', {
			what: `${name} cannot be read`,
			why: `line ${line}, column ${column}: ${fault.why}`,
			next: 'Correct the JSON there',
		});
	}

	/** Of the value, or of what it would stand in where it is absent. */
	positionOf(path: JsonPath): Position {
		return positionOf(this.#text, this.offsetOf(path));
	}

	/** As `positionOf`, from the beginning of the text. */
	offsetOf(path: JsonPath): number {
		for (let length = path.length; length > 0; length--) {
			const offset = this.#offsets.get(pointer(path.slice(0, length)));
			if (offset !== undefined) return offset;
		}
		return this.#offsets.get('') ?? 0;
	}

	/** From the beginning of the text; `undefined` where there is no such member. */
	memberAt(path: JsonPath): MemberSpan | undefined {
		return this.#members.get(pointer(path));
	}
}

function positionOf(text: string, offset: number): Position {
	const before = text.slice(0, offset);
	const start = before.lastIndexOf('\n') + 1;
	return { line: before.split('\n').length, column: offset - start + 1 };
}

class Fault extends Error {
	readonly offset: number;
	readonly why: string;

	constructor(offset: number, why: string) {
		super(why);
		this.offset = offset;
		this.why = why;
	}
}

/** Walks through a document once and notes where each value begins. */
class Scanner {
	/** By JSON Pointer. */
	readonly offsets = new Map<string, number>();
	/** By JSON Pointer. */
	readonly members = new Map<string, MemberSpan>();
	readonly #text: string;
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	scan(): Fault | undefined {
		try {
			this.#value('', 0);
			this.#skipSpace();
			if (this.#at < this.#text.length) this.#fail('nothing may follow the document');
			return undefined;
		} catch (error) {
			if (error instanceof Fault) return error;
			throw error;
		}
	}

	#value(path: string, depth: number): void {
		this.#skipSpace();
		if (depth > deepest) this.#fail(`more than ${deepest} levels deep`);
		this.offsets.set(path, this.#at);
		switch (this.#text[this.#at]) {
			case '{':
				this.#object(path, depth);
				break;
			case '[':
				this.#array(path, depth);
				break;
			case '"':
				this.#string();
				break;
			default:
				this.#plain();
		}
	}

	#object(path: string, depth: number): void {
		this.#at++;
		if (this.#takes('}')) return;
		do {
			this.#skipSpace();
			const from = this.#at;
			if (this.#text[from] !== '"') this.#fail('a field name in double quotes is expected');
			this.#string();
			const name = `${path}${pointer([JSON.parse(this.#text.slice(from, this.#at)) as string])}`;
			if (this.offsets.has(name)) throw new Fault(from, 'this field stands here a second time');
			if (!this.#takes(':')) this.#fail('":" is expected');
			this.#value(name, depth + 1);
			this.members.set(name, { start: from, end: this.#at });
		} while (this.#takes(','));
		if (!this.#takes('}')) this.#fail('"," or "}" is expected');
	}

	#array(path: string, depth: number): void {
		this.#at++;
		if (this.#takes(']')) return;
		let index = 0;
		do this.#value(`${path}/${index++}`, depth + 1);
		while (this.#takes(','));
		if (!this.#takes(']')) this.#fail('"," or "]" is expected');
	}

	#string(): void {
		const from = this.#at++;
		for (;;) {
			const code = this.#text.charCodeAt(this.#at);
			if (Number.isNaN(code)) throw new Fault(from, 'this text has no end');
			if (code < 0x20) this.#fail('line breaks and control characters in a text are written as \\n, \\t, \\u0000');
			this.#at++;
			if (code === 0x22) return;
			if (code !== 0x5c) continue;
			const escape = /(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
			escape.lastIndex = this.#at;
			if (!escape.test(this.#text)) this.#fail('there is no such escape; a backslash is written as \\\\');
			this.#at = escape.lastIndex;
		}
	}

	#plain(): void {
		const plain = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
		plain.lastIndex = this.#at;
		if (!plain.test(this.#text)) this.#fail('a value is expected');
		this.#at = plain.lastIndex;
	}

	#takes(sign: string): boolean {
		this.#skipSpace();
		if (this.#text[this.#at] !== sign) return false;
		this.#at++;
		return true;
	}

	#skipSpace(): void {
		while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
	}

	#fail(why: string): never {
		throw new Fault(this.#at, this.#at >= this.#text.length ? 'the document ends too early' : why);
	}
}
