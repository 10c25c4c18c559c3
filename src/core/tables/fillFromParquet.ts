/** The rows of a Parquet file. */
import { ColumnNames } from '../formats/excel/headers.ts';
import type { ParquetFile } from '../formats/parquet/readParquet.ts';
import { BATCH_ROWS } from './filling.ts';
import type { Filling } from './filling.ts';
import type { ScratchTable } from './scratchTable.ts';
import { turn } from './turn.ts';

export async function* fillFromParquet(table: ScratchTable, file: ParquetFile, signal: AbortSignal): Filling {
	const names = new ColumnNames();
	for (const { name } of file.columns) table.addColumn(names.unique(name, (number) => ` (${number})`));
	for await (const slice of file.rows(signal)) {
		for (let at = 0; at < slice.length; at += BATCH_ROWS) {
			table.append(slice.slice(at, at + BATCH_ROWS), (_, column) => file.columns[column]?.kind);
			yield undefined;
			await turn();
			signal.throwIfAborted();
		}
	}
	yield undefined;
}
