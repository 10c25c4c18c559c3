/** Finds the columns whose declared type a typed file cannot keep for all of their values: those are written as text. */
import { parseExactly } from '../../exactNumbers.ts';
import type { Cell, CellType } from '../rows.ts';
import { fitsParquet } from './writeParquet.ts';

interface TypedColumn {
	readonly name: string;
	readonly type: CellType;
}

/** @param rows  all of them: a file has one type for a column, and it stands before its first row */
export async function storableTypes(
	rows: AsyncIterable<readonly Cell[] | undefined>,
	columns: readonly TypedColumn[],
	onNote: (note: string) => void,
): Promise<readonly CellType[]> {
	const types = columns.map(({ type }) => type);
	const narrow = new Set(types.keys().filter((nth) => types[nth] === 'json' || !fitsParquet('', types[nth])));
	for await (const row of rows) {
		if (narrow.size === 0) break;
		for (const nth of narrow) {
			const type = types[nth] ?? 'text';
			if (row === undefined || fits(row[nth] ?? null, type)) continue;
			types[nth] = 'text';
			narrow.delete(nth);
			onNote(`Column ${columns[nth]?.name ?? ''} is text, because not all of its values are ${NAMES[type] ?? type}.`);
		}
	}
	return types;
}

function fits(cell: Cell, type: CellType): boolean {
	return type === 'json' && typeof cell === 'string' ? isKeptAsJson(cell) : fitsParquet(cell, type);
}

/** Whether writing the document anew keeps all digits of its numbers. */
function isKeptAsJson(text: string): boolean {
	// Only many digits, with a point among them or not, and large exponents can be numbers that a double loses; looking closer takes long.
	if (!/(?:\d\.?){16}|\d[eE][+-]?\d{3}/.test(text)) return true;
	try {
		return JSON.stringify(parseExactly(text)) === JSON.stringify(JSON.parse(text));
	} catch (error) {
		// Text that is no JSON is written as a text.
		if (error instanceof SyntaxError) return true;
		throw error;
	}
}

const NAMES: Partial<Record<CellType, string>> = {
	integer: 'whole numbers of 64 bits',
	decimal: 'numbers that a double holds',
	boolean: 'true or false',
	json: 'JSON with numbers that a double holds',
};
