/** Filters the rows of a table by their metadata. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { reapitDialect } from '../filter/dialect.ts';
import { toSql } from '../filter/toSql.ts';
import type { SqlFilter } from '../filter/toSql.ts';
import type { Parsed } from '../filter/syntax.ts';
import type { Layout } from './columnLayout.ts';
import { asNumber, quoteName } from './sql.ts';

/** How many rows match, and of how many it cannot be said because nobody knows the server's rule. */
export interface FilterCount {
	readonly rows: number;
	readonly matching: number;
	readonly undecided: number;
}

export function countMatches(db: DatabaseSync, layout: Layout, filters: readonly Parsed[]): FilterCount {
	const { sql, params } = filterSql(layout, filters);
	const found = db
		.prepare(
			`SELECT count(*) AS n, coalesce(sum(v = 1), 0) AS yes, coalesce(sum(v IS NULL), 0) AS maybe FROM (SELECT ${sql} AS v FROM ${quoteName(layout.table)})`,
		)
		.get(...params);
	return { rows: asNumber(found?.n), matching: asNumber(found?.yes), undecided: asNumber(found?.maybe) };
}

/** The condition that selects matching rows; the functions that it calls are known to every reader. */
export function filterSql(layout: Layout, filters: readonly Parsed[]): SqlFilter {
	const slot = layout.slots.find(({ property }) => property === 'metadata');
	if (slot === undefined) {
		throw new FreeholdError('usage', {
			what: `${layout.dataset} cannot be filtered`,
			why: 'its records carry no metadata',
			next: 'Name a dataset of Reapit whose endpoint has metadata, such as properties',
		});
	}
	const pushed = toSql(filters, { column: quoteName(slot.name), namesMayDiffer: true }, reapitDialect);
	if (pushed !== undefined) return pushed;
	throw new FreeholdError('usage', {
		what: 'The filter cannot be evaluated',
		why: 'an expression is not complete',
		next: 'See what is missing with: freehold filter check',
	});
}
