/** Writes rows to stdout: as a table for people, or in a format for programs. */
import { writeFormat } from '../core/formats/writeFormat.ts';
import { FILE_FORMATS } from '../core/formats/rows.ts';
import type { Cell, FileFormat, Format, RowStream, WriteOptions } from '../core/formats/rows.ts';
import { counted } from '../core/wording/quantities.ts';
import { rowsTable } from '../core/wording/rowsTable.ts';
import { cutNote } from '../core/wording/table.ts';
import { tableWidth } from './tableOutput.ts';
import type { Output } from './terminal.ts';

export const ROW_FORMATS: readonly RowFormat[] = ['table', ...FILE_FORMATS];
export type RowFormat = 'table' | FileFormat;

/** Formats that go to a terminal or a pipe. */
export function isForStdout(format: RowFormat): format is 'table' | Format {
	return format !== 'xlsx' && format !== 'parquet';
}

export async function writeRows(
	output: Output,
	format: 'table' | Format,
	stream: RowStream,
	options?: WriteOptions,
): Promise<void> {
	if (format === 'table') return writeTable(output, stream);
	for await (const chunk of writeFormat(format, stream, options)) {
		output.terminal.signal.throwIfAborted();
		await output.data(chunk);
	}
}

async function writeTable(output: Output, { columns, rows }: RowStream): Promise<void> {
	const all: (readonly Cell[])[] = [];
	for await (const row of rows) all.push(row);
	const table = rowsTable(columns, all, tableWidth(output));
	await output.data(`${table.lines.join('\n')}\n`);
	output.say(output.paint('dim', counted(all.length, 'row')));
	const note = cutNote(table);
	if (note !== undefined) output.say(output.paint('dim', note));
}
