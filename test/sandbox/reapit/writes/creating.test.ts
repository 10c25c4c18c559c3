/** Creating: what is stored, and how mistakes are listed. */
import { expect, test } from 'vitest';
import { asking, contactBody, createContact, placeOf, reapitStarted } from '../writingRig.ts';
import type { Ask, ReapitAsked } from '../writingRig.ts';

async function refusedFields(answer: ReapitAsked): Promise<readonly string[]> {
	expect(answer.json).toMatchObject({
		statusCode: 422,
		description: 'One or more validation failures have occurred. Please refer to Errors list for details',
	});
	expect(answer.json.dateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
	return Promise.resolve(answer.json.errors.map(({ field }) => field));
}

async function contactErrors(ask: Ask, more: object): Promise<readonly string[]> {
	const answer = await ask('POST', '/contacts/', { body: { ...(await contactBody(ask)), ...more } });
	return refusedFields(answer);
}

test('a new contact is told by its place alone, and found there as it was sent', async () => {
	const ask = asking(await reapitStarted());
	const body = await contactBody(ask);
	const created = await ask('POST', '/contacts/', { body: { ...body, dateOfBirth: '1992-08-12' } });
	expect([created.status, created.text]).toEqual([201, '']);
	const { json, headers } = await ask('GET', placeOf(created));
	expect(json).toMatchObject({ ...body, dateOfBirth: '1992-08-12', created: '2026-05-01T12:00:00.0000000Z' });
	expect(headers.get('etag')).toBe(json._eTag);
	const { json: list } = await ask('GET', '/contacts/?sortBy=-created&pageSize=1');
	expect(list._embedded[0]?.id).toBe(json.id);
	expect(json).toHaveProperty('active', true);
});

test('by switch the place is a path', async () => {
	const ask = asking(await reapitStarted({ location: 'path' }));
	const { headers } = await ask('POST', '/contacts/', { body: await contactBody(ask) });
	expect(headers.get('location')).toMatch(/^\/contacts\/\w+$/);
});

test('everything that is missing is listed at once', async () => {
	const ask = asking(await reapitStarted());
	const fields = await refusedFields(await ask('POST', '/contacts/', { body: {} }));
	expect(fields).toEqual(['surname', 'marketingConsent', 'officeIds', 'negotiatorIds', 'homePhone']);
});

test.each([
	['an enumeration', { marketingConsent: 'maybe' }, ['marketingConsent']],
	['an enumeration within', { primaryAddress: { type: 'moon' } }, ['primaryAddress.type']],
	['a type', { surname: 5, active: 'yes' }, ['surname', 'active']],
	['a member of a list', { officeIds: [1] }, ['officeIds[0]']],
	['an object', { primaryAddress: 'here' }, ['primaryAddress']],
	['an empty list that is required', { officeIds: [] }, ['officeIds']],
	['a time in a date', { dateOfBirth: '1992-08-12T00:00:00Z' }, ['dateOfBirth']],
	['a date that does not exist', { dateOfBirth: '1992-02-30' }, ['dateOfBirth']],
	['an unknown field', { shoeSize: 44 }, ['shoeSize']],
	['a field that is only read', { id: 'X', _eTag: '"1"' }, ['id', '_eTag']],
	['an office that does not exist', { officeIds: ['NOPE'] }, ['officeIds']],
	['a source of the wrong kind', { source: { id: 'OXF', type: 'source' } }, ['source.id']],
	['a category that is not configured', { categoryIds: ['NOPE'] }, ['categoryIds']],
])('%s is refused with its field', async (_, more, fields) => {
	const ask = asking(await reapitStarted());
	expect(await contactErrors(ask, more)).toEqual(fields);
});

test('an enumeration is refused in the words of the vendor', async () => {
	const ask = asking(await reapitStarted());
	const { json } = await ask('POST', '/areas/', { body: { name: 'North', type: 'circle', area: ['OX1'] } });
	expect(json.errors).toContainEqual({ field: 'type', message: 'The enum value provided for AreaType is incorrect' });
});

test('a time needs its zone, and is given back in UTC', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const [negotiator] = (await ask('GET', '/negotiators/?pageSize=1')).json._embedded;
	const appointment = (start: string): object => ({
		start,
		end: '2026-06-01T11:00:00Z',
		typeId: 'VW',
		organiserId: negotiator!.id,
		negotiatorIds: [negotiator!.id],
		officeIds: [negotiator!.officeId],
	});
	const bare = await ask('POST', '/appointments/', { body: appointment('2026-06-01T10:00:00') });
	expect(await refusedFields(bare)).toEqual(['start']);
	const zoned = await ask('POST', '/appointments/', { body: appointment('2026-06-01T10:00:00+01:00') });
	const { json } = await ask('GET', placeOf(zoned));
	expect(json.start).toBe('2026-06-01T09:00:00.0000000Z');
});

test('by switch an unknown field is ignored', async () => {
	const ask = asking(await reapitStarted({ unknownFields: 'ignore' }));
	const { json } = await ask('GET', await createContact(ask, { shoeSize: 44 }));
	expect(json).not.toHaveProperty('shoeSize');
});

test('a landlord stands for the contacts that were sent along, the first of them first', async () => {
	const ask = asking(await reapitStarted());
	const contacts = await Promise.all([createContact(ask), createContact(ask, { surname: 'Babbage' })]);
	const related = contacts.map((path) => ({ associatedType: 'contact', associatedId: path.split('/').at(-1) }));
	const [office] = (await ask('GET', '/offices/?pageSize=1')).json._embedded;
	const created = await ask('POST', '/landlords/', { body: { officeId: office!.id, active: true, related } });
	const { json } = await ask('GET', placeOf(created));
	expect(json.related).toMatchObject([{ surname: 'Byron' }, { surname: 'Babbage' }]);
	const { json: relationships } = await ask('GET', `${placeOf(created)}/relationships`);
	expect(relationships._embedded.map(({ isMain }) => isMain)).toEqual([true, false]);
});

test('a body that is no JSON object, or not said to be, is 400', async () => {
	const ask = asking(await reapitStarted());
	for (const body of ['{', '[]', '5']) expect((await ask('POST', '/contacts/', { body })).status).toBe(400);
	const headers = { 'content-type': 'text/plain' };
	expect((await ask('POST', '/contacts/', { body: {}, headers })).status).toBe(400);
});

test('what hangs on nothing is 404', async () => {
	const ask = asking(await reapitStarted());
	for (const [method, path] of [
		['POST', '/properties/NOPE/keys'],
		['PATCH', '/contacts/NOPE'],
		['DELETE', '/documents/NOPE'],
		['PUT', '/contacts/NOPE/subscriptions/1'],
	] as const)
		expect((await ask(method, path, { body: {}, ifMatch: '"1"' })).status).toBe(404);
});

test('a customer’s records are his own', async () => {
	const ask = asking(await reapitStarted());
	const place = await createContact(ask);
	expect((await ask('GET', place, { customer: 'RES' })).json.surname).not.toBe('Byron');
});
