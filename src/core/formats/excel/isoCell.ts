/** Reads cells that hold their date as ISO text (`t="d"`, ECMA-376 part 1 §18.18.11). */
import type { Cell } from './cell.ts';

const ISO = /^(\d{4}-\d\d-\d\d)?(?:T?(\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?:Z|[+-]\d\d:\d\d)?$/;

/** The date as it stands, without its zone; plain text where it is none. */
export function isoCell(text: string): Cell {
	const match = ISO.exec(text.trim());
	if (match === null) return text;
	const [, date, minutes, seconds = '00', fraction = ''] = match;
	const ms = fraction.padEnd(3, '0').slice(0, 3);
	const time = minutes === undefined ? '' : `${minutes}:${seconds}${Number(ms) === 0 ? '' : `.${ms}`}`;
	if (date === undefined) return time === '' ? text : { kind: 'time', text: time };
	return time === '' ? { kind: 'date', text: date } : { kind: 'datetime', text: `${date}T${time}` };
}
