/** Tells names of fields that there is nothing to say of, which nearly all are, at one look at each character. */
import { reservedWords } from './reservedWords.ts';

/** Several letters, digits, `_` and `-`, and no reserved word; also a few others are not called ordinary. */
export function isOrdinaryName(name: string): boolean {
	let sum = 0;
	for (let at = 0; at < name.length; at += 1) {
		const code = name.charCodeAt(at);
		if (!isPlain(code)) return false;
		sum = added(sum, code);
	}
	return name.length > 1 && !sumsOfReserved.has(sum);
}

function isPlain(code: number): boolean {
	const folded = code | caseBit;
	return (folded >= 0x61 && folded <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x2d;
}

/** By which letters of ASCII differ from their capitals. */
const caseBit = 0x20;

/** A checksum without regard to case: names that differ in it differ. */
function added(sum: number, code: number): number {
	return (sum * 31 + (code | caseBit)) & 0x3fffffff;
}

function sumOf(word: string): number {
	let sum = 0;
	for (let at = 0; at < word.length; at += 1) sum = added(sum, word.charCodeAt(at));
	return sum;
}

const sumsOfReserved: ReadonlySet<number> = new Set(reservedWords.map(sumOf));
