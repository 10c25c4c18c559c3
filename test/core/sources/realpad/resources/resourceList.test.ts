import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../../src/core/errors.ts';
import type { ListedFile, RefusedFile } from '../../../../../src/core/listedFile.ts';
import { ResourceParser } from '../../../../../src/core/sources/realpad/resources/parseResources.ts';
import { readResourceList } from '../../../../../src/core/sources/realpad/resources/resourceList.ts';

const uid = 'bb938c51-891a-48d7-ba86-bea210a55c79';
const workerUrl = new URL('../../../../../src/core/sources/realpad/resources/resourceWorker.ts', import.meta.url);

interface Parsed {
	readonly files: readonly ListedFile[];
	readonly refused: readonly RefusedFile[];
}

function parse(xml: string | Uint8Array, pieceBytes = Infinity): Parsed {
	const bytes = Buffer.from(xml);
	const parser = new ResourceParser(bytes.subarray(0, 200));
	const batches = [];
	for (let at = 0; at < bytes.length; at += pieceBytes) batches.push(parser.add(bytes.subarray(at, at + pieceBytes)));
	batches.push(parser.end());
	return { files: batches.flatMap(({ files }) => files), refused: batches.flatMap(({ refused }) => refused) };
}

function refusal(xml: string): string {
	try {
		parse(xml);
	} catch (error) {
		if (FreeholdError.is(error, 'badResponse')) return error.why;
		throw error;
	}
	throw new Error('it was taken');
}

const entry = (name: string, more = 'crc="3826804066"'): string =>
	`<resource uid="${uid}" content-type="image/jpeg" file-name="${name}" size="224292" ${more}/>`;

test("the seed's own example is read", () => {
	const seed = `<resources><resource \nuid="${uid}" \ncontent-type="image/jpeg" \nfile-name="some file.jpg" \nsize="224292" \ncrc="3826804066"/></resources>`;
	expect(parse(seed).files).toEqual([
		{
			...{ uid, name: 'some file.jpg', contentType: 'image/jpeg', size: 224292, crc: 3826804066, sha256: undefined },
			...{ path: 'jpg/some file (bb938c51).jpg', sparePath: `jpg/some file (${uid}).jpg` },
		},
	]);
});

test.each([
	'<resources/>',
	'<resources></resources>',
	'\ufeff<?xml version="1.0"?>\n<!-- none > --><resources >\n</resources >\n',
])('an empty list %j has no entries', (xml) => {
	expect(parse(xml)).toEqual({ files: [], refused: [] });
});

test('entities, diacritics, and marks of markup within quotes and comments mean what XML says', () => {
	const names = [
		'&#268;&#xE1;st &amp; &lt;b&gt; &quot;x&quot;.pdf',
		'a > b.pdf',
		"it's.pdf",
		'--> ]]>.pdf',
		'Žluťoučký kůň.pdf',
	];
	const xml = `<resources><!-- <resource uid="x"/> > --><![CDATA[ <resource/> ]]>${names.map((name) => entry(name)).join('<other a=">"><resource/></other>')}</resources>`;
	expect(parse(xml).files.map(({ name }) => name)).toEqual([
		'Část & <b> "x".pdf',
		'a > b.pdf',
		"it's.pdf",
		'--> ]]>.pdf',
		'Žluťoučký kůň.pdf',
	]);
});

test('attributes come in any order, quotes and prefix; an element may be closed by itself or by its tag', () => {
	const xml = `<r:resources xmlns:r="x"><r:resource crc='1' size='2'  file-name='a"b' uid='${uid}'></r:resource></r:resources>`;
	expect(parse(xml).files).toMatchObject([{ name: 'a"b', size: 2, crc: 1 }]);
});

test('a checksum of 64 hex digits is taken for SHA-256, and a signed crc for the same 32 bits', () => {
	const sha = 'AB'.repeat(32);
	const [a, b, c] = parse(
		`<resources>${entry('a', `checksum="${sha}"`)}${entry('b', 'crc="-468163230"')}${entry('c', '')}</resources>`,
	).files;
	expect([a?.sha256, a?.crc, b?.crc, c?.crc]).toEqual([sha.toLowerCase(), undefined, 3826804066, undefined]);
});

