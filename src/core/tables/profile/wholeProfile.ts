/** All that is told of a table at once: every column, keys, coverage over time. */
import type { Arrangement } from '../arrangement.ts';
import type { OpenTable } from '../openTable.ts';
import type { TableColumn } from '../table.ts';
import { coverage } from './coverage.ts';
import { checkKeys, keptKey } from './keyFacts.ts';
import { looksLikeKey } from './keyNames.ts';
import type { ColumnProfile, CoverageFacts, TableKeys } from './profile.ts';
import { profileColumns, rowsOf } from './profileColumns.ts';
import type { ProfiledRows } from './profileColumns.ts';
import { timeColumns } from './timeColumns.ts';

export interface ProfiledColumn extends TableColumn {
	readonly profile: ColumnProfile;
}

export interface WholeProfile {
	/** Rows that were looked at. */
	readonly rows: number;
	/** All rows of the table. */
	readonly total: number;
	readonly columns: readonly ProfiledColumn[];
	readonly keys: TableKeys;
	/** Absent where no column has times. */
	readonly coverage: CoverageFacts | undefined;
	/** Why there are no more rows, where reading them broke off. */
	readonly broken?: { readonly what: string; readonly why: string } | undefined;
}

export interface WholeWish {
	/** Those that are looked at; all of them where absent. */
	readonly columns?: readonly number[] | undefined;
	/** Of the rows; the one that is shown where absent. */
	readonly arrangement?: Arrangement | undefined;
}

const TOGETHER = 10;

/**
 * @param tell  is told how many columns of how many are done
 * @throws the signal's reason, and FreeholdError `query` where a filter cannot be read
 */
export async function wholeProfile(
	open: OpenTable,
	{ columns = [...open.table.columns.keys()], arrangement }: WholeWish,
	signal: AbortSignal,
	tell: (done: number, all: number) => void,
): Promise<WholeProfile> {
	const rows = rowsOf(open, arrangement);
	const found: ProfiledColumn[] = [];
	let count = 0;
	for (let at = 0; at < Math.max(1, columns.length); at += TOGETHER) {
		tell(at, columns.length);
		const part = await profileColumns(rows, { columns: columns.slice(at, at + TOGETHER) }, signal);
		count = part.rows;
		for (const profile of part.columns) {
			const column = open.table.columns[profile.column];
			if (column !== undefined) found.push({ ...column, profile });
		}
	}
	return {
		...{ rows: count, total: open.total(), columns: found },
		keys: await keysOf(open, rows, found, signal),
		coverage: await coverageOf(rows, columns, signal),
	};
}

function keysOf(
	{ table, dataset }: OpenTable,
	rows: ProfiledRows,
	columns: readonly ProfiledColumn[],
	signal: AbortSignal,
): Promise<TableKeys> {
	const kept = dataset === undefined ? undefined : keptKey(table.db, dataset);
	const candidates = columns.filter(({ name, profile }) => looksLikeKey(name, profile));
	return checkKeys(rows, { kept, columns: candidates.map(({ profile }) => profile.column) }, signal);
}

async function coverageOf(
	rows: ProfiledRows,
	columns: readonly number[],
	signal: AbortSignal,
): Promise<CoverageFacts | undefined> {
	const [column] = timeColumns(rows.table.columns);
	return column === undefined ? undefined : coverage(rows, { column, columns }, signal);
}
