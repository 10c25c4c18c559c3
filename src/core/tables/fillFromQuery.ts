/** The rows of a query, up to a number that no screen needs and a disk still holds. */
import { FreeholdError } from '../errors.ts';
import { ColumnNames } from '../formats/excel/headers.ts';
import { ReplicaReader } from '../replica/reader.ts';
import { BATCH_CHARACTERS, BATCH_ROWS, charactersIn } from './filling.ts';
import type { Filling } from './filling.ts';
import type { ScratchTable } from './scratchTable.ts';
import type { TableCell, TableSource } from './table.ts';
import { registerTableFunctions } from './tableFunctions.ts';
import { turn } from './turn.ts';

/** The scratch table lies on a disk that others need too. */
const MOST_QUERY_ROWS = 5_000_000;
/** Whoever waits for a slow query sees the rows that it has found so far. */
const LONGEST_BATCH_MS = 200;

/** @throws FreeholdError as `ReplicaReader.openQuery` does */
export async function* fillFromQuery(
	table: ScratchTable,
	{ file, sql, attached, params }: Extract<TableSource, { readonly kind: 'query' }>,
	signal: AbortSignal,
	mostRows = MOST_QUERY_ROWS,
): Filling {
	const reader = ReplicaReader.open(file);
	try {
		const query = reader.openQuery(sql, { attached, params, register: registerTableFunctions });
		try {
			const names = new ColumnNames();
			for (const name of query.columns) table.addColumn(names.unique(name, (number) => ` (${number})`));
			let batch: TableCell[][] = [];
			let begun = performance.now();
			let characters = 0;
			for (const row of query.rows) {
				if (table.count + batch.length === mostRows) {
					table.append(batch);
					throw tooMany(mostRows);
				}
				const cells = row.map(queryCell);
				batch.push(cells);
				characters += charactersIn(cells);
				const isSmall = batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS;
				if (isSmall && performance.now() - begun < LONGEST_BATCH_MS) continue;
				table.append(batch);
				[batch, characters] = [[], 0];
				yield undefined;
				await turn();
				signal.throwIfAborted();
				begun = performance.now();
			}
			table.append(batch);
			yield undefined;
		} finally {
			query.close();
		}
	} finally {
		reader.close();
	}
}

export function queryCell(value: string | number | bigint | null | Uint8Array): TableCell {
	// Neither JSON nor a cell has a form for what is too large for a double.
	if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return String(value);
	return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : value;
}

function tooMany(mostRows: number): FreeholdError {
	return new FreeholdError('query', {
		what: 'Not all rows of the query are shown',
		why: `it has more than ${mostRows.toLocaleString('en')}`,
		next: 'Narrow it with WHERE, or write them to a file: freehold query CONNECTION SQL --format csv',
	});
}
