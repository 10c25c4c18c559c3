/** Events that come in over HTTP: taken once if they are Reapit's, refused otherwise. */
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../../../../src/core/outside.ts';
import { EventVerifier } from '../../../../../src/core/sources/reapit/webhooks/eventVerifier.ts';
import { SigningKeys } from '../../../../../src/core/sources/reapit/webhooks/signingKeys.ts';
import type { WebhookEvent } from '../../../../../src/core/sources/reapit/webhooks/webhookEvent.ts';
import { receiveWebhooks } from '../../../../../src/core/sources/reapit/webhooks/webhookReceiver.ts';
import { FakeClock, StoppedClock } from '../../../http/rig.ts';
import type { Script } from '../vendorRig.ts';
import { noSignal, openVendor } from '../vendorRig.ts';
import { eventBody, Signer } from './signer.ts';

const NOW = '1777636800';
/** Of the vendor: what an event's age is reckoned by. */
const DATE = { date: 'Fri, 01 May 2026 12:00:00 GMT' };

interface Delivery {
	readonly body?: string;
	readonly header?: string | undefined;
	readonly path?: string;
	readonly method?: string;
}

interface OpenOptions {
	readonly onEvent?: (event: WebhookEvent) => Promise<void>;
	readonly keys?: Script;
	/** Of the receiver: how long an answer may take. */
	readonly clock?: Clock;
}

async function open({ onEvent, keys, clock = new StoppedClock() }: OpenOptions = {}) {
	const signer = new Signer();
	const { api, vendor } = await openVendor(keys ?? (() => ({ status: 200, headers: DATE, json: signer.keys })));
	const taken: WebhookEvent[] = [];
	const refused: { status: number; why: string }[] = [];
	const receiver = await receiveWebhooks(0, {
		verifier: new EventVerifier(new SigningKeys(api, new FakeClock(Date.parse('2020-01-01')))),
		path: '/hooks',
		clock,
		signal: noSignal,
		onEvent: async (event) => {
			await onEvent?.(event);
			taken.push(event);
		},
		onRefused: (status, why) => refused.push({ status, why }),
	});
	onTestFinished(() => receiver.close());
	const deliver = (delivery: Delivery = {}): Promise<number> => {
		const { body = eventBody() } = delivery;
		const header = 'header' in delivery ? delivery.header : signer.sign(body, NOW);
		return post(new URL(delivery.path ?? '/hooks', receiver.url), delivery.method ?? 'POST', body, header);
	};
	return { signer, vendor, taken, refused, deliver };
}

function post(url: URL, method: string, body: string, header: string | undefined): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = header === undefined ? {} : { 'x-signature': header };
		const sent = request(url, { method, headers }, (response) => {
			response.resume();
			resolve(response.statusCode ?? 0);
		});
		sent.on('error', reject);
		sent.end(body);
	});
}

test('a genuine event is taken; repetitions of it are answered and change nothing; the key is asked for once', async () => {
	const { deliver, taken, vendor } = await open();
	expect([await deliver(), await deliver(), await deliver({ body: eventBody({ eventId: 'E2' }) })]).toEqual([
		200, 200, 200,
	]);
	expect(taken.map(({ eventId }) => eventId)).toEqual(['E1', 'E2']);
	expect(taken[0]).toMatchObject({ topicId: 'contacts.modified', customerId: 'SBOX', entityId: 'OXF1', attempt: 1 });
	expect(vendor.asked.map(({ path }) => path)).toEqual(['/webhooks/signing/key-1']);
});

test('nothing but a signed POST to the right path is taken', async () => {
	const { deliver, signer, taken, refused } = await open();
	const body = eventBody();
	const other = new Signer();
	expect(await deliver({ header: undefined })).toBe(401);
	expect(await deliver({ header: 'rubbish' })).toBe(401);
	expect(await deliver({ header: other.sign(body, NOW) })).toBe(401);
	expect(await deliver({ body: eventBody({ customerId: 'RES' }), header: signer.sign(body, NOW) })).toBe(401);
	expect(await deliver({ header: signer.sign(body, '1777633900') })).toBe(401);
	expect(await deliver({ header: signer.sign(body, '1777638000') })).toBe(401);
	expect(await deliver({ body: 'null' })).toBe(400);
	expect(await deliver({ body: '{"eventId":"E1"}' })).toBe(400);
	expect(await deliver({ body: ' '.repeat(1_000_001) })).toBe(413);
	expect(await deliver({ method: 'PUT' })).toBe(405);
	expect(await deliver({ path: '/' })).toBe(404);
	expect(taken).toEqual([]);
	expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 400, 400, 413]);
});

test('an event that cannot be taken now is sent again, and is new then', async () => {
	let attempts = 0;
	const { deliver, taken } = await open({
		onEvent: () => (++attempts === 1 ? Promise.reject(new Error('the disk is full')) : Promise.resolve()),
	});
	expect([await deliver(), await deliver(), await deliver()]).toEqual([500, 200, 200]);
	expect(taken).toHaveLength(1);
});

test('work that takes longer than the vendor waits goes on, and is found done when the event comes again', async () => {
	let finish: () => void = () => undefined;
	const { deliver, taken } = await open({
		onEvent: () => new Promise((resolve) => (finish = resolve)),
		clock: new FakeClock(),
	});
	expect(await deliver()).toBe(503);
	finish();
	expect(await deliver()).toBe(200);
	expect(taken).toHaveLength(1);
});

test('a key that cannot be had now has the event sent again; one that Reapit does not have refuses it', async () => {
	const unavailable = await open({ keys: () => ({ status: 503 }) });
	expect(await unavailable.deliver()).toBe(503);
	const unknown = await open({ keys: () => ({ status: 404 }) });
	expect(await unknown.deliver()).toBe(401);
});

test('invented key ids make us ask the vendor a few times only', async () => {
	const { deliver, signer, vendor } = await open({ keys: () => ({ status: 404 }) });
	const statuses: number[] = [];
	for (let n = 0; n < 15; n++) {
		statuses.push(await deliver({ header: signer.sign(eventBody(), NOW).replace('key-1', `key-${n}`) }));
	}
	expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(5).fill(503)]);
	expect(vendor.asked).toHaveLength(10);
});

test('a recording of an old event is refused, by the vendor’s clock, and costs one look-up at most', async () => {
	const { deliver, signer, taken, vendor } = await open();
	for (let n = 0; n < 3; n++) expect(await deliver({ header: signer.sign(eventBody(), '1777633900') })).toBe(401);
	expect(taken).toEqual([]);
	expect(vendor.asked).toHaveLength(1);
	expect(await deliver({ header: signer.sign(eventBody(), '1777634200') })).toBe(200);
});

test('a port that is taken is told', async () => {
	const { vendor } = await open();
	const verifier = new EventVerifier(new SigningKeys({ read: () => Promise.reject(new Error()) }, new FakeClock()));
	const parts = { verifier, path: '/', clock: new FakeClock(), signal: noSignal, onRefused: () => undefined };
	const again = receiveWebhooks(Number(new URL(vendor.origin).port), { ...parts, onEvent: () => Promise.resolve() });
	await expect(again).rejects.toMatchObject({ reason: 'usage' });
});
