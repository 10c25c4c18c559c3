/** The simulated MLS: the same on every start, and changed only as told. */
import { expect, test } from 'vitest';
import { asRows, rowsOf, ask, started, walk } from '../support.ts';
import type { Row } from '../support.ts';

test('the same seed gives the same world, another seed another', async () => {
	const snapshot = async (seed: number): Promise<readonly unknown[]> => {
		const { spark } = await started({ seed });
		spark.edit('Property', 5);
		spark.rotatePhotos(2);
		spark.insert('OpenHouse', 2);
		const listings = rowsOf(spark, 'Property');
		return [listings, rowsOf(spark, 'OpenHouse'), spark.related(listings[3]!.ListingKey, 'Media'), spark.contacts()];
	};
	const first = await snapshot(1);
	expect(await snapshot(1)).toEqual(first);
	expect(await snapshot(2)).not.toEqual(first);
});

test('the usual size is 2,000 listings, 300 members, 60 offices and 1,500 contacts', async () => {
	const { spark } = await started({ scale: 1 });
	expect(spark.counts).toMatchObject({ Property: 2000, Member: 300, Office: 60, Contacts: 1500 });
});

test('listings have more than sixty fields, and remarks of 350 to 900 characters', async () => {
	const { spark } = await started();
	for (const listing of rowsOf(spark, 'Property')) {
		expect(Object.keys(listing).length).toBeGreaterThan(60);
		const { length } = listing.PublicRemarks;
		expect(length).toBeGreaterThanOrEqual(350);
		expect(length).toBeLessThanOrEqual(900);
	}
});

test("an edit changes what it says, stamps the sandbox's time, and leaves the others alone", async () => {
	const { spark, clock } = await started();
	const before = new Map(rowsOf(spark, 'Property').map((row) => [row.ListingKey, row]));
	clock.advance(60_500);
	const keys = spark.edit('Property', 20);
	expect(new Set(keys).size).toBe(20);
	for (const row of rowsOf(spark, 'Property')) {
		const old = before.get(row.ListingKey);
		if (!keys.includes(row.ListingKey)) expect(row).toEqual(old);
		else {
			expect(row).not.toEqual(old);
			expect(row.ModificationTimestamp).toBe('2026-05-01T12:01:00.500Z');
		}
	}
	const { json } = await ask(
		spark,
		'/Reso/OData/Property?$filter=ModificationTimestamp gt 2026-05-01T12:00:00Z&$count=true&$top=1',
	);
	expect(json['@odata.count']).toBe(20);
});

test('a patch is taken as it is, time included, and checked', async () => {
	const { spark } = await started();
	const [first] = spark.edit('Property', 1, { ListPrice: 123.45, ModificationTimestamp: '2026-04-30T00:00:00Z' });
	const { json } = await ask(spark, `/Reso/OData/Property('${first}')?$select=ListPrice,ModificationTimestamp`);
	expect(json).toMatchObject({ ListPrice: 123.45, ModificationTimestamp: '2026-04-30T00:00:00Z' });
	expect(() => spark.edit('Property', 1, { Nope: 1 })).toThrow('Property has no field Nope');
	expect(() => spark.edit('Property', 1, { ListingKey: 'x' })).toThrow('cannot be changed');
	expect(() => spark.edit('Property', ['nobody'])).toThrow('no record nobody');
});

test('removed records are gone, with their open houses', async () => {
	const { spark } = await started();
	const house = rowsOf(spark, 'OpenHouse')[0]!;
	const key = house.ListingKey;
	const count = spark.counts.OpenHouse;
	spark.remove('Property', [key]);
	expect(spark.counts.OpenHouse).toBe(count - 2);
	expect((await ask(spark, `/Reso/OData/Property('${key}')`)).status).toBe(404);
	expect((await ask(spark, `/Reso/OData/Property('${key}')/Media`)).status).toBe(404);
	const { rows } = await walk(spark, '/Reso/OData/Property?$top=100&$select=ListingKey');
	expect(rows).toHaveLength(199);
	expect(spark.remove('Property', 500)).toHaveLength(199);
	expect((await ask(spark, '/Reso/OData/Property?$count=true')).json).toMatchObject({ '@odata.count': 0, value: [] });
});

