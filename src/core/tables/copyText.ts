/** Cells as other programs paste them: tabs between, line breaks behind each row, quotes where a value holds such. */
import { FreeholdError } from '../errors.ts';
import type { TableCell } from './table.ts';

/** A clipboard is no file. */
export const MOST_COPIED_CHARACTERS = 20_000_000;

export class CopyText {
	readonly #lines: string[] = [];
	#length = 0;

	/** @throws FreeholdError `usage` where it becomes too much */
	add(cells: readonly TableCell[]): void {
		const line = cells.map(copied).join('\t');
		this.#length += line.length + 1;
		if (this.#length > MOST_COPIED_CHARACTERS) throw tooMuch();
		this.#lines.push(line);
	}

	get text(): string {
		return this.#lines.join('\n');
	}
}

function copied(cell: TableCell): string {
	if (cell === null) return '';
	const text = String(cell);
	return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function tooMuch(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The cells were not copied',
		why: `they hold more than ${MOST_COPIED_CHARACTERS / 1_000_000} million characters`,
		next: 'Select fewer cells, or export the dataset to a file',
	});
}
