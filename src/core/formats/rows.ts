/** What the writers of files take: column names once, then rows of values in that order. */
export type Cell = string | number | bigint | boolean | null | Uint8Array;

export interface RowStream {
	readonly columns: readonly string[];
	readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
	/** Columns whose text is JSON (nested values): written as such where the format can. */
	readonly jsonColumns?: ReadonlySet<string> | undefined;
}

export type Format = 'csv' | 'ndjson' | 'json';
export const FORMATS: readonly Format[] = ['csv', 'ndjson', 'json'];
