/** The string table of `.xls`: every distinct text once, cut into records of 8,224 bytes ([MS-XLS] §2.4.265, §2.4.58). */
import type { ByteWriter } from './byteWriter.ts';

export const maxRecord = 8224;
const sst = 0x00fc;
const continuation = 0x003c;

export class SharedStrings {
	readonly #indexes = new Map<string, number>();
	#references = 0;

	get texts(): Iterable<string> {
		return this.#indexes.keys();
	}

	get references(): number {
		return this.#references;
	}

	get size(): number {
		return this.#indexes.size;
	}

	/** @returns the number of the text, which is new or known */
	index(text: string): number {
		this.#references += 1;
		const known = this.#indexes.get(text);
		if (known !== undefined) return known;
		this.#indexes.set(text, this.#indexes.size);
		return this.#indexes.size - 1;
	}
}

/** Whether one byte per character is enough; Czech text mostly needs two. */
export function isNarrow(text: string): boolean {
	for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0xff) return false;
	return true;
}

export function writeSharedStrings(out: ByteWriter, strings: SharedStrings): void {
	let start = beginRecord(out, sst);
	out.u32(strings.references).u32(strings.size);
	const left = (): number => maxRecord - (out.length - start - 4);
	const next = (): void => {
		endRecord(out, start);
		start = beginRecord(out, continuation);
	};
	for (const text of strings.texts) {
		const isWide = !isNarrow(text);
		const unit = isWide ? 2 : 1;
		// A string's head never stands apart from its first character.
		if (left() < 3 + unit) next();
		out.u16(text.length).u8(isWide ? 1 : 0);
		let at = 0;
		while (at < text.length) {
			const count = Math.min(text.length - at, Math.floor(left() / unit));
			if (count === 0) {
				next();
				// Characters that go on in the next record begin with their width again.
				out.u8(isWide ? 1 : 0);
				continue;
			}
			out.text(text.slice(at, at + count), isWide ? 'utf16le' : 'latin1');
			at += count;
		}
	}
	endRecord(out, start);
}

export function beginRecord(out: ByteWriter, type: number): number {
	const start = out.length;
	out.u16(type).u16(0);
	return start;
}

export function endRecord(out: ByteWriter, start: number): void {
	out.setU16(out.length - start - 4, start + 2);
}
