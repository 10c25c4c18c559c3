/** What a collection request walks over: records in key order that can be entered anywhere. */
import type { FieldSpec } from '../data/fields.ts';
import { lookups, memberName } from '../data/lookups.ts';
import { relationKeys } from '../data/relations.ts';
import type { OwnedRelation } from '../data/relations.ts';
import { ownedFields } from '../data/relations.ts';
import { numbered, text, instant } from '../data/fields.ts';
import type { StoredResource, World } from '../data/world.ts';
import { isBoundToOwnOffice } from '../roles.ts';
import { SeenRow, entityFields, seenRelationRow } from './view.ts';
import type { SeenRecord, View } from './view.ts';

export interface RecordSet {
	readonly key: string;
	readonly fields: readonly FieldSpec[];
	/** One past the last position. */
	readonly end: number;
	/** The record at a position, unless it is gone or not for this caller. */
	at(position: number): SeenRecord | undefined;
	find(key: string): SeenRecord | undefined;
	positionAfter(key: string): number;
	/** How many records there are without looking at each; `undefined` where only a walk tells. */
	readonly size: number | undefined;
}

export function storedSet(world: World, resource: StoredResource, view: View): RecordSet {
	const store = world.store(resource);
	const isOpen = !isBoundToOwnOffice(view.caller) || (resource !== 'Member' && resource !== 'Office');
	const isSeen = isOpen
		? (ordinal: number) => store.has(ordinal)
		: (ordinal: number) => world.isVisible(resource, ordinal, view.caller);
	const at = (ordinal: number): SeenRecord | undefined =>
		isSeen(ordinal)
			? new SeenRow(() => store.keyAt(ordinal), store.reader(ordinal), view, {
					ordinal,
					modifiedAt: store.modifiedAt(ordinal),
				})
			: undefined;
	return {
		key: store.spec.key,
		fields: entityFields(store.spec.fields, view.version),
		end: store.end,
		at,
		find: (key) => {
			const ordinal = store.ordinalOf(key);
			return ordinal === undefined ? undefined : at(ordinal);
		},
		positionAfter: (key) => store.positionAfter(key),
		size: isOpen ? store.size : undefined,
	};
}

export function listSet(key: string, fields: readonly FieldSpec[], records: readonly SeenRecord[]): RecordSet {
	return {
		key,
		fields,
		end: records.length,
		at: (position) => records[position],
		find: (wanted) => records.find((record) => record.key === wanted),
		positionAfter: (after) => {
			const next = records.findIndex((record) => record.key > after);
			return next < 0 ? records.length : next;
		},
		size: records.length,
	};
}

export function relationSet(world: World, relation: OwnedRelation, listing: number, view: View): RecordSet {
	const key = relationKeys[relation];
	const rows = world.rows(relation, listing).map((row) => seenRelationRow(row, key, view));
	return listSet(key, ownedFields[relation], rows);
}

export function openHouseSet(world: World, listing: number, view: View): RecordSet {
	const all = storedSet(world, 'OpenHouse', view);
	const rows = world.openHousesOf(listing).flatMap((ordinal) => all.at(ordinal) ?? []);
	return listSet(all.key, all.fields, rows);
}

const lookupFields = numbered([
	text('LookupKey', 26, () => null),
	text('LookupName', 255, () => null),
	text('LookupValue', 255, () => null),
	text('StandardLookupValue', 255, () => null),
	text('LegacyODataValue', 255, () => null),
	instant('ModificationTimestamp', () => null),
]);

/** The lists themselves, as the Lookup resource gives them. */
export function lookupSet(view: View): RecordSet {
	let number = 0;
	const records = Object.entries(lookups).flatMap(([name, values]) =>
		values.map((value) => {
			number += 1;
			const row = {
				LookupKey: `20190101000000${String(number).padStart(6, '0')}000000`,
				LookupName: name,
				LookupValue: value,
				StandardLookupValue: value,
				LegacyODataValue: memberName(value),
				ModificationTimestamp: '2026-01-15T08:00:00Z',
			};
			return seenRelationRow(row, 'LookupKey', view);
		}),
	);
	return listSet('LookupKey', lookupFields, records);
}
