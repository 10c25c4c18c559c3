/** What $metadata tells: datasets, keys, types, relations and readable names. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodedLabel } from '../../../../src/core/sources/spark/fieldLabel.ts';
import { parseEdmx } from '../../../../src/core/sources/spark/edmx.ts';
import { resoDatasets } from '../../../../src/core/sources/spark/resoDatasets.ts';
import { fixture } from './scriptedSpark.ts';

const text = fixture('metadata-v2.xml');
const datasets = resoDatasets(parseEdmx(text));
const property = datasets.find(({ id }) => id === 'Property')!;
const column = (name: string): (typeof property.columns)[number] => property.columns.find((one) => one.name === name)!;

test('every entity set with a key is a dataset, the best known first', () => {
	expect(datasets.map(({ id }) => id)).toEqual(['Property', 'Member', 'OpenHouse', 'Lookup', 'Media']);
	expect(property).toMatchObject({
		title: 'Listings',
		key: ['ListingKey'],
		cursor: 'ModificationTimestamp',
		canSweep: true,
	});
});

test('a dataset without a time of change is read in full, which finds deletions', () => {
	expect(datasets.find(({ id }) => id === 'Lookup')).toMatchObject({ cursor: undefined, fullReadFindsDeletions: true });
	expect(property.fullReadFindsDeletions).toBe(false);
});

test('what comes along with listings is not downloaded a second time by itself, open houses excepted', () => {
	expect(datasets.filter((one) => one.alongWith !== undefined).map(({ id, alongWith }) => [id, alongWith])).toEqual([
		['Media', 'Property'],
	]);
});

test.each([
	['ListingKey', { type: 'text' }],
	['ListPrice', { type: 'decimal', isExact: false }],
	['TaxAmount', { type: 'decimal', isExact: true }],
	['LotSize', { type: 'decimal', isExact: true }],
	['Latitude', { type: 'decimal', isExact: false }],
	['BedroomsTotal', { type: 'integer', isExact: false, label: 'Bedrooms' }],
	['ViewCount', { type: 'integer', isExact: true }],
	['CloseDate', { type: 'date' }],
	['ShowingStart', { type: 'time' }],
	['PoolYN', { type: 'boolean' }],
	['ModificationTimestamp', { type: 'instant' }],
	[
		'StandardStatus',
		{
			type: 'text',
			values: ['Active', 'ActiveUnderContract'],
			valueLabels: { ActiveUnderContract: 'Active Under Contract' },
		},
	],
	[
		'Appliances',
		{ type: 'json', values: ['Dishwasher', 'b__V2luZSBGcmlkZ2U'], valueLabels: { b__V2luZSBGcmlkZ2U: 'Wine Fridge' } },
	],
	['Coordinates', { type: 'json' }],
	['Owner', { type: 'json' }],
	['Undeclared', { type: 'text' }],
	['ShortCode', { type: 'integer' }],
	['Location_sp_and_sp_Legal_co_Flood_sp_Zone2', { type: 'text', label: 'Location and Legal: Flood Zone2' }],
	['Kitchen_co_Island', { type: 'boolean', label: 'Kitchen & Bath: "Island"' }],
	['b__R2FyYWdlIERvb3I', { type: 'text', label: 'Garage Door' }],
])('column %s is %o', (name, expected) => {
	expect(column(name)).toMatchObject(expected);
});

test('custom fields become columns of the listing', () => {
	expect(property.spread).toEqual(['CustomFields']);
	expect(property.columns.filter(({ name }) => name === 'ListingKey')).toHaveLength(1);
});

test('parts of a listing are relations with a key and the column of their listing', () => {
	expect(property.relations.map((one) => [one.property, one.dataset, one.key, one.parentColumn])).toEqual([
		['Media', 'Media', ['MediaKey'], 'ResourceRecordKey'],
		['Room', 'Room', ['RoomKey'], 'ListingKey'],
		['Unit', 'Unit', ['UnitTypeKey'], 'ListingKey'],
		['OpenHouse', 'OpenHouse', ['OpenHouseKey'], 'ListingKey'],
		['GreenVerification', 'GreenVerification', ['GreenVerificationKey'], 'ListingKey'],
	]);
	expect(property.relations[0]?.changedBy).toEqual(['PhotosChangeTimestamp', 'DocumentsChangeTimestamp']);
});

test('references between records are not relations', () => {
	expect(datasets.find(({ id }) => id === 'Member')?.relations).toEqual([]);
});

test('metadata cut anywhere is refused, never taken for a smaller vendor', () => {
	const whole = text.trimEnd();
	fc.assert(
		fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
			expect(() => parseEdmx(whole.slice(0, length))).toThrow(
				expect.objectContaining({ reason: 'badResponse' }) as Error,
			);
		}),
		{ numRuns: 150 },
	);
});

test('entities of the document are not expanded', () => {
	const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${text.replace('<?xml version="1.0" encoding="UTF-8"?>', '')}`;
	expect(() => parseEdmx(bomb)).toThrow(expect.objectContaining({ reason: 'badResponse' }) as Error);
});

test('thousands of escaped characters in labels are read', () => {
	const fields = Array.from(
		{ length: 3000 },
		(_, i) =>
			`<Property Name="F${i}" Type="Edm.String"><Annotation Term="MLS.OData.Metadata.LocalName" String="A &amp; B &#x2265; ${i}"/></Property>`,
	);
	const model = parseEdmx(text.replace('<EntityType Name="Keyless">', `<EntityType Name="Keyless">${fields.join('')}`));
	expect(model.entityTypes.get('Keyless')?.properties[2999]?.label).toBe('A & B ≥ 2999');
});

test('base types that go in a circle end', () => {
	const circle = text.replace(
		'<EntityType Name="Record" Abstract="true">',
		'<EntityType Name="Record" BaseType="org.reso.metadata.Property">',
	);
	expect(parseEdmx(circle).entityTypes.get('Property')?.key).toEqual(['ListingKey']);
});

test.each([
	['Location_sp_and_sp_Legal_co_Flood_sp_Zone2', 'Location and Legal: Flood Zone2'],
	['General_co_Has_sp_HOA', 'General: Has HOA'],
	['ListPrice', undefined],
	['b__R2FyYWdl', undefined],
])('the field %s reads %s', (name, label) => {
	expect(decodedLabel(name)).toBe(label);
});
