/** Compares a replica with the sandbox's own records, value by value, by rules written here and not taken from the product. */
import type { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { memberName } from '../../src/sandbox/spark/data/lookups.ts';
import { relationKeys } from '../../src/sandbox/spark/data/relations.ts';
import type { RelationName } from '../../src/sandbox/spark/data/relations.ts';
import type { Sight } from '../../src/sandbox/spark/oracle.ts';
import { ExactDecimal } from '../../src/sandbox/json.ts';
import { customFields } from '../../src/sandbox/spark/reso/entities.ts';
import type { EntitySetName } from '../../src/sandbox/spark/reso/entities.ts';
import type { SparkSandbox } from '../../src/sandbox/spark/sparkSandbox.ts';
import { openTables, readTable } from './tables.ts';
import type { StoredRow } from './tables.ts';

type Truth = Readonly<Record<string, unknown>>;

const relations = Object.keys(relationKeys) as readonly RelationName[];

export const everyRelation: readonly string[] = relations;

/** Fails with what differs between a replica's file and the vendor's own records. */
export function expectEqual(
	file: string,
	spark: SparkSandbox,
	datasets: readonly string[],
	sight: Partial<Sight> = {},
	expand = everyRelation,
): void {
	const db = openTables(file);
	try {
		for (const dataset of datasets) {
			for (const [table, { key, rows }] of truthOf(spark, dataset, sight, expand)) expectTable(db, table, key, rows);
		}
	} finally {
		db.close();
	}
}

/** What the vendor would give of a dataset now, relations included: table → key column and rows. */
function truthOf(
	spark: SparkSandbox,
	dataset: string,
	sight: Partial<Sight>,
	expand: readonly string[],
): ReadonlyMap<string, { readonly key: string; readonly rows: readonly Truth[] }> {
	if (dataset === 'Contacts' || dataset === 'OwnContacts') {
		return new Map([[dataset, { key: 'Id', rows: spark.contacts(dataset === 'Contacts') }]]);
	}
	const rows = [...spark.records(dataset as EntitySetName, sight)];
	const key = dataset === 'Teams' ? 'TeamKey' : dataset === 'Property' ? 'ListingKey' : `${dataset}Key`;
	const tables = new Map<string, { key: string; rows: readonly Truth[] }>([[dataset, { key, rows }]]);
	if (dataset !== 'Property') return tables;
	tables.set(dataset, { key, rows: withCustomFields(spark, rows, sight) });
	for (const relation of relations.filter((name) => expand.includes(name))) {
		const children = rows.flatMap((row) => {
			const parent = row.ListingKey as string;
			// Rows that do not name their listing themselves are given its key by the replica.
			return spark.related(parent, relation, sight).map((child) => ({ ListingKey: parent, ...child }));
		});
		tables.set(relation, { key: relationKeys[relation], rows: children });
	}
	return tables;
}

/** Fails with the rows that differ: none is missing, none too many, every value is as the vendor has it. */
function expectTable(db: DatabaseSync, name: string, key: string, truth: readonly Truth[]): void {
	const table = readTable(db, name, true);
	const stored = new Map(table.rows.map((row) => [String(row[key]), row]));
	const wanted = new Map(truth.map((row) => [String(row[key]), row]));
	expect(wanted.size, `distinct keys of ${name} at the source`).toBe(truth.length);
	const missing = [...wanted.keys()].filter((each) => !stored.has(each));
	const extra = [...stored.keys()].filter((each) => !wanted.has(each));
	expect({ table: name, missing, extra }).toEqual({ table: name, missing: [], extra: [] });
	const different = [...wanted].flatMap(([each, row]) =>
		differences(row, stored.get(each) ?? {}, table.types).map((what) => `${name} ${each}: ${what}`),
	);
	expect(different.slice(0, 10)).toEqual([]);
}

function differences(truth: Truth, stored: StoredRow, types: ReadonlyMap<string, string>): readonly string[] {
	const hidden = Object.entries(truth).flatMap(([name, value]) => (value === '********' ? [name] : []));
	const noted = stored._hidden === null ? [] : (JSON.parse(String(stored._hidden)) as string[]);
	const found = hidden.toSorted().join() === noted.toSorted().join() ? [] : [`_hidden is ${noted.join()}`];
	for (const [name, value] of Object.entries(truth)) {
		// Dictionary 1.x leaves a relation's parent out of some rows; the replica has it under the name it chose.
		if (!types.has(name)) {
			if (name !== 'ListingKey') found.push(`${name} has no column`);
			continue;
		}
		const is = stored[name] ?? null;
		const wanted = asStored(value, types.get(name));
		if (is !== wanted) found.push(`${name} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
	}
	const unknown = Object.keys(stored).filter((name) => name !== '_hidden' && !(name in truth) && stored[name] !== null);
	return [...found, ...unknown.map((name) => `${name} is too much`)];
}

/** Dictionary 1.x gives custom fields under encoded names, in an expansion of their own. */
function withCustomFields(spark: SparkSandbox, rows: readonly Truth[], sight: Partial<Sight>): readonly Truth[] {
	if (sight.version === 3) return rows;
	const plain = [...spark.records('Property', { ...sight, version: 3 })];
	return rows.map((row, index) => {
		const custom = customFields.map(({ field, encoded }) => {
			const value = plain[index]?.[field.name];
			return [encoded, Array.isArray(value) ? value.map((each) => memberName(String(each))) : value];
		});
		return { ...row, ...(Object.fromEntries(custom) as Truth) };
	});
}

/** How a value must stand in SQLite: instants as UTC, decimals with every digit, lists as JSON, hidden ones not at all. */
function asStored(value: unknown, type: string | undefined): unknown {
	if (value === null || value === undefined || value === '********') return null;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (typeof value === 'string') return type === 'instant' ? new Date(value).toISOString() : value;
	if (typeof value === 'number') return value;
	if (Array.isArray(value)) return JSON.stringify(value);
	if (!(value instanceof ExactDecimal)) throw new TypeError(`The sandbox has no such value: ${JSON.stringify(value)}`);
	// A number is as good as its digits where it gives them back; zeros at the end of a fraction mean nothing.
	const digits = value.text.includes('.') ? value.text.replace(/\.?0+$/, '') : value.text;
	return String(Number(digits)) === digits ? Number(digits) : value.text;
}
