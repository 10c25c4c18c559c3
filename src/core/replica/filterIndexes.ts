/**
 * Indexes of metadata fields, made when a filter on a large table asked for one. They lie in the replica and SQLite keeps
 * them; they cost space and a little of each write, so that there are few: the oldest goes first.
 */
import { DatabaseSync } from 'node:sqlite';
import { candidates, indexKey } from '../filter/candidates.ts';
import { reapitDialect } from '../filter/dialect.ts';
import type { SqlFilter } from '../filter/toSql.ts';
import type { Filter } from '../filter/syntax.ts';
import { readLayout } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import { documentSlot } from './documents.ts';
import type { FilterCount } from './filterRows.ts';
import { asNumber, asText, quoteName, singleNumber } from './sql.ts';
import { storeError } from './sqliteErrors.ts';
import { WriterLock } from './writerLock.ts';

/** Smaller tables are read through in the time of a blink, larger ones would hold up a run that begins. */
const fewestRows = 20_000;
const mostRows = 2_000_000;
/** Of the rows; what finds more is no quicker than reading all. */
const largestShare = 0.1;
/** Of the file, for all such indexes together. */
const largestPart = 0.1;
/** Rows that tell how many a condition finds. */
const sampled = 1_000;

/** The path that is indexed now, or why there is no new index. */
export type FilterIndexing = { readonly made: string } | 'notWorth' | 'busy' | 'cannotWrite';

export interface IndexOrder {
	readonly file: string;
	readonly dataset: string;
	readonly filters: readonly Filter[];
	/** What they were found to match. */
	readonly count: FilterCount;
}

/** Narrows filters by the indexes that are there; `undefined` where none is of use. */
export function narrowed(
	db: DatabaseSync,
	layout: Layout,
	filters: readonly Filter[],
	namesMayDiffer: boolean,
): SqlFilter | undefined {
	const known = filterIndexes(db, layout.table);
	if (known.length === 0) return undefined;
	const parts = narrowings(db, layout, filters, namesMayDiffer).filter(({ index }) => known.includes(index.name));
	if (parts.length === 0) return undefined;
	return { sql: parts.map(({ part }) => part.sql).join(' AND '), params: parts.flatMap(({ part }) => part.params) };
}

/**
 * Makes the index that would have made a question quicker; after the answer, because it takes as long as reading the table.
 * Where the file cannot be written to, questions take as long as before.
 *
 * @throws FreeholdError `corrupt` and the like
 */
export function indexForFilters(order: IndexOrder): FilterIndexing {
	const { rows, matching, undecided } = order.count;
	if (rows < fewestRows || rows > mostRows || matching + undecided > rows * largestShare) return 'notWorth';
	try {
		// Not held meanwhile: a run that begins now waits for the index instead of being refused.
		new WriterLock(order.file, process.pid).release();
		const db = new DatabaseSync(order.file);
		try {
			return make(db, order);
		} finally {
			db.close();
		}
	} catch (error) {
		const told = storeError(error, order.file);
		switch (told.reason) {
			case 'locked':
				return 'busy';
			// `notFound`: no file can be made beside it.
			case 'readOnly':
			case 'notFound':
			case 'diskFull':
				return 'cannotWrite';
			default:
				throw told;
		}
	}
}

function make(db: DatabaseSync, { dataset, filters }: IndexOrder): FilterIndexing {
	const layout = readLayout(db, dataset);
	if (layout === undefined) return 'notWorth';
	const known = filterIndexes(db, layout.table);
	const useful = narrowings(db, layout, filters, false);
	const [wanted] = useful.map(({ index }) => index);
	if (wanted === undefined || useful.some(({ index }) => known.includes(index.name))) return 'notWorth';
	db.exec('PRAGMA busy_timeout = 0');
	db.exec(
		`BEGIN IMMEDIATE; CREATE INDEX ${quoteName(wanted.name)} ON ${quoteName(layout.table)} (${wanted.key}); COMMIT`,
	);
	dropBeyondBudget(db);
	return filterIndexes(db, layout.table).includes(wanted.name) ? { made: wanted.path } : 'notWorth';
}

interface FoundNarrowing {
	readonly index: FieldIndexed;
	readonly part: SqlFilter;
	readonly share: number;
}

/** What each filter could be narrowed to, where it is worth it; what finds the fewest rows first. */
function narrowings(
	db: DatabaseSync,
	layout: Layout,
	filters: readonly Filter[],
	namesMayDiffer: boolean,
): readonly FoundNarrowing[] {
	const rowids = sampleOf(db, layout);
	const found = filters.flatMap((filter): readonly FoundNarrowing[] => {
		const index = indexOf(layout, filter);
		if (index === undefined) return [];
		const target = { column: index.column, namesMayDiffer };
		const part = candidates({ filter, key: index.key, target, dialect: reapitDialect });
		return part === undefined ? [] : [{ index, part, share: shareOf(db, layout, part, rowids) }];
	});
	return found.filter(({ share }) => share <= largestShare).sort((a, b) => a.share - b.share);
}

/** Rowids all over the table, as JSON; where rows were deleted, some find none. */
function sampleOf(db: DatabaseSync, { table }: Layout): string {
	const last = singleNumber(db, `SELECT coalesce(max(rowid), 0) FROM ${quoteName(table)}`);
	const step = Math.max(1, Math.floor(last / sampled));
	return JSON.stringify(Array.from({ length: Math.min(last, sampled) }, (_, n) => (n + 1) * step));
}

function shareOf(db: DatabaseSync, { table }: Layout, { sql, params }: SqlFilter, rowids: string): number {
	const found = db
		.prepare(
			`SELECT coalesce(avg(ifnull(${sql}, 0)), 0) AS share FROM ${quoteName(table)} WHERE rowid IN (SELECT value FROM json_each(?))`,
		)
		.get(...params, rowids);
	return asNumber(found?.share);
}

/** The oldest go until the rest is within the budget. */
function dropBeyondBudget(db: DatabaseSync): void {
	const budget = singleNumber(db, 'PRAGMA page_count') * singleNumber(db, 'PRAGMA page_size') * largestPart;
	const sizes = filterIndexes(db).map((name) => ({
		name,
		bytes: singleNumber(db, 'SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ? AND aggregate = TRUE', name),
	}));
	let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
	for (const { name, bytes } of sizes) {
		if (total <= budget) return;
		db.exec(`DROP INDEX ${quoteName(name)}`);
		total -= bytes;
	}
}

/** Names of such indexes, the oldest first. */
function filterIndexes(db: DatabaseSync, table?: string): readonly string[] {
	const rows = db
		.prepare(
			"SELECT name FROM sqlite_schema WHERE type = 'index' AND name GLOB '_filter_*' AND (? IS NULL OR tbl_name = ?) ORDER BY rowid",
		)
		.all(table ?? null, table ?? null);
	return rows.map((row) => asText(row.name));
}

interface FieldIndexed {
	readonly name: string;
	readonly path: string;
	readonly column: string;
	readonly key: string;
}

function indexOf(layout: Layout, { field }: Filter): FieldIndexed | undefined {
	const slot = documentSlot(layout);
	if (slot === undefined || field.kind !== 'path') return undefined;
	const column = quoteName(slot.name);
	const key = indexKey(column, field.names);
	const path = field.names.join('.');
	return key === undefined ? undefined : { name: `_filter_${layout.table}_${path}`, path, column, key };
}
