/** Reads entries of a zip file (PKWARE APPNOTE 6.3) as streams; the central directory is what counts. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { ByteSource } from './byteSource.ts';
import { damaged, oversized, unsupported } from './problems.ts';

const EOCD = 0x06054b50;
const EOCD_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_EOCD = 0x06064b50;
const ZIP64_EOCD_BYTES = 56;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ZIP64_EXTRA = 0x0001;
const ENCRYPTED = 0x0001;
const STORED = 0;
const DEFLATED = 8;
const PIECE_BYTES = 128 * 1024;
/** A directory of an honest workbook has some dozens of entries of 100 bytes. */
const MOST_DIRECTORY_BYTES = 16 * 1024 * 1024;
/** Sheets inflate by 5 to 20; beyond this ratio only a file made to exhaust memory and time remains. */
const MOST_RATIO = 400;
/** Below this size the ratio does not matter. */
const RATIO_COUNTS_FROM = 64 * 1024 * 1024;

interface Entry {
	readonly name: string;
	readonly flags: number;
	readonly method: number;
	readonly crc: number;
	readonly packedBytes: number;
	readonly bytes: number;
	readonly headerAt: number;
}

export class ZipFile {
	readonly #source: ByteSource;
	readonly #entries = new Map<string, Entry>();

