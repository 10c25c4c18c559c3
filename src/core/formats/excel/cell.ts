/** What the Excel readers hand out: plain data, so that batches may cross a thread. */

/**
 * A cell that is more than its text says. Dates are zone-less local ISO text, because a sheet knows no zone:
 * `2024-03-31`, `2024-03-31T02:30:00`, `2024-03-31T02:30:00.250`; times `13:30:00`, durations `36:00:00`.
 */
export interface MarkedCell {
	readonly kind: 'date' | 'datetime' | 'time' | 'error';
	readonly text: string;
}

/** Text is untouched: blanks and leading zeros kept. */
export type Cell = string | number | boolean | null | MarkedCell;

/** Rows that hold anything; empty ones are left out, which `numbers` shows. */
export interface RowBatch {
	/** Each as long as its last filled cell. */
	readonly rows: Cell[][];
	/** Row number (from 1) in the sheet of each row. */
	readonly numbers: number[];
}

export interface SheetInfo {
	readonly name: string;
	readonly visibility: 'visible' | 'hidden' | 'veryHidden';
	/** The sheet that Excel would show first. */
	readonly isActive: boolean;
}

export interface ReadOptions {
	/** Rows of a batch; 1,000 where absent. */
	readonly batchRows?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Told once per finding, while rows are read. */
	readonly onWarning?: ((message: string) => void) | undefined;
}

/** Kinds that SheetJS reads in our place; `html` only as Office writes it. */
export type ForeignFormat = 'old xls' | 'xlsb' | 'ods' | 'xml' | 'html';

/** An open workbook. It holds the file open, so `close` it. */
export interface Workbook {
	readonly format: 'xls' | 'xlsx' | ForeignFormat;
	/** Sheets of cells in the order of their tabs; charts and macros are not among them. */
	readonly sheets: readonly SheetInfo[];
	/**
	 * The rows of one sheet, pulled batch by batch.
	 *
	 * @param sheet index in `sheets`; the active sheet where absent
	 */
	rows(sheet?: number, options?: ReadOptions): AsyncGenerator<RowBatch, void, undefined>;
	close(): Promise<void>;
}

export const DEFAULT_BATCH_ROWS = 1000;
/** Columns of the widest sheet that Excel knows (XFD). */
export const MAX_COLUMNS = 16_384;
/** Rows of the longest sheet that Excel knows. */
export const MAX_ROWS = 1_048_576;
/** Rows of a BIFF8 sheet: an export that fills them was probably cut there. */
export const MAX_XLS_ROWS = 65_536;
