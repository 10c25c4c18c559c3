/** What single cells hold, where their column does not say it: text that is a number, the kinds of JSON, cells that break their type. */
import type { TableCell, TableColumnType } from '../table.ts';
import type { ValueKind } from './profile.ts';

/** Longer ones are text, whatever they hold. */
const MOST_CHARACTERS = 2000;

/** @param type  of its column */
export function kindOf(cell: NonNullable<TableCell>, type: TableColumnType): ValueKind {
	if (typeof cell === 'boolean') return 'boolean';
	if (typeof cell === 'number') {
		if (type === 'boolean' && (cell === 0 || cell === 1)) return 'boolean';
		return Number.isInteger(cell) && type !== 'decimal' ? 'integer' : 'decimal';
	}
	return type === 'json' ? kindOfJson(cell) : kindOfText(cell);
}

/** By its first sign: who wrote it has checked it. */
function kindOfJson(text: string): ValueKind {
	switch (text.trimStart()[0]) {
		case '{':
			return 'object';
		case '[':
			return 'array';
		case '"':
			return 'string';
		case 't':
		case 'f':
			return 'boolean';
		case 'n':
			return 'null';
		case undefined:
			return 'text';
		default:
			return 'number';
	}
}

function kindOfText(text: string): ValueKind {
	const { length } = text;
	if (length === 0 || length > MOST_CHARACTERS) return 'text';
	const first = text.charCodeAt(0);
	// Nothing but a word: the commonest by far is told apart by one look.
	if (first === 104 || first === 72) return /^https?:\/\/\S+$/i.test(text) ? 'address' : 'text';
	if (first === 116 || first === 84 || first === 102 || first === 70) {
		return /^(?:true|false)$/i.test(text) ? 'boolean' : 'text';
	}
	const isNumberLike = (first >= 48 && first <= 57) || first === 45;
	return isNumberLike && length <= 40 ? kindOfDigits(text) : 'text';
}

/** Of more digits than a double has as well: wherever they come from, they are a number. */
function kindOfDigits(text: string): ValueKind {
	// `00123` is a code.
	if (/^-?(?:0|[1-9]\d*)$/.test(text)) return 'integer';
	if (/^-?(?:0|[1-9]\d*)\.\d+$/.test(text)) return 'decimal';
	if (/^\d{4}-\d\d-\d\d$/.test(text)) return 'date';
	if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text)) return 'datetime';
	if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return 'instant';
	return /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text) ? 'time' : 'text';
}
