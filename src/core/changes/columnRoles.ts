/** Columns whose changes people ask about: prices and statuses, recognised by the names that the vendors give them. */

export type ColumnRole = 'price' | 'status';

export interface RoleColumn {
	readonly role: ColumnRole;
	/** As the table names it. */
	readonly column: string;
	/** Where it lies within a nested value. */
	readonly path: readonly string[];
	/** As people know it: `ListPrice`, `selling.price`, `Cena s DPH`. */
	readonly title: string;
}

export interface NamedColumn {
	readonly name: string;
	readonly label?: string | undefined;
}

interface Match {
	readonly name?: RegExp;
	readonly label?: RegExp;
	readonly path?: readonly string[];
}

/** The first one that a table has counts, because those behind it say the same in other words. */
interface Rule {
	readonly role: ColumnRole;
	readonly matches: readonly Match[];
}

const RULES: readonly Rule[] = [
	// Spark. RESO Data Dictionary, Property.ListPrice; its changes move PriceChangeTimestamp (domain/spark.md).
	{ role: 'price', matches: [{ name: /^ListPrice$/ }] },
	// `MlsStatus` is the local status, `StandardStatus` that of RESO (domain/spark.md).
	{ role: 'status', matches: [{ name: /^StandardStatus$/ }, { name: /^MlsStatus$/ }] },
	// Reapit. PropertyModel: "The marketing price of the property", "The current status of the sale" (src/vendor/reapit).
	{ role: 'price', matches: [{ name: /^selling$/, path: ['price'] }] },
	{ role: 'status', matches: [{ name: /^selling$/, path: ['status'] }] },
	// PropertyModel: "The rent being charged for the property", "The current status of the let".
	{ role: 'price', matches: [{ name: /^letting$/, path: ['rent'] }] },
	{ role: 'status', matches: [{ name: /^letting$/, path: ['status'] }] },
	// OfferModel: "The monetary amount of the offer"; TenancyModel: "The amount of rent required".
	{ role: 'price', matches: [{ name: /^amount$/ }, { name: /^rent$/ }] },
	// Realpad publishes no ids of columns, only labels in the language of the user ("Stav" of list-excel-customers in its
	// PHP client); what a unit costs is told with and without VAT, and both move together.
	{ role: 'price', matches: [{ label: /^(?:Cena s DPH|Price incl\. VAT)$/i }, { label: /^(?:Cena|Price)\b/i }] },
	// OfferModel.status, TenancyModel.status; Realpad's "Stav", and "Dostupnost" of a unit.
	{ role: 'status', matches: [{ label: /^(?:Stav|Dostupnost|Status|Availability)$/i }, { name: /^status$/ }] },
];

/** Columns that move with every change and tell nobody anything: times of changes, etags, versions. */
const BOOKKEEPING = /Timestamp$|^modified$|^_|^ListingUpdate/;

export function isBookkeeping(column: string): boolean {
	return BOOKKEEPING.test(column);
}

/** @param columns  of one table */
export function roleColumns(columns: readonly NamedColumn[]): readonly RoleColumn[] {
	const found = new Map<string, RoleColumn>();
	for (const { role, matches } of RULES) {
		for (const { name, label, path = [] } of matches) {
			const column = columns.find((one) =>
				name === undefined ? label?.test(one.label ?? '') === true : name.test(one.name),
			);
			if (column === undefined) continue;
			const title = path.length === 0 ? (column.label ?? column.name) : [column.name, ...path].join('.');
			const id = JSON.stringify([role, column.name, path]);
			if (!found.has(id)) found.set(id, { role, column: column.name, path, title });
			break;
		}
	}
	return [...found.values()];
}
