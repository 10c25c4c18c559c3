/** Columns over the rows that an arrangement lets through: walks over them in turns and tells what was found. */
import type { Arrangement } from '../arrangement.ts';
import type { OpenTable } from '../openTable.ts';
import { ColumnTally, USUAL_LIMITS } from './columnTally.ts';
import type { TallyLimits } from './columnTally.ts';
import type { ColumnProfile, TableProfile } from './profile.ts';
import { cellReader, sampleRanges, walkRows, wholeRange } from './rowWalk.ts';
import type { RowRange, WalkedRows } from './rowWalk.ts';
import { vendorLists } from './vendorLists.ts';
import type { VendorLists } from './vendorLists.ts';

/** Read together: each of them may keep some 20 MB while it is gathered. */
const TOGETHER = 10;

export interface ProfileWish {
	readonly columns: readonly number[];
	/** Whether some rows are enough. */
	readonly isSample?: boolean | undefined;
}

export interface ProfiledRows extends WalkedRows {
	readonly lists: VendorLists;
}

/** @param arrangement  of the rows; the one that is shown where absent */
export function rowsOf({ table, view, dataset }: OpenTable, arrangement: Arrangement = view.arrangement): ProfiledRows {
	const lists: VendorLists = dataset === undefined ? new Map() : vendorLists(table.db, dataset);
	return { table, arrangement, lists };
}

/** @throws the signal's reason, and FreeholdError `query` where a filter cannot be read */
export async function profileColumns(
	rows: ProfiledRows,
	{ columns, isSample = false }: ProfileWish,
	signal: AbortSignal,
	limits = USUAL_LIMITS,
): Promise<TableProfile> {
	const ranges = isSample ? sampleRanges(rows.table) : wholeRange(rows.table);
	const known = columns.filter((column) => column in rows.table.columns);
	const profiles: ColumnProfile[] = [];
	let count = 0;
	for (let at = 0; at < Math.max(1, known.length); at += TOGETHER) {
		const found = await profileTogether(rows, known.slice(at, at + TOGETHER), { ranges, signal, limits });
		count = found.count;
		profiles.push(...found.profiles);
	}
	return { rows: count, isSample: ranges.length > 1, columns: profiles };
}

interface Walk {
	readonly ranges: readonly RowRange[];
	readonly signal: AbortSignal;
	readonly limits: TallyLimits;
}

async function profileTogether(
	rows: ProfiledRows,
	columns: readonly number[],
	{ ranges, signal, limits }: Walk,
): Promise<{ readonly count: number; readonly profiles: readonly ColumnProfile[] }> {
	const { table, lists } = rows;
	const tallies = columns.flatMap((column) => {
		const head = table.columns[column];
		return head === undefined ? [] : [new ColumnTally(column, head, lists.get(head.name), limits)];
	});
	let count = 0;
	await walkRows(rows, { columns, ranges }, signal, (cells, rowid) => {
		count += 1;
		for (let nth = 0; nth < tallies.length; nth++) tallies[nth]?.add(cells[nth] ?? null, rowid);
	});
	const profiles: ColumnProfile[] = [];
	for (const [nth, tally] of tallies.entries()) {
		profiles.push(await tally.profile(cellReader(table, columns[nth] ?? 0)));
		signal.throwIfAborted();
	}
	return { count, profiles };
}
