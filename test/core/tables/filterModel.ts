/** What filters mean, said once more in plain JavaScript: tests compare the engine with it. */

export type Cell = string | number | boolean | null;
export type CellType = 'text' | 'decimal' | 'boolean' | 'date';
export interface Wanted {
	readonly text: string;
	matches(cell: Cell): boolean;
}

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);
const asciiLower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
/** A to Z always; other letters where the text that is looked for has such. */
const fold = (text: string, by: string): string => (isAscii(by) ? asciiLower(text) : text.toLowerCase());
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export function contains(text: string): Wanted {
	const needle = text.toLowerCase();
	return {
		text: quoted(text),
		matches: (cell) => cell !== null && fold(String(cell), text).includes(needle),
	};
}

export function compares(comparison: string, value: string, type: CellType): Wanted {
	return {
		text: `${comparison} ${quoted(value)}`,
		matches: (cell) => {
			if (cell === null) return comparison === '!=';
			const order = compareCells(cell, value, type);
			if (comparison === '=') return order === 0;
			if (comparison === '!=') return order !== 0;
			return comparison.startsWith('<')
				? order < 0 || (order === 0 && comparison === '<=')
				: order > 0 || (order === 0 && comparison === '>=');
		},
	};
}

export function among(values: readonly string[], type: CellType, isNot: boolean): Wanted {
	const by = values.find((value) => !isAscii(value)) ?? '';
	const isOne = (cell: Cell): boolean =>
		cell !== null &&
		values.some((value) =>
			type === 'text' ? fold(String(cell), by) === value.toLowerCase() : compareCells(cell, value, type) === 0,
		);
	return {
		text: `${isNot ? 'not ' : ''}in ${values.map(quoted).join(', ')}`,
		matches: (cell) => isOne(cell) !== isNot,
	};
}

export function between(from: string, to: string, type: CellType): Wanted {
	return {
		text: `${quoted(from)}..${quoted(to)}`,
		matches: (cell) => cell !== null && compareCells(cell, from, type) >= 0 && compareCells(cell, to, type) <= 0,
	};
}

export function empty(isNot: boolean): Wanted {
	return { text: isNot ? '!=' : '=', matches: (cell) => (cell === null || cell === '') !== isNot };
}

export function regex(source: string, flags: string): Wanted {
	const pattern = new RegExp(source, flags);
	return { text: `/${source}/${flags}`, matches: (cell) => cell !== null && pattern.test(String(cell)) };
}

/** A date beside a part of one: whether it lies before, within or behind. */
function compareCells(cell: Cell, value: string, type: CellType): number {
	if (type === 'decimal') return Number(cell) - Number(value);
	if (type === 'boolean') return Number(cell === true) - Number(value === 'true');
	if (type === 'date') {
		const part = String(cell).slice(0, value.length);
		return part < value ? -1 : part > value ? 1 : 0;
	}
	const [a, b] = [fold(String(cell), value), value.toLowerCase()];
	return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
