/** The entity sets of the simulated service, and which relations can be reached from them. */
import type { FieldSpec } from '../data/fields.ts';
import { encodedName } from '../data/lookups.ts';
import { propertyFields } from '../data/property.ts';
import { relationNames } from '../data/relations.ts';
import type { RelationName } from '../data/relations.ts';
import type { World } from '../data/world.ts';
import { lookupSet, openHouseSet, relationSet, storedSet } from './recordSet.ts';
import type { RecordSet } from './recordSet.ts';
import type { DictionaryVersion, View } from './view.ts';

export const entitySets = ['Property', 'Member', 'Office', 'OpenHouse', 'Lookup', 'Teams'] as const;
export type EntitySetName = (typeof entitySets)[number];

export function isEntitySet(name: string): name is EntitySetName {
	return entitySets.some((set) => set === name);
}

export function entitySet(world: World, name: EntitySetName, view: View): RecordSet {
	return name === 'Lookup' ? lookupSet(view) : storedSet(world, name, view);
}

export const customFieldsName = 'CustomFields';

export type Expandable = RelationName | typeof customFieldsName;

export function isRelation(name: string): name is RelationName {
	return relationNames.some((relation) => relation === name);
}

/** What `$expand` may name (domain: Spark §5.1). */
export function expandables(set: EntitySetName, version: DictionaryVersion): readonly Expandable[] {
	if (set !== 'Property') return [];
	return version === 2 ? [...relationNames, customFieldsName] : relationNames;
}

export function related(world: World, relation: RelationName, listing: number, view: View): RecordSet {
	return relation === 'OpenHouse' ? openHouseSet(world, listing, view) : relationSet(world, relation, listing, view);
}

/** Relations with an address of their own below a listing; the others are reached by `$expand` only. */
export const addressable: readonly RelationName[] = ['Media', 'Room', 'Unit', 'OpenHouse'];

export interface CustomField {
	readonly field: FieldSpec;
	/** The opaque name that dictionary 1.x gives it. */
	readonly encoded: string;
}

export const customFields: readonly CustomField[] = propertyFields
	.filter((field) => field.isCustom === true)
	.map((field) => ({ field, encoded: encodedName(field.label ?? field.name) }));
