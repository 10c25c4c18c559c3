/** What each role sees, and what hangs on a listing. */
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { ExactDecimal } from '../../../../src/sandbox/json.ts';
import { ask, asRows, started, walk, withoutProtocol, rowsOf } from '../../support.ts';

const hidden = '********';

/** An element of `$metadata`: its attributes, and its children by name. */
interface Element {
	readonly Name: string;
	readonly Type: string;
	readonly String: string;
	readonly EntityType: readonly Element[];
	readonly EnumType: readonly Element[];
	readonly Property: readonly Element[];
	readonly NavigationProperty: readonly Element[];
	readonly Key: readonly { readonly PropertyRef: readonly Element[] }[];
	readonly Member: readonly Element[];
	readonly Annotation: readonly Element[];
}

function schemasOf(text: string): readonly [Element, Element] {
	const parser = new XMLParser({
		ignoreAttributes: false,
		attributeNamePrefix: '',
		isArray: (name, _, __, isAttribute) => !isAttribute && !name.startsWith('edmx:'),
	});
	const document = parser.parse(text) as {
		'edmx:Edmx': { 'edmx:DataServices': { Schema: readonly [Element, Element] } };
	};
	return document['edmx:Edmx']['edmx:DataServices'].Schema;
}

const named = (list: readonly Element[], name: string): Element => list.find((each) => each.Name === name)!;

test.each([
	['idx', hidden, hidden],
	['vow', hidden, undefined],
	['bbo', undefined, undefined],
	['private', undefined, undefined],
] as const)('%s sees remarks to agents as %s and e-mail addresses as %s', async (role, remarks, email) => {
	const { spark } = await started();
	const { rows } = await walk(spark, '/Reso/OData/Property?$top=200&$select=PrivateRemarks,ListAgentEmail', { role });
	const given = rows.map(({ PrivateRemarks }) => PrivateRemarks).filter((each) => each !== null);
	expect(given.length).toBeGreaterThan(0);
	expect(given.every((each) => (each === hidden) === (remarks === hidden))).toBe(true);
	expect(rows.every(({ ListAgentEmail }) => (ListAgentEmail === hidden) === (email === hidden))).toBe(true);
});

test('a hidden value cannot be guessed through a filter', async () => {
	const { spark } = await started();
	const path = "/Reso/OData/Property?$filter=contains(PrivateRemarks,'lock box')&$count=true&$top=1";
	expect((await ask(spark, path)).json['@odata.count']).toBeGreaterThan(0);
	expect((await ask(spark, path, { role: 'idx' })).json['@odata.count']).toBe(0);
});

test('IDX keys see their own office and its members only, unless they may replicate', async () => {
	const { spark } = await started();
	const own = await walk(spark, '/Reso/OData/Office?$count=true', { role: 'idx', kind: 'normal' });
	expect(own.rows).toHaveLength(1);
	expect(own.pages[0]!['@odata.count']).toBe(1);
	const { OfficeKey } = own.rows[0]!;
	const colleagues = await walk(spark, '/Reso/OData/Member?$top=25', { role: 'idx', kind: 'normal' });
	expect(colleagues.rows.length).toBeGreaterThan(0);
	expect(new Set(colleagues.rows.map((row) => row.OfficeKey))).toEqual(new Set([OfficeKey]));
	const stranger = rowsOf(spark, 'Member').find((member) => member.OfficeKey !== OfficeKey)!;
	const address = `/Reso/OData/Member('${stranger.MemberKey}')`;
	expect((await ask(spark, address, { role: 'idx', kind: 'normal' })).status).toBe(404);
	expect((await ask(spark, address, { role: 'idx' })).status).toBe(200);
	expect((await walk(spark, '/Reso/OData/Member?$top=300', { role: 'idx' })).rows).toHaveLength(300);
	expect((await walk(spark, '/Reso/OData/Office?$top=25', { role: 'vow', kind: 'normal' })).rows).toHaveLength(60);
	spark.moveMember(stranger.MemberKey, OfficeKey);
	expect((await ask(spark, address, { role: 'idx', kind: 'normal' })).status).toBe(200);
});

