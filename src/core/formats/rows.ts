/** What the writers of files take: column names once, then rows of values in that order. */
export type Cell = string | number | bigint | boolean | null | Uint8Array;

/** How a column's cells are to be read; `text` for all that has no narrower type, exact decimals included. */
export type CellType = 'text' | 'integer' | 'decimal' | 'boolean' | 'json';

export interface RowStream {
	readonly columns: readonly string[];
	readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
	/** Columns whose text is JSON (nested values): written as such where the format can. */
	readonly jsonColumns?: ReadonlySet<string> | undefined;
	/** Type of each column, in order; needed for formats that store types. */
	readonly types?: readonly CellType[] | undefined;
}

/** Formats that are text, and so can go to a terminal. */
export type Format = 'csv' | 'ndjson' | 'json';
export const FORMATS: readonly Format[] = ['csv', 'ndjson', 'json'];

/** Formats of files. */
export type FileFormat = Format | 'parquet';
export const FILE_FORMATS: readonly FileFormat[] = [...FORMATS, 'parquet'];
