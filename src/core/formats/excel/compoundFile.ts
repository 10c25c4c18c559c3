/** Reads streams out of an OLE2 compound file ([MS-CFB]), the container of `.xls`, without loading it. */
import type { ByteSource } from './byteSource.ts';
import { damaged } from './problems.ts';

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const MINI_SECTOR_BYTES = 64;
/** Sector numbers from here on mean "end", "free" and the like. */
const FIRST_SPECIAL = 0xfffffffa;
const NO_ENTRY = 0xffffffff;
const STREAM = 2;
const PIECE_BYTES = 256 * 1024;
/** Entries of the directory that are looked at: a workbook with a thousand embedded objects has some ten thousand. */
const MOST_DIRECTORY_SECTORS = 16_384;

interface Entry {
	readonly name: string;
	readonly type: number;
	readonly left: number;
	readonly right: number;
	readonly child: number;
	readonly start: number;
	readonly size: number;
}

/** A stream as ranges of the file, in order. */
export interface CompoundStream {
	readonly size: number;
	/** The bytes from `start` on, in pieces. */
	pieces(start: number): AsyncGenerator<Buffer, void, undefined>;
}

export class CompoundFile {
	readonly #source: ByteSource;
	readonly #sectorBytes: number;
	readonly #miniCutoff: number;
	readonly #fat: Uint32Array;
	readonly #miniFatStart: number;
	readonly #entries: readonly Entry[];

	static async open(source: ByteSource): Promise<CompoundFile> {
		const header = await source.read(0, HEADER_BYTES);
		const shift = header.readUInt16LE(30);
		if (shift !== 9 && shift !== 12) throw damaged(`its sectors have 2^${shift} bytes`);
		const sectorBytes = 2 ** shift;
		const fat = await readFat(source, header, sectorBytes);
		const directory = await readDirectory(source, header.readUInt32LE(48), fat, sectorBytes);
		return new CompoundFile(source, header, sectorBytes, fat, directory);
	}

	private constructor(
		source: ByteSource,
		header: Buffer,
		sectorBytes: number,
		fat: Uint32Array,
		entries: readonly Entry[],
	) {
		this.#source = source;
		this.#sectorBytes = sectorBytes;
		this.#miniCutoff = header.readUInt32LE(56);
		this.#miniFatStart = header.readUInt32LE(60);
		this.#fat = fat;
		this.#entries = entries;
	}

	/** Whether the root holds a stream or storage of this name; embedded documents below do not count. */
	has(name: string): boolean {
		return this.#find(name) !== undefined;
	}

	async stream(name: string): Promise<CompoundStream | undefined> {
		const entry = this.#find(name);
		if (entry?.type !== STREAM) return undefined;
		const isMini = entry.size < this.#miniCutoff;
		const unit = isMini ? MINI_SECTOR_BYTES : this.#sectorBytes;
		const positions = isMini ? await this.#miniPositions(entry) : this.#positions(entry.start, entry.size);
		const source = this.#source;
		return {
			size: entry.size,
			async *pieces(start) {
				for (let at = start; at < entry.size;) {
					const { position, length } = contiguous(positions, unit, at, Math.min(PIECE_BYTES, entry.size - at));
					yield await source.read(position, length);
					at += length;
				}
			},
		};
	}

