/** What the writers of files take: column names once, then rows of values in that order. */
export type Cell = string | number | bigint | boolean | null | Uint8Array;

/**
 * How a column's cells are to be read; `text` for all that has no narrower type. Numbers and booleans may also come as
 * text, as files of text have them; dates and times are ISO 8601, `instant` those with a zone.
 */
export type CellType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'datetime' | 'instant' | 'json';

export interface RowStream {
	readonly columns: readonly string[];
	readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
	/** Columns whose text is JSON (nested values): written as such where the format can. */
	readonly jsonColumns?: ReadonlySet<string> | undefined;
	/** Type of each column, in order; needed for formats that store types. */
	readonly types?: readonly CellType[] | undefined;
}

/** Formats that are text, and so can go to a terminal. */
export type Format = 'csv' | 'tsv' | 'ndjson' | 'json' | 'md' | 'sql';
export const FORMATS: readonly Format[] = ['csv', 'tsv', 'ndjson', 'json', 'md', 'sql'];

/** Formats of files. */
export type FileFormat = Format | 'xlsx' | 'parquet';
export const FILE_FORMATS: readonly FileFormat[] = [...FORMATS, 'xlsx', 'parquet'];

/** What some formats can be asked for. */
export interface WriteOptions {
	/** CSV: puts `'` before text that spreadsheets would run as a formula. Changes the data. */
	readonly guardFormulas?: boolean | undefined;
	/** SQL: the table that the rows go into. Excel: the sheet. */
	readonly name?: string | undefined;
	/** SQL: makes the table where there is none. */
	readonly createTable?: boolean | undefined;
	/** Told what became of values that the format cannot hold as they are. */
	readonly onNote?: ((note: string) => void) | undefined;
}
