/** Paths as users write them, and which operations the vendor has there. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../../src/core/errors.ts';
import { EntityPaths } from '../../../../../src/core/sources/reapit/entities/entityPaths.ts';
import { reapitEndpoints } from '../../../../../src/vendor/reapit/endpoints.ts';

const index = await reapitEndpoints();
const paths = new EntityPaths(index);

test.each([
	['contacts', '/contacts/', '/contacts/'],
	['/Contacts/OXF1', '/contacts/{id}', '/contacts/OXF1'],
	['contacts/a b', '/contacts/{id}', '/contacts/a%20b'],
	['contacts/a%20b', '/contacts/{id}', '/contacts/a%20b'],
	['properties/OXF1/keys/K1', '/properties/{id}/keys/{keyId}', '/properties/OXF1/keys/K1'],
	['documents/signedurl', '/documents/signedUrl', '/documents/signedUrl'],
	['metadata/metadataSchema', '/metadata/metadataSchema', '/metadata/metadataSchema'],
	['invoices/payments', '/invoices/payments', '/invoices/payments'],
])('%s is %s', (text, template, path) => {
	expect(paths.find(text)).toMatchObject({ template, path });
});

test('every operation of the vendor is found under its own path', () => {
	for (const { path, method } of index.endpoints) {
		const asked = path.replaceAll(/\{\w+\}/g, 'X1');
		expect(paths.operation(asked, method).at.template).toBe(path);
	}
});

test.each([
	['contcts', 'GET', "Did you mean 'contacts'?"],
	['contacts/OXF1/nothing/here', 'GET', '/contacts/{id}'],
	['contacts/OXF1', 'DELETE', 'Choose one of those'],
	['contacts', 'PATCH', 'Name the record: /contacts/{id}'],
	['', 'GET', 'Choose one of: applicants'],
] as const)('%s %s is refused: %s', (text, method, next) => {
	const ask = (): unknown => paths.operation(text, method);
	expect(ask).toThrow(FreeholdError);
	try {
		ask();
	} catch (error) {
		expect(error).toMatchObject({ reason: 'usage' });
		expect((error as FreeholdError).next).toContain(next);
	}
});

test('the vendor has 17 deletions', () => {
	expect(index.endpoints.filter(({ method }) => method === 'DELETE')).toHaveLength(17);
});
