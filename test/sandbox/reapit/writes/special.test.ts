/** Writes that touch more than one record: keys, chains, image order, subscriptions, identity checks. */
import { expect, test } from 'vitest';
import type { ReapitSandbox } from '../../../../src/sandbox/reapit/reapitSandbox.ts';
import { asking, createContact, placeOf, reapitStarted } from '../writingRig.ts';

const first = (reapit: ReapitSandbox, resource: string): string => [...reapit.records.all('SBOX', resource)][0]!.id;

test('a key goes out and comes back', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const [office, negotiator] = [first(reapit, 'offices'), first(reapit, 'negotiators')];
	const body = { number: 'K 77', typeId: 'FD', officeId: office, keysInSet: [{ name: 'Front door' }] };
	const keys = `/properties/${first(reapit, 'properties')}/keys`;
	const key = placeOf(await ask('POST', keys, { body }));
	expect((await ask('GET', key)).json.status).toBe('checkedIn');
	const movement = placeOf(
		await ask('POST', `${key}/movements`, {
			body: { checkOutToId: negotiator, checkOutToType: 'negotiator', checkOutNegotiatorId: negotiator },
		}),
	);
	expect((await ask('GET', key)).json.status).toBe('checkedOut');
	expect((await ask('GET', movement)).json).toMatchObject({
		checkOutAt: '2026-05-01T12:00:00.0000000Z',
		checkInAt: null,
	});
	const back = { body: { checkInNegotiatorId: negotiator } };
	expect((await ask('PUT', movement, back)).status).toBe(204);
	expect((await ask('GET', key)).json.status).toBe('checkedIn');
	expect((await ask('GET', movement)).json.checkInNegotiatorId).toBe(negotiator);
	expect((await ask('PUT', movement, back)).status).toBe(422);
});

test('two sales are linked in both directions and unlinked again', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const free = [...reapit.records.all('SBOX', 'conveyancing')].filter(
		({ upwardChainId, downwardChainId, isExternal }) => !upwardChainId && !downwardChainId && isExternal !== true,
	);
	const [upper, lower] = [free[0]!.id, free[1]!.id];
	const body = { offerId: lower };
	expect((await ask('POST', `/conveyancing/${upper}/downward`, { body })).status).toBe(201);
	expect((await ask('GET', `/conveyancing/${upper}`)).json.downwardChainId).toBe(lower);
	expect((await ask('GET', `/conveyancing/${lower}`)).json.upwardChainId).toBe(upper);
	const { json } = await ask('GET', `/conveyancing/${lower}/chain`);
	expect(json._embedded.map(({ id }) => id)).toEqual([lower, upper]);
	expect((await ask('POST', `/conveyancing/${upper}/downward`, { body })).status).toBe(422);
	expect((await ask('DELETE', `/conveyancing/${lower}/upward`)).status).toBe(201);
	expect((await ask('GET', `/conveyancing/${upper}`)).json.downwardChainId).toBeNull();
	expect((await ask('DELETE', `/conveyancing/${lower}/upward`)).status).toBe(422);
});

test('a link to a sale of others needs its address, agent, buyer and solicitor', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const { json } = await ask('POST', `/conveyancing/${first(reapit, 'conveyancing')}/downward`, { body: {} });
	expect(json.errors.map(({ field }) => field)).toEqual(['propertyAddress', 'agent', 'buyer', 'buyerSolicitorId']);
});

test('images of a property are put in another order', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const [image, other] = [...reapit.records.all('SBOX', 'propertyImages')];
	const propertyId = image!.propertyId as string;
	const { json } = await ask('GET', `/propertyImages/?propertyId=${propertyId}&sortBy=order`);
	const imageOrder = json._embedded.map(({ id }) => id).toReversed();
	expect((await ask('POST', '/propertyImages/reindex', { body: { propertyId, imageOrder } })).status).toBe(204);
	const { json: after } = await ask('GET', `/propertyImages/?propertyId=${propertyId}&sortBy=order`);
	expect(after._embedded.map(({ id }) => id)).toEqual(imageOrder);
	const foreign = [...reapit.records.all('SBOX', 'propertyImages')].find((each) => each.propertyId !== propertyId)!;
	const wrong = { propertyId, imageOrder: [other!.id, foreign.id] };
	expect((await ask('POST', '/propertyImages/reindex', { body: wrong })).status).toBe(422);
});

test('a subscription is given up', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const one = [...reapit.records.all('SBOX', 'contacts/subscriptions')].find(({ status }) => status === 'subscribed')!;
	const place = `/contacts/${one.contactId as string}/subscriptions/${one.id}`;
	expect((await ask('PUT', place, { body: { status: 'unsubscribed' } })).status).toBe(204);
	expect((await ask('GET', place)).json).toMatchObject({
		status: 'unsubscribed',
		unsubscribedOn: '2026-05-01T12:00:00.0000000Z',
	});
	expect((await ask('PUT', place, { body: { status: 'perhaps' } })).status).toBe(422);
});

test('an identity check shows at its contact, and its file becomes a document', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const contact = await createContact(ask);
	const check = {
		contactId: contact.split('/').at(-1),
		checkDate: '2026-05-01',
		status: 'pass',
		negotiatorId: first(reapit, 'negotiators'),
		identityDocument1: { typeId: 'PP', fileData: 'data:text/plain;base64,UGFzcw==', name: 'passport.txt' },
	};
	const place = placeOf(await ask('POST', '/identityChecks/', { body: check }));
	expect((await ask('GET', contact)).json.identityCheck).toBe('pass');
	const { json } = await ask('GET', place);
	const { documentId } = json.identityDocument1 as { readonly documentId: string };
	expect((await ask('GET', `/documents/${documentId}/download`)).text).toBe('Pass');
	const nameless = { ...check, identityDocument1: { typeId: 'PP', fileData: 'data:text/plain;base64,UGFzcw==' } };
	const refused = await ask('POST', '/identityChecks/', { body: nameless });
	expect(refused.json.errors.map(({ field }) => field)).toEqual(['identityDocument1.name']);
});

test('who sees to certificates is kept by type', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const place = `/properties/${first(reapit, 'properties/certificates/responsibilities')}/certificates/responsibilities`;
	const { headers } = await ask('GET', place);
	const body = { responsibleParties: [{ typeId: 'GAS', responsibleParty: 'agent' }] };
	expect((await ask('PATCH', place, { body })).status).toBe(412);
	expect((await ask('PATCH', place, { body, ifMatch: headers.get('etag') ?? '' })).status).toBe(204);
	const parties = (await ask('GET', place)).json.responsibleParties as readonly object[];
	expect(parties).toContainEqual({ typeId: 'GAS', responsibleParty: 'agent' });
	expect(parties).toHaveLength(3);
});

test('one relationship of a landlord is the main one', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const place = `/landlords/${first(reapit, 'landlords')}/relationships`;
	const associatedId = (await createContact(ask)).split('/').at(-1);
	const body = { associatedType: 'contact', associatedId, isMain: true };
	const created = placeOf(await ask('POST', place, { body }));
	const { json } = await ask('GET', `${place}?pageSize=100`);
	expect(json._embedded.filter(({ isMain }) => isMain === true).map(({ id }) => id)).toEqual([
		created.split('/').at(-1),
	]);
});
