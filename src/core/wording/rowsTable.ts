/** The rows of a query as a text table. */
import { renderTable } from './table.ts';
import type { TableText } from './table.ts';

type Cell = string | number | bigint | boolean | null | Uint8Array;

export function rowsTable(columns: readonly string[], rows: readonly (readonly Cell[])[], width: number): TableText {
	// Numbers stand to the right where a column holds nothing else.
	const isNumeric = columns.map((_, i) => {
		const cells = rows.map((row) => row[i] ?? null).filter((cell) => cell !== null);
		return cells.length > 0 && cells.every((cell) => typeof cell === 'number' || typeof cell === 'bigint');
	});
	return renderTable(
		columns.map((title, i) => ({ title, align: isNumeric[i] === true ? 'right' : 'left' })),
		rows.map((row) => row.map(cellText)),
		width,
	);
}

function cellText(cell: Cell): string {
	if (cell === null) return '';
	return cell instanceof Uint8Array ? `${cell.length} bytes` : String(cell);
}
