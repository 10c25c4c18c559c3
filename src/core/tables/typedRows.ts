/** Rows whose types only their values tell, kept in a scratch table until all of them are known. */
import { storableTypes } from '../formats/parquet/storableTypes.ts';
import type { Cell, RowStream } from '../formats/rows.ts';
import { plainText } from '../formats/typedCell.ts';
import { BATCH_CHARACTERS, BATCH_ROWS, charactersIn } from './filling.ts';
import { ScratchTable } from './scratchTable.ts';
import { shownRows } from './shownRows.ts';
import type { TableCell, TableColumn } from './table.ts';
import type { ListedRows } from './tableView.ts';
import { turn } from './turn.ts';

export class TypedRows implements Disposable {
	readonly #table: ScratchTable;
	readonly #signal: AbortSignal;

	/** @throws the signal's reason, and what the rows throw */
	static async of({ columns, rows }: Pick<RowStream, 'columns' | 'rows'>, signal: AbortSignal): Promise<TypedRows> {
		const table = new ScratchTable();
		try {
			for (const name of columns) table.addColumn(name);
			let batch: TableCell[][] = [];
			let characters = 0;
			for await (const row of rows) {
				const cells = row.map(cellOf);
				batch.push(cells);
				characters += charactersIn(cells);
				if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
				table.append(batch);
				[batch, characters] = [[], 0];
				await turn();
				signal.throwIfAborted();
			}
			table.append(batch);
			return new TypedRows(table, signal);
		} catch (error) {
			table[Symbol.dispose]();
			throw error;
		}
	}

	private constructor(table: ScratchTable, signal: AbortSignal) {
		this.#table = table;
		this.#signal = signal;
	}

	get columns(): readonly TableColumn[] {
		return this.#table.columns;
	}

	/** @param onNote  told of columns that are text because a typed file could not keep all of their values otherwise */
	async stream(onNote: (note: string) => void): Promise<RowStream> {
		const { columns } = this;
		return {
			columns: columns.map(({ name }) => name),
			types: await storableTypes(this.#rows(), columns, onNote),
			rows: this.#present(),
		};
	}

	[Symbol.dispose](): void {
		this.#table[Symbol.dispose]();
	}

	#rows(): AsyncGenerator<readonly TableCell[] | undefined> {
		const table = this.#table;
		const { count } = table;
		const at: ListedRows['at'] = (offset, most) =>
			Array.from({ length: Math.max(0, Math.min(most, count - offset)) }, (_, nth) => offset + nth + 1);
		const columns = [...table.columns.keys()];
		return shownRows({ table, rows: { count, at }, columns, signal: this.#signal, onProgress: () => undefined });
	}

	async *#present(): AsyncGenerator<readonly TableCell[]> {
		for await (const row of this.#rows()) if (row !== undefined) yield row;
	}
}

/** Numbers beyond a double keep their digits as text, bytes are Base64 as in formats of text. */
function cellOf(cell: Cell): TableCell {
	if (cell === null || typeof cell === 'string' || typeof cell === 'boolean') return cell;
	return typeof cell === 'number' && Number.isFinite(cell) ? cell : plainText(cell);
}
