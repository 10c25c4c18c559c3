/** Writes a screenshot anew with 256 colours at most: a third of the bytes, and to the eye the same. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const COLORS = 256;

interface Pixels {
	readonly width: number;
	readonly height: number;
	/** Red, green, blue of each, row by row. */
	readonly rgb: Uint8Array;
}

/** @param png  with eight bits per channel, not interlaced: as browsers make them */
export function smallPng(png: Buffer): Buffer {
	const pixels = decode(png);
	const palette = commonest(pixels.rgb);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(pixels.width, 0);
	header.writeUInt32BE(pixels.height, 4);
	header.set([8, 3, 0, 0, 0], 8);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))),
		chunk('IDAT', deflateSync(indexed(pixels, palette), { level: 9, memLevel: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function decode(png: Buffer): Pixels {
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	const channels = png[25] === 6 ? 4 : 3;
	const parts: Buffer[] = [];
	for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
			parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
	}
	const data = inflateSync(Buffer.concat(parts));
	const stride = width * channels;
	const rows = new Uint8Array(stride * height);
	const byte = (index: number): number => rows[index] ?? 0;
	for (let y = 0; y < height; y++) {
		const filter = data[y * (stride + 1)] ?? 0;
		for (let x = 0; x < stride; x++) {
			const at = y * stride + x;
			const left = x < channels ? 0 : byte(at - channels);
			const up = y === 0 ? 0 : byte(at - stride);
			const corner = x < channels || y === 0 ? 0 : byte(at - stride - channels);
			const expected = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
			rows[at] = (data[y * (stride + 1) + 1 + x] ?? 0) + expected;
		}
	}
	const rgb = channels === 3 ? rows : rows.filter((_, index) => index % 4 !== 3);
	return { width, height, rgb };
}

/** PNG specification, 9.4. */
function paeth(left: number, up: number, corner: number): number {
	const estimate = left + up - corner;
	const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
	return a <= b && a <= c ? left : b <= c ? up : corner;
}

function colorAt(rgb: Uint8Array, pixel: number): number {
	return ((rgb[pixel * 3] ?? 0) << 16) | ((rgb[pixel * 3 + 1] ?? 0) << 8) | (rgb[pixel * 3 + 2] ?? 0);
}

function commonest(rgb: Uint8Array): readonly number[] {
	const counts = new Map<number, number>();
	for (let pixel = 0; pixel < rgb.length / 3; pixel++) {
		const color = colorAt(rgb, pixel);
		counts.set(color, (counts.get(color) ?? 0) + 1);
	}
	const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
	return sorted.slice(0, COLORS).map(([color]) => color);
}

/** Rows without a filter: neighbours of a palette have nothing in common. */
function indexed({ width, height, rgb }: Pixels, palette: readonly number[]): Buffer {
	const known = new Map(palette.map((color, index) => [color, index]));
	const rows = Buffer.alloc((width + 1) * height);
	for (let pixel = 0; pixel < width * height; pixel++) {
		const color = colorAt(rgb, pixel);
		let index = known.get(color);
		if (index === undefined) known.set(color, (index = nearest(color, palette)));
		rows[pixel + Math.floor(pixel / width) + 1] = index;
	}
	return rows;
}

function nearest(color: number, palette: readonly number[]): number {
	const distances = palette.map((one) =>
		[16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((color >> shift) & 255)) ** 2, 0),
	);
	return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	framed.set(body, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}
