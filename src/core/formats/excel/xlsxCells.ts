/**
 * Cells of a written sheet. Text is an inline string, which Excel never evaluates, whatever it begins with; numbers,
 * booleans and dates are such, as long as Excel holds them without a loss.
 */
import { FORMULA_START } from '../csv.ts';
import type { Cell, CellType } from '../rows.ts';
import { booleanOf, digitsOf, plainText, significantDigits } from '../typedCell.ts';
import { serialOfDate, serialOfTime } from './serialOf.ts';
import { STYLES } from './xlsxStyles.ts';
import type { Style } from './xlsxStyles.ts';

/** UTF-16 units that a cell of Excel holds. */
export const MOST_CELL_CHARACTERS = 32_767;
/** Digits that Excel shows and keeps when a cell is edited. */
const MOST_DIGITS = 15;

/** @param place  such as `B7`. @returns '' where there is nothing: an absent cell is an empty one */
export function xlsxCell(cell: Cell, type: CellType | undefined, place: string): string {
	if (cell === null) return '';
	const digits = digitsOf(cell, type);
	if (digits !== undefined) {
		return isExact(cell, digits) ? `<c r="${place}"><v>${digits}</v></c>` : textCell(digits, place, STYLES.quoted);
	}
	const boolean = booleanOf(cell, type);
	if (boolean !== undefined) return `<c r="${place}" t="b"><v>${boolean ? 1 : 0}</v></c>`;
	if (typeof cell !== 'string') return textCell(plainText(cell), place, STYLES.plain);
	return dateCell(cell, type, place) ?? textCell(cell, place, FORMULA_START.test(cell) ? STYLES.quoted : STYLES.plain);
}

export function headerCell(name: string, place: string): string {
	return textCell(name, place, FORMULA_START.test(name) ? STYLES.quotedHeader : STYLES.header);
}

function textCell(text: string, place: string, style: Style): string {
	const look = style === STYLES.plain ? '' : ` s="${style}"`;
	return `<c r="${place}"${look} t="inlineStr"><is><t xml:space="preserve">${escapeSpreadsheet(text)}</t></is></c>`;
}

/** A fraction that a double computed keeps its double; what stands for itself (ids, exact decimals) keeps its digits. */
function isExact(cell: Cell, digits: string): boolean {
	if (typeof cell === 'number' && !Number.isInteger(cell)) return true;
	return significantDigits(digits) <= MOST_DIGITS && Number.isFinite(Number(digits));
}

function dateCell(text: string, type: CellType | undefined, place: string): string | undefined {
	if (type !== 'date' && type !== 'datetime' && type !== 'instant' && type !== 'time') return undefined;
	const serial = type === 'time' ? serialOfTime(text) : serialOfDate(text);
	if (serial === undefined) return undefined;
	const style = type !== 'time' && text.length === 10 ? STYLES.date : STYLES_OF[type][serial.hasMilliseconds ? 1 : 0];
	return `<c r="${place}" s="${style}"><v>${serial.days}</v></c>`;
}

/** To the second, and to the millisecond. */
const STYLES_OF = {
	date: [STYLES.datetime, STYLES.datetimeMs],
	datetime: [STYLES.datetime, STYLES.datetimeMs],
	instant: [STYLES.instant, STYLES.instantMs],
	time: [STYLES.time, STYLES.timeMs],
} as const;

/**
 * Text as XML of a spreadsheet: what XML cannot hold (control characters, halves of surrogate pairs) is `_xHHHH_`, a
 * carriage return as well, because XML would make a line feed of it; text that looks like that is told apart by `_x005F_`.
 */
export function escapeSpreadsheet(text: string): string {
	const isHard = UNHELD.test(text) || !text.isWellFormed() || /_x[0-9a-f]{4}_/i.test(text);
	const held = isHard
		? text
				.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
				.replaceAll(UNHELD_ALL, hex)
				.replaceAll(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (half) => (half.length === 2 ? half : hex(half)))
		: text;
	return /[&<>]/.test(held) ? held.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : held;
}

// eslint-disable-next-line no-control-regex -- these are the characters that XML 1.0 has no place for
const UNHELD = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/;
const UNHELD_ALL = new RegExp(UNHELD, 'g');

function hex(character: string): string {
	return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
