/** Makes datasets of what `$metadata` lists. */
import type { Column, Dataset, Relation } from '../source.ts';
import type { EdmEntityType, EdmModel, EdmProperty } from './edmxModel.ts';

/** Column that tells when a record was last changed; update runs ask by it. */
const cursorColumn = 'ModificationTimestamp';
/** The expansion that holds local fields in v2: an array with one object, which belongs into the row itself. */
const customFields = 'CustomFields';

/** Resources that stand for themselves: a collection of them below another record is a reference, not a part of it. */
const standalone: ReadonlySet<string> = new Set(['Property', 'Member', 'Office', 'Teams', 'TeamMembers', 'Lookup']);
/** Parts of a listing that the vendor documents as a resource of their own as well (domain/spark.md §5.1). */
const alsoAlone: ReadonlySet<string> = new Set(['OpenHouse']);

/** Keys that the vendor documents, for a `$metadata` that leaves them out. */
const documentedKeys: Readonly<Record<string, string>> = {
	Media: 'MediaKey',
	Room: 'RoomKey',
	Unit: 'UnitTypeKey',
	OpenHouse: 'OpenHouseKey',
};

const mediaTimestamps = ['PhotosChangeTimestamp', 'VideosChangeTimestamp', 'DocumentsChangeTimestamp'];

interface Introduction {
	readonly title: string;
	readonly group: string;
}

const known: ReadonlyMap<string, Introduction> = new Map([
	['Property', { title: 'Listings', group: 'Listings' }],
	['Member', { title: 'Members', group: 'People' }],
	['Office', { title: 'Offices', group: 'People' }],
	['OpenHouse', { title: 'Open houses', group: 'Listings' }],
	['Teams', { title: 'Teams', group: 'People' }],
	['Lookup', { title: 'Lookup values', group: 'Reference' }],
	['Media', { title: 'Photos, videos and documents', group: 'Listings' }],
	['Room', { title: 'Rooms', group: 'Listings' }],
	['Unit', { title: 'Units', group: 'Listings' }],
]);

/** The datasets, those that everyone knows first; sets without a key are left out, since their rows cannot be told apart. */
export function resoDatasets(model: EdmModel): readonly Dataset[] {
	const sets = model.entitySets.filter((set) => keyOf(model.entityTypes.get(set.type), set.name).length > 0);
	const datasets = sets.map((set) => dataset(set.name, set.type, model));
	const order = [...known.keys()];
	const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
	return datasets
		.map((one) => ({ ...one, alongWith: parentOf(one.id, datasets) }))
		.sort((a, b) => rank(a.id) - rank(b.id));
}

function dataset(id: string, typeName: string, model: EdmModel): Dataset {
	const type = model.entityTypes.get(typeName);
	const properties = type?.properties ?? [];
	const custom = type?.navigations.find((navigation) => navigation.name === customFields);
	const customType = custom === undefined ? undefined : model.entityTypes.get(custom.target);
	const key = keyOf(type, id);
	const hasCursor = properties.some((property) => property.name === cursorColumn && property.type === 'instant');
	const { title, group } = known.get(id) ?? { title: id, group: 'Other' };
	return {
		id,
		title,
		group,
		key,
		cursor: hasCursor ? cursorColumn : undefined,
		canSweep: true,
		fullReadFindsDeletions: !hasCursor,
		columns: columns(properties, customType),
		relations: type === undefined || key.length !== 1 ? [] : relations(type, key[0] ?? '', model),
		spread: custom === undefined ? undefined : [customFields],
		notes: notes(id, hasCursor),
	};
}

function columns(own: readonly EdmProperty[], custom: EdmEntityType | undefined): readonly Column[] {
	const names = new Set(own.map((property) => property.name));
	const added = (custom?.properties ?? []).filter(
		({ name }) => !names.has(name) && custom?.key.includes(name) !== true,
	);
	return [...own, ...added].map(column);
}

function column(property: EdmProperty): Column {
	const members = property.enumeration?.members ?? [];
	const labels = members.flatMap(({ name, label }) => (label === undefined || label === name ? [] : [[name, label]]));
	return {
		name: property.name,
		type: property.type,
		...(property.label === undefined || property.label === property.name ? {} : { label: property.label }),
		...(members.length === 0 ? {} : { values: members.map(({ name }) => name) }),
		...(labels.length === 0 ? {} : { valueLabels: Object.fromEntries(labels) as Record<string, string> }),
		...(property.type === 'integer' || property.type === 'decimal' ? { isExact: property.isExact } : {}),
	};
}

function relations(parent: EdmEntityType, parentKey: string, model: EdmModel): readonly Relation[] {
	const found: Relation[] = [];
	for (const navigation of parent.navigations) {
		if (!navigation.isCollection || navigation.name === customFields || standalone.has(navigation.target)) continue;
		const type = model.entityTypes.get(navigation.target);
		const key = keyOf(type, navigation.name);
		if (type === undefined || key.length === 0) continue;
		const isMedia = navigation.target === 'Media' || navigation.name === 'Media';
		const changedBy = isMedia
			? mediaTimestamps.filter((name) => parent.properties.some((property) => property.name === name))
			: [];
		const belongsBy = parentColumn(type, parentKey);
		found.push({
			property: navigation.name,
			dataset: model.entitySets.find((set) => set.type === navigation.target)?.name ?? navigation.name,
			key,
			parentColumn: belongsBy,
			// The parent's column is added by the replica, also where the child has it of its own.
			columns: type.properties.filter(({ name }) => name !== belongsBy).map(column),
			...(changedBy.length === 0 ? {} : { changedBy }),
		});
	}
	return found;
}

/**
 * The column that holds the parent's key: the child's own where it has one (Media names its record `ResourceRecordKey`),
 * so that rows read along and rows read from the child's own resource agree; otherwise the parent key's name.
 */
function parentColumn(child: EdmEntityType, parentKey: string): string {
	const names = child.properties.map((property) => property.name);
	return names.includes('ResourceRecordKey') && !names.includes(parentKey) ? 'ResourceRecordKey' : parentKey;
}

function keyOf(type: EdmEntityType | undefined, name: string): readonly string[] {
	if (type === undefined) return [];
	if (type.key.length > 0) return type.key;
	const documented = documentedKeys[name] ?? documentedKeys[type.name];
	return documented !== undefined && type.properties.some((property) => property.name === documented)
		? [documented]
		: [];
}

function parentOf(id: string, datasets: readonly Dataset[]): string | undefined {
	if (alsoAlone.has(id)) return undefined;
	return datasets.find((one) => one.id !== id && one.relations.some((relation) => relation.dataset === id))?.id;
}

function notes(id: string, hasCursor: boolean): readonly string[] {
	const found: string[] = [];
	if (id === 'Member' || id === 'Office') {
		found.push('Replication keys see every record; other keys may be limited to their own company or office.');
	}
	if (!hasCursor) found.push('Carries no time of change: every run reads it in full.');
	return found;
}
