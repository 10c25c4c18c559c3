/** What the editor knows of datasets without asking anybody. */
import { expect, test } from 'vitest';
import { publishedDatasets } from '../../../src/core/project/language/knownDataset.ts';
import { knownDatasets } from '../../../src/vscode/projectFile/knownDatasets.ts';

const entry = { id: 'Property', title: 'Listings', group: 'RESO', key: ['ListingKey'], isLeftOut: false, notes: ['n'] };

test('what Spark told comes first, then what is stored and was never told of', () => {
	const column = { type: 'text', hiddenCount: 0 } as const;
	const stored = [
		{ dataset: 'Property', columns: [{ ...column, name: 'ListPrice' }] },
		{ dataset: 'Media', columns: [{ ...column, name: 'MediaKey' }] },
		{ dataset: '_files', columns: [] },
	];
	const told = [{ ...entry, relations: ['Media'], columns: ['ListingKey', 'ListPrice'] }];
	expect(knownDatasets(undefined, told, stored)).toMatchObject([
		{ id: 'Property', title: 'Listings', notes: ['n'], relations: ['Media'], columns: ['ListingKey', 'ListPrice'] },
		{ id: 'Media', title: 'Media', columns: ['MediaKey'] },
	]);
});

test('an entry that an older Freehold remembered has no relations yet', () => {
	expect(knownDatasets(undefined, [entry], [])).toMatchObject([{ id: 'Property', relations: [], columns: [] }]);
});

test('Realpad and Reapit publish what there is: nobody has to be asked', async () => {
	const realpad = await publishedDatasets({ name: 'p', source: 'realpad', multipleInquiries: false });
	const reapit = await publishedDatasets({ name: 'a', source: 'reapit', multipleInquiries: false });
	expect(realpad?.map(({ id }) => id)).toEqual(expect.arrayContaining(['products', 'business-cases']));
	expect(reapit?.find(({ id }) => id === 'contacts')?.parameters.map(({ name }) => name)).toContain('officeId');
	expect(await publishedDatasets({ name: 'm', source: 'spark', multipleInquiries: false })).toBeUndefined();
});
