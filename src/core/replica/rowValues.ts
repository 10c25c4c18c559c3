/** How a vendor's value becomes a stored one, and a stored one JSON again. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Json } from '../json.ts';
import type { ColumnType } from '../sources/source.ts';
import type { Slot, StoredAs } from './columnLayout.ts';
import { isRawNumber, isReproduced } from '../exactNumbers.ts';
import { utcText } from './instant.ts';
import type { Bindable } from './sql.ts';

/** What a column must become before it can hold a value: text, or a column that keeps each value as it came. */
export type Widening = 'text' | 'exact';

/** A value that its column cannot hold. */
export class DoesNotFit {
	readonly widening: Widening;

	constructor(widening: Widening) {
		this.widening = widening;
	}
}

const needsText = new DoesNotFit('text');
const needsExact = new DoesNotFit('exact');
const numberLiteral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The value as the column stores it. Strings are the commonest, so they come first. */
export function storable(value: unknown, slot: Slot, json: JsonText): Bindable | DoesNotFit {
	if (typeof value === 'string') return storableText(value, slot);
	if (value === null || value === undefined) return null;
	if (slot.type === 'json') return json.of(value);
	if (slot.storedAs === '') return exactValue(value, json);
	const isNumeric = slot.storedAs !== 'TEXT';
	if (typeof value === 'number') {
		if (!isNumeric) return String(value);
		if (isTooLarge(value)) return needsExact;
		return slot.type !== 'boolean' || value === 0 || value === 1 ? value : needsText;
	}
	if (typeof value === 'boolean') {
		if (!isNumeric) return String(value);
		return slot.type === 'boolean' ? Number(value) : needsText;
	}
	if (isRawNumber(value)) {
		if (!isNumeric) return value.rawJSON;
		return slot.type === 'boolean' ? needsText : needsExact;
	}
	return isNumeric ? needsText : json.of(value);
}

function storableText(value: string, slot: Slot): Bindable | DoesNotFit {
	if (slot.type === 'instant') return utcText(value);
	if (slot.type === 'json') return JSON.stringify(value);
	if (slot.storedAs === 'TEXT') return value;
	// Vendors that write decimals in quotes mean a number; '00123' or 'n/a' they mean as text.
	if (slot.type !== 'boolean' && numberLiteral.test(value)) {
		const number = Number(value);
		if (slot.storedAs === '') return isReproduced(number, value) ? exactNumber(number) : value;
		return isReproduced(number, value) && !isTooLarge(number) ? number : needsExact;
	}
	return slot.storedAs === '' ? value : needsText;
}

function exactValue(value: unknown, json: JsonText): Bindable {
	if (typeof value === 'number') return exactNumber(value);
	if (typeof value === 'boolean') return Number(value);
	return isRawNumber(value) ? value.rawJSON : json.of(value);
}

/** node:sqlite binds numbers as REAL; without an affinity to turn 5.0 into 5, whole numbers are bound as such. */
function exactNumber(value: number): Bindable {
	if (isTooLarge(value)) return String(value);
	return Number.isInteger(value) ? BigInt(value) : value;
}

/** 1e17 is exact, but SQLite would make it an integer that JavaScript cannot read back. */
function isTooLarge(value: number): boolean {
	return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** The type of a column that nobody declared, from the first value seen. */
export function typeOf(value: unknown): { readonly type: ColumnType; readonly storedAs: StoredAs } {
	if (typeof value === 'string') return { type: 'text', storedAs: 'TEXT' };
	if (typeof value === 'boolean') return { type: 'boolean', storedAs: 'BOOLEAN' };
	if (typeof value === 'number') {
		return Number.isInteger(value)
			? { type: 'integer', storedAs: 'INTEGER' }
			: { type: 'decimal', storedAs: 'NUMERIC' };
	}
	return isRawNumber(value) ? { type: 'decimal', storedAs: '' } : { type: 'json', storedAs: 'TEXT' };
}

/** A stored value as JSON: booleans and nested values as such, numbers too long for a double as text. */
export function jsonOf(value: SQLOutputValue, type: ColumnType): Json {
	if (value === null || typeof value === 'number') return type === 'boolean' && value !== null ? value !== 0 : value;
	if (typeof value === 'bigint') return value.toString();
	if (typeof value !== 'string') return Buffer.from(value).toString('base64');
	return type === 'json' ? (JSON.parse(value) as Json) : value;
}

/** A list of words seen before: its text, and the lists that go on with one more word. */
interface KnownList {
	text: string | undefined;
	readonly longer: Map<string, KnownList>;
}

/**
 * Writes nested values. Most are short lists of a vendor's enumeration members, the same ones again and again, so their
 * text is kept: a third of the cost of converting a row otherwise.
 */
export class JsonText {
	#known: KnownList = { text: undefined, longer: new Map() };
	#count = 0;

	of(value: unknown): string {
		if (!Array.isArray(value) || value.length > 6) return JSON.stringify(value);
		let list = this.#known;
		for (const item of value as readonly unknown[]) {
			if (typeof item !== 'string' || item.length > 64) return JSON.stringify(value);
			list = list.longer.get(item) ?? this.#grow(list, item);
		}
		return (list.text ??= JSON.stringify(value));
	}

	#grow(list: KnownList, word: string): KnownList {
		// Bounded, so that lists of free text cannot grow it for ever.
		if (this.#count++ >= 20_000) {
			this.#known = { text: undefined, longer: new Map() };
			this.#count = 0;
		}
		const longer: KnownList = { text: undefined, longer: new Map() };
		list.longer.set(word, longer);
		return longer;
	}
}
