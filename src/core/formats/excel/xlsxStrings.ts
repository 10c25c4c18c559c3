/** Reads the shared strings of an `.xlsx`: plain or in runs of rich text, without phonetic guides. */
import { oversized } from './problems.ts';
import { XmlScanner } from './xmlScanner.ts';
import type { XmlHandler } from './xmlScanner.ts';
import { unescapeSpreadsheet, xmlText } from './xmlText.ts';
import type { ZipFile } from './zip.ts';

const LOWER_R = 114;
const LOWER_S = 115;
const LOWER_T = 116;
/** Shared strings are the one part that has to be held in memory. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_STRINGS = 8_000_000;

export async function readSharedStrings(
	zip: ZipFile,
	part: string,
	signal: AbortSignal | undefined,
): Promise<readonly string[]> {
	const reader = new SharedStringsReader();
	const scanner = new XmlScanner(reader, part);
	for await (const piece of zip.read(part, MOST_BYTES, signal)) {
		scanner.add(piece);
		scanner.run();
	}
	scanner.end();
	return reader.strings;
}

class SharedStringsReader implements XmlHandler {
	readonly strings: string[] = [];
	#text = '';
	#isInText = false;
	#phonetics = 0;

	open(bytes: Buffer, nameStart: number, nameEnd: number): void {
		const length = nameEnd - nameStart;
		if (length === 1 && bytes[nameStart] === LOWER_T) this.#isInText = this.#phonetics === 0;
		else if (isPhonetic(bytes, nameStart, length)) this.#phonetics++;
	}

	close(bytes: Buffer, nameStart: number, nameEnd: number): boolean {
		const length = nameEnd - nameStart;
		if (length === 1 && bytes[nameStart] === LOWER_T) this.#isInText = false;
		else if (isPhonetic(bytes, nameStart, length)) this.#phonetics--;
		else if (length === 2 && bytes[nameStart] === LOWER_S && bytes[nameStart + 1] === 105) {
			if (this.strings.length >= MOST_STRINGS) throw oversized(`it has more than ${MOST_STRINGS} shared strings`);
			this.strings.push(unescapeSpreadsheet(this.#text));
			this.#text = '';
		}
		return false;
	}

	text(bytes: Buffer, start: number, end: number, isLiteral: boolean): void {
		if (!this.#isInText) return;
		const text = xmlText(bytes, start, end, isLiteral);
		this.#text = this.#text === '' ? text : this.#text + text;
	}
}

/** `rPh`: how an East Asian text is to be spoken. It is not part of the text. */
export function isPhonetic(bytes: Buffer, nameStart: number, length: number): boolean {
	return length === 3 && bytes[nameStart] === LOWER_R && bytes[nameStart + 1] === 80 && bytes[nameStart + 2] === 104;
}
