/** Filters the rows of a table by their metadata. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { reapitDialect } from '../filter/dialect.ts';
import { spellingsOf } from '../filter/fieldIndex.ts';
import { deepestLearned, isFull } from '../filter/learnFields.ts';
import { toSql } from '../filter/toSql.ts';
import type { SqlFilter } from '../filter/toSql.ts';
import type { Parsed } from '../filter/syntax.ts';
import { countRows } from './columnChanges.ts';
import type { Layout } from './columnLayout.ts';
import { documentSlot } from './documents.ts';
import { fieldIndexOf } from './fieldIndexOf.ts';
import { narrowed } from './filterIndexes.ts';
import { asNumber, quoteName } from './sql.ts';

/** How many rows match, and of how many it cannot be said because nobody knows the server's rule. */
export interface FilterCount {
	readonly rows: number;
	readonly matching: number;
	readonly undecided: number;
}

export function countMatches(db: DatabaseSync, layout: Layout, filters: readonly Parsed[]): FilterCount {
	// One state of the file for the field index, the rows and their number, also while a run writes.
	db.exec('BEGIN');
	try {
		return count(db, layout, filters);
	} finally {
		db.exec('COMMIT');
	}
}

function count(db: DatabaseSync, layout: Layout, filters: readonly Parsed[]): FilterCount {
	const namesMayDiffer = mayDiffer(db, layout, filters);
	const { sql, params } = filterSql(layout, filters, namesMayDiffer);
	const parsed = filters.map(({ filter }) => filter);
	const table = quoteName(layout.table);
	const narrow = narrowed(db, layout, parsed, namesMayDiffer) ?? { sql: '1', params: [] };
	// Materialized, because SQLite would evaluate the condition twice for each row.
	const found = db
		.prepare(
			`WITH verdicts AS MATERIALIZED (SELECT ${sql} AS v FROM ${table} WHERE ${narrow.sql})
			SELECT coalesce(sum(v = 1), 0) AS yes, coalesce(sum(v IS NULL), 0) AS maybe FROM verdicts`,
		)
		.get(...params, ...narrow.params);
	return { rows: countRows(db, layout), matching: asNumber(found?.yes), undecided: asNumber(found?.maybe) };
}

/** Whether a document may have a field of the filters in another case, which only a look into each of them would tell. */
function mayDiffer(db: DatabaseSync, layout: Layout, filters: readonly Parsed[]): boolean {
	const index = fieldIndexOf(db, layout);
	if (index.isPartial === true || isFull(index)) return true;
	return filters.some(({ filter: { field } }) => {
		if (field.kind !== 'path' || field.names.length >= deepestLearned) return true;
		return spellingsOf(index, field.names).some((path) => path !== field.names.join('.'));
	});
}

/** The rows that match, as a condition that uses what the replica knows of its fields, and its indexes. */
export function rowsThatMatch(db: DatabaseSync, layout: Layout, filters: readonly Parsed[]): SqlFilter {
	const namesMayDiffer = mayDiffer(db, layout, filters);
	const { sql, params } = filterSql(layout, filters, namesMayDiffer);
	const parsed = filters.map(({ filter }) => filter);
	const narrow = narrowed(db, layout, parsed, namesMayDiffer);
	if (narrow === undefined) return { sql, params };
	return { sql: `(${narrow.sql}) AND (${sql})`, params: [...narrow.params, ...params] };
}

/** The condition that selects matching rows; the functions that it calls are known to every reader. */
export function filterSql(layout: Layout, filters: readonly Parsed[], namesMayDiffer = true): SqlFilter {
	const slot = documentSlot(layout);
	if (slot === undefined) {
		throw new FreeholdError('usage', {
			what: `${layout.dataset} cannot be filtered`,
			why: 'its records carry no metadata',
			next: 'Name a dataset of Reapit whose endpoint has metadata, such as properties',
		});
	}
	const pushed = toSql(filters, { column: quoteName(slot.name), namesMayDiffer }, reapitDialect);
	if (pushed !== undefined) return pushed;
	throw new FreeholdError('usage', {
		what: 'The filter cannot be evaluated',
		why: 'an expression is not complete, or its operator does not exist',
		next: 'See what is missing with: freehold filter check',
	});
}