test.each(['Media', 'Room', 'Unit', 'OpenHouse'] as const)(
	'%s is the same expanded, at its own address, and in the sandbox',
	async (relation) => {
		const { spark } = await started();
		const { rows } = await walk(spark, `/Reso/OData/Property?$top=100&$select=ListingKey&$expand=${relation}`);
		const filled = rows.filter((row) => row[relation].length > 0);
		expect(filled.length).toBeGreaterThan(0);
		for (const row of rows) expect(row[relation]).toEqual(asRows(spark.related(row.ListingKey, relation)));
		const { ListingKey: key } = filled[0]!;
		const below = await walk(spark, `/Reso/OData/Property('${key}')/${relation}?$top=2&$count=true`);
		expect(below.rows.map(withoutProtocol)).toEqual(filled[0]![relation]);
		expect(below.pages[0]!['@odata.count']).toBe(filled[0]![relation].length);
		const parent = relation === 'Media' ? 'ResourceRecordKey' : 'ListingKey';
		expect(filled[0]![relation].every((each) => each[parent] === key)).toBe(true);
	},
);

test('there are about eight media for a listing, and the listing counts them', async () => {
	const { spark } = await started();
	const { rows } = await walk(spark, '/Reso/OData/Property?$top=200&$expand=Media');
	const all = rows.flatMap(({ Media }) => Media);
	expect(all.length / rows.length).toBeGreaterThan(7);
	expect(all.length / rows.length).toBeLessThan(9);
	expect(new Set(all.map(({ MediaKey }) => MediaKey)).size).toBe(all.length);
	for (const row of rows) {
		expect(row.Media.filter(({ MediaCategory }) => MediaCategory === 'Photo')).toHaveLength(row.PhotosCount);
	}
});

