/** Texts that are longer than a cell of Excel may be: the cell keeps their beginning, a sheet of its own all of them. */
import { FreeholdError } from '../../errors.ts';
import { MOST_CELL_CHARACTERS } from './xlsxCells.ts';

/** They wait for their sheet in memory. */
const MOST_CHARACTERS = 64_000_000;

export interface LongText {
	readonly sheet: string;
	readonly place: string;
	readonly column: string;
	readonly text: string;
}

export class LongTexts {
	/** Name of the sheet that holds them. */
	readonly sheet = 'Long values';
	readonly #texts: LongText[] = [];
	#characters = 0;

	get count(): number {
		return this.#texts.length;
	}

	/**
	 * @returns what the cell itself says
	 * @throws FreeholdError `usage` where there are too many
	 */
	keep(long: LongText): string {
		this.#texts.push(long);
		this.#characters += long.text.length;
		if (this.#characters > MOST_CHARACTERS) throw tooLong(long);
		const mark = `… (all ${long.text.length} characters: sheet "${this.sheet}")`;
		return `${beginning(long.text, MOST_CELL_CHARACTERS - mark.length)}${mark}`;
	}

	/** Rows of the sheet: where the text belongs, which part of it this is, and the part. */
	*rows(): Generator<readonly (string | number)[]> {
		for (const { sheet, place, column, text } of this.#texts) {
			for (let [at, part] = [0, 1]; at < text.length; part++) {
				const piece = beginning(text.slice(at, at + MOST_CELL_CHARACTERS), MOST_CELL_CHARACTERS);
				yield [sheet, place, column, part, piece];
				at += piece.length;
			}
		}
	}
}

export const LONG_TEXT_COLUMNS = ['Sheet', 'Cell', 'Column', 'Part', 'Text'];

/** Not between the halves of a character. */
function beginning(text: string, length: number): string {
	const isBetween = /[\ud800-\udbff]/.test(text.charAt(length - 1)) && length > 1;
	return text.slice(0, isBetween ? length - 1 : length);
}

function tooLong({ place, column }: LongText): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The rows cannot be written as an Excel file',
		why: `cells of Excel hold ${MOST_CELL_CHARACTERS.toLocaleString('en')} characters, and the longer values (the last one ${column} in ${place}) are more than ${MOST_CHARACTERS / 1_000_000} million in all`,
		next: 'Leave that column out, or export as CSV, NDJSON or Parquet',
	});
}
