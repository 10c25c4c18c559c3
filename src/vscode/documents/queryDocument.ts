/** The rows of a query as a table: as `freehold query` prints it. */
import { counted } from '../../core/wording/quantities.ts';
import { rowsTable } from '../../core/wording/rowsTable.ts';
import type { QueryRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { askInOwnThread } from './ownReader.ts';

/** A table is for eyes. */
const MOST_ROWS = 1000;

export async function queryDocument(freehold: Freehold, request: QueryRequest): Promise<string> {
	const { sql } = request;
	const { columns, rows, isTruncated } = await askInOwnThread(freehold, request, 'query', sql, MOST_ROWS);
	const table = rowsTable(columns, rows, Infinity);
	const end = isTruncated ? `The first ${counted(MOST_ROWS, 'row')}; there are more.` : counted(rows.length, 'row');
	return `${[sql.trim(), '', ...table.lines, '', end].join('\n')}\n`;
}
