/** The rows of a sheet, below its header. */
import type { Cell, Workbook } from '../formats/excel/cell.ts';
import { ColumnNames, headerRows, readHeaders } from '../formats/excel/headers.ts';
import { widen } from './filling.ts';
import type { Filling } from './filling.ts';
import { headerModeOf } from './headerMode.ts';
import type { ScratchTable } from './scratchTable.ts';
import type { TableCell } from './table.ts';
import { turn } from './turn.ts';

export async function* fillFromSheet(
	table: ScratchTable,
	workbook: Workbook,
	sheet: number | undefined,
	signal: AbortSignal,
): Filling {
	const names = new ColumnNames();
	let isBegun = false;
	for await (const { rows } of workbook.rows(sheet, { signal })) {
		let cells = rows;
		if (!isBegun) {
			const mode = headerModeOf(rows);
			for (const { name, label } of readHeaders(rows, mode, names)) table.addColumn(name, label);
			cells = rows.slice(headerRows(mode));
			isBegun = true;
		}
		for (const row of cells) widen(table, names, row.length);
		table.append(
			cells.map((row) => row.map(sheetCell)),
			(nth, column) => kindOf(cells[nth]?.[column]),
		);
		yield undefined;
		await turn();
	}
}

function sheetCell(cell: Cell): TableCell {
	return typeof cell === 'object' && cell !== null ? cell.text : cell;
}

/** Text of a sheet is text, even if it looks like a number: there it would be one. */
function kindOf(cell: Cell | undefined): 'date' | 'datetime' | 'time' | 'text' | undefined {
	if (typeof cell === 'string') return 'text';
	if (typeof cell !== 'object' || cell === null) return undefined;
	return cell.kind === 'error' ? 'text' : cell.kind;
}
