/** What hangs on a listing: media, rooms, units and history, made from the listing's own dice. */
import { instantText } from '../../clock.ts';
import { decimal, flag, instant, many, numbered, one, text, whole } from './fields.ts';
import type { FieldSpec, FieldValue, RecordFacts } from './fields.ts';
import * as listing from './listing.ts';
import { lookups } from './lookups.ts';

/** A row of a relation, in plain values (readable text, nothing hidden). */
export type Row = Readonly<Record<string, FieldValue>>;

export const relationNames = ['Media', 'Room', 'Unit', 'OpenHouse', 'HistoryTransactional'] as const;
export type RelationName = (typeof relationNames)[number];
export type OwnedRelation = Exclude<RelationName, 'OpenHouse'>;

/** Rows carry their values; a field without one is absent from every row. */
const carried = (): null => null;

export const mediaFields = numbered([
	text('MediaKey', 26, carried),
	text('ResourceRecordKey', 26, carried),
	text('ResourceName', 50, carried),
	one('MediaCategory', 'MediaCategory', carried),
	text('MediaURL', 8000, carried),
	text('MimeType', 50, carried),
	whole('Order', carried),
	flag('PreferredPhotoYN', carried),
	text('ShortDescription', 50, carried),
	text('LongDescription', 1024, carried),
	whole('ImageWidth', carried),
	whole('ImageHeight', carried),
	instant('ModificationTimestamp', carried),
]);
export const roomFields = numbered([
	text('RoomKey', 26, carried),
	text('ListingKey', 26, carried),
	one('RoomType', 'RoomType', carried),
	text('RoomLevel', 25, carried),
	decimal('RoomLength', 14, 2, carried),
	decimal('RoomWidth', 14, 2, carried),
	many('RoomFeatures', 'InteriorFeatures', carried),
	instant('ModificationTimestamp', carried),
]);
export const unitFields = numbered([
	text('UnitTypeKey', 26, carried),
	text('ListingKey', 26, carried),
	text('UnitTypeType', 50, carried),
	whole('UnitTypeBedsTotal', carried),
	whole('UnitTypeBathsTotal', carried),
	decimal('UnitTypeActualRent', 14, 2, carried),
	one('UnitTypeFurnished', 'Furnished', carried),
	instant('ModificationTimestamp', carried),
]);
export const historyFields = numbered([
	text('HistoryTransactionalKey', 26, carried),
	text('ResourceRecordKey', 26, carried),
	one('ChangeType', 'ChangeType', carried),
	text('FieldName', 50, carried),
	text('PreviousValue', 255, carried),
	text('NewValue', 255, carried),
	instant('ModificationTimestamp', carried),
]);

export const relationKeys: Readonly<Record<RelationName, string>> = {
	Media: 'MediaKey',
	Room: 'RoomKey',
	Unit: 'UnitTypeKey',
	OpenHouse: 'OpenHouseKey',
	HistoryTransactional: 'HistoryTransactionalKey',
};
export const ownedFields: Readonly<Record<OwnedRelation, readonly FieldSpec[]>> = {
	Media: mediaFields,
	Room: roomFields,
	Unit: unitFields,
	HistoryTransactional: historyFields,
};

/** 26 digits from the listing's key: its first 20, a digit for the kind, two for the place, three for the version. */
export function rowKey(listingKey: string, kind: number, place: number, version: number): string {
	const tail = `${kind}${String(place % 100).padStart(2, '0')}${String(version % 1000).padStart(3, '0')}`;
	return listingKey.slice(0, 20) + tail;
}

