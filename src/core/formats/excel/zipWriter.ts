/** Writes a zip file (PKWARE APPNOTE 6.3) as a stream: each entry is packed as it comes, its size stands behind it. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { FreeholdError } from '../../errors.ts';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Sizes stand behind the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1980-01-01, the first day that zip knows: the same rows give the same bytes. */
const NO_DATE = 0x0021;
/** What fits into 32 bits. Beyond that begins Zip64, which Excel refuses where sizes stand behind the data. */
const MOST_BYTES = 0xffff_ffff;

interface Entry {
	readonly name: Buffer;
	readonly headerAt: number;
	readonly crc: number;
	readonly packedBytes: number;
	readonly bytes: number;
}

export class ZipWriter {
	readonly #entries: Entry[] = [];
	#position = 0;

	/** @throws FreeholdError `usage` where it becomes larger than the format allows, and what `content` throws */
	async *entry(entryName: string, content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
		const name = Buffer.from(entryName);
		const headerAt = this.#position;
		yield this.#counted(localHeader(name));
		const counting = { crc: 0, bytes: 0 };
		const packer = createDeflateRaw();
		const packing = pipeline(Readable.from(encoded(content, counting)), packer);
		// Awaited below; a failure reaches the loop first.
		packing.catch(() => undefined);
		let packedBytes = 0;
		for await (const piece of packer as AsyncIterable<Uint8Array>) {
			packedBytes += piece.byteLength;
			yield this.#counted(piece);
		}
		await packing;
		const { crc, bytes } = counting;
		if (this.#position > MOST_BYTES || bytes > MOST_BYTES) throw tooLarge();
		const entry = { name, headerAt, crc, packedBytes, bytes };
		this.#entries.push(entry);
		yield this.#counted(descriptor(entry));
	}

	/** The directory of what was written; nothing may follow. */
	end(): Uint8Array {
		const directory = Buffer.concat(this.#entries.map(centralHeader));
		const end = Buffer.alloc(22);
		end.writeUInt32LE(END, 0);
		end.writeUInt16LE(this.#entries.length, 8);
		end.writeUInt16LE(this.#entries.length, 10);
		end.writeUInt32LE(directory.byteLength, 12);
		end.writeUInt32LE(this.#position, 16);
		return Buffer.concat([directory, end]);
	}

	#counted(piece: Uint8Array): Uint8Array {
		this.#position += piece.byteLength;
		return piece;
	}
}

async function* encoded(
	content: AsyncIterable<string> | Iterable<string>,
	counting: { crc: number; bytes: number },
): AsyncGenerator<Buffer> {
	for await (const text of content) {
		const bytes = Buffer.from(text);
		counting.crc = crc32(bytes, counting.crc);
		counting.bytes += bytes.byteLength;
		yield bytes;
	}
}

function localHeader(name: Buffer): Buffer {
	const header = Buffer.alloc(30);
	header.writeUInt32LE(LOCAL, 0);
	header.writeUInt16LE(VERSION, 4);
	header.writeUInt16LE(FLAGS, 6);
	header.writeUInt16LE(DEFLATED, 8);
	header.writeUInt16LE(NO_DATE, 12);
	header.writeUInt16LE(name.byteLength, 26);
	return Buffer.concat([header, name]);
}

function descriptor({ crc, packedBytes, bytes }: Entry): Buffer {
	const found = Buffer.alloc(16);
	found.writeUInt32LE(DESCRIPTOR, 0);
	found.writeUInt32LE(crc, 4);
	found.writeUInt32LE(packedBytes, 8);
	found.writeUInt32LE(bytes, 12);
	return found;
}

function centralHeader({ name, headerAt, crc, packedBytes, bytes }: Entry): Buffer {
	const header = Buffer.alloc(46);
	header.writeUInt32LE(CENTRAL, 0);
	header.writeUInt16LE(VERSION, 4);
	header.writeUInt16LE(VERSION, 6);
	header.writeUInt16LE(FLAGS, 8);
	header.writeUInt16LE(DEFLATED, 10);
	header.writeUInt16LE(NO_DATE, 14);
	header.writeUInt32LE(crc, 16);
	header.writeUInt32LE(packedBytes, 20);
	header.writeUInt32LE(bytes, 24);
	header.writeUInt16LE(name.byteLength, 28);
	header.writeUInt32LE(headerAt, 42);
	return Buffer.concat([header, name]);
}

function tooLarge(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The rows cannot be written as an Excel file',
		why: 'it would be larger than 4 GB, which Excel does not open',
		next: 'Leave columns out or filter the rows, or export as CSV or Parquet',
	});
}
