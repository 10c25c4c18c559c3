/** Reads the strings of BIFF8: one or two bytes per character, and the width may change where a CONTINUE begins. */
import { damaged } from './problems.ts';

const WIDE = 0x01;
const HAS_PHONETICS = 0x04;
const HAS_RUNS = 0x08;

/** Reads on over the records that carry one long value: the first record and its CONTINUEs. */
export class SegmentReader {
	readonly #segments: readonly Buffer[];
	#index = 0;
	#segment: Buffer;
	#at = 0;

	constructor(segments: readonly Buffer[]) {
		this.#segments = segments;
		this.#segment = segments[0] ?? Buffer.alloc(0);
	}

	u8(): number {
		while (this.#at >= this.#segment.length) this.#next();
		return this.#segment[this.#at++] ?? 0;
	}

	u16(): number {
		return this.u8() | (this.u8() << 8);
	}

	u32(): number {
		return this.u16() + this.u16() * 65_536;
	}

	/** XLUnicodeRichExtendedString ([MS-XLS] §2.5.293): formats and phonetics are passed over. */
	richString(): string {
		const count = this.u16();
		const flags = this.u8();
		const runs = (flags & HAS_RUNS) === 0 ? 0 : this.u16();
		const phoneticBytes = (flags & HAS_PHONETICS) === 0 ? 0 : this.u32();
		const text = this.characters(count, flags);
		this.#skip(runs * 4 + phoneticBytes);
		return text;
	}

	/** @param count characters @param flags the byte before them */
	characters(count: number, flags: number): string {
		let isWide = (flags & WIDE) !== 0;
		let text = '';
		for (let left = count; left > 0;) {
			if (this.#at >= this.#segment.length) {
				this.#next();
				// Only the characters of a split string are preceded by a new flag byte ([MS-XLS] §2.5.293, rgb).
				isWide = (this.u8() & WIDE) !== 0;
			}
			const width = isWide ? 2 : 1;
			const here = Math.min(left, Math.floor((this.#segment.length - this.#at) / width));
			if (here === 0) throw damaged('a character is cut in two');
			const end = this.#at + here * width;
			text += this.#segment.toString(isWide ? 'utf16le' : 'latin1', this.#at, end);
			this.#at = end;
			left -= here;
		}
		return text;
	}

	#skip(bytes: number): void {
		for (let left = bytes; left > 0;) {
			if (this.#at >= this.#segment.length) this.#next();
			const here = Math.min(left, this.#segment.length - this.#at);
			this.#at += here;
			left -= here;
		}
	}

	#next(): void {
		this.#index++;
		const segment = this.#segments[this.#index];
		if (segment === undefined) throw damaged('a string goes on past its end');
		this.#segment = segment;
		this.#at = 0;
	}
}

/** The shared strings of a workbook: the SST record and its CONTINUEs. */
export function sharedStrings(segments: readonly Buffer[]): string[] {
	const bytes = segments.reduce((sum, segment) => sum + segment.length, 0);
	const reader = new SegmentReader(segments);
	reader.u32();
	const count = reader.u32();
	// Each string takes at least three bytes; a larger count is a lie that must not become an allocation.
	if (count > bytes / 3) throw damaged(`it claims ${count} shared strings in ${bytes} bytes`);
	const strings: string[] = [];
	for (let index = 0; index < count; index++) strings.push(reader.richString());
	return strings;
}

/** XLUnicodeString: a count of two bytes, flags, characters. */
export function unicodeString(segments: readonly Buffer[]): string {
	const reader = new SegmentReader(segments);
	const count = reader.u16();
	return reader.characters(count, reader.u8());
}

/** ShortXLUnicodeString: a count of one byte, flags, characters. */
export function shortUnicodeString(bytes: Buffer): string {
	const reader = new SegmentReader([bytes]);
	const count = reader.u8();
	return reader.characters(count, reader.u8());
}
