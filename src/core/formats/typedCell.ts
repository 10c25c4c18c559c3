/** Numbers and booleans of a typed column, whether they come as such or as the text of a file. */
import type { Cell, CellType } from './rows.ts';

/** As JSON, SQL and XML Schema write them. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** @returns all digits of a number; `undefined` where the cell is none */
export function digitsOf(cell: Cell, type: CellType | undefined): string | undefined {
	if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : undefined;
	if (typeof cell === 'bigint') return String(cell);
	const isNumeric = type === 'integer' || type === 'decimal';
	return isNumeric && typeof cell === 'string' && NUMBER.test(cell) ? cell : undefined;
}

/** @returns `undefined` where the cell is no boolean */
export function booleanOf(cell: Cell, type: CellType | undefined): boolean | undefined {
	if (typeof cell === 'boolean') return cell;
	if (type !== 'boolean' || typeof cell !== 'string' || !/^(?:true|false)$/i.test(cell)) return undefined;
	return cell.toLowerCase() === 'true';
}

/** How many digits of a number carry its value: `0.0120` has two, `1200` as well. */
export function significantDigits(digits: string): number {
	const [mantissa = ''] = digits.toLowerCase().split('e');
	return mantissa.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}

/** A cell as text, for formats that have nothing else. */
export function plainText(cell: Exclude<Cell, null>): string {
	return cell instanceof Uint8Array ? Buffer.from(cell).toString('base64') : String(cell);
}