test('an expansion takes $select and $top, and several at once', async () => {
	const { spark } = await started();
	const { json } = await ask(
		spark,
		'/Reso/OData/Property?$top=1&$select=ListingKey&$expand=Media($select=MediaURL,Order;$top=1),Room',
	);
	const row = json.value[0]!;
	expect(row.Media).toEqual([
		{ MediaURL: expect.stringMatching(/^https:\/\/media\.example\.com\//) as string, Order: 0 },
	]);
	expect(Array.isArray(row.Room)).toBe(true);
});

test('a switch pages what is expanded, with a link to the rest', async () => {
	const { spark } = await started({ spark: { expandLimit: 2 } });
	const { json } = await ask(spark, '/Reso/OData/Property?$top=1&$expand=Media');
	const row = json.value[0]!;
	expect(row.Media).toHaveLength(2);
	const rest = await walk(spark, row['Media@odata.nextLink']!);
	const media = [...row.Media, ...rest.rows.map(withoutProtocol)];
	expect(media).toEqual(asRows(spark.related(row.ListingKey, 'Media')));
});

test('custom fields: one object of encoded names in dictionary 1.x, columns in 2.0', async () => {
	const { spark } = await started();
	const two = await ask(spark, '/Reso/OData/Property?$top=1&$expand=CustomFields');
	const custom = two.json.value[0]!.CustomFields[0]!;
	expect(Object.keys(custom).every((name) => /^b__\w+$/.test(name))).toBe(true);
	const three = await ask(spark, '/Version/3/Reso/OData/Property?$top=1');
	const row = three.json.value[0]!;
	expect(Array.isArray(row.General_sp_Property_sp_Description_co_Window_sp_Treatments)).toBe(true);
	expect(Object.values(custom)).toContain(row.General_sp_Property_sp_Description_co_Snow_sp_Load);
	expect((await ask(spark, '/Version/3/Reso/OData/Property?$expand=CustomFields')).status).toBe(400);
});

test('dictionary 1.x spells enumerations as members, 2.0 as text; Lookup tells how they belong together', async () => {
	const { spark } = await started();
	const { rows: lookup } = await walk(spark, '/Reso/OData/Lookup?$top=1000');
	const readable = new Map(lookup.map((each) => [`${each.LookupName} ${each.LegacyODataValue}`, each.LookupValue]));
	const two = await walk(spark, '/Reso/OData/Property?$top=200&$select=PropertySubType,InteriorFeatures');
	const three = await walk(spark, '/Version/3/Reso/OData/Property?$top=200&$select=PropertySubType,InteriorFeatures');
	const translated = two.rows.map((row) => ({
		PropertySubType: row.PropertySubType === null ? null : readable.get(`PropertySubType ${row.PropertySubType}`),
		InteriorFeatures: row.InteriorFeatures?.map((each: string) => readable.get(`InteriorFeatures ${each}`)) ?? null,
	}));
	expect(translated).toEqual(three.rows.map(withoutProtocol));
});

test('$metadata describes every field that records have, in both dictionaries', async () => {
	const { spark } = await started();
	for (const version of [2, 3] as const) {
		const { text, headers } = await ask(spark, `/Version/${version}/Reso/OData/$metadata`);
		expect(headers.get('content-type')).toMatch('application/xml');
		const [main, enums] = schemasOf(text);
		for (const resource of ['Property', 'Member', 'Office', 'OpenHouse', 'Lookup', 'Teams'] as const) {
			const type = named(main.EntityType, resource);
			const [record] = [...spark.records(resource, { version })];
			expect(type.Property.map(({ Name }) => Name)).toEqual(Object.keys(record ?? {}));
			expect(type.Key[0]!.PropertyRef[0]!.Name).toBe(Object.keys(record ?? {})[0]);
		}
		const property = named(main.EntityType, 'Property');
		const field = (name: string) => named(property.Property, name);
		expect(field('ListPrice')).toMatchObject({ Type: 'Edm.Decimal', Precision: '14', Scale: '2' });
		expect(field('Location_sp_and_sp_Legal_co_Flood_sp_Zone2').Annotation[0]).toMatchObject({
			Term: 'MLS.OData.Metadata.LocalName',
			String: 'Location and Legal: Flood Zone',
		});
		expect(property.NavigationProperty.map(({ Name }) => Name)).toContain('Media');
		if (version === 3) {
			expect(field('Appliances').Type).toBe('Collection(Edm.String)');
			continue;
		}
		expect(field('Appliances').Type).toBe('Collection(org.reso.metadata.enums.Appliances)');
		const levels = named(enums.EnumType, 'Levels');
		expect(levels.Member.map((member) => [/^\w+$/.test(member.Name), member.Annotation[0]!.String])).toContainEqual([
			true,
			'Multi/Split',
		]);
		const custom = named(main.EntityType, 'CustomFields');
		const { json } = await ask(spark, '/Reso/OData/Property?$top=1&$expand=CustomFields');
		expect(custom.Property.map(({ Name }) => Name)).toEqual(Object.keys(json.value[0]!.CustomFields[0]!));
	}
});

test('numbers that no double holds are written with all their digits', async () => {
	const { spark } = await started();
	const { text } = await ask(spark, '/Reso/OData/Property?$top=200&$select=LotSizeArea');
	const digits = [...text.matchAll(/"LotSizeArea":([\d.]+)/g)].map(([, number]) => number ?? '');
	const lossy = digits.filter((number) => String(Number(number)) !== number);
	expect(lossy.length).toBeGreaterThan(5);
	const truth = [...spark.records('Property')].map(({ LotSizeArea: area }) =>
		area instanceof ExactDecimal ? area.text : JSON.stringify(area),
	);
	expect(digits).toEqual(truth);
});
