/** Pictures keep their pixels when they are written anew, as long as they have no more than 256 colours. */
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallPng } from '../scripts/smallPng.ts';

/** A true-colour picture whose rows are filtered by their difference to the left, or not at all. */
function trueColor(width: number, pixels: readonly (readonly number[])[], filter: 0 | 1): Buffer {
	const rows: Buffer[] = [];
	for (let at = 0; at < pixels.length; at += width) {
		const row = pixels.slice(at, at + width).flat();
		const bytes = filter === 0 ? row : row.map((byte, nth) => (byte - (nth < 3 ? 0 : (row[nth - 3] ?? 0))) & 255);
		rows.push(Buffer.from([filter, ...bytes]));
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(pixels.length / width, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([Buffer.alloc(8), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows)))]);
}

function chunk(type: string, data: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
}

function chunkOf(png: Buffer, type: string): Buffer {
	const at = png.indexOf(type);
	return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}

/** The pixels of a picture with a palette and unfiltered rows. */
function shown(png: Buffer, width: number): readonly (readonly number[])[] {
	const palette = chunkOf(png, 'PLTE');
	const rows = inflateSync(chunkOf(png, 'IDAT'));
	const indices = [...rows].filter((_, nth) => nth % (width + 1) !== 0);
	return indices.map((index) => [...palette.subarray(index * 3, index * 3 + 3)]);
}

const color = fc.tuple(...[0, 1, 2].map(() => fc.nat({ max: 255 })));

test('every pixel is as it was', () => {
	const picture = fc.tuple(fc.array(fc.array(color, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 9 }));
	fc.assert(
		fc.property(picture, fc.constantFrom(0 as const, 1 as const), ([rows], filter) => {
			const pixels = rows.flat();
			expect(shown(smallPng(trueColor(4, pixels, filter)), 4)).toEqual(pixels);
		}),
	);
});

test('beyond 256 colours the rarer ones become their nearest', () => {
	const pixels = Array.from({ length: 600 }, (_, nth) => (nth < 512 ? [0, 0, nth >> 1] : [1, 0, nth - 512]));
	const small = shown(smallPng(trueColor(600, pixels, 0)), 600);
	expect(small.slice(0, 512)).toEqual(pixels.slice(0, 512));
	expect(small[600 - 1]).toEqual([0, 0, 87]);
});
