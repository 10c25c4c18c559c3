/** Deletion and whole replacement, where the vendor has them. */
import { expect, test } from 'vitest';
import { noSignal, openVendor } from '../vendorRig.ts';

test('a document is deleted by its id', async () => {
	const { entities, vendor } = await openVendor(() => ({ status: 204 }));
	await entities.delete('documents/D1', noSignal);
	expect(vendor.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /documents/D1']);
});

test('the one deletion that names the version reads it first', async () => {
	const { entities, vendor } = await openVendor(({ method }) =>
		method === 'GET' ? { status: 200, headers: { etag: '"7"' }, json: { id: 'C1' } } : { status: 204 },
	);
	await entities.delete('tenancies/T1/renewalNegotiations/N1/checks/C1', noSignal);
	expect(vendor.asked[1]).toMatchObject({ method: 'DELETE', headers: { 'if-match': '"7"' } });
});

test('a subscription is replaced as a whole', async () => {
	const { entities, vendor } = await openVendor(() => ({ status: 204 }));
	await entities.put('resthooks/R1', { value: { url: 'https://example.com/hook' } }, {}, noSignal);
	expect(vendor.asked[0]).toMatchObject({
		method: 'PUT',
		path: '/resthooks/R1',
		json: { url: 'https://example.com/hook' },
	});
	const without = entities.put('resthooks/R1', { value: { active: true } }, {}, noSignal);
	await expect(without).rejects.toThrow(/url: is required and missing/);
});
