/** Pre-signed uploads against an S3 server that no one here wrote (`@20minutes/s3rver`), with addresses signed by another's code. */
import { AwsClient } from 'aws4fetch';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../../../src/core/systemOutside.ts';
import type { Uploaded, UploadRequest } from '../../../../../src/core/sources/reapit/uploads/uploads.ts';
import { uploadFiles } from '../../../../../src/core/sources/reapit/uploads/uploads.ts';
import type { Opened, Script } from '../vendorRig.ts';
import { noSignal, openVendor } from '../vendorRig.ts';
import { DOCUMENT, fileOf } from './files.ts';

interface S3Server {
	run(): Promise<AddressInfo>;
	close(): Promise<void>;
}
// The package describes no types.
const S3rver = createRequire(import.meta.url)('@20minutes/s3rver') as new (options: object) => S3Server;

const bucket = 'uploads';
const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-east-1', service: 's3' };

async function startS3(): Promise<{
	readonly origin: string;
	sign(key: string, seconds: number): Promise<string>;
	get(key: string): Promise<Buffer>;
}> {
	const directory = mkdtempSync(join(tmpdir(), 'freehold-s3-'));
	const options = { port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: bucket }] };
	const server = new S3rver({ ...options, vhostBuckets: false });
	const { port } = await server.run();
	onTestFinished(async () => {
		await server.close();
		rmSync(directory, { recursive: true, force: true });
	});
	const origin = `http://127.0.0.1:${port}`;
	const aws = new AwsClient(keys);
	const signed = async (key: string, seconds: number, method: string): Promise<string> => {
		const url = new URL(`${origin}/${bucket}/${key}`);
		url.searchParams.set('X-Amz-Expires', String(seconds));
		return (await aws.sign(url.href, { method, aws: { signQuery: true } })).url;
	};
	return {
		origin,
		sign: (key, seconds) => signed(key, seconds, 'PUT'),
		get: async (key) => Buffer.from(await (await fetch(await signed(key, 60, 'GET'))).arrayBuffer()),
	};
}

async function digest(pieces: AsyncIterable<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of pieces) hash.update(piece);
	return hash.digest('hex');
}

async function upload(entities: Opened['entities'], request: UploadRequest): Promise<readonly Uploaded[]> {
	const created: Uploaded[] = [];
	for await (const one of uploadFiles(request, { entities, clock: systemClock() }, noSignal)) created.push(one);
	return created;
}

test('a large file arrives whole at a pre-signed address, and the record names it without its signature', async () => {
	const s3 = await startS3();
	const platform: Script = async ({ path, json }) => {
		if (!path.endsWith('/signedUrl')) return { status: 201, headers: { location: '/documents/D1' } };
		const { amount } = json as { readonly amount: number };
		const urls = await Promise.all(Array.from({ length: amount }, (_, n) => s3.sign(`file-${n}`, 900)));
		return { status: 200, json: { urls, expiration: new Date(Date.now() + 900_000).toISOString() } };
	};
	const { vendor, entities } = await openVendor(platform, {}, systemClock());
	const file = fileOf('Particulars of 24 Smithson Road.pdf', 12_000_000);
	const request = { kind: 'documents', fields: DOCUMENT, files: [file] } as const;
	expect(await upload(entities, request)).toMatchObject([{ id: 'D1' }]);
	const stored = await s3.get('file-0');
	expect(createHash('sha256').update(stored).digest('hex')).toBe(await digest(file.open()));
	expect(vendor.asked.at(-1)!.json).toMatchObject({ fileUrl: `${s3.origin}/${bucket}/file-0` });
});

test('an address that the server refuses is asked for anew', async () => {
	const s3 = await startS3();
	let asked = 0;
	const platform: Script = async ({ path }) => {
		if (!path.endsWith('/signedUrl')) return { status: 201, headers: { location: '/documents/D1' } };
		asked += 1;
		const url = await s3.sign(`file-${asked}`, 900);
		// The first one carries a signature of something else.
		const urls = [asked === 1 ? url.replace(/X-Amz-Signature=..../, 'X-Amz-Signature=0000') : url];
		return { status: 200, json: { urls, expiration: new Date(Date.now() + 900_000).toISOString() } };
	};
	const { entities } = await openVendor(platform, {}, systemClock());
	const file = fileOf('Particulars.pdf', 6_500_000);
	const request = { kind: 'documents', fields: DOCUMENT, files: [file] } as const;
	await upload(entities, request);
	expect(asked).toBe(2);
	expect((await s3.get('file-2')).length).toBe(file.bytes);
});
