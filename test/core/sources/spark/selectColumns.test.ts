import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import { contactDatasets } from '../../../../src/core/sources/spark/contactDatasets.ts';
import { legs, recordLink } from '../../../../src/core/sources/spark/resoRequests.ts';
import { selectColumns } from '../../../../src/core/sources/spark/selectColumns.ts';
import type { Dataset } from '../../../../src/core/sources/source.ts';

const property: Dataset = {
	id: 'Property',
	title: 'Listings',
	group: 'RESO',
	key: ['ListingKey'],
	cursor: 'ModificationTimestamp',
	canSweep: true,
	fullReadFindsDeletions: false,
	columns: ['ListingKey', 'ListPrice', 'City', 'ModificationTimestamp'].map((name) => ({ name, type: 'text' })),
	relations: [],
	spread: ['CustomFields'],
	notes: [],
};
const surface = { base: 'https://replication.sparkapi.com/Reso/OData', maxTop: 1000 };

function firstLink(dataset: Dataset): string {
	return decodeURIComponent(legs(surface, dataset, { phase: 'initial', relations: [] })[0]?.first ?? '');
}

test('a dataset without a selection is read whole', () => {
	expect(selectColumns(property, undefined, 'mls')).toBe(property);
	expect(firstLink(property)).not.toContain('$select');
});

test('the key and the cursor are asked for even when nobody names them', () => {
	const narrowed = selectColumns(property, ['City'], 'mls');
	expect(narrowed.columns.map(({ name }) => name)).toEqual(['ListingKey', 'City', 'ModificationTimestamp']);
	expect(firstLink(narrowed)).toContain('$select=ListingKey,ModificationTimestamp,City');
	expect(decodeURIComponent(recordLink(surface, narrowed, '1', []))).toContain('$select=ListingKey');
});

test('custom fields come along only where they are selected', () => {
	expect(firstLink(selectColumns(property, ['City'], 'mls'))).not.toContain('CustomFields');
	expect(firstLink(selectColumns(property, ['City', 'CustomFields'], 'mls'))).toContain('$expand=CustomFields');
});

test('a column that does not exist is refused with the nearest name', () => {
	const refused = () => selectColumns(property, ['ListPrize'], 'mls');
	expect(refused).toThrow(FreeholdError);
	expect(refused).toThrow(/ListPrize/);
	try {
		refused();
	} catch (error) {
		expect(FreeholdError.is(error, 'configuration') && error.next).toBe('Did you mean ListPrice?');
	}
});

test('contacts may have fields that the vendor does not list', () => {
	const [contacts] = contactDatasets();
	expect(selectColumns(contacts!, ['Nickname'], 'mls', true).select).toEqual([
		'Id',
		'ModificationTimestamp',
		'Nickname',
	]);
});
