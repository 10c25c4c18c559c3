/** Reads Parquet files of any size: one row group after another, of each as many rows at once as memory should hold. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, FileMetaData, RowGroup } from 'hyparquet';
import { MOST_CHUNK_BYTES, checkMetadata } from './checkMetadata.ts';
import { PARQUET_CODECS } from './parquetCodecs.ts';
import { PARQUET_PARSERS, parquetColumns, rawMetadata } from './parquetColumns.ts';
import type { ParquetCell, ParquetColumn } from './parquetColumns.ts';
import { damaged, oversized, readFailure, unsupported } from './parquetProblems.ts';

/** Of a slice: a page that it shares with the next one is unpacked twice, so larger is faster. */
const SLICE_CELLS = 2_000_000;
const SLICE_BYTES = 128 * 1024 * 1024;
const SHORTEST_FILE = 12;

export interface ParquetFile extends AsyncDisposable {
	readonly columns: readonly ParquetColumn[];
	/** Of all row groups. */
	readonly count: number;
	/** @throws FreeholdError `badResponse` where the file is damaged or uses what is not read here; the signal's reason */
	rows(signal: AbortSignal): AsyncGenerator<readonly (readonly ParquetCell[])[]>;
}

export interface ParquetLimits {
	/** Cells that are read at once. */
	readonly sliceCells?: number | undefined;
}

/** @throws FreeholdError `badResponse` where it is no Parquet file, or none that is read here */
export async function readParquet(
	path: string,
	{ sliceCells = SLICE_CELLS }: ParquetLimits = {},
): Promise<ParquetFile> {
	const handle = await open(path, 'r');
	try {
		const file = await fileBuffer(handle);
		const metadata = await metadataOf(file, handle);
		const columns = parquetColumns(parquetSchema(metadata));
		return {
			columns,
			count: Number(metadata.num_rows),
			rows: (signal) => rows(file, metadata, { columns, sliceCells, signal }),
			[Symbol.asyncDispose]: () => handle.close(),
		};
	} catch (error) {
		await handle.close();
		throw readFailure(error);
	}
}

async function metadataOf(file: AsyncBuffer, handle: FileHandle): Promise<FileMetaData> {
	if (file.byteLength < SHORTEST_FILE) throw damaged('it is too short to be one');
	const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, file.byteLength - 4);
	const mark = buffer.toString('latin1');
	if (mark === 'PARE') throw unsupported('it is encrypted');
	if (mark !== 'PAR1') throw damaged('it does not end as Parquet files do');
	const metadata = await parquetMetadataAsync(file, { parsers: PARQUET_PARSERS });
	checkMetadata(metadata);
	return metadata;
}

interface RowReading {
	readonly columns: readonly ParquetColumn[];
	readonly sliceCells: number;
	readonly signal: AbortSignal;
}

async function* rows(
	file: AsyncBuffer,
	metadata: FileMetaData,
	{ columns, sliceCells, signal }: RowReading,
): AsyncGenerator<readonly (readonly ParquetCell[])[]> {
	const raw = rawMetadata(metadata);
	let start = 0;
	for (const group of metadata.row_groups) {
		const end = start + Number(group.num_rows);
		const step = sliceRows(group, columns.length, sliceCells);
		for (; start < end; start = Math.min(end, start + step)) {
			signal.throwIfAborted();
			const slice = await readSlice(file, raw, start, Math.min(end, start + step));
			yield slice.map((row) => columns.map((column, nth) => column.cell(row[nth])));
		}
	}
}

function sliceRows({ num_rows: count, columns }: RowGroup, width: number, sliceCells: number): number {
	const bytes = columns.reduce((sum, { meta_data: meta }) => sum + Number(meta?.total_uncompressed_size ?? 0), 0);
	const slices = Math.max(1, Math.ceil((Number(count) * width) / sliceCells), Math.ceil(bytes / SLICE_BYTES));
	return Math.max(1, Math.ceil(Number(count) / slices));
}

async function readSlice(
	file: AsyncBuffer,
	metadata: FileMetaData,
	rowStart: number,
	rowEnd: number,
): Promise<readonly (readonly unknown[])[]> {
	let found: readonly (readonly unknown[])[] = [];
	const reached = new Map<string, number>();
	try {
		await parquetRead({
			...{ file, metadata, rowStart, rowEnd, utf8: false, useOffsetIndex: true },
			compressors: PARQUET_CODECS,
			parsers: PARQUET_PARSERS,
			onChunk: ({ columnName, rowEnd: end }) => reached.set(columnName, Math.max(end, reached.get(columnName) ?? 0)),
			onComplete: (given: unknown[][]) => (found = given),
		});
	} catch (error) {
		throw readFailure(error);
	}
	// Where values are missing, hyparquet leaves holes, which would pass for cells without a value.
	const short = found[0]?.length === reached.size ? [...reached].find(([, end]) => end < rowEnd)?.[0] : 'one';
	if (short !== undefined) throw damaged(`column ${short} holds fewer values than there are rows`);
	return found;
}

/** The file as hyparquet reads it: any part of it, and nothing beyond its end. */
async function fileBuffer(handle: FileHandle): Promise<AsyncBuffer> {
	const { size } = await handle.stat();
	return {
		byteLength: size,
		slice: (start, end = size) => {
			const reading = readPart(handle, { start, end, size });
			// hyparquet asks for several at once, and looks at none of the others when one has failed.
			reading.catch(() => undefined);
			return reading;
		},
	};
}

async function readPart(
	handle: FileHandle,
	{ start, end, size }: { readonly start: number; readonly end: number; readonly size: number },
): Promise<ArrayBuffer> {
	if (!(start >= 0 && end >= start && end <= size)) throw damaged('it points beyond its end');
	if (end - start > MOST_CHUNK_BYTES) throw oversized('one of its parts is larger than 2 GB');
	const bytes = new Uint8Array(end - start);
	for (let done = 0; done < bytes.byteLength;) {
		const { bytesRead } = await handle.read(bytes, done, bytes.byteLength - done, start + done);
		if (bytesRead === 0) throw damaged('it has become shorter while it was read');
		done += bytesRead;
	}
	return bytes.buffer;
}