export function mediaRow(r: RecordFacts, place: number, version: number, category: string, at: number): Row {
	const key = rowKey(r.key, 1, place, version);
	const isPhoto = category === 'Photo';
	const kind = category === 'Photo' ? 'jpg' : category === 'Video' ? 'mp4' : 'pdf';
	return {
		MediaKey: key,
		ResourceRecordKey: r.key,
		ResourceName: 'Property',
		MediaCategory: category,
		MediaURL: `https://media.example.com/${r.key}/${key}.${kind}`,
		MimeType: isPhoto ? 'image/jpeg' : kind === 'mp4' ? 'video/mp4' : 'application/pdf',
		Order: place,
		PreferredPhotoYN: place === 0,
		ShortDescription: r.dice.pick(700 + place, ['Front of home', 'Kitchen', 'Living room', 'Yard', null]),
		LongDescription: null,
		ImageWidth: isPhoto ? 2048 : null,
		ImageHeight: isPhoto ? 1365 : null,
		ModificationTimestamp: instantText(at),
	};
}

function media(r: RecordFacts): readonly Row[] {
	const photos = listing.photoCount(r);
	const at = listing.between(r, 932);
	const rows: Row[] = [];
	for (let i = 0; i < photos; i += 1) rows.push(mediaRow(r, i, 0, 'Photo', at));
	if (listing.videoCount(r) > 0) rows.push(mediaRow(r, photos, 0, 'Video', listing.between(r, 933)));
	if (listing.documentCount(r) > 0) rows.push(mediaRow(r, photos + 1, 0, 'Document', listing.between(r, 934)));
	return rows;
}

export function roomRow(r: RecordFacts, place: number, version: number, at: number): Row {
	const salt = 720 + place;
	return {
		RoomKey: rowKey(r.key, 2, place, version),
		ListingKey: r.key,
		RoomType: r.dice.pick(salt, lookups.RoomType ?? ['']),
		RoomLevel: r.dice.pick(salt + 20, ['Main', 'Upper', 'Lower']),
		RoomLength: r.dice.between(salt + 40 + version, 80, 260) / 10,
		RoomWidth: r.dice.between(salt + 60 + version, 70, 200) / 10,
		RoomFeatures: r.dice.some(salt, lookups.InteriorFeatures ?? [], 0, 2),
		ModificationTimestamp: instantText(at),
	};
}

export function unitRow(r: RecordFacts, place: number, version: number, at: number): Row {
	const salt = 820 + place;
	return {
		UnitTypeKey: rowKey(r.key, 3, place, version),
		ListingKey: r.key,
		UnitTypeType: `${r.dice.between(salt, 1, 3)} Bedroom`,
		UnitTypeBedsTotal: r.dice.between(salt, 1, 3),
		UnitTypeBathsTotal: r.dice.between(salt + 10, 1, 2),
		UnitTypeActualRent: 25 * r.dice.between(salt + 20 + version, 24, 80),
		UnitTypeFurnished: r.dice.pick(salt + 30, ['Furnished', 'Unfurnished', null]),
		ModificationTimestamp: instantText(at),
	};
}

function history(r: RecordFacts): readonly Row[] {
	const price = listing.originalPrice(r);
	const now = listing.listPrice(r);
	const row = (place: number, type: string, field: string, before: string | null, after: string, at: number): Row => ({
		HistoryTransactionalKey: rowKey(r.key, 4, place, 0),
		ResourceRecordKey: r.key,
		ChangeType: type,
		FieldName: field,
		PreviousValue: before,
		NewValue: after,
		ModificationTimestamp: instantText(at),
	});
	const first = row(0, 'New Listing', 'StandardStatus', null, 'Active', r.enteredAt);
	if (price === now) return [first];
	return [first, row(1, 'Price Change', 'ListPrice', String(price), String(now), listing.between(r, 931))];
}

/** The rows of a relation as they are before anyone changes them. */
export function originalRows(relation: OwnedRelation, r: RecordFacts): readonly Row[] {
	const count = (n: number, make: (place: number) => Row): readonly Row[] =>
		Array.from({ length: n }, (_, i) => make(i));
	switch (relation) {
		case 'Media':
			return media(r);
		case 'Room':
			return listing.isDwelling(r) ? count(r.dice.between(940, 2, 6), (i) => roomRow(r, i, 0, r.modifiedAt)) : [];
		case 'Unit':
			return count(listing.unitCount(r), (i) => unitRow(r, i, 0, r.modifiedAt));
		case 'HistoryTransactional':
			return history(r);
	}
}
