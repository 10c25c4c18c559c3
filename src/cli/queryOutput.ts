/** Writes rows to stdout: as a table for people, or in a format for programs. */
import { writeFormat } from '../core/formats/writeFormat.ts';
import { FORMATS } from '../core/formats/rows.ts';
import type { Cell, Format, RowStream } from '../core/formats/rows.ts';
import { counted } from '../core/wording/quantities.ts';
import { cutNote, renderTable } from '../core/wording/table.ts';
import { tableWidth } from './tableOutput.ts';
import type { Output } from './terminal.ts';

export const ROW_FORMATS = ['table', ...FORMATS] as const;
export type RowFormat = 'table' | Format;

export async function writeRows(output: Output, format: RowFormat, stream: RowStream): Promise<void> {
	if (format === 'table') return writeTable(output, stream);
	for await (const chunk of writeFormat(format, stream)) {
		output.terminal.signal.throwIfAborted();
		await output.data(chunk);
	}
}

async function writeTable(output: Output, { columns, rows }: RowStream): Promise<void> {
	const all: (readonly Cell[])[] = [];
	for await (const row of rows) all.push(row);
	// Numbers stand to the right where a column holds nothing else.
	const isNumeric = columns.map((_, i) => {
		const cells = all.map((row) => row[i] ?? null).filter((cell) => cell !== null);
		return cells.length > 0 && cells.every((cell) => typeof cell === 'number' || typeof cell === 'bigint');
	});
	const table = renderTable(
		columns.map((title, i) => ({ title, align: isNumeric[i] === true ? 'right' : 'left' })),
		all.map((row) => row.map(cellText)),
		tableWidth(output),
	);
	await output.data(`${table.lines.join('\n')}\n`);
	output.say(output.paint('dim', counted(all.length, 'row')));
	const note = cutNote(table);
	if (note !== undefined) output.say(output.paint('dim', note));
}

function cellText(cell: Cell): string {
	if (cell === null) return '';
	return cell instanceof Uint8Array ? `${cell.length} bytes` : String(cell);
}
