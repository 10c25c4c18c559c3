/** Webhooks: who hears of what, signed so that it can be checked, and again when nobody answered. */
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ReapitSandbox } from '../../../../src/sandbox/reapit/reapitSandbox.ts';
import { asking, createContact, placeOf, reapitStarted } from '../writingRig.ts';
import type { Ask } from '../writingRig.ts';

interface Event {
	readonly SendAttempts: number;
	readonly eventId: string;
	readonly entityId: string;
	readonly customerId: string;
	readonly topicId: string;
	readonly new: Readonly<Record<string, unknown>> | null;
	readonly old: Readonly<Record<string, unknown>> | null;
	readonly diff: Readonly<Record<string, unknown>> | null;
}

interface Receiver {
	readonly url: string;
	readonly events: Event[];
	readonly raw: { readonly signature: string; readonly body: string }[];
	status: number;
}

async function receiver(): Promise<Receiver> {
	const events: Event[] = [];
	const raw: { signature: string; body: string }[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			raw.push({ signature: String(request.headers['x-signature']), body });
			events.push(JSON.parse(body) as Event);
			response.writeHead(found.status).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const found = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, events, raw, status: 200 };
	return found;
}

async function listen(
	ask: Ask,
	url: string,
	topicIds: readonly string[],
	more: object = {},
	order = {},
): Promise<string> {
	const created = await ask('POST', '/resthooks/', { body: { url, topicIds, active: true, ...more }, ...order });
	expect(created.status).toBe(201);
	return placeOf(created);
}

async function change(ask: Ask, place: string, body: object): Promise<void> {
	const ifMatch = (await ask('GET', place)).json._eTag;
	expect((await ask('PATCH', place, { body, ifMatch })).status).toBe(204);
}

const topics = (events: readonly Event[]): readonly string[] => events.map(({ topicId }) => topicId).sort();
const due = async (reapit: ReapitSandbox): Promise<void> => reapit.handlers.webhooks.deliverDue();

test('webhooks are created, read, listed, replaced and removed', async () => {
	const ask = asking(await reapitStarted());
	const place = await listen(ask, 'https://hooks.example.com/a', ['contacts.created'], { description: 'Mine' });
	expect((await ask('GET', place)).json).toMatchObject({
		url: 'https://hooks.example.com/a',
		topicIds: ['contacts.created'],
		active: true,
		ignoreEtagOnlyChanges: true,
	});
	const body = { url: 'https://hooks.example.com/b', topicIds: [], active: false };
	expect((await ask('PUT', place, { body })).status).toBe(201);
	expect((await ask('GET', '/resthooks/?active=false')).json).toMatchObject({ totalCount: 1, _embedded: [body] });
	expect((await ask('GET', '/resthooks/?active=true')).json.totalCount).toBe(0);
	expect((await ask('GET', place, { customer: 'RES' })).status).toBe(404);
	expect((await ask('DELETE', place)).status).toBe(201);
	expect((await ask('GET', place)).status).toBe(404);
});

test.each([
	[{ topicIds: ['contacts.created'] }, 'url'],
	[{ url: 'http://hooks.example.com/' }, 'url'],
	[{ url: 'nowhere' }, 'url'],
	[{ url: 'https://hooks.example.com/', topicIds: ['contacts.vanished'] }, 'topicIds'],
])('%o is refused', async (body, field) => {
	const { status, json } = await asking(await reapitStarted())('POST', '/resthooks/', { body });
	expect([status, json.errors[0]?.field]).toEqual([422, field]);
});

test('a change is told with both versions and their difference', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const heard = await receiver();
	await listen(ask, heard.url, ['contacts.created', 'contacts.modified', 'contacts.optedout']);
	const place = await createContact(ask, { primaryAddress: { type: 'primary', buildingNumber: '1' } });
	await due(reapit);
	await change(ask, place, { marketingConsent: 'deny', primaryAddress: { buildingNumber: '12' } });
	await due(reapit);
	expect(topics(heard.events)).toEqual(['contacts.created', 'contacts.modified', 'contacts.optedout']);
	const [created, ...both] = heard.events;
	expect(created).toMatchObject({
		SendAttempts: 1,
		entityId: place.split('/').at(-1),
		customerId: 'SBOX',
		new: { surname: 'Byron' },
		old: null,
		diff: null,
	});
	const modified = both.find(({ topicId }) => topicId === 'contacts.modified')!;
	expect(modified.diff).toEqual({
		marketingConsent: ['grant', 'deny'],
		primaryAddress: { buildingNumber: ['1', '12'] },
		modified: [modified.old?.modified, modified.new?.modified],
		_eTag: [modified.old?._eTag, modified.new?._eTag],
	});
	expect(modified.old?._eTag).toBe(created?.new?._eTag);
	expect(new Set(both.map(({ eventId }) => eventId)).size).toBe(1);
	expect(modified.new).not.toHaveProperty('metadata');
});

test('what the agency does itself is told as well; a removal comes without a new version', async () => {
	const reapit = await reapitStarted();
	const heard = await receiver();
	await listen(asking(reapit), heard.url, [
		'properties.modified',
		'properties.selling.askingpricechanged',
		'documents.modified',
	]);
	const sale = [...reapit.records.all('SBOX', 'properties')].find(({ selling }) => selling !== null)!;
	reapit.edit('properties', [sale.id], { selling: { ...(sale.selling as object), price: 1 } });
	reapit.remove('documents', 1);
	await due(reapit);
	expect(topics(heard.events)).toEqual([
		'documents.modified',
		'properties.modified',
		'properties.selling.askingpricechanged',
	]);
	expect(heard.events.find(({ topicId }) => topicId === 'documents.modified')?.new).toBeNull();
});

