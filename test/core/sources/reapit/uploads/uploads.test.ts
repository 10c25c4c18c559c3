/** Files on their way: within the request, or through a pre-signed address that is asked for, used and asked for again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/core/json.ts';
import { largestRequestBytes, planUpload } from '../../../../../src/core/sources/reapit/uploads/uploadPlan.ts';
import type {
	Uploaded,
	UploadProgress,
	UploadRequest,
} from '../../../../../src/core/sources/reapit/uploads/uploads.ts';
import { uploadFiles } from '../../../../../src/core/sources/reapit/uploads/uploads.ts';
import { FakeClock } from '../../../http/rig.ts';
import type { Asked, Opened, Reply, Script } from '../vendorRig.ts';
import { noSignal, openVendor, startVendor } from '../vendorRig.ts';
import { CHECK, DOCUMENT, fileOf } from './files.ts';

const MB = 1_000_000;

/** A storage of its own, on another origin, and a platform that signs addresses there for a quarter of an hour. */
async function open(refuses: (asked: Asked) => boolean = () => false) {
	const clock = new FakeClock();
	const storage = await startVendor((asked) =>
		refuses(asked) ? { status: 403, text: '<Error><Code>AccessDenied</Code></Error>' } : { status: 200 },
	);
	let signed = 0;
	const platform: Script = ({ path, json }): Reply => {
		const date = new Date(clock.now()).toUTCString();
		if (!path.endsWith('/signedUrl')) return { status: 201, headers: { location: `${path}D1`, date } };
		const { amount } = json as { readonly amount: number };
		const urls = Array.from(
			{ length: amount },
			() => `${storage.origin}/file-${++signed}?X-Amz-Signature=s3cret&X-Amz-Expires=900`,
		);
		const expiration = new Date(clock.now() + 900_000).toISOString();
		return { status: 200, headers: { date }, json: { urls, expiration } };
	};
	const opened = await openVendor(platform, {}, clock);
	return { ...opened, clock, storage };
}

async function upload(
	opened: Pick<Opened, 'entities' | 'clock'>,
	request: UploadRequest,
	progress: UploadProgress[] = [],
) {
	const all: Uploaded[] = [];
	const outside = { ...opened, onProgress: (one: UploadProgress) => progress.push(one) };
	for await (const one of uploadFiles(request, outside, noSignal)) all.push(one);
	return all;
}

const sent = (asked: readonly Asked[]): string[] => asked.map(({ method, path }) => `${method} ${path}`);

test('a small document goes within the request, as the model describes it', async () => {
	const opened = await open();
	const progress: UploadProgress[] = [];
	const [one] = await upload(opened, { kind: 'documents', fields: DOCUMENT, files: [fileOf('a.pdf', 5)] }, progress);
	expect(one).toMatchObject({ id: 'D1', files: ['a.pdf'] });
	expect(opened.vendor.asked[0]?.json).toEqual({
		...DOCUMENT,
		name: 'a.pdf',
		fileData: 'data:application/pdf;base64,AAAAAAA=',
	});
	expect(progress).toEqual([{ file: 'a.pdf', sentBytes: 5, totalBytes: 5 }]);
});

test('a large one is put to another origin without credentials, and named without the address’s signature', async () => {
	const opened = await open();
	const progress: UploadProgress[] = [];
	await upload(
		opened,
		{ kind: 'documents', fields: { ...DOCUMENT, name: 'Details.pdf' }, files: [fileOf('a.pdf', 7 * MB)] },
		progress,
	);
	const [put] = opened.storage.asked;
	expect(put).toMatchObject({ method: 'PUT', path: '/file-1?X-Amz-Signature=s3cret&X-Amz-Expires=900' });
	expect(put?.headers).toMatchObject({ 'content-length': String(7 * MB) });
	expect(Object.keys(put?.headers ?? {})).not.toEqual(
		expect.arrayContaining([expect.stringMatching(/authorization|reapit-customer|api-version|content-type/)]),
	);
	expect(put?.body.length).toBe(7 * MB);
	expect(opened.vendor.asked.map(({ json }) => json)).toEqual([
		{ amount: 1 },
		{ ...DOCUMENT, name: 'Details.pdf', fileUrl: `${opened.storage.origin}/file-1` },
	]);
	expect(progress.at(-1)).toEqual({ file: 'a.pdf', sentBytes: 7 * MB, totalBytes: 7 * MB });
});

test('addresses for several files are asked for together, ten at most', async () => {
	const opened = await open();
	const files = Array.from({ length: 12 }, (_, i) => fileOf(`${i}.jpg`, 5 * MB, 'image/jpeg'));
	const fields = { propertyId: 'OXF1', caption: 'Front', type: 'photograph' };
	expect(await upload(opened, { kind: 'propertyImages', fields, files })).toHaveLength(12);
	const amounts = opened.vendor.asked.filter(({ path }) => path.endsWith('signedUrl')).map(({ json }) => json);
	expect(amounts).toEqual([{ amount: 10 }, { amount: 2 }]);
	expect(new Set(sent(opened.storage.asked)).size).toBe(12);
});

