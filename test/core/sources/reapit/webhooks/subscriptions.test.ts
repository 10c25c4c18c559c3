/** An app's webhooks, and what events are about. */
import { expect, test } from 'vitest';
import { EntityPaths } from '../../../../../src/core/sources/reapit/entities/entityPaths.ts';
import { WebhookSubscriptions } from '../../../../../src/core/sources/reapit/webhooks/subscriptions.ts';
import { subjectOf, webhookEvent } from '../../../../../src/core/sources/reapit/webhooks/webhookEvent.ts';
import { reapitEndpoints } from '../../../../../src/vendor/reapit/endpoints.ts';
import { noSignal, openVendor } from '../vendorRig.ts';
import { eventBody } from './signer.ts';

const FIELDS = {
	url: 'https://example.com/hooks',
	topicIds: ['contacts.modified'],
	active: true,
	ignoreEtagOnlyChanges: true,
};
const index = await reapitEndpoints();
const { resources } = new EntityPaths(index);

test('webhooks are listed, created, replaced and deleted', async () => {
	const { entities, vendor } = await openVendor(({ method }) => {
		if (method === 'GET') return { status: 200, json: { _embedded: [{ id: 'H1', ...FIELDS }], totalPageCount: 1 } };
		// The captured OAS has 201 for all of them.
		return { status: 201, headers: { location: '/resthooks/H2' } };
	});
	const webhooks = new WebhookSubscriptions(entities);
	expect(await webhooks.list(noSignal)).toEqual([{ id: 'H1', created: undefined, modified: undefined, ...FIELDS }]);
	expect((await webhooks.create(FIELDS, noSignal)).id).toBe('H2');
	await webhooks.put('H2', { ...FIELDS, active: false }, noSignal);
	await webhooks.delete('H2', noSignal);
	expect(vendor.asked.map(({ method, path, json }) => [method, path, json])).toEqual([
		['GET', '/resthooks/?pageSize=100&pageNumber=1', undefined],
		['POST', '/resthooks/', FIELDS],
		['PUT', '/resthooks/H2', { ...FIELDS, active: false }],
		['DELETE', '/resthooks/H2', undefined],
	]);
});

test('a topic or an address that Reapit cannot mean is refused before it is sent', async () => {
	const { entities, vendor } = await openVendor(() => ({ status: 500 }));
	const webhooks = new WebhookSubscriptions(entities);
	const create = (changes: object): Promise<unknown> => webhooks.create({ ...FIELDS, ...changes }, noSignal);
	await expect(create({ topicIds: ['contact.modified'] })).rejects.toMatchObject({
		next: "Did you mean 'contacts.modified'?",
	});
	await expect(create({ url: 'localhost:80' })).rejects.toMatchObject({ reason: 'usage' });
	expect(vendor.asked).toEqual([]);
});

test('every topic is about a collection of the vendor, or about the app', () => {
	for (const topicId of index.webhookTopics) {
		const event = webhookEvent(Buffer.from(eventBody({ topicId })));
		const subject = event === undefined ? undefined : subjectOf(event, resources);
		expect(subject?.kind).toBe(
			topicId === 'application.install' ? 'install' : topicId === 'application.uninstall' ? 'uninstall' : 'record',
		);
	}
});

test.each([
	[
		{ topicId: 'properties.selling.underoffer' },
		{ kind: 'record', customer: 'SBOX', resource: 'properties', id: 'OXF1' },
	],
	[{ topicId: 'worksorders.raised' }, { kind: 'record', customer: 'SBOX', resource: 'worksOrders', id: 'OXF1' }],
	[
		{ topicId: 'application.install', entityId: null },
		{ kind: 'install', customer: 'SBOX' },
	],
	[{ customerId: 'webhook-test', entityId: '9e7e4181-6210-49ea-abf5-d5ce16d23647' }, { kind: 'ping' }],
	[{ topicId: 'barbecues.lit' }, { kind: 'other', customer: 'SBOX' }],
])('%j is about %j', (changes, subject) => {
	const event = webhookEvent(Buffer.from(eventBody(changes)));
	expect(event === undefined ? undefined : subjectOf(event, resources)).toEqual(subject);
});
