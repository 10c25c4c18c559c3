/** How the vendor's list endpoints are called as datasets: id, title, group, and the columns that tell their parents. */

export interface DatasetName {
	readonly id: string;
	readonly title: string;
	readonly group: string;
	/** Columns that take the ids in the path, outermost first: `['propertyId', 'keyId']`. */
	readonly parentColumns: readonly string[];
}

/** `/properties/{id}/keys/{keyId}/movements` → `properties.keys.movements`, with parents `propertyId` and `keyId`. */
export function datasetName(path: string): DatasetName {
	const parts = path.split('/').filter((part) => part !== '');
	const names = parts.filter((part) => !part.startsWith('{'));
	const id = renamed[names.join('.')] ?? names.join('.');
	const parentColumns = parts.flatMap((part, index) => {
		if (!part.startsWith('{')) return [];
		return part === '{id}' ? [`${singular(parts[index - 1] ?? '')}Id`] : [part.slice(1, -1)];
	});
	return { id, title: titleOf(id), group: groups[names[0] ?? ''] ?? 'Other', parentColumns };
}

/** The path of a list without the ids in it: `properties.keys` → the list that its parents come from is `properties`. */
export function parentList(path: string): string | undefined {
	const at = path.lastIndexOf('/{');
	if (at < 0) return undefined;
	const list = path.slice(0, at);
	// Collections end with a slash in the vendor's paths, lists below a record do not.
	return list.includes('{') ? list : `${list}/`;
}

const renamed: Readonly<Record<string, string>> = { 'metadata.metadataSchema': 'metadata.schema' };

const groups: Readonly<Record<string, string>> = {
	applicants: 'People',
	companies: 'People',
	contacts: 'People',
	landlords: 'People',
	vendors: 'People',
	identityChecks: 'People',
	areas: 'Properties',
	properties: 'Properties',
	propertyImages: 'Properties',
	worksOrders: 'Properties',
	conveyancing: 'Deals',
	enquiries: 'Deals',
	offers: 'Deals',
	referrals: 'Deals',
	tenancies: 'Deals',
	invoices: 'Money',
	transactions: 'Money',
	appointments: 'Activity',
	documents: 'Activity',
	journalEntries: 'Activity',
	tasks: 'Activity',
	departments: 'Organisation',
	negotiators: 'Organisation',
	offices: 'Organisation',
	sources: 'Organisation',
	configuration: 'Configuration',
	metadata: 'App data',
	resthooks: 'App data',
};

function singular(collection: string): string {
	if (collection.endsWith('ies')) return `${collection.slice(0, -3)}y`;
	return collection.endsWith('s') ? collection.slice(0, -1) : collection;
}

/** `propertyImages` → `Property images`, `properties.keys.movements` → `Properties: keys: movements`. */
function titleOf(id: string): string {
	const words = id
		.split('.')
		.map((part) => part.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())
		.join(': ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