test('rotated photos change media and both timestamps', async () => {
	const { spark, clock } = await started();
	const listing = rowsOf(spark, 'Property')[0]!;
	const before = asRows(spark.related(listing.ListingKey, 'Media'));
	clock.advance(1000);
	spark.rotatePhotos([listing.ListingKey]);
	const after = asRows(spark.related(listing.ListingKey, 'Media'));
	const keys = (rows: readonly Row[]): string[] => rows.map(({ MediaKey }) => MediaKey);
	expect(keys(before).some((key) => !keys(after).includes(key))).toBe(true);
	expect(keys(after).some((key) => !keys(before).includes(key))).toBe(true);
	expect(after.map(({ Order }) => Order)).toEqual(after.map((_: unknown, i: number) => i));
	const { json } = await ask(spark, `/Reso/OData/Property('${listing.ListingKey}')`);
	expect(json.PhotosChangeTimestamp).toBe('2026-05-01T12:00:01Z');
	expect(json.ModificationTimestamp).toBe('2026-05-01T12:00:01Z');
	expect(json.PhotosCount).toBe(after.filter(({ MediaCategory }) => MediaCategory === 'Photo').length);
	spark.removeMedia([listing.ListingKey]);
	expect(spark.related(listing.ListingKey, 'Media')).toEqual([]);
});

test.each([
	['changeRooms', 'Room'],
	['changeUnits', 'Unit'],
	['changeOpenHouses', 'OpenHouse'],
] as const)("%s changes rows and their listing's timestamp", async (operation, relation) => {
	const { spark, clock } = await started();
	const snapshot = new Map(
		rowsOf(spark, 'Property').map((row) => [row.ListingKey, spark.related(row.ListingKey, relation)]),
	);
	clock.advance(1000);
	const keys = spark[operation](5);
	expect(keys).toHaveLength(5);
	for (const key of keys) {
		expect(spark.related(key, relation)).not.toEqual(snapshot.get(key));
		const { json } = await ask(spark, `/Reso/OData/Property('${key}')?$select=ModificationTimestamp`);
		expect(json.ModificationTimestamp).toBe('2026-05-01T12:00:01Z');
	}
	const rows = rowsOf(spark, 'Property').flatMap((row) => spark.related(row.ListingKey, relation));
	const name = { Room: 'RoomKey', Unit: 'UnitTypeKey', OpenHouse: 'OpenHouseKey' }[relation];
	expect(new Set(rows.map((row) => row[name])).size).toBe(rows.length);
});

test('a moved member belongs to the new office', async () => {
	const { spark } = await started();
	const member = rowsOf(spark, 'Member')[0]!;
	const office = rowsOf(spark, 'Office')[7]!;
	spark.moveMember(member.MemberKey, office.OfficeKey);
	const { json } = await ask(spark, `/Reso/OData/Member('${member.MemberKey}')`);
	expect([json.OfficeKey, json.OfficeName, json.OfficeMlsId]).toEqual([
		office.OfficeKey,
		office.OfficeName,
		office.OfficeMlsId,
	]);
	expect(() => spark.moveMember(member.MemberKey, 'nowhere')).toThrow('No office nowhere');
});

test('every enumerated value is a member of its list', async () => {
	const { spark } = await started();
	const { rows } = await walk(spark, '/Reso/OData/Lookup?$top=1000');
	const known = new Map<string, Set<string>>();
	for (const { LookupName, LookupValue } of rows)
		known.set(LookupName, (known.get(LookupName) ?? new Set()).add(LookupValue));
	const { propertyFields } = await import('../../../src/sandbox/spark/data/property.ts');
	const listings = rowsOf(spark, 'Property', { version: 3 });
	for (const field of propertyFields.filter(({ lookup }) => lookup !== undefined)) {
		const used = new Set(
			listings.flatMap((row) => (row as unknown as Record<string, string | string[] | null>)[field.name] ?? []),
		);
		expect(
			[...used].filter((value) => !known.get(field.lookup!)!.has(value)),
			field.name,
		).toEqual([]);
	}
});
