/** Gathers cells into rows and rows into batches, and says when a batch is ready. */
import { MAX_COLUMNS, MAX_ROWS } from './cell.ts';
import type { Cell, RowBatch } from './cell.ts';
import { damaged } from './problems.ts';

/** A batch of very wide rows is handed out early: 1,000 rows of 16,384 cells would be 130 MB. */
const MOST_CELLS = 1_000_000;

export class RowCollector {
	readonly #batchRows: number;
	#rows: Cell[][] = [];
	#numbers: number[] = [];
	#row: Cell[] = [];
	#rowNumber = 0;
	#cells = 0;
	/** Highest row handed out. */
	#done = 0;
	/** Highest row seen that holds a cell. */
	lastRow = 0;

	constructor(batchRows: number) {
		this.#batchRows = Math.max(1, batchRows);
	}

	/** @param row from 1 @param column from 0 */
	put(row: number, column: number, cell: Cell): void {
		if (row !== this.#rowNumber) this.#turnTo(row);
		const cells = this.#row;
		if (column === cells.length) cells.push(cell);
		else {
			// Not `>= 0`: that would let a number that is none pass.
			if (!(column >= 0 && column < MAX_COLUMNS)) throw damaged(`row ${row} has a cell in column ${column + 1}`);
			this.#cells += Math.max(0, column - cells.length);
			while (cells.length < column) cells.push(null);
			cells[column] = cell;
		}
		this.#cells++;
	}

	/** Whether a batch is complete: the row after its last has begun. */
	get isReady(): boolean {
		return this.#rows.length > this.#batchRows || (this.#cells > MOST_CELLS && this.#rows.length > 1);
	}

	/** The complete rows; the row under way stays. */
	take(): RowBatch {
		// A late row that is handed out now must not grow afterwards.
		if (this.#row !== this.#rows.at(-1)) this.#rowNumber = 0;
		const count = Math.min(this.#rows.length - 1, this.#batchRows);
		const batch = { rows: this.#rows.slice(0, count), numbers: this.#numbers.slice(0, count) };
		this.#rows = this.#rows.slice(count);
		this.#numbers = this.#numbers.slice(count);
		this.#cells = this.#rows.reduce((sum, row) => sum + row.length, 0);
		this.#done = batch.numbers.at(-1) ?? this.#done;
		return batch;
	}

	/** What is left at the end of the sheet, in batches. */
	*rest(): Generator<RowBatch> {
		for (let at = 0; at < this.#rows.length; at += this.#batchRows) {
			yield {
				rows: this.#rows.slice(at, at + this.#batchRows),
				numbers: this.#numbers.slice(at, at + this.#batchRows),
			};
		}
	}

	#turnTo(row: number): void {
		if (row > this.lastRow && row <= MAX_ROWS) {
			this.#row = [];
			this.#rows.push(this.#row);
			this.#numbers.push(row);
			this.lastRow = row;
		} else this.#row = this.#earlier(row);
		this.#rowNumber = row;
	}

	/** Rows normally ascend; one that comes late is put in its place as long as its batch is still here. */
	#earlier(row: number): Cell[] {
		if (!(row >= 1 && row <= MAX_ROWS)) throw damaged(`a cell lies in row ${row}`);
		if (row <= this.#done) throw damaged(`row ${row} comes after row ${this.lastRow}`);
		const after = this.#numbers.findIndex((number) => number >= row);
		const found = this.#numbers[after] === row ? this.#rows[after] : undefined;
		if (found !== undefined) return found;
		const cells: Cell[] = [];
		this.#rows.splice(after, 0, cells);
		this.#numbers.splice(after, 0, row);
		return cells;
	}
}
