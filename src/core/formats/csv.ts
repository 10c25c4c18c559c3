/**
 * CSV as RFC 4180 has it: commas (or tabs), CRLF, quotes doubled, a header line, UTF-8.
 *
 * NULL is an empty field, an empty text is `""`, so that both come back as they were. Text that a spreadsheet would take
 * for a formula (`=…`, `+…`, `@…`) is written as it is: the file is data, and an apostrophe put before it would be a
 * change that every other reader has to undo. Who opens it in a spreadsheet can ask for that with `guardFormulas`.
 */
import { chunked } from './chunks.ts';
import type { Cell, CellType, RowStream } from './rows.ts';
import { digitsOf, plainText } from './typedCell.ts';

export interface CsvOptions {
	/** Puts `'` before text that spreadsheets would run as a formula. Changes the data. */
	readonly guardFormulas?: boolean | undefined;
	/** Comma where absent. */
	readonly delimiter?: ',' | '\t' | undefined;
}

/** What spreadsheets run, or strip until it can be run. */
export const FORMULA_START = /^[=+\-@\t\r]/;

export function writeCsv(stream: RowStream, options: CsvOptions = {}): AsyncGenerator<string> {
	return chunked(lines(stream, { delimiter: ',', ...options }));
}

async function* lines({ columns, rows, types }: RowStream, options: CsvOptions): AsyncGenerator<string> {
	yield record(columns, undefined, options);
	for await (const row of rows) yield record(row, types, options);
}

function record(cells: readonly Cell[], types: readonly CellType[] | undefined, options: CsvOptions): string {
	let line = '';
	for (let i = 0; i < cells.length; i++) {
		if (i > 0) line += options.delimiter ?? ',';
		line += field(cells[i] ?? null, types?.[i], options);
	}
	// A record of one empty field would be an empty line, which readers skip.
	return (line === '' && cells.length === 1 ? '""' : line) + '\r\n';
}

function field(cell: Cell, type: CellType | undefined, { guardFormulas, delimiter }: CsvOptions): string {
	if (cell === null) return '';
	if (typeof cell !== 'string') return plainText(cell);
	const isGuarded = guardFormulas === true && FORMULA_START.test(cell) && digitsOf(cell, type) === undefined;
	const text = isGuarded ? `'${cell}` : cell;
	const needsQuotes = text === '' || (delimiter === '\t' ? /["\t\r\n]|^\s|\s$/ : /[",\r\n]|^\s|\s$/).test(text);
	return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
