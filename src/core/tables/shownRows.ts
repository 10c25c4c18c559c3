/** All rows of a table in their order, whole, a few at a time: others have their turn in between. */
import type { SqlTable, TableCell } from './table.ts';
import type { ListedRows } from './tableView.ts';
import { turn } from './turn.ts';

const BATCH_ROWS = 200;
/** Rows with longer cells are read one by one: two hundred of them would not fit in memory. */
const SHORT_CHARACTERS = 100_000;
const MOST_CHARACTERS = 512 * 1024 * 1024;

export interface RowWalk {
	readonly table: SqlTable;
	readonly rows: ListedRows;
	readonly columns: readonly number[];
	readonly signal: AbortSignal;
	/** Called with the number of rows that are behind. */
	readonly onProgress: (done: number) => void;
}

/** Rows that are gone since they were listed are left out: `undefined` stands in their places. */
export async function* shownRows(walk: RowWalk): AsyncGenerator<readonly TableCell[] | undefined> {
	const { table, rows, columns, signal, onProgress } = walk;
	for (let offset = 0; offset < rows.count; offset += BATCH_ROWS) {
		const rowids = rows.at(offset, BATCH_ROWS);
		for (const [nth, row] of table.read(rowids, SHORT_CHARACTERS, columns).entries()) {
			const isLong = row?.some((cell) => typeof cell === 'string' && cell.length > SHORT_CHARACTERS);
			yield isLong === true ? table.read([rowids[nth] ?? 0], MOST_CHARACTERS, columns)[0] : row;
		}
		onProgress(Math.min(rows.count, offset + BATCH_ROWS));
		await turn();
		signal.throwIfAborted();
	}
}
