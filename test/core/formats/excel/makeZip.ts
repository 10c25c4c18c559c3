/** Writes zip files for tests, with the variations that real writers use and hostile ones try. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipOptions {
	/** Sizes and checksum behind the data, as streaming writers do. */
	readonly dataDescriptors?: boolean;
	/** 64-bit fields, whether or not they are needed. */
	readonly zip64?: boolean;
	readonly stored?: boolean;
}

export function makeZip(parts: Iterable<readonly [string, string | Buffer]>, options: ZipOptions = {}): Buffer {
	const pieces: Buffer[] = [];
	const directory: Buffer[] = [];
	let position = 0;
	const write = (piece: Buffer): void => {
		pieces.push(piece);
		position += piece.length;
	};
	let count = 0;
	for (const [name, content] of parts) {
		const data = Buffer.isBuffer(content) ? content : Buffer.from(content);
		const packed = options.stored ? data : deflateRawSync(data, { level: 6 });
		const crc = crc32(data);
		const nameBytes = Buffer.from(name);
		const headerAt = position;
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(20, 4);
		local.writeUInt16LE(options.dataDescriptors ? 0x0808 : 0x0800, 6);
		local.writeUInt16LE(options.stored ? 0 : 8, 8);
		if (!options.dataDescriptors) sizes(local, 14, crc, packed.length, data.length);
		local.writeUInt16LE(nameBytes.length, 26);
		write(Buffer.concat([local, nameBytes]));
		write(packed);
		if (options.dataDescriptors) {
			const descriptor = Buffer.alloc(16);
			descriptor.writeUInt32LE(0x08074b50, 0);
			sizes(descriptor, 4, crc, packed.length, data.length);
			write(descriptor);
		}
		directory.push(centralEntry(nameBytes, local, crc, packed.length, data.length, headerAt, options.zip64 === true));
		count++;
	}
	const directoryAt = position;
	const listing = Buffer.concat(directory);
	write(listing);
	if (options.zip64) write(zip64End(count, listing.length, directoryAt, position));
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(count, 8);
	end.writeUInt16LE(count, 10);
	end.writeUInt32LE(options.zip64 ? 0xffffffff : listing.length, 12);
	end.writeUInt32LE(options.zip64 ? 0xffffffff : directoryAt, 16);
	write(end);
	return Buffer.concat(pieces);
}

function sizes(target: Buffer, at: number, crc: number, packed: number, bytes: number): void {
	target.writeUInt32LE(crc, at);
	target.writeUInt32LE(packed, at + 4);
	target.writeUInt32LE(bytes, at + 8);
}

function centralEntry(
	name: Buffer,
	local: Buffer,
	crc: number,
	packed: number,
	bytes: number,
	headerAt: number,
	isZip64: boolean,
): Buffer {
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	entry.writeUInt16LE(20, 4);
	local.copy(entry, 6, 4, 14);
	sizes(entry, 16, crc, isZip64 ? 0xffffffff : packed, isZip64 ? 0xffffffff : bytes);
	entry.writeUInt16LE(name.length, 28);
	entry.writeUInt32LE(isZip64 ? 0xffffffff : headerAt, 42);
	const extra = Buffer.alloc(isZip64 ? 28 : 0);
	if (isZip64) {
		extra.writeUInt16LE(1, 0);
		extra.writeUInt16LE(24, 2);
		extra.writeBigUInt64LE(BigInt(bytes), 4);
		extra.writeBigUInt64LE(BigInt(packed), 12);
		extra.writeBigUInt64LE(BigInt(headerAt), 20);
	}
	entry.writeUInt16LE(extra.length, 30);
	return Buffer.concat([entry, name, extra]);
}

function zip64End(count: number, listingBytes: number, listingAt: number, at: number): Buffer {
	const end = Buffer.alloc(76);
	end.writeUInt32LE(0x06064b50, 0);
	end.writeBigUInt64LE(44n, 4);
	end.writeBigUInt64LE(BigInt(count), 24);
	end.writeBigUInt64LE(BigInt(count), 32);
	end.writeBigUInt64LE(BigInt(listingBytes), 40);
	end.writeBigUInt64LE(BigInt(listingAt), 48);
	end.writeUInt32LE(0x07064b50, 56);
	end.writeBigUInt64LE(BigInt(at), 64);
	end.writeUInt32LE(1, 72);
	return end;
}
