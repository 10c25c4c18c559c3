/**
 * CSV as RFC 4180 has it: commas, CRLF, quotes doubled, a header line, UTF-8.
 *
 * NULL is an empty field, an empty text is `""`, so that both come back as they were. Text that a spreadsheet would take
 * for a formula (`=…`, `+…`, `@…`) is written as it is: the file is data, and an apostrophe put before it would be a
 * change that every other reader has to undo. Who opens it in a spreadsheet can ask for that with `guardFormulas`.
 */
import { chunked } from './chunks.ts';
import type { Cell, RowStream } from './rows.ts';

export interface CsvOptions {
	/** Puts `'` before text that spreadsheets would run as a formula. Changes the data. */
	readonly guardFormulas?: boolean | undefined;
}

export function writeCsv(stream: RowStream, options: CsvOptions = {}): AsyncGenerator<string> {
	return chunked(lines(stream, options.guardFormulas === true));
}

async function* lines({ columns, rows }: RowStream, guard: boolean): AsyncGenerator<string> {
	yield record(columns, guard);
	for await (const row of rows) yield record(row, guard);
}

function record(cells: readonly Cell[], guard: boolean): string {
	let line = '';
	for (let i = 0; i < cells.length; i++) {
		if (i > 0) line += ',';
		line += field(cells[i] ?? null, guard);
	}
	// A record of one empty field would be an empty line, which readers skip.
	return (line === '' && cells.length === 1 ? '""' : line) + '\r\n';
}

function field(cell: Cell, guard: boolean): string {
	if (cell === null) return '';
	if (cell instanceof Uint8Array) return Buffer.from(cell).toString('base64');
	if (typeof cell !== 'string') return String(cell);
	const text = guard && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
	return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
