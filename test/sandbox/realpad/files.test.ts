/** The list of files and their bytes. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';

type Listed = Readonly<Record<string, string>>;

async function listed(rig: Rig): Promise<readonly Listed[]> {
	const response = await rig.call('list-resources');
	expect(response.headers.get('content-type')).toContain('xml');
	const parser = new XMLParser({
		ignoreAttributes: false,
		attributeNamePrefix: '',
		isArray: (name) => name === 'resource',
		parseAttributeValue: false,
		trimValues: false,
		processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
		htmlEntities: true,
	});
	const document = parser.parse(await response.text()) as { resources: { resource?: Listed[] } | '' };
	return document.resources === '' ? [] : (document.resources.resource ?? []);
}

const get = (rig: Rig, uid: string, init?: RequestInit): Promise<Response> =>
	fetch(`${rig.realpad.origin}/resource/${encodeURIComponent(uid)}`, init);

test('every file of the list can be had without credentials and is what the list says', async () => {
	await using rig = await openRig();
	const list = await listed(rig);
	expect(list).toHaveLength(40);
	for (const file of list) {
		expect(file.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		const response = await get(rig, file.uid!);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(response.headers.get('content-type')).toBe(file['content-type']);
		expect([String(bytes.length), String(crc32(bytes))]).toEqual([file.size, file.crc]);
		expect(file.checksum).toBeUndefined();
	}
	expect(new Set(list.map(({ uid }) => uid)).size).toBe(40);
	expect(new Set(list.map((file) => file['file-name'])).size).toBeLessThan(40);
});

test('file names keep accents, quotes and ampersands', async () => {
	await using rig = await openRig();
	const names = (await listed(rig)).map((file) => file['file-name']);
	expect(names).toEqual([...rig.realpad.files()].map(({ fileName }) => fileName));
	expect(names).toContain("Dodatek č. 1 – 'závěrečný'.docx");
	expect(names).toContain('Faktura Úhor & syn (kopie).pdf');
});

test('by switch, the list has the checksums of real answers, or both', async () => {
	for (const checksums of ['checksum', 'both'] as const) {
		await using rig = await openRig({ checksums, files: 3 });
		for (const file of await listed(rig)) {
			const bytes = rig.realpad.fileBytes(file.uid!);
			expect(file.checksum).toBe(createHash('sha256').update(bytes).digest('hex'));
			expect(file.crc).toBe(checksums === 'both' ? String(crc32(bytes)) : undefined);
		}
	}
});

test('no file, one file, and files that come and go', async () => {
	await using rig = await openRig({ files: 0 });
	expect(await (await rig.call('list-resources')).text()).toBe(
		'<?xml version="1.0" encoding="UTF-8"?>\n<resources/>\n',
	);
	const [only] = rig.realpad.addFiles(1);
	expect((await listed(rig)).map(({ uid }) => uid)).toEqual([only]);
	const more = rig.realpad.addFiles(2);
	rig.realpad.removeFiles([only!]);
	expect((await listed(rig)).map(({ uid }) => uid)).toEqual(more);
	expect((await get(rig, only!)).status).toBe(404);
});

test('bytes are the same on every start, and files differ from each other', async () => {
	await using rig = await openRig();
	await using again = await openRig();
	const sums = (from: Rig): string[] => Array.from(from.realpad.files(), ({ checksum }) => checksum);
	expect(sums(rig)).toEqual(sums(again));
	expect(new Set(sums(rig)).size).toBe(40);
});

test('hostile names and UIDs by switch', async () => {
	await using rig = await openRig({ hostileNames: true });
	const list = await listed(rig);
	expect(list.map((file) => file['file-name'])).toEqual([...rig.realpad.files()].map(({ fileName }) => fileName));
	const names = list.map((file) => file['file-name']);
	for (const name of ['../../../etc/passwd', 'CON', 'trailing dots...', '', 'tab\tand\nnewline.txt'])
		expect(names).toContain(name);
	expect(names.some((name) => name!.length === 300)).toBe(true);
	expect(list.map(({ uid }) => uid)).toContain('not-a-uid');
});

test('lists can lie about size and checksum', async () => {
	await using rig = await openRig({ files: 4 });
	const [truth, , , whole] = [...rig.realpad.files()];
	rig.realpad.misdeclareFiles([truth!.uid], 'crc');
	const [, second] = rig.realpad.misdeclareFiles(2, 'hugeSize');
	const list = await listed(rig);
	expect(list.find(({ uid }) => uid === second)!.size).toBe('10000000000');
	rig.realpad.misdeclareFiles([truth!.uid], 'crc');
	expect((await listed(rig))[0]!.crc).not.toBe(truth!.crc);
	expect(list[3]!.crc).toBe(whole!.crc);
});

test('some content types are not what the bytes are', async () => {
	await using rig = await openRig();
	const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString() === '%PDF-';
	const lies = [...rig.realpad.files()].filter(
		({ uid, contentType }) => isPdf(rig.realpad.fileBytes(uid)) !== (contentType === 'application/pdf'),
	);
	expect(lies.length).toBeGreaterThan(0);
});

test('ranges are answered by switch only', async () => {
	await using plain = await openRig();
	const [file] = [...plain.realpad.files()];
	const headers = { range: 'bytes=100-' };
	expect((await get(plain, file!.uid, { headers })).status).toBe(200);
	await using ranged = await openRig({ ranges: true });
	const rest = await get(ranged, file!.uid, { headers });
	expect([rest.status, rest.headers.get('content-range')]).toEqual([206, `bytes 100-${file!.size - 1}/${file!.size}`]);
	const bytes = Buffer.from(await rest.arrayBuffer());
	expect(bytes.equals(Buffer.from(ranged.realpad.fileBytes(file!.uid).subarray(100)))).toBe(true);
	expect((await get(ranged, file!.uid, { headers: { range: `bytes=${file!.size}-` } })).status).toBe(416);
});

test('20,000 files are listed with checksums of real bytes', async () => {
	await using rig = await openRig({ files: 20_000 });
	const text = await (await rig.call('list-resources')).text();
	expect(text.split('<resource ').length - 1).toBe(20_000);
	const [, uid, crc] = /uid="([^"]+)"[^>]*crc="(\d+)"\/>\n<\/resources>/.exec(text)!;
	expect(String(crc32(rig.realpad.fileBytes(uid!)))).toBe(crc);
});