test('events that change nothing but tag and time are left out, unless they are asked for', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const [quiet, keen] = [await receiver(), await receiver()];
	await listen(ask, quiet.url, ['contacts.modified']);
	await listen(ask, keen.url, ['contacts.modified'], { ignoreEtagOnlyChanges: false });
	await change(ask, await createContact(ask), { surname: 'Byron' });
	await due(reapit);
	expect([quiet.events.length, keen.events.length]).toEqual([0, 1]);
});

test('inactive webhooks, other customers and other topics are told nothing', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const heard = await receiver();
	await listen(ask, heard.url, ['contacts.created'], { active: false });
	await listen(ask, heard.url, ['contacts.created'], {}, { customer: 'RES' });
	await listen(ask, heard.url, ['offers.created']);
	await createContact(ask);
	await due(reapit);
	expect(heard.events).toEqual([]);
});

test('an event is signed over timestamp and body with the key that is published', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const heard = await receiver();
	await listen(ask, heard.url, ['contacts.created']);
	await createContact(ask);
	await due(reapit);
	const { signature, body } = heard.raw[0]!;
	const [version, keyId, timestamp = '', signed] = signature.split(':');
	expect([version, timestamp]).toEqual(['s', String(Date.UTC(2026, 4, 1, 12) / 1000)]);
	const { json } = await ask('GET', `/webhooks/signing/${keyId}`);
	const [{ crv, x }] = json.keys as [{ readonly crv: string; readonly x: string }];
	const key = createPublicKey({ key: { kty: 'OKP', crv, x }, format: 'jwk' });
	expect(verify(null, Buffer.from(timestamp + body), key, Buffer.from(signed ?? '', 'base64url'))).toBe(true);
	expect(
		verify(null, Buffer.from(timestamp + body.replace('Byron', 'Brown')), key, Buffer.from(signed ?? '', 'base64url')),
	).toBe(false);
	expect((await ask('GET', '/webhooks/signing/unknown')).status).toBe(404);
});

test('what fails is sent again after 60, 120, 300, 600 and 900 s, and then given up', async () => {
	const reapit = await reapitStarted();
	const heard = await receiver();
	await listen(asking(reapit), heard.url, ['contacts.modified'], {}, { customer: 'RES' });
	heard.status = 503;
	reapit.edit('contacts', 1, undefined, 'RES');
	await due(reapit);
	for (const [i, seconds] of [60, 120, 300, 600, 900].entries()) {
		reapit.advance(seconds * 1000 - 1);
		await due(reapit);
		expect(heard.events).toHaveLength(i + 1);
		reapit.advance(1);
		await due(reapit);
		expect(heard.events.at(-1)?.SendAttempts).toBe(i + 2);
	}
	expect(reapit.handlers.webhooks.delivered.at(-1)).toMatchObject({ status: 503, outcome: 'given up', attempt: 6 });
	expect(new Set(heard.events.map(({ eventId }) => eventId)).size).toBe(1);
});

test('after a 4xx, and for the sandbox customer, there is no other attempt', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const heard = await receiver();
	await listen(ask, heard.url, ['contacts.modified'], {}, { customer: 'RES' });
	await listen(ask, heard.url, ['contacts.modified']);
	for (const [status, customer] of [
		[410, 'RES'],
		[500, 'SBOX'],
	] as const) {
		heard.status = status;
		reapit.edit('contacts', 1, undefined, customer);
		await due(reapit);
	}
	expect(reapit.handlers.webhooks.waiting).toBe(0);
});

test('by switch events of the sandbox customer are sent again too', async () => {
	const reapit = await reapitStarted({ retrySandboxEvents: true });
	await listen(asking(reapit), 'http://127.0.0.1:1/', ['contacts.modified']);
	reapit.edit('contacts', 1);
	await due(reapit);
	expect(reapit.handlers.webhooks.delivered).toMatchObject([{ status: 0, outcome: 'retried' }]);
	expect(reapit.handlers.webhooks.waiting).toBe(1);
});

test('nothing is sent away from this machine', async () => {
	const reapit = await reapitStarted();
	await listen(asking(reapit), 'https://hooks.example.com/', ['contacts.modified']);
	reapit.edit('contacts', 1);
	await due(reapit);
	expect(reapit.handlers.webhooks.delivered).toMatchObject([{ outcome: 'not on this machine' }]);
});

test('a ping and an installation are told', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const heard = await receiver();
	const place = await listen(ask, heard.url, ['application.install', 'application.uninstall']);
	reapit.handlers.webhooks.ping(place.split('/').at(-1)!);
	await due(reapit);
	expect(heard.events[0]).toMatchObject({
		customerId: 'webhook-test',
		entityId: '9e7e4181-6210-49ea-abf5-d5ce16d23647',
		topicId: 'application.install',
	});
	reapit.uninstall('sandbox-server', 'RES');
	reapit.install('sandbox-server', 'RES');
	await due(reapit);
	expect(heard.events.slice(1).map(({ topicId, customerId }) => [topicId, customerId])).toEqual([
		['application.uninstall', 'RES'],
		['application.install', 'RES'],
	]);
});