test('an address that ran out before its turn is asked for again', async () => {
	const opened = await open();
	const files = [fileOf('a.pdf', 5 * MB), fileOf('b.pdf', 5 * MB)];
	let n = 0;
	const outside = { entities: opened.entities, clock: opened.clock };
	for await (const one of uploadFiles({ kind: 'documents', fields: DOCUMENT, files }, outside, noSignal)) {
		expect(one.id).toBe('D1');
		if (n++ === 0) await opened.clock.sleep(15 * 60_000);
	}
	expect(opened.vendor.asked.filter(({ path }) => path.endsWith('signedUrl')).map(({ json }) => json)).toEqual([
		{ amount: 2 },
		{ amount: 1 },
	]);
});

test('an address that the storage calls expired is replaced, and the file is read anew', async () => {
	let refusals = 1;
	const opened = await open(() => refusals-- > 0);
	await upload(opened, { kind: 'documents', fields: DOCUMENT, files: [fileOf('a.pdf', 5 * MB)] });
	expect(opened.storage.asked.map(({ path, body }) => [path.slice(0, 7), body.length])).toEqual([
		['/file-1', 5 * MB],
		['/file-2', 5 * MB],
	]);
	expect(opened.vendor.asked.at(-1)?.json).toMatchObject({ fileUrl: `${opened.storage.origin}/file-2` });
});

test('a storage that refuses every address is given up, and no record is made', async () => {
	const opened = await open(() => true);
	const error = await upload(opened, { kind: 'documents', fields: DOCUMENT, files: [fileOf('a.pdf', 5 * MB)] }).catch(
		(thrown: unknown) => thrown,
	);
	expect(error).toMatchObject({ reason: 'forbidden', status: 403 });
	expect(String(error)).not.toContain('s3cret');
	expect(opened.storage.asked).toHaveLength(3);
	expect(sent(opened.vendor.asked)).not.toContain('POST /documents/');
});

test('what is too large or wrong is refused before anything is sent, also for the files before it', async () => {
	const opened = await open();
	const refused = (request: Partial<UploadRequest>): Promise<unknown> =>
		upload(opened, { kind: 'documents', fields: DOCUMENT, files: [], ...request });
	const files = [fileOf('a.pdf', 10), fileOf('b.pdf', 30 * MB + 1)];
	await expect(refused({ files })).rejects.toThrow(/30 MB at most/);
	await expect(refused({ files: [fileOf('a.pdf', 0)] })).rejects.toThrow(/the file is empty/);
	await expect(refused({})).rejects.toMatchObject({ reason: 'usage' });
	const wrong = { ...DOCUMENT, associatedType: 'propety' };
	await expect(refused({ fields: wrong, files: [fileOf('a.pdf', 1)] })).rejects.toThrow(/did you mean 'property'/);
	expect(opened.vendor.asked).toEqual([]);
});

test('of an identity check’s two documents, the larger goes elsewhere where both do not fit', async () => {
	const opened = await open();
	await upload(opened, {
		kind: 'identityChecks',
		fields: CHECK,
		files: [fileOf('passport.pdf', 2 * MB), fileOf('licence.jpg', 3 * MB, 'image/jpeg')],
	});
	const body = opened.vendor.asked.at(-1)?.json as Record<string, JsonObject>;
	expect(body.identityDocument1).toMatchObject({ typeId: 'PP', name: 'passport.pdf' });
	expect(JSON.stringify(body.identityDocument1?.fileData)).toMatch(/^"data:application\/pdf;base64,/);
	expect(body.identityDocument2).toEqual({
		typeId: 'DL',
		name: 'licence.jpg',
		fileUrl: `${opened.storage.origin}/file-1`,
	});
	const three = [1, 2, 3].map((n) => fileOf(`${n}.pdf`, 1));
	await expect(upload(opened, { kind: 'identityChecks', fields: CHECK, files: three })).rejects.toThrow(
		/two documents at most/,
	);
});

test('no request is larger than 6 MB on the wire, and none goes elsewhere that would fit', async () => {
	const opened = await open();
	const near = fc.oneof(fc.integer({ min: 4_480_000, max: 4_500_000 }), fc.integer({ min: 1, max: 6 * MB }));
	await fc.assert(
		fc.asyncProperty(
			near,
			fc.string({ maxLength: 300 }),
			fc.string({ unit: 'grapheme', maxLength: 40 }),
			async (bytes, note, name) => {
				const from = opened.vendor.asked.length;
				const fields = { ...DOCUMENT, metadata: { note }, name: `${name}.pdf` };
				await upload(opened, { kind: 'documents', fields, files: [fileOf('x.pdf', bytes)] });
				const asked = opened.vendor.asked.slice(from);
				for (const one of asked) expect(one.bytes).toBeLessThanOrEqual(largestRequestBytes);
				if (asked.length > 1) {
					const inline = (asked.at(-1)?.bytes ?? 0) + 4 * Math.ceil(bytes / 3);
					expect(inline).toBeGreaterThan(largestRequestBytes - 10_240 - 2_048);
				}
			},
		),
		{ numRuns: 10 },
	);
});

test.each([
	['documents', 1],
	['propertyImages', 1],
	['identityChecks', 2],
] as const)('%s: a file of exactly 30 MB is still taken', (kind, count) => {
	const files = Array.from({ length: count }, () => fileOf('a.pdf', 30 * MB));
	const ways = planUpload(kind, {}, files).flatMap((request) => request.files.map(({ way }) => way));
	expect(ways).toEqual(files.map(() => 'signed'));
});
