/** Paths of records as files. */
import { expect, test } from 'vitest';
import {
	folderPath,
	metadataType,
	parseResourcePath,
} from '../../../../../src/core/sources/reapit/resources/resourcePath.ts';

const agency = { connection: 'agency', customer: undefined };

test('a path says which record of which connection and customer is meant', () => {
	expect(parseResourcePath('/')).toEqual({ kind: 'root' });
	expect(parseResourcePath('/agency')).toEqual({ kind: 'folder', ...agency, list: '' });
	expect(parseResourcePath('/agency/contacts')).toEqual({ kind: 'folder', ...agency, list: 'contacts' });
	const record = { kind: 'record', connection: 'agency', customer: 'SBOX', list: 'properties/OXF1/keys', id: 'K1' };
	expect(parseResourcePath('/agency@SBOX/properties/OXF1/keys/K1.json')).toEqual(record);
	expect([folderPath(agency), folderPath(record)]).toEqual(['/agency', '/agency@SBOX']);
});

test('a record that is to be created is called new', () => {
	for (const name of ['new', 'new-1', 'New 2', 'new.tenant'])
		expect(parseResourcePath(`/agency/contacts/${name}.json`)).toMatchObject({ kind: 'record', id: undefined });
	expect(parseResourcePath('/agency/contacts/NEWBURY1.json')).toMatchObject({ id: 'NEWBURY1' });
});

test('metadata lies in a folder for each entity type', () => {
	expect(metadataType('metadata/survey')).toBe('survey');
	expect(metadataType('contacts')).toBeUndefined();
});
