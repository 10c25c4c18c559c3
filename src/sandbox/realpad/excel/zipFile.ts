/** Packs named parts into a ZIP file (deflate), the container of `.xlsx`. */
import { crc32, deflateRawSync } from 'node:zlib';
import { ByteWriter } from './byteWriter.ts';

export interface ZipPart {
	readonly name: string;
	readonly bytes: Uint8Array;
}

const deflated = 8;
/** Names are UTF-8 (general purpose bit 11). */
const flags = 0x0800;
/** 1 January 1980: a file made twice from the same data is the same. */
const date = 0x0021;

export function zipFile(parts: readonly ZipPart[]): Buffer {
	const file = new ByteWriter();
	const directory = new ByteWriter(4096);
	for (const { name, bytes } of parts) {
		const packed = deflateRawSync(bytes, { level: 4 });
		const at = file.length;
		const fields = (out: ByteWriter): ByteWriter =>
			out
				.u16(20)
				.u16(flags)
				.u16(deflated)
				.u16(0)
				.u16(date)
				.u32(crc32(bytes))
				.u32(packed.length)
				.u32(bytes.length)
				.u16(Buffer.byteLength(name))
				.u16(0);
		fields(file.u32(0x04034b50)).text(name, 'utf8').bytes(packed);
		fields(directory.u32(0x02014b50).u16(20)).u16(0).u16(0).u16(0).u32(0).u32(at).text(name, 'utf8');
	}
	const at = file.length;
	file.bytes(directory.done());
	file.u32(0x06054b50).u16(0).u16(0).u16(parts.length).u16(parts.length);
	return file.u32(directory.length).u32(at).u16(0).done();
}
