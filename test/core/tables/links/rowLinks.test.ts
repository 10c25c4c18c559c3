/** Which rows of a replica belong to one another, for each vendor's way of saying so. */
import { expect, test } from 'vitest';
import type { RowLink } from '../../../../src/core/tables/links/rowLinks.ts';
import { linkFilters } from '../../../../src/core/tables/links/linkFilters.ts';
import type { Column } from '../../../../src/core/sources/source.ts';
import { Feed, dataset } from '../../replica/replicaFixture.ts';
import type { Rows } from '../../replica/replicaFixture.ts';
import { TableRig } from '../tableRig.ts';

const text = (...names: readonly string[]): Column[] => names.map((name) => ({ name, type: 'text' }));

function table(feed: Feed, id: string, key: string[], rows: Rows, columns = text(...Object.keys(rows[0] ?? {}))): void {
	feed.run(dataset(id, { key, columns }), rows, 'initial');
}

function opened(feed: Feed, name: string): TableRig {
	return new TableRig({ kind: 'dataset', file: feed.file, dataset: name });
}

function said({ from, dataset: target, conditions, count }: RowLink): string {
	const wanted = conditions.map(({ name, values }) => `${name} = ${values.join(' or ')}`).join(', ');
	return `${from} → ${target}: ${wanted} (${count ?? '?'})`;
}

async function links(rig: TableRig, row = 0): Promise<readonly string[]> {
	await rig.settled();
	return (await rig.ask('links', { row })).map(said);
}

function spark(): Feed {
	const feed = new Feed();
	const media = { property: 'Media', dataset: 'Media', key: ['MediaKey'], parentColumn: 'ResourceRecordKey' };
	const columns = text('ListingKey', 'ListAgentKey', 'ListOfficeKey', 'City');
	const listing = {
		...{ ListingKey: 'P1', ListAgentKey: 'M1', ListOfficeKey: 'O9', City: 'Fargo' },
		Media: [
			{
				MediaKey: 'A',
				MediaURL: 'https://media.invalid/a',
				MimeType: 'image/jpeg',
				ShortDescription: 'Front',
				Order: '2',
			},
			{
				MediaKey: 'B',
				MediaURL: 'https://media.invalid/b',
				MimeType: 'image/jpeg',
				ShortDescription: 'Yard',
				Order: '1',
			},
			{ MediaKey: 'C', MediaURL: 'https://media.invalid/c', MimeType: 'application/pdf', Order: '3' },
		],
	};
	feed.run(dataset('Property', { key: ['ListingKey'], columns, relations: [media] }), [listing], 'initial');
	table(feed, 'Member', ['MemberKey'], [{ MemberKey: 'M1', OfficeKey: 'O1' }]);
	table(feed, 'Office', ['OfficeKey'], [{ OfficeKey: 'O1', OfficeName: 'Andersen' }]);
	return feed;
}

test('of Spark: nested parts, the parent, keys that end with the name of a key, and agents, who are members', async () => {
	const feed = spark();
	expect(await links(opened(feed, 'Property'))).toEqual([
		'Media → Media: ResourceRecordKey = P1 (3)',
		'ListAgentKey → Member: MemberKey = M1 (1)',
		'ListOfficeKey → Office: OfficeKey = O9 (0)',
	]);
	expect(await links(opened(feed, 'Media'))).toEqual(['ResourceRecordKey → Property: ListingKey = P1 (1)']);
	expect(await links(opened(feed, 'Member'))).toEqual([
		'OfficeKey → Office: OfficeKey = O1 (1)',
		'Property.ListAgentKey → Property: ListAgentKey = M1 (?)',
	]);
});

test('of Reapit: within the customer, by links and by ids, each once, and only what is in the replica', async () => {
	const feed = new Feed();
	const columns = [
		...text('customerId', 'id', 'negotiatorId'),
		...['officeIds', '_links'].map((name): Column => ({ name, type: 'json' })),
	];
	const property = {
		...{ customerId: 'SBOX', id: 'OXF1', negotiatorId: 'JAS', officeIds: ['OXF', 'WAL'] },
		_links: {
			self: { href: '/properties/OXF1' },
			negotiator: { href: '/negotiators/JAS' },
			offices: { href: '/offices/?Id=OXF&Id=WAL' },
			images: { href: '/propertyImages/?propertyId=OXF1' },
			keys: { href: '/properties/OXF1/keys' },
			vendor: { href: '/vendors/OXF1' },
			odd: { href: 'https://elsewhere.invalid/%E0%A4%A' },
			empty: {},
		},
	};
	table(feed, 'properties', ['customerId', 'id'], [property], columns);
	const key = ['customerId', 'id'];
	table(feed, 'negotiators', key, [
		{ customerId: 'SBOX', id: 'JAS' },
		{ customerId: 'OTHER', id: 'JAS' },
	]);
	table(feed, 'offices', key, [
		{ customerId: 'SBOX', id: 'OXF' },
		{ customerId: 'SBOX', id: 'WAL' },
	]);
	table(feed, 'propertyImages', key, [
		{ customerId: 'SBOX', id: 'I1', propertyId: 'OXF1', url: 'https://i.invalid/1.jpg' },
	]);
	table(feed, 'properties.keys', key, [{ customerId: 'SBOX', id: 'K1', propertyId: 'OXF1' }]);
	expect(await links(opened(feed, 'properties'))).toEqual([
		'negotiatorId → negotiators: customerId = SBOX, id = JAS (1)',
		'officeIds → offices: customerId = SBOX, id = OXF or WAL (2)',
		'images → propertyImages: customerId = SBOX, propertyId = OXF1 (1)',
		'keys → properties.keys: customerId = SBOX, propertyId = OXF1 (1)',
	]);
});