	#find(name: string): Entry | undefined {
		return this.#ofRoot().find((entry) => entry.name.toLowerCase() === name.toLowerCase());
	}

	/** The entries right below the root, which hang together as a binary tree. */
	#ofRoot(): readonly Entry[] {
		const waiting = [this.#entries[0]?.child ?? NO_ENTRY];
		const seen = new Set<number>();
		const found: Entry[] = [];
		for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
			const entry = this.#entries[index];
			if (entry === undefined || seen.has(index)) continue;
			seen.add(index);
			found.push(entry);
			waiting.push(entry.right, entry.left);
		}
		// Some writers leave the tree out; then all entries are the root's.
		return found.length > 0 ? found : this.#entries;
	}

	/** Where in the file each sector of a stream lies. */
	#positions(start: number, size: number): Float64Array {
		return chain(this.#fat, start, Math.ceil(size / this.#sectorBytes)).map(
			(sector) => (sector + 1) * this.#sectorBytes,
		);
	}

	/** Small streams share the root's stream, in sectors of 64 bytes with an allocation table of their own. */
	async #miniPositions(entry: Entry): Promise<Float64Array> {
		const root = this.#entries[0];
		const container = this.#positions(root?.start ?? NO_ENTRY, root?.size ?? 0);
		const tableBytes = chainLength(this.#fat, this.#miniFatStart) * this.#sectorBytes;
		const table: number[] = [];
		for (const position of this.#positions(this.#miniFatStart, tableBytes)) {
			const sector = await this.#source.read(position, this.#sectorBytes);
			for (let at = 0; at < sector.length; at += 4) table.push(sector.readUInt32LE(at));
		}
		const minis = chain(Uint32Array.from(table), entry.start, Math.ceil(entry.size / MINI_SECTOR_BYTES));
		return minis.map((mini) => {
			const offset = mini * MINI_SECTOR_BYTES;
			const sector = container[Math.floor(offset / this.#sectorBytes)];
			if (sector === undefined) throw damaged('a small stream lies outside its container');
			return sector + (offset % this.#sectorBytes);
		});
	}
}

/** The longest range of the file that continues the stream at `at`, up to `most` bytes. */
function contiguous(
	positions: Float64Array,
	unit: number,
	at: number,
	most: number,
): { readonly position: number; readonly length: number } {
	const first = Math.floor(at / unit);
	const within = at - first * unit;
	const position = (positions[first] ?? 0) + within;
	let length = unit - within;
	for (let index = first + 1; length < most && positions[index] === (positions[index - 1] ?? 0) + unit; index++) {
		length += unit;
	}
	return { position, length: Math.min(length, most) };
}

/** The sectors of a stream, which must be as many as its size needs. */
function chain(fat: Uint32Array, start: number, count: number): Float64Array {
	if (count > fat.length) throw damaged(`a stream should have ${count} sectors, the file has ${fat.length}`);
	const sectors = new Float64Array(count);
	let sector = start;
	for (let index = 0; index < count; index++) {
		if (sector >= fat.length) throw damaged(`a stream ends after ${index} of ${count} sectors`);
		sectors[index] = sector;
		sector = fat[sector] ?? NO_ENTRY;
	}
	return sectors;
}

/** How many sectors a chain has, where no size is written down. */
function chainLength(fat: Uint32Array, start: number): number {
	let count = 0;
	for (let sector = start; sector < fat.length; sector = fat[sector] ?? NO_ENTRY) {
		if (++count > fat.length) throw damaged('a chain of sectors runs in a circle');
	}
	return count;
}

/** The allocation table: which sector follows which. Its own place is in the header and in a chain of further lists. */
async function readFat(source: ByteSource, header: Buffer, sectorBytes: number): Promise<Uint32Array> {
	const sectorsOfFile = Math.ceil(source.size / sectorBytes);
	const perSector = sectorBytes / 4;
	const places: number[] = [];
	const keep = (list: Buffer, from: number, to: number): void => {
		for (let at = from; at < to; at += 4) {
			const sector = list.readUInt32LE(at);
			if (sector < FIRST_SPECIAL) places.push(sector);
		}
	};
	keep(header, 76, HEADER_BYTES);
	let list = header.readUInt32LE(68);
	for (let count = 0; list < FIRST_SPECIAL; count++) {
		if (count > sectorsOfFile) throw damaged('the list of its allocation table runs in a circle');
		const sector = await source.read((list + 1) * sectorBytes, sectorBytes);
		keep(sector, 0, sectorBytes - 4);
		list = sector.readUInt32LE(sectorBytes - 4);
	}
	// More table than file would only describe sectors that do not exist.
	const needed = Math.min(places.length, Math.ceil(sectorsOfFile / perSector));
	const fat = new Uint32Array(needed * perSector);
	for (const [index, place] of places.slice(0, needed).entries()) {
		const sector = await source.read((place + 1) * sectorBytes, sectorBytes);
		for (let at = 0; at < perSector; at++) fat[index * perSector + at] = sector.readUInt32LE(at * 4);
	}
	return fat;
}

async function readDirectory(
	source: ByteSource,
	start: number,
	fat: Uint32Array,
	sectorBytes: number,
): Promise<readonly Entry[]> {
	const entries: Entry[] = [];
	const count = Math.min(chainLength(fat, start), MOST_DIRECTORY_SECTORS);
	for (const sector of chain(fat, start, count)) {
		const bytes = await source.read((sector + 1) * sectorBytes, sectorBytes);
		for (let at = 0; at < sectorBytes; at += ENTRY_BYTES) {
			entries.push(readEntry(bytes.subarray(at, at + ENTRY_BYTES), sectorBytes));
		}
	}
	if (entries.length === 0) throw damaged('it has no directory');
	return entries;
}

function readEntry(bytes: Buffer, sectorBytes: number): Entry {
	const nameBytes = Math.max(0, Math.min(64, bytes.readUInt16LE(64)) - 2);
	return {
		name: bytes.toString('utf16le', 0, nameBytes),
		type: bytes.readUInt8(66),
		left: bytes.readUInt32LE(68),
		right: bytes.readUInt32LE(72),
		child: bytes.readUInt32LE(76),
		start: bytes.readUInt32LE(116),
		// Files with 512-byte sectors may have rubbish in the upper half ([MS-CFB] §2.6.3).
		size: bytes.readUInt32LE(120) + (sectorBytes === 512 ? 0 : bytes.readUInt32LE(124) * 2 ** 32),
	};
}
