/** Wraps one stream into an OLE2 compound file ([MS-CFB], version 3), the container of `.xls`. */
import { ByteWriter } from './byteWriter.ts';

const sectorSize = 512;
const idsPerSector = sectorSize / 4;
const headerDifatIds = 109;
const free = 0xffffffff;
const endOfChain = 0xfffffffe;
const fatSector = 0xfffffffd;
const difatSector = 0xfffffffc;
/** A shorter stream would have to live in the mini stream ([MS-CFB] §2.2); padding it saves that structure. */
const miniStreamCutoff = 4096;

/** @returns the file: header, directory, stream, allocation tables, in this order */
export function compoundFile(streamName: string, content: Uint8Array): Buffer {
	const size = Math.max(content.length, miniStreamCutoff);
	const streamSectors = Math.ceil(size / sectorSize);
	const tables = tableSizes(1 + streamSectors);
	const total = 1 + streamSectors + tables.fat + tables.difat;
	const firstFat = 1 + streamSectors;
	const firstDifat = firstFat + tables.fat;

	const file = new ByteWriter((1 + total) * sectorSize);
	writeHeader(file, tables, firstFat, firstDifat);
	writeDirectory(file, streamName, size);
	file.bytes(content).zeros(streamSectors * sectorSize - content.length);

	file.u32(endOfChain);
	chain(file, 1, streamSectors);
	for (let i = 0; i < tables.fat; i += 1) file.u32(fatSector);
	for (let i = 0; i < tables.difat; i += 1) file.u32(difatSector);
	for (let i = total; i < tables.fat * idsPerSector; i += 1) file.u32(free);

	for (let i = 0; i < tables.difat; i += 1) {
		for (let slot = 0; slot < idsPerSector - 1; slot += 1) {
			const nth = headerDifatIds + i * (idsPerSector - 1) + slot;
			file.u32(nth < tables.fat ? firstFat + nth : free);
		}
		file.u32(i + 1 < tables.difat ? firstDifat + i + 1 : endOfChain);
	}
	return file.done();
}

interface TableSizes {
	readonly fat: number;
	readonly difat: number;
}

/** The tables list themselves, so their size is found by trying. */
function tableSizes(otherSectors: number): TableSizes {
	let fat = 1;
	let difat = 0;
	for (;;) {
		const needed = Math.ceil((otherSectors + fat + difat) / idsPerSector);
		const neededDifat = Math.max(0, Math.ceil((needed - headerDifatIds) / (idsPerSector - 1)));
		if (needed === fat && neededDifat === difat) return { fat, difat };
		fat = Math.max(needed, fat);
		difat = Math.max(neededDifat, difat);
	}
}

function writeHeader(file: ByteWriter, tables: TableSizes, firstFat: number, firstDifat: number): void {
	file.bytes(Buffer.from('d0cf11e0a1b11ae1', 'hex')).zeros(16);
	file.u16(0x003e).u16(3).u16(0xfffe).u16(9).u16(6).zeros(6);
	file.u32(0).u32(tables.fat).u32(0).u32(0).u32(miniStreamCutoff);
	file.u32(endOfChain).u32(0);
	file.u32(tables.difat === 0 ? endOfChain : firstDifat).u32(tables.difat);
	for (let i = 0; i < headerDifatIds; i += 1) file.u32(i < tables.fat ? firstFat + i : free);
}

/** Sector 0: the root, the stream, and two unused entries. */
function writeDirectory(file: ByteWriter, streamName: string, size: number): void {
	writeEntry(file, { name: 'Root Entry', type: 5, child: 1, start: endOfChain, size: 0 });
	writeEntry(file, { name: streamName, type: 2, child: free, start: 1, size });
	for (let i = 0; i < 2; i += 1) file.zeros(68).u32(free).u32(free).u32(free).zeros(48);
}

interface Entry {
	readonly name: string;
	readonly type: number;
	readonly child: number;
	readonly start: number;
	readonly size: number;
}

function writeEntry(file: ByteWriter, entry: Entry): void {
	const name = Buffer.from(`${entry.name}\0`, 'utf16le');
	file
		.bytes(name)
		.zeros(64 - name.length)
		.u16(name.length);
	file.u8(entry.type).u8(1).u32(free).u32(free).u32(entry.child);
	file.zeros(36).u32(entry.start).u32(entry.size).u32(0);
}

function chain(file: ByteWriter, first: number, count: number): void {
	for (let i = 1; i < count; i += 1) file.u32(first + i);
	file.u32(endOfChain);
}