test('of Realpad: columns named like the key of another export, and no payment that is of another kind', async () => {
	const feed = new Feed();
	table(feed, 'products', ['unit_id'], [{ unit_id: '1', deal_id: '7' }]);
	table(feed, 'sales-status', ['unit_id'], [{ unit_id: '1' }]);
	table(feed, 'business-cases', ['deal_id'], [{ deal_id: '7', main_unit_id: '1' }]);
	table(feed, 'payments-prescribed', ['payment_id'], [{ payment_id: '3' }]);
	table(feed, 'payments-incoming', ['incoming_payment_id'], [{ incoming_payment_id: '3', deal_id: '7' }]);
	expect(await links(opened(feed, 'products'))).toEqual([
		'deal_id → business-cases: deal_id = 7 (1)',
		'business-cases.main_unit_id → business-cases: main_unit_id = 1 (?)',
		'unit_id → sales-status: unit_id = 1 (1)',
	]);
	expect(await links(opened(feed, 'payments-incoming'))).toEqual(['deal_id → business-cases: deal_id = 7 (1)']);
});

test('the filters of a link leave exactly the rows that it leads to, whatever their keys look like', async () => {
	const feed = new Feed();
	const odd = ['a"b', 'x, y', '= 5', '/r/', '1..2', 'a'];
	table(
		feed,
		'parts',
		['part_id'],
		odd.map((key) => ({ part_id: key })),
	);
	table(
		feed,
		'orders',
		['order_id'],
		odd.map((key, nth) => ({ order_id: String(nth), part_id: key })),
	);
	const orders = opened(feed, 'orders');
	const parts = opened(feed, 'parts');
	await parts.settled();
	for (const [row, key] of odd.entries()) {
		const [link] = await orders.ask('links', { row });
		await parts.ask('arrange', { orders: [], filters: linkFilters(link!) });
		expect(await parts.column(0)).toEqual([key]);
	}
	const several = {
		from: 'parts',
		dataset: 'parts',
		conditions: [{ column: 0, name: 'part_id', values: ['a"b', 'x, y'] }],
	};
	await parts.ask('arrange', { orders: [], filters: linkFilters(several) });
	expect(await parts.column(0)).toEqual(['a"b', 'x, y']);
});

test('rows of files and queries belong to no others', async () => {
	const rig = new TableRig({ kind: 'query', file: spark().file, sql: 'SELECT * FROM Property' });
	expect(await links(rig)).toEqual([]);
});

test('pictures come from the row and from its media, in their order, captioned, each once', async () => {
	const feed = spark();
	const rig = opened(feed, 'Property');
	await rig.settled();
	expect(await rig.ask('images', { row: 0 })).toEqual({
		images: [
			{ kind: 'remote', caption: 'Yard', url: 'https://media.invalid/b' },
			{ kind: 'remote', caption: 'Front', url: 'https://media.invalid/a' },
		],
		hasMore: false,
	});
});

test('small pictures are preferred to whole ones; what is no address of a picture is none', async () => {
	const feed = new Feed();
	table(
		feed,
		'images',
		['id'],
		[
			{
				id: '1',
				url: 'https://i.invalid/1.jpg',
				thumbnailUrl: 'https://i.invalid/1s.jpg',
				page: 'https://i.invalid/p.html',
			},
			{
				id: '2',
				url: 'javascript:alert(1)//x.jpg',
				thumbnailUrl: 'file:///etc/x.png',
				page: 'https://i.invalid/q.PNG?w=1',
			},
		],
	);
	const rig = opened(feed, 'images');
	await rig.settled();
	const urls = await Promise.all([0, 1].map(async (row) => (await rig.ask('images', { row })).images));
	expect(urls).toEqual([
		[{ kind: 'remote', caption: 'thumbnailUrl', url: 'https://i.invalid/1s.jpg' }],
		[{ kind: 'remote', caption: 'page', url: 'https://i.invalid/q.PNG?w=1' }],
	]);
});

test('a file of the manifest is a picture by its type, once it is stored', async () => {
	const sql = `SELECT 'png/a (1).png' AS path, 'a.png' AS file_name, 'image/png' AS content_type, 'stored' AS state
		UNION ALL SELECT 'b.png', 'b.png', 'image/png', 'wanted' UNION ALL SELECT 'c.pdf', 'c.pdf', 'application/pdf', 'stored'`;
	const rig = new TableRig({ kind: 'query', file: spark().file, sql });
	await rig.settled();
	const found = await Promise.all([0, 1, 2].map(async (row) => (await rig.ask('images', { row })).images));
	expect(found.toSorted((a, b) => b.length - a.length)).toEqual([
		[{ kind: 'file', caption: 'a.png', path: 'png/a (1).png' }],
		[],
		[],
	]);
});