	static async open(source: ByteSource): Promise<ZipFile> {
		const zip = new ZipFile(source);
		const { position, bytes } = await findDirectory(source);
		if (bytes > MOST_DIRECTORY_BYTES) throw oversized(`the directory of its zip container has ${bytes} bytes`);
		for (const entry of readDirectory(await source.read(position, bytes))) {
			// Parts are found by name and never written anywhere, so `../x` is only a name that nobody asks for. Of two
			// entries with one name the first counts, always.
			const key = keyOf(entry.name);
			if (!zip.#entries.has(key)) zip.#entries.set(key, entry);
		}
		return zip;
	}

	private constructor(source: ByteSource) {
		this.#source = source;
	}

	names(): readonly string[] {
		// Folders are entries without content.
		return [...this.#entries.values()].map(({ name }) => name).filter((name) => !name.endsWith('/'));
	}

	has(name: string): boolean {
		return this.#entries.has(keyOf(name));
	}

	/** Bytes of an entry as its directory states them: a hint, not a promise. */
	statedBytes(name: string): number {
		return this.#entries.get(keyOf(name))?.bytes ?? 0;
	}

	/**
	 * The content of an entry, piece by piece; its checksum is verified at the end.
	 *
	 * @param mostBytes more than this is refused, whatever the directory states
	 */
	async *read(
		name: string,
		mostBytes: number,
		signal: AbortSignal | undefined,
	): AsyncGenerator<Buffer, void, undefined> {
		const entry = this.#entries.get(keyOf(name));
		if (entry === undefined) throw damaged(`part '${name}' is missing`);
		if ((entry.flags & ENCRYPTED) !== 0) throw unsupported('its zip container is protected by a password');
		if (entry.method !== STORED && entry.method !== DEFLATED)
			throw unsupported(`part '${name}' is packed by method ${entry.method}`);
		const start = await this.#dataStart(entry);
		const packed = packedPieces(this.#source, start, entry.packedBytes);
		let bytes = 0;
		let crc = 0;
		for await (const piece of entry.method === STORED ? packed : inflated(packed, name)) {
			signal?.throwIfAborted();
			bytes += piece.length;
			if (bytes > mostBytes) throw oversized(`part '${name}' is larger than ${mostBytes} bytes when unpacked`);
			if (bytes > RATIO_COUNTS_FROM && bytes > entry.packedBytes * MOST_RATIO)
				throw oversized(`part '${name}' grows more than ${MOST_RATIO}-fold when unpacked`);
			crc = crc32(piece, crc);
			yield piece;
		}
		if (crc !== entry.crc) throw damaged(`part '${name}' has the wrong checksum`);
	}

	/** Behind the local header, whose name and extra fields may be longer than the directory's. */
	async #dataStart(entry: Entry): Promise<number> {
		const local = await this.#source.read(entry.headerAt, LOCAL_BYTES);
		if (local.readUInt32LE(0) !== LOCAL) throw damaged(`part '${entry.name}' is not where the directory says`);
		return entry.headerAt + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
	}
}

/** Part names ignore case (ECMA-376 part 2 §6.2.2), and some writers use backslashes. */
function keyOf(name: string): string {
	return name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
}

async function* packedPieces(
	source: ByteSource,
	start: number,
	bytes: number,
): AsyncGenerator<Buffer, void, undefined> {
	for (let at = 0; at < bytes; at += PIECE_BYTES)
		yield await source.read(start + at, Math.min(PIECE_BYTES, bytes - at));
}

async function* inflated(packed: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer, void, undefined> {
	const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
	// A failure of the pipeline also ends the iteration below with the same error; it is told there.
	const feeding = pipeline(Readable.from(packed), inflate).catch(() => undefined);
	try {
		for await (const piece of inflate) yield piece as Buffer;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (typeof code === 'string' && /^Z_|^ERR_STREAM_PREMATURE/.test(code))
			throw damaged(`part '${name}' cannot be unpacked`, error);
		throw error;
	} finally {
		inflate.destroy();
		await feeding;
	}
}

async function findDirectory(source: ByteSource): Promise<{ readonly position: number; readonly bytes: number }> {
	const tailBytes = Math.min(source.size, EOCD_BYTES + LONGEST_COMMENT + ZIP64_LOCATOR_BYTES);
	const tail = await source.read(source.size - tailBytes, tailBytes);
	const signature = Buffer.alloc(4);
	signature.writeUInt32LE(EOCD);
	for (
		let at = tail.lastIndexOf(signature, tail.length - EOCD_BYTES);
		at >= 0;
		at = at === 0 ? -1 : tail.lastIndexOf(signature, at - 1)
	) {
		if (at + EOCD_BYTES + tail.readUInt16LE(at + 20) > tail.length) continue;
		const bytes = tail.readUInt32LE(at + 12);
		const position = tail.readUInt32LE(at + 16);
		const locatorAt = at - ZIP64_LOCATOR_BYTES;
		if (locatorAt < 0 || tail.readUInt32LE(locatorAt) !== ZIP64_LOCATOR) return { position, bytes };
		const zip64 = await source.read(Number(tail.readBigUInt64LE(locatorAt + 8)), ZIP64_EOCD_BYTES);
		if (zip64.readUInt32LE(0) !== ZIP64_EOCD) throw damaged('the zip64 directory is not where it should be');
		return { position: Number(zip64.readBigUInt64LE(48)), bytes: Number(zip64.readBigUInt64LE(40)) };
	}
	throw damaged('its zip container has no directory, so the end is missing');
}

function* readDirectory(directory: Buffer): Generator<Entry> {
	for (let at = 0; at + CENTRAL_BYTES <= directory.length;) {
		if (directory.readUInt32LE(at) !== CENTRAL) throw damaged('the directory of its zip container is broken');
		const nameEnd = at + CENTRAL_BYTES + directory.readUInt16LE(at + 28);
		const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
		if (extraEnd > directory.length) throw damaged('the directory of its zip container is cut');
		yield withZip64(
			{
				name: directory.toString('utf8', at + CENTRAL_BYTES, nameEnd),
				flags: directory.readUInt16LE(at + 8),
				method: directory.readUInt16LE(at + 10),
				crc: directory.readUInt32LE(at + 16),
				packedBytes: directory.readUInt32LE(at + 20),
				bytes: directory.readUInt32LE(at + 24),
				headerAt: directory.readUInt32LE(at + 42),
			},
			directory.subarray(nameEnd, extraEnd),
		);
		at = extraEnd + directory.readUInt16LE(at + 32);
	}
}

/** Fields that are all ones stand, in this order, in the zip64 extra field (APPNOTE §4.5.3). */
function withZip64(entry: Entry, extra: Buffer): Entry {
	for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
		if (extra.readUInt16LE(at) !== ZIP64_EXTRA) continue;
		let next = at + 4;
		const wide = (value: number): number => {
			if (value !== 0xffffffff) return value;
			next += 8;
			return Number(extra.readBigUInt64LE(next - 8));
		};
		const bytes = wide(entry.bytes);
		const packedBytes = wide(entry.packedBytes);
		return { ...entry, bytes, packedBytes, headerAt: wide(entry.headerAt) };
	}
	return entry;
}
