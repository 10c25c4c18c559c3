/** Files: inline up to 6 MB, by signed URL up to 30 MB, and back again as they were. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReapitSandbox } from '../../../../src/sandbox/reapit/reapitSandbox.ts';
import { asking, placeOf, reapitStarted } from '../writingRig.ts';
import type { Ask } from '../writingRig.ts';

function details(reapit: ReapitSandbox): Record<string, unknown> {
	const [property] = reapit.records.all('SBOX', 'properties');
	return { associatedType: 'property', associatedId: property!.id, typeId: 'DET', name: 'details.pdf' };
}

async function signedUrl(ask: Ask): Promise<string> {
	const { status, json } = await ask('POST', '/documents/signedUrl', { body: { amount: 1 } });
	expect(status).toBe(200);
	return json.urls[0]!;
}

async function put(
	url: string,
	body: Uint8Array<ArrayBuffer>,
	headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
	const response = await fetch(url, { method: 'PUT', body, headers });
	return { status: response.status, text: await response.text() };
}

async function downloaded(reapit: ReapitSandbox, place: string): Promise<Buffer> {
	const response = await fetch(`${reapit.origins.api}${place}/download`, {
		headers: { authorization: `Bearer ${reapit.token()}`, 'api-version': '2020-01-31', 'reapit-customer': 'SBOX' },
	});
	return Buffer.from(await response.arrayBuffer());
}

test('ten addresses are given at most, each for 15 minutes and of another host', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	for (const kind of ['documents', 'propertyImages', 'identityChecks']) {
		const { json } = await ask('POST', `/${kind}/signedUrl`, { body: { amount: 10 } });
		expect(new Set(json.urls).size).toBe(10);
		expect(new URL(json.urls[0]!).origin).toBe(reapit.origins.files);
		expect(new URL(json.urls[0]!).searchParams.get('X-Amz-Expires')).toBe('900');
		expect(json.expiration).toBe('2026-05-01T12:15:00.0000000Z');
	}
	for (const amount of [0, 11, 1.5, '2', undefined]) {
		const { status, json } = await ask('POST', '/documents/signedUrl', { body: { amount } });
		expect([status, json.errors[0]?.field]).toEqual([422, 'amount']);
	}
});

test.each([
	['as it was given', (url: string) => url],
	['without its query', (url: string) => url.split('?')[0]!],
])('a large file is put to its address, named %s, and comes back byte for byte', async (_, named) => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const bytes = randomBytes(7_000_000);
	const url = await signedUrl(ask);
	expect((await put(url, bytes)).status).toBe(200);
	const created = await ask('POST', '/documents/', { body: { ...details(reapit), fileUrl: named(url) } });
	expect(created.status).toBe(201);
	expect((await downloaded(reapit, placeOf(created))).equals(bytes)).toBe(true);
	expect((await ask('GET', placeOf(created))).json).not.toHaveProperty('fileUrl');
});

test('the store refuses as S3 does: too late, tampered with, too large, or with a token', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const bytes = Buffer.from('Hello');
	const url = await signedUrl(ask);
	const changed = async (name: string, value: string): Promise<{ status: number; text: string }> => {
		const other = new URL(url);
		other.searchParams.set(name, value);
		return put(other.href, bytes);
	};
	expect(await changed('X-Amz-Expires', '90000')).toMatchObject({
		status: 403,
		text: expect.stringContaining('SignatureDoesNotMatch') as string,
	});
	expect((await changed('X-Amz-Signature', '0')).status).toBe(403);
	expect((await put(url.replace(/\?.*/, ''), bytes)).text).toContain('AccessDenied');
	expect(await put(url, bytes, { authorization: 'Bearer x' })).toMatchObject({
		status: 400,
		text: expect.stringContaining('Only one auth mechanism') as string,
	});
	expect((await put(url, Buffer.alloc(30_000_001))).text).toContain('EntityTooLarge');
	expect((await put(url, Buffer.alloc(30_000_000))).status).toBe(200);
	reapit.advance(900_000);
	expect(await put(url, bytes)).toMatchObject({
		status: 403,
		text: expect.stringContaining('Request has expired') as string,
	});
});

test('only what was uploaded, and by oneself, can be stored', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const url = await signedUrl(ask);
	const post = async (fileUrl: string, order = {}): Promise<readonly unknown[]> => {
		const { status, json } = await ask('POST', '/documents/', { body: { ...details(reapit), fileUrl }, ...order });
		return [status, json.errors?.[0]?.field];
	};
	expect(await post(url)).toEqual([422, 'fileUrl']);
	await put(url, Buffer.from('Hello'));
	expect(await post('https://elsewhere.example/file')).toEqual([422, 'fileUrl']);
	expect(await post(url, { token: reapit.token(reapit.handlers.clients.notInstalled) })).toEqual([422, 'fileUrl']);
	expect(await post(url)).toEqual([201, undefined]);
});

test('inline content is decoded, and refused where it is none', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const bytes = randomBytes(1000);
	const fileData = `data:application/pdf;base64,${bytes.toString('base64')}`;
	const created = await ask('POST', '/documents/', { body: { ...details(reapit), fileData } });
	expect((await downloaded(reapit, placeOf(created))).equals(bytes)).toBe(true);
	for (const wrong of [bytes.toString('base64'), 'data:application/pdf;base64,A', 'data:text/plain,Hello'])
		expect(
			(await ask('POST', '/documents/', { body: { ...details(reapit), fileData: wrong } })).json.errors[0]?.field,
		).toBe('fileData');
	const both = await ask('POST', '/documents/', {
		body: { ...details(reapit), fileData, fileUrl: 'https://x.example/' },
	});
	expect(both.json.errors[0]?.field).toBe('fileUrl');
	expect((await ask('POST', '/documents/', { body: details(reapit) })).json.errors[0]?.field).toBe('fileData');
});

test.each([413, 400] as const)('a request above 6 MB, headers and encoding counted, is %i', async (tooLargeStatus) => {
	const reapit = await reapitStarted({ tooLargeStatus });
	const ask = asking(reapit);
	const body = (length: number): object => ({
		...details(reapit),
		fileData: `data:text/plain;base64,${'A'.repeat(length)}`,
	});
	expect((await ask('POST', '/documents/', { body: body(5_990_000) })).status).toBe(201);
	expect((await ask('POST', '/documents/', { body: body(5_999_800) })).status).toBe(tooLargeStatus);
});

test('an image gets its place behind the others of its property', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const [property] = reapit.records.all('SBOX', 'properties');
	const count = (await ask('GET', `/propertyImages/?propertyId=${property!.id}`)).json.totalCount;
	const body = {
		propertyId: property!.id,
		caption: 'Hall',
		type: 'photograph',
		data: 'data:image/jpeg;base64,SGVsbG8=',
	};
	const { json } = await ask('GET', placeOf(await ask('POST', '/propertyImages/', { body })));
	expect(json).toMatchObject({ caption: 'Hall', order: count + 1 });
	expect(json.url).toMatch(/^https:/);
});
