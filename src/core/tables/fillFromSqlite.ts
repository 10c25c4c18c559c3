/** The rows of a table in a database that somebody else has made. */
import { ColumnNames } from '../formats/excel/headers.ts';
import { quoteName, returningArrays, valuesOf } from '../replica/sql.ts';
import { queryCell } from './fillFromQuery.ts';
import { BATCH_CHARACTERS, BATCH_ROWS, charactersIn } from './filling.ts';
import type { Filling } from './filling.ts';
import type { ScratchTable } from './scratchTable.ts';
import { openSqliteFile } from './sqliteTables.ts';
import type { TableCell } from './table.ts';
import { turn } from './turn.ts';

/** @throws FreeholdError `corrupt` */
export async function* fillFromSqlite(
	table: ScratchTable,
	{ file, name }: { readonly file: string; readonly name: string },
	signal: AbortSignal,
): Filling {
	const db = openSqliteFile(file);
	try {
		const columns = db.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').all(name);
		const names = new ColumnNames();
		for (const column of columns) table.addColumn(names.unique(String(column.name), (number) => ` (${number})`));
		const list = columns.map((column, nth) => `${quoteName(String(column.name))} AS v${nth}`);
		const statement = db.prepare(`SELECT ${list.join(', ')} FROM ${quoteName(name)}`);
		statement.setReadBigInts(true);
		returningArrays(statement);
		let batch: TableCell[][] = [];
		let characters = 0;
		for (const row of statement.iterate() as Iterable<unknown>) {
			const cells = valuesOf(row).map((value) => queryCell(typeof value === 'bigint' ? plainNumber(value) : value));
			batch.push(cells);
			characters += charactersIn(cells);
			if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
			table.append(batch);
			[batch, characters] = [[], 0];
			yield undefined;
			await turn();
			signal.throwIfAborted();
		}
		table.append(batch);
		yield undefined;
	} finally {
		db.close();
	}
}

function plainNumber(value: bigint): number | bigint {
	return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
