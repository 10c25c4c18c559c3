/** Writes `.xls` files for tests from their BIFF8 records, in the simplest OLE2 container there is. */

const SECTOR = 512;
const END_OF_CHAIN = 0xfffffffe;
const FREE = 0xffffffff;
const FAT_SECTOR = 0xfffffffd;
/** Longest content of a record. */
const MOST_CONTENT = 8224;

export interface XlsContent {
	/** Records of the only sheet, without its BOF and EOF. */
	readonly cells: readonly Buffer[];
	/** Content of the shared strings; made by `sstRecords` or by hand. */
	readonly sst?: readonly Buffer[];
	/** Number formats: XF n + 1 shows the n-th, XF 0 is General. A number is a built-in format. */
	readonly formats?: readonly (string | number)[];
	readonly is1904?: boolean;
	/** Records before the first sheet's name. */
	readonly globals?: readonly Buffer[];
	/** BIFF version in the BOF. */
	readonly version?: number;
	readonly streamName?: string;
}

export function record(type: number, ...content: readonly Buffer[]): Buffer {
	const body = Buffer.concat(content);
	const head = Buffer.alloc(4);
	head.writeUInt16LE(type, 0);
	head.writeUInt16LE(body.length, 2);
	return Buffer.concat([head, body]);
}

export function u16(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 2);
	values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
	return bytes;
}

export function u32(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 4);
	values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
	return bytes;
}

export function double(value: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeDoubleLE(value);
	return bytes;
}

/** Flags and characters: one byte each where that is enough. */
export function characters(text: string): Buffer {
	// eslint-disable-next-line no-control-regex -- the range of one byte
	const isNarrow = /^[\u0000-\u00ff]*$/.test(text);
	return Buffer.concat([Buffer.from([isNarrow ? 0 : 1]), Buffer.from(text, isNarrow ? 'latin1' : 'utf16le')]);
}

/** An SST and its CONTINUEs; strings are kept whole within a record. */
export function sstRecords(strings: readonly string[]): Buffer[] {
	const records: Buffer[] = [];
	let content: Buffer[] = [u32(strings.length, strings.length)];
	let bytes = 8;
	const close = (): void => {
		records.push(record(records.length === 0 ? 0x00fc : 0x003c, ...content));
		content = [];
		bytes = 0;
	};
	for (const text of strings) {
		const piece = Buffer.concat([u16(text.length), characters(text)]);
		if (bytes + piece.length > MOST_CONTENT) close();
		content.push(piece);
		bytes += piece.length;
	}
	close();
	return records;
}

export function makeXls(content: XlsContent): Buffer {
	const formats = content.formats ?? [];
	const version = content.version ?? 0x0600;
	const before = Buffer.concat([
		bof(version, 0x0005),
		record(0x0042, u16(1200)),
		...(content.is1904 ? [record(0x0022, u16(1))] : []),
		record(0x0031, u16(200, 0, 0x7fff, 400, 0, 0, 0), Buffer.from([5, 0]), Buffer.from('Arial')),
		...formats.flatMap((format, index) =>
			typeof format === 'string' ? [record(0x041e, u16(164 + index, format.length), characters(format))] : [],
		),
		...[0, ...formats.map((format, index) => (typeof format === 'string' ? 164 + index : format))].map((id) =>
			record(0x00e0, u16(0, id, 1, 0x20), Buffer.alloc(12)),
		),
		...(content.globals ?? []),
	]);
	const after = Buffer.concat([...(content.sst ?? sstRecords([])), record(0x000a)]);
	const name = Buffer.concat([Buffer.from([4]), characters('List')]);
	const boundSheet = (position: number): Buffer => record(0x0085, u32(position), u16(0), name);
	const sheetAt = before.length + boundSheet(0).length + after.length;
	const stream = Buffer.concat([
		before,
		boundSheet(sheetAt),
		after,
		bof(version, 0x0010),
		...content.cells,
		record(0x000a),
	]);
	return makeCompoundFile(content.streamName ?? 'Workbook', stream);
}

function bof(version: number, kind: number): Buffer {
	return record(0x0809, u16(version, kind, 0x0dbb, 0x07cc), u32(0, 6));
}

/** One stream, padded beyond the size below which streams would share sectors. */
export function makeCompoundFile(name: string, stream: Buffer): Buffer {
	const size = Math.max(stream.length, 4096);
	const streamSectors = Math.ceil(size / SECTOR);
	let fatSectors = 1;
	let listSectors = 0;
	for (let before = 0; before !== fatSectors;) {
		before = fatSectors;
		listSectors = Math.max(0, Math.ceil((fatSectors - 109) / 127));
		fatSectors = Math.ceil((1 + streamSectors + fatSectors + listSectors) / 128);
	}
	const fatAt = 1 + streamSectors;
	const listAt = fatAt + fatSectors;
	const fat = new Uint32Array(fatSectors * 128).fill(FREE);
	fat[0] = END_OF_CHAIN;
	for (let sector = 1; sector <= streamSectors; sector++)
		fat[sector] = sector === streamSectors ? END_OF_CHAIN : sector + 1;
	fat.fill(FAT_SECTOR, fatAt, listAt);
	fat.fill(FAT_SECTOR - 1, listAt, listAt + listSectors);
	const header = Buffer.alloc(SECTOR, 0xff);
	Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header.fill(0, 0, 76));
	u16(0x3e, 3, 0xfffe, 9, 6).copy(header, 24);
	u32(fatSectors, 0, 0, 4096, END_OF_CHAIN, 0, listSectors === 0 ? END_OF_CHAIN : listAt, listSectors).copy(header, 44);
	const places = Array.from({ length: fatSectors }, (_, index) => fatAt + index);
	u32(...places.slice(0, 109)).copy(header, 76);
	const lists = Array.from({ length: listSectors }, (_, index) => {
		const list = Buffer.alloc(SECTOR, 0xff);
		u32(...places.slice(109 + index * 127, 109 + (index + 1) * 127)).copy(list);
		list.writeUInt32LE(index === listSectors - 1 ? END_OF_CHAIN : listAt + index + 1, SECTOR - 4);
		return list;
	});
	const directory = Buffer.concat([
		entry('Root Entry', 5, 1, END_OF_CHAIN, 0),
		entry(name, 2, FREE, 1, size),
		entry('', 0, FREE, 0, 0),
		entry('', 0, FREE, 0, 0),
	]);
	const padding = Buffer.alloc(streamSectors * SECTOR - stream.length);
	return Buffer.concat([header, directory, stream, padding, Buffer.from(fat.buffer), ...lists]);
}

function entry(name: string, type: number, child: number, start: number, size: number): Buffer {
	const bytes = Buffer.alloc(128);
	bytes.write(name, 'utf16le');
	bytes.writeUInt16LE(name === '' ? 0 : name.length * 2 + 2, 64);
	bytes.writeUInt8(type, 66);
	bytes.writeUInt8(1, 67);
	u32(FREE, FREE, child).copy(bytes, 68);
	u32(start, size).copy(bytes, 116);
	return bytes;
}
