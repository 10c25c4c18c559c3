/** Reads the attributes of a cell's tag (`r`, `s`, `t`) straight from the bytes: it is done millions of times. */

const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const EQUALS = 61;
const LOWER_R = 114;
const LOWER_S = 115;
const LOWER_T = 116;

/** `n` number (also where absent), `s` shared string, `b` boolean, `e` error, `d` ISO date, `text` everything else. */
export type CellType = 'n' | 's' | 'b' | 'e' | 'd' | 'text';

/** One per sheet, filled anew for each cell. */
export class CellTag {
	/** From 0; -1 where the tag does not say. */
	column = -1;
	/** Index of the cell's format. */
	style = 0;
	type: CellType = 'n';
	/** Whether the value is read as a number: a number itself, or the index of a shared string. */
	isNumeric = true;

	read(bytes: Buffer, from: number, to: number): void {
		this.column = -1;
		this.style = 0;
		this.type = 'n';
		this.isNumeric = true;
		for (let at = from; at < to;) {
			if ((bytes[at] ?? 0) <= SPACE) {
				at++;
				continue;
			}
			const nameStart = at;
			let byte = bytes[at] ?? 0;
			while (at < to && byte !== EQUALS && byte > SPACE) byte = bytes[++at] ?? 0;
			const isShort = at - nameStart === 1;
			while (at < to && byte !== QUOTE && byte !== APOSTROPHE) byte = bytes[++at] ?? 0;
			const quote = byte;
			const start = ++at;
			while (at < to && bytes[at] !== quote) at++;
			if (isShort) this.#attribute(bytes[nameStart] ?? 0, bytes, start, at);
			at++;
		}
	}

	#attribute(name: number, bytes: Buffer, start: number, end: number): void {
		if (name === LOWER_R) this.column = columnOf(bytes, start, end);
		else if (name === LOWER_S) this.style = smallNumber(bytes, start, end);
		else if (name === LOWER_T) {
			this.type = typeOf(bytes, start, end);
			this.isNumeric = this.type === 'n' || this.type === 's';
		}
	}
}

/** `AN17` → 39. */
function columnOf(bytes: Buffer, start: number, end: number): number {
	let column = 0;
	for (let at = start; at < end; at++) {
		const letter = (bytes[at] ?? 0) & 0xdf;
		if (letter < 65 || letter > 90) break;
		column = column * 26 + letter - 64;
	}
	return column - 1;
}

function smallNumber(bytes: Buffer, start: number, end: number): number {
	let value = 0;
	for (let at = start; at < end; at++) value = value * 10 + (bytes[at] ?? 0) - 48;
	return value;
}

function typeOf(bytes: Buffer, start: number, end: number): CellType {
	if (end - start !== 1) return 'text';
	switch (bytes[start]) {
		case 110:
			return 'n';
		case LOWER_S:
			return 's';
		case 98:
			return 'b';
		case 101:
			return 'e';
		case 100:
			return 'd';
		default:
			return 'text';
	}
}