test('Central European encodings are read as declared', () => {
	const head = Buffer.from(`<?xml version="1.0" encoding="windows-1250"?><resources>${entry('P@dorys')}</resources>`);
	head[head.indexOf('@')] = 0xf9;
	expect(parse(head).files[0]?.name).toBe('Půdorys');
});

test('entries without a usable uid, size or checksum are refused one by one', () => {
	const xml = `<resources>${entry('good')}<resource/>
		${['../../etc/passwd', `${uid}x`, '%2e%2e', ''].map((bad) => entry('x').replace(uid, bad)).join('')}
		${['-1', '1e9', '', '99999999999999999999'].map((bad) => entry('x').replace('224292', bad)).join('')}
		${['xyz', '4294967296'].map((bad) => entry('x', `crc="${bad}"`)).join('')}${entry('x', 'checksum="abc"')}</resources>`;
	const { files, refused } = parse(xml);
	expect(files).toHaveLength(1);
	expect(refused).toHaveLength(12);
});

test.each([
	['<!DOCTYPE r [<!ENTITY a "b">]><resources/>', /document type/],
	['<!DOCTYPE r SYSTEM "file:///etc/passwd"><resources/>', /document type/],
	['<resources><!ENTITY a "b"></resources>', /document type/],
	[`<resources>${entry('&lol9;')}</resources>`, /unknown entity &lol9;/],
	[`<resources>${entry('a & b')}</resources>`, /unknown entity/],
	[`<resources>${entry('a')}`, /ends in the middle/],
	['<resources><resource uid="', /ends in the middle/],
	['<resources><resource uid=1/></resources>', /no XML/],
	['<resources></wrong>', /not open/],
	['<resources/><resources/>', /goes on/],
	['<html><body>Maintenance</body></html>', /begins with <html>/],
	['', /no <resources>/],
	['Too many requests', /no <resources>/],
	[`<resources><resource a="${'x'.repeat(100_000)}"/></resources>`, /more than|no XML|uid/],
])('what is no honest list is refused: %.40s', (xml, why) => {
	if (xml.length > 90_000) expect(() => parse(xml, 1000)).toThrow(why);
	else expect(refusal(xml)).toMatch(why);
});

test('however the bytes are cut, the entries are the same', () => {
	const xml = `<?xml version="1.0" encoding="UTF-8"?><resources>${['ž', 'a>b', "'", '&amp;', '👩‍👩‍👧'].map((name) => entry(name)).join('<!-- > -->')}</resources>`;
	const whole = parse(xml);
	expect(whole.files).toHaveLength(5);
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 300 }), (pieceBytes) => {
			expect(parse(xml, pieceBytes)).toEqual(whole);
		}),
	);
});

test('any name survives the way through XML', () => {
	const name = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/\p{Cc}/gu, ' '));
	fc.assert(
		fc.property(name, (text) => {
			const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
			expect(parse(`<resources>${entry(escaped)}</resources>`).files[0]?.name).toBe(text);
		}),
	);
});

test('the thread hands on batches, and a cancel ends it', async () => {
	const body = (count: number): Buffer =>
		Buffer.from(`<resources>${Array.from({ length: count }, (_, at) => entry(`${at}.jpg`)).join('\n')}</resources>`);
	let files = 0;
	for await (const batch of readResourceList(body(5000), workerUrl, new AbortController().signal))
		files += batch.files.length;
	expect(files).toBe(5000);
	const cancel = new AbortController();
	const reading = async (): Promise<void> => {
		for await (const _ of readResourceList(body(5000), workerUrl, cancel.signal)) cancel.abort(new Error('enough'));
	};
	await expect(reading()).rejects.toThrow('enough');
});

test('200,000 entries are read within 300 MB', () => {
	const reader = fileURLToPath(new URL('readLongList.ts', import.meta.url));
	const told = execFileSync(process.execPath, [reader, '200000'], { encoding: 'utf8' });
	const { files, peakRssMb } = JSON.parse(told) as { files: number; peakRssMb: number };
	expect(files).toBe(200_000);
	expect(peakRssMb).toBeLessThan(300);
}, 120_000);
