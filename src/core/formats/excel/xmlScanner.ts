/** Walks XML bytes tag by tag as they arrive, without building anything: a sheet has millions of tags. */
import { damaged, oversized, unsupported } from './problems.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const BANG = 33;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const GREATER = 62;
const QUESTION = 63;
const COMMENT = '<!--';
const CDATA = '<![CDATA[';
const NOTHING = Buffer.alloc(0);
/** A text of a cell has at most 32,767 characters; nothing honest is longer than this between two tags. */
const LONGEST_TOKEN = 8 * 1024 * 1024;
const DEEPEST = 256;
const FIRST_ROOM = 256 * 1024;

/** Offsets point into `bytes`, which are only valid during the call. Names come without their namespace prefix. */
export interface XmlHandler {
	/** `nameEnd` to `tagEnd` holds the attributes. An empty tag is also closed. */
	open(bytes: Buffer, nameStart: number, nameEnd: number, tagEnd: number): void;
	/** @returns true to pause behind this tag */
	close(bytes: Buffer, nameStart: number, nameEnd: number): boolean;
	/** Text between two tags, undecoded unless `isLiteral` (CDATA). */
	text(bytes: Buffer, start: number, end: number, isLiteral: boolean): void;
}

export class XmlScanner {
	readonly #handler: XmlHandler;
	readonly #part: string;
	/** One room for all pieces: a new one per piece would leave hundreds of megabytes behind it. */
	#room: Buffer = Buffer.alloc(FIRST_ROOM);
	#bytes: Buffer = NOTHING;
	#at = 0;
	#depth = 0;
	#isStarted = false;

	/** @param part name for messages */
	constructor(handler: XmlHandler, part: string) {
		this.#handler = handler;
		this.#part = part;
	}

	add(chunk: Buffer): void {
		const rest = this.#bytes.subarray(this.#at);
		if (rest.length > LONGEST_TOKEN) throw oversized(`part '${this.#part}' has ${rest.length} bytes without a tag`);
		const length = rest.length + chunk.length;
		const room = length <= this.#room.length ? this.#room : Buffer.alloc(length * 2);
		rest.copy(room);
		chunk.copy(room, rest.length);
		this.#room = room;
		this.#bytes = room.subarray(0, length);
		this.#at = 0;
		if (!this.#isStarted && this.#bytes.length >= 3) this.#start();
	}

	/** Handles all whole tags and texts. @returns whether the handler paused; call again before adding more */
	run(): boolean {
		const bytes = this.#bytes;
		const length = bytes.length;
		const handler = this.#handler;
		let at = this.#at;
		while (at < length) {
			if (bytes[at] !== LESS) {
				let end = at + 1;
				while (end < length && bytes[end] !== LESS) end++;
				if (end === length) break;
				handler.text(bytes, at, end, false);
				at = end;
			}
			const next = bytes[at + 1];
			if (next === undefined) break;
			if (next === BANG || next === QUESTION) {
				const end = this.#special(bytes, at);
				if (end < 0) break;
				at = end;
				continue;
			}
			const isClosing = next === SLASH;
			let nameStart = isClosing ? at + 2 : at + 1;
			let end = nameStart;
			let byte = bytes[end];
			while (byte !== undefined && byte !== GREATER && byte !== SPACE && byte !== SLASH && !isBlank(byte)) {
				if (byte === COLON) nameStart = end + 1;
				byte = bytes[++end];
			}
			const nameEnd = end;
			while (byte !== undefined && byte !== GREATER) {
				if (byte === QUOTE || byte === APOSTROPHE) {
					const quote = byte;
					do byte = bytes[++end];
					while (byte !== undefined && byte !== quote);
				}
				byte = bytes[++end];
			}
			if (end >= length) break;
			at = end + 1;
			if (this.#tag(bytes, isClosing, nameStart, nameEnd, end)) {
				this.#at = at;
				return true;
			}
		}
		this.#at = at;
		return false;
	}

	/** To be called behind the last byte: everything opened must be closed. */
	end(): void {
		const rest = this.#bytes.toString('latin1', this.#at).trim();
		if (this.#depth !== 0 || rest !== '' || !this.#isStarted) throw damaged(`part '${this.#part}' ends in the middle`);
	}

	#tag(bytes: Buffer, isClosing: boolean, nameStart: number, nameEnd: number, tagEnd: number): boolean {
		if (isClosing) {
			if (--this.#depth < 0) throw damaged(`part '${this.#part}' closes a tag that was not opened`);
			return this.#handler.close(bytes, nameStart, nameEnd);
		}
		if (bytes[tagEnd - 1] === SLASH) {
			this.#handler.open(bytes, nameStart, nameEnd, tagEnd - 1);
			return this.#handler.close(bytes, nameStart, nameEnd);
		}
		if (++this.#depth > DEEPEST) throw damaged(`part '${this.#part}' is nested more than ${DEEPEST} deep`);
		this.#handler.open(bytes, nameStart, nameEnd, tagEnd);
		return false;
	}

	/** Comments, CDATA and processing instructions. @returns where it ends, or -1 when that is not here yet */
	#special(bytes: Buffer, at: number): number {
		if (bytes[at + 1] === QUESTION) return after(bytes, '?>', at + 2);
		const start = bytes.toString('latin1', at, at + CDATA.length);
		if (start.startsWith(COMMENT)) return after(bytes, '-->', at + COMMENT.length);
		if (start === CDATA) {
			const end = after(bytes, ']]>', at + CDATA.length);
			if (end >= 0) this.#handler.text(bytes, at + CDATA.length, end - 3, true);
			return end;
		}
		if (COMMENT.startsWith(start) || CDATA.startsWith(start)) return -1;
		// A sheet has no document type; entities declared in one could grow without end.
		throw unsupported(`part '${this.#part}' declares a document type, which no Excel file does`);
	}

	#start(): void {
		this.#isStarted = true;
		const [a, b, c] = this.#bytes;
		if (a === 0xef && b === 0xbb && c === 0xbf) this.#at = 3;
		else if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0)
			throw unsupported(`part '${this.#part}' is not in UTF-8`);
	}
}

function after(bytes: Buffer, mark: string, from: number): number {
	const found = bytes.indexOf(mark, from, 'latin1');
	return found < 0 ? -1 : found + mark.length;
}

function isBlank(byte: number): boolean {
	return byte === TAB || byte === LF || byte === CR;
}
