/** The members that a vendor allows in columns of a dataset, as the replica keeps them. */
import type { DatabaseSync } from 'node:sqlite';
import { readLayout } from '../../replica/columnLayout.ts';
import { asText, optionalText, quoteName } from '../../replica/sql.ts';

/** By the column's name; readable names of members count as members. */
export type VendorLists = ReadonlyMap<string, ReadonlySet<string>>;

export function vendorLists(db: DatabaseSync, dataset: string): VendorLists {
	const lists = new Map<string, ReadonlySet<string>>();
	const columns = db.prepare(
		'SELECT property, name, enumeration, value_labels FROM _columns WHERE dataset = ? AND name IS NOT NULL',
	);
	const lookups = resoLookups(db);
	for (const row of columns.all(dataset)) {
		const enumeration = optionalText(row.enumeration);
		const labels = optionalText(row.value_labels);
		const members =
			enumeration === undefined
				? lookups.get(asText(row.property))
				: [
						...(JSON.parse(enumeration) as string[]),
						...(labels === undefined ? [] : Object.values(JSON.parse(labels) as Record<string, string>)),
					];
		if (members !== undefined && members.length > 0) lists.set(asText(row.name), new Set(members));
	}
	return lists;
}

/** RESO's Data Dictionary 2.0 gives the lists as rows of a dataset of their own, named like the fields that they are for. */
function resoLookups(db: DatabaseSync): ReadonlyMap<string, readonly string[]> {
	const layout = readLayout(db, 'Lookup');
	const [name, value, legacy] = ['LookupName', 'LookupValue', 'LegacyODataValue'].map(
		(property) => layout?.slots.find((slot) => slot.property === property)?.name,
	);
	if (layout === undefined || name === undefined || value === undefined) return new Map();
	const rows = db
		.prepare(
			`SELECT ${quoteName(name)} AS name, ${quoteName(value)} AS value, ${legacy === undefined ? 'NULL' : quoteName(legacy)} AS legacy FROM ${quoteName(layout.table)}`,
		)
		.all();
	const found = Map.groupBy(
		rows.filter((row) => typeof row.name === 'string' && typeof row.value === 'string'),
		(row) => asText(row.name),
	);
	return new Map(
		[...found].map(([of, members]) => [
			of,
			members.flatMap((row) => [row.value, row.legacy].filter((one) => typeof one === 'string')),
		]),
	);
}
