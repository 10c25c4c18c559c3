/** Which rows of other tables belong to a row: parts that came nested in it, its parent, what its keys and links name. */
import type { DatabaseSync } from 'node:sqlite';
import { embeddedDataset } from '../../sources/reapit/catalogue/embeds.ts';
import { quoteName, singleNumber } from '../../replica/sql.ts';
import type { TableCell } from '../table.ts';
import { halTargets } from './halLinks.ts';
import { keyColumns } from './keyColumns.ts';
import { knownTables } from './knownTables.ts';
import type { KnownTable, KnownTables } from './knownTables.ts';

export interface RowLink {
	/** What leads there: a column, a relation, or a link of the record. */
	readonly from: string;
	readonly dataset: string;
	/** What those rows have to hold, all of it. */
	readonly conditions: readonly LinkCondition[];
	/** How many rows there are; absent where counting them would read the whole table. */
	readonly count?: number | undefined;
}

export interface LinkCondition {
	/** Number of the column in the other table, and its name. */
	readonly column: number;
	readonly name: string;
	/** One of these. */
	readonly values: readonly string[];
}

interface Found {
	readonly from: string;
	readonly dataset: string;
	readonly column: string;
	readonly values: readonly string[];
}

/** Reapit's ids are unique within a customer only. */
const customer = 'customerId';

/** @param row  its cells by the names of their columns */
export function rowLinks(db: DatabaseSync, dataset: string, row: ReadonlyMap<string, TableCell>): readonly RowLink[] {
	const known = knownTables(db);
	const own = known.tables.get(dataset);
	if (own === undefined) return [];
	const found = [...nested(known, own, row), ...linked(known, own, row), ...named(known, own, row)];
	const links = new Map<string, RowLink>();
	for (const one of found) {
		const target = known.tables.get(one.dataset);
		const link = target === undefined ? undefined : linkTo(db, target, one, row);
		if (link === undefined) continue;
		const key = JSON.stringify([link.dataset, link.conditions]);
		if (!links.has(key)) links.set(key, link);
	}
	return [...links.values()];
}

function nested(
	{ relations, tables }: KnownTables,
	own: KnownTable,
	row: ReadonlyMap<string, TableCell>,
): readonly Found[] {
	return relations.flatMap(({ property, parent, child, parentColumn }): readonly Found[] => {
		const column = tables.get(parent)?.key[0];
		if (parent === own.dataset && column !== undefined) {
			return found(property, child, parentColumn, row.get(column));
		}
		// Media belongs to listings, members and offices by the same column; the row tells no more than its key.
		return child === own.dataset && column !== undefined
			? found(parentColumn, parent, column, row.get(parentColumn))
			: [];
	});
}

function linked({ tables }: KnownTables, own: KnownTable, row: ReadonlyMap<string, TableCell>): readonly Found[] {
	if (!own.key.includes(customer)) return [];
	const links = row.get('_links');
	const fields = own.columns.flatMap((column): readonly Found[] => {
		const [, base, many] = /^(.+)Id(s)?$/.exec(column) ?? [];
		if (base === undefined || own.key.includes(column)) return [];
		const dataset = embeddedDataset(own.dataset, many === undefined ? base : `${base}s`);
		const value = row.get(column);
		return dataset === undefined ? [] : found(column, dataset, 'id', ...(many === undefined ? [value] : idsIn(value)));
	});
	return [...fields, ...(typeof links === 'string' ? halTargets(links, tables) : [])];
}

function named({ tables }: KnownTables, own: KnownTable, row: ReadonlyMap<string, TableCell>): readonly Found[] {
	return [...tables.values()].flatMap((other) => [
		...keyColumns(own, other).flatMap((column) => found(column, other.dataset, other.key[0] ?? '', row.get(column))),
		...keyColumns(other, own).flatMap((column) =>
			found(`${other.dataset}.${column}`, other.dataset, column, row.get(own.key[0] ?? '')),
		),
	]);
}

function found(
	from: string,
	dataset: string,
	column: string,
	...values: readonly (TableCell | undefined)[]
): readonly Found[] {
	const texts = values.flatMap((value) =>
		value === null || value === undefined || value === '' ? [] : [String(value)],
	);
	return texts.length === 0 ? [] : [{ from, dataset, column, values: texts }];
}

function idsIn(value: TableCell | undefined): readonly string[] {
	if (typeof value !== 'string' || !value.startsWith('[')) return [];
	try {
		const ids = JSON.parse(value) as unknown;
		return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
	} catch {
		// Not what the vendor's model says: it leads nowhere.
		return [];
	}
}

function linkTo(
	db: DatabaseSync,
	target: KnownTable,
	{ from, column, values }: Found,
	row: ReadonlyMap<string, TableCell>,
): RowLink | undefined {
	const ownCustomer = row.get(customer);
	const wanted = [
		...(typeof ownCustomer === 'string' && target.key.includes(customer)
			? [{ name: customer, values: [ownCustomer] }]
			: []),
		{ name: column, values },
	];
	const conditions = wanted.map((one) => ({ ...one, column: target.columns.indexOf(one.name) }));
	if (conditions.some(({ column: number }) => number < 0)) return undefined;
	return { from, dataset: target.dataset, conditions, count: countOf(db, target, conditions) };
}

/** Only where an index finds them: tables may have millions of rows. */
function countOf(db: DatabaseSync, { table }: KnownTable, conditions: readonly LinkCondition[]): number | undefined {
	const where = conditions.map(({ name, values }) => `${quoteName(name)} IN (${values.map(() => '?').join(', ')})`);
	const sql = `SELECT count(*) FROM ${quoteName(table)} WHERE ${where.join(' AND ')}`;
	const values = conditions.flatMap((one) => one.values);
	const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
	return plan.some(({ detail }) => String(detail).startsWith('SEARCH')) ? singleNumber(db, sql, ...values) : undefined;
}
