/** Makes a table of a sheet: named columns, rows of plain values, and the columns' types when all rows were read. */
import { FreeholdError } from '../../errors.ts';
import type { Cell, RowBatch } from './cell.ts';
import { ColumnTyper } from './columnTypes.ts';
import type { Scalar, SheetColumnType } from './columnTypes.ts';
import { ColumnNames, headerRows, readHeaders, unnamedColumn } from './headers.ts';
import type { HeaderMode, SheetColumn } from './headers.ts';

export interface TypedColumn extends SheetColumn {
	readonly type: SheetColumnType;
	/** Cells that hold a value. */
	readonly filled: number;
	/** Cells that held an Excel error and count as empty. */
	readonly errors: number;
}

export interface TableBatch {
	/** One value per column that is known so far; a later batch may have more columns. */
	readonly rows: Scalar[][];
	/** Row number in the sheet of each row, for messages. */
	readonly numbers: number[];
}

/** One reading of one sheet. */
export class ExcelTable {
	readonly #batches: AsyncGenerator<RowBatch, void, undefined>;
	readonly #names: ColumnNames;
	readonly #columns: SheetColumn[];
	readonly #typers: ColumnTyper[];
	#rest: RowBatch;

	/**
	 * Reads the header.
	 *
	 * @param batches rows of a sheet from its beginning
	 * @param mode    what its first rows hold, as it was asked of the vendor
	 */
	static async open(batches: AsyncGenerator<RowBatch, void, undefined>, mode: HeaderMode): Promise<ExcelTable> {
		const needed = headerRows(mode);
		const rows: Cell[][] = [];
		const numbers: number[] = [];
		while (rows.length < needed) {
			const { value } = await batches.next();
			if (value === undefined) throw headless(needed, rows.length);
			rows.push(...value.rows);
			numbers.push(...value.numbers);
		}
		const names = new ColumnNames();
		const columns = readHeaders(rows.slice(0, needed), mode, names);
		return new ExcelTable(batches, names, columns, { rows: rows.slice(needed), numbers: numbers.slice(needed) });
	}

	private constructor(
		batches: AsyncGenerator<RowBatch, void, undefined>,
		names: ColumnNames,
		columns: SheetColumn[],
		rest: RowBatch,
	) {
		this.#batches = batches;
		this.#names = names;
		this.#columns = columns;
		this.#typers = columns.map(() => new ColumnTyper());
		this.#rest = rest;
	}

	/** The columns of the header, and those without one that rows have had so far. */
	get columns(): readonly SheetColumn[] {
		return this.#columns;
	}

	/** The data rows, once. Rows that hold nothing are left out. */
	async *rows(): AsyncGenerator<TableBatch, void, undefined> {
		const rest = this.#rest;
		this.#rest = { rows: [], numbers: [] };
		if (rest.rows.length > 0) yield this.#table(rest);
		for await (const batch of this.#batches) yield this.#table(batch);
	}

	/** Types and counts over the rows read: final when `rows` has ended. */
	types(): readonly TypedColumn[] {
		return this.#columns.map((column, index) => {
			const typer = this.#typers[index];
			return { ...column, type: typer?.type ?? 'text', filled: typer?.filled ?? 0, errors: typer?.errors ?? 0 };
		});
	}

	#table(batch: RowBatch): TableBatch {
		const rows: Scalar[][] = [];
		const numbers: number[] = [];
		for (const [index, cells] of batch.rows.entries()) {
			while (this.#columns.length < cells.length) {
				this.#columns.push(unnamedColumn(this.#columns.length, this.#names));
				this.#typers.push(new ColumnTyper());
			}
			let isEmpty = true;
			const row = this.#typers.map((typer, column) => {
				const value = typer.take(cells[column] ?? null);
				if (value !== null) isEmpty = false;
				return value;
			});
			if (isEmpty) continue;
			rows.push(row);
			numbers.push(batch.numbers[index] ?? 0);
		}
		return { rows, numbers };
	}
}

function headless(needed: number, found: number): FreeholdError {
	return new FreeholdError('badResponse', {
		what: 'The sheet has no header',
		why: `${needed === 1 ? 'a header row' : 'two header rows'} should come first, the sheet has ${found} filled rows in all`,
		next: 'Check that this is the right sheet, and that its header mode is the one that was asked for',
	});
}
