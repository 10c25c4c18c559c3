/** Finds the type of a column from all its cells, in one pass and without keeping them. */
import type { Cell } from './cell.ts';

export type SheetColumnType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'time';

/** What a cell becomes in a table; dates are ISO text. */
export type Scalar = string | number | boolean | null;

const INTEGER = 1;
const DECIMAL = 2;
const BOOLEAN = 4;
const BOOLEAN_WORD = 8;
const DATE = 16;
const DATETIME = 32;
const TIME = 64;
const TEXT = 128;

/** Yes and no as exports write them, in the languages of Realpad's users and those around. */
const WORDS: readonly (readonly [string, string])[] = [
	['ano', 'ne'],
	['áno', 'nie'],
	['yes', 'no'],
	['true', 'false'],
	['pravda', 'nepravda'],
	['ja', 'nein'],
	['tak', 'nie'],
	['igen', 'nem'],
	['так', 'ні'],
	['да', 'нет'],
];
const LONGEST_WORD = 8;

/** Each word with the pairs (as bits) that it belongs to. */
const PAIRS_OF_WORD: ReadonlyMap<string, number> = pairsOfWords();
const YES: ReadonlySet<string> = new Set(WORDS.map(([yes]) => yes));

export class ColumnTyper {
	#seen = 0;
	/** Pairs of words that hold every word so far. */
	#pairs = (1 << WORDS.length) - 1;
	/** Cells that hold something. */
	filled = 0;
	/** Cells that hold an Excel error (`#N/A`) and become empty. */
	errors = 0;

	/** Takes one cell in and gives what it becomes. */
	take(cell: Cell): Scalar {
		if (cell === null || cell === '') return null;
		if (typeof cell === 'object') {
			if (cell.kind === 'error') {
				this.errors++;
				return null;
			}
			this.#seen |= cell.kind === 'date' ? DATE : cell.kind === 'datetime' ? DATETIME : TIME;
			this.filled++;
			return cell.text;
		}
		this.filled++;
		if (typeof cell === 'number') this.#seen |= Number.isSafeInteger(cell) ? INTEGER : DECIMAL;
		else if (typeof cell === 'boolean') this.#seen |= BOOLEAN;
		// Text stays text, digits or not: '00123' is a code, and 17 digits do not fit into a number.
		else if ((this.#seen & TEXT) === 0) this.#word(cell);
		return cell;
	}

	get type(): SheetColumnType {
		const seen = this.#seen;
		if (seen === 0) return 'text';
		const only = (kinds: number): boolean => (seen & ~kinds) === 0;
		if (only(INTEGER)) return 'integer';
		if (only(INTEGER | DECIMAL)) return 'decimal';
		if (only(BOOLEAN | BOOLEAN_WORD)) return 'boolean';
		if (only(DATE)) return 'date';
		if (only(DATE | DATETIME)) return 'datetime';
		return only(TIME) ? 'time' : 'text';
	}

	#word(text: string): void {
		this.#pairs &= text.length > LONGEST_WORD ? 0 : (PAIRS_OF_WORD.get(text.toLowerCase()) ?? 0);
		this.#seen |= this.#pairs === 0 ? TEXT : BOOLEAN_WORD;
	}
}

/** A value as its column's type wants it, once that is known: `Ano` becomes true, 5 beside `5a` becomes text. */
export function typedScalar(value: Scalar, type: SheetColumnType): Scalar {
	if (value === null) return null;
	if (type === 'boolean') return typeof value === 'string' ? YES.has(value.toLowerCase()) : value;
	if (type === 'text') return String(value);
	// In a column of moments a cell whose format shows the day alone is the start of that day.
	if (type === 'datetime' && typeof value === 'string' && !value.includes('T')) return `${value}T00:00:00`;
	return value;
}

function pairsOfWords(): ReadonlyMap<string, number> {
	const pairs = new Map<string, number>();
	for (const [pair, words] of WORDS.entries()) {
		for (const word of words) pairs.set(word, (pairs.get(word) ?? 0) | (1 << pair));
	}
	return pairs;
}
