import { expect, test } from 'vitest';
import { reapitLists } from '../../../../src/core/sources/reapit/catalogue/lists.ts';
import { linksOf, platformUrl } from '../../../../src/core/sources/reapit/reapitLinks.ts';

const origin = 'https://platform.reapit.cloud';

test('the links of a contact lead to datasets and what narrows them', async () => {
	const lists = await reapitLists();
	const links = linksOf(
		{
			_links: {
				self: { href: '/contacts/OXF18000001' },
				documents: { href: '/documents/?associatedType=contact&associatedId=OXF18000001' },
				offices: { href: '/offices?id=OXF&id=BED' },
				relationships: { href: '/contacts/OXF18000001/relationships' },
				next: { href: '/contacts/?PageNumber=2&PageSize=100' },
				certificate: { href: '/properties/certificates' },
				source: { href: '' },
				elsewhere: { href: 'https://example.com/contacts/1' },
				sly: { href: '//example.com/contacts/1' },
			},
		},
		origin,
		lists,
	);
	expect(Object.fromEntries(links.map(({ name, target }) => [name, target]))).toEqual({
		self: { kind: 'record', dataset: 'contacts', ids: ['OXF18000001'] },
		documents: {
			kind: 'list',
			dataset: 'documents',
			parents: [],
			query: [
				['associatedType', 'contact'],
				['associatedId', 'OXF18000001'],
			],
		},
		offices: {
			kind: 'list',
			dataset: 'offices',
			parents: [],
			query: [
				['id', 'OXF'],
				['id', 'BED'],
			],
		},
		relationships: { kind: 'list', dataset: 'contacts.relationships', parents: ['OXF18000001'], query: [] },
		next: {
			kind: 'list',
			dataset: 'contacts',
			parents: [],
			query: [
				['pageNumber', '2'],
				['pageSize', '100'],
			],
		},
		certificate: { kind: 'list', dataset: 'properties.certificates', parents: [], query: [] },
	});
	expect(links[0]?.url).toBe(`${origin}/contacts/OXF18000001`);
});

test('no link takes the credentials to another origin', () => {
	expect(platformUrl('/contacts/?pageNumber=2', origin)).toBe(`${origin}/contacts/?pageNumber=2`);
	for (const href of ['https://example.com/', '//example.com/x', 'http://platform.reapit.cloud/x', 'http://[bad']) {
		expect(() => platformUrl(href, origin)).toThrow(expect.objectContaining({ reason: 'unsafe' }) as Error);
	}
});
