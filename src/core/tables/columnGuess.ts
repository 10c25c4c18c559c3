/** Finds the type of a column that nobody declared, from its cells and without keeping them. */
import type { TableCell, TableColumnType } from './table.ts';

const INTEGER = 1;
const DECIMAL = 2;
const BOOLEAN = 4;
const DATE = 8;
const DATETIME = 16;
const INSTANT = 32;
const TIME = 64;
const JSON_VALUE = 128;
const TEXT = 256;
/** A number with more digits than a double keeps, which comes as text. */
const LONG = 512;

export type CellKind = 'date' | 'datetime' | 'time' | 'json' | 'text' | 'long';

const KINDS: Readonly<Record<CellKind, number>> = {
	date: DATE,
	datetime: DATETIME,
	time: TIME,
	json: JSON_VALUE,
	text: TEXT,
	long: LONG,
};

export class ColumnGuess {
	#seen = 0;

	/** @param kind  where the file says more than the value does */
	take(value: TableCell, kind?: CellKind): void {
		if (value === null || value === '' || (this.#seen & TEXT) !== 0) return;
		if (kind !== undefined) this.#seen |= KINDS[kind];
		else if (typeof value === 'number') this.#seen |= Number.isInteger(value) ? INTEGER : DECIMAL;
		else this.#seen |= typeof value === 'boolean' ? BOOLEAN : kindOfText(value);
	}

	get hasLongNumbers(): boolean {
		return (this.#seen & LONG) !== 0;
	}

	get type(): TableColumnType {
		const seen = this.#seen;
		const only = (kinds: number): boolean => seen !== 0 && (seen & ~kinds) === 0;
		if (only(INTEGER)) return 'integer';
		if (only(INTEGER | DECIMAL | LONG)) return 'decimal';
		if (only(BOOLEAN)) return 'boolean';
		if (only(DATE)) return 'date';
		if (only(DATE | DATETIME)) return 'datetime';
		if (only(INSTANT)) return 'instant';
		if (only(TIME)) return 'time';
		return only(JSON_VALUE) ? 'json' : 'text';
	}
}

/** `00123` and 17 digits are codes, which stay text. */
function kindOfText(text: string): number {
	if (text.length > 40) return TEXT;
	if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) return INTEGER;
	if (/^-?(?:0|[1-9]\d{0,14})\.\d{1,15}$/.test(text)) return DECIMAL;
	if (/^(?:true|false)$/i.test(text)) return BOOLEAN;
	if (/^\d{4}-\d\d-\d\d$/.test(text)) return DATE;
	if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text)) return DATETIME;
	if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return INSTANT;
	return /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text) ? TIME : TEXT;
}
