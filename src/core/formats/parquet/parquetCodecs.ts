/** The codecs of pages, by those that Node has; a page says how long it is unpacked, and is not believed beyond reason. */
import * as zlib from 'node:zlib';
import { snappyUncompress } from 'hyparquet';
import type { CompressionCodec } from 'hyparquet';
import { unpackHadoopLz4, unpackLz4 } from './lz4.ts';
import { damaged, oversized, unsupported } from './parquetProblems.ts';

type Unpack = (input: Uint8Array, outputLength: number) => Uint8Array;

/** Writers make pages of a megabyte; one column of a row group in a single page is the most that some do. */
const MOST_PAGE_BYTES = 1024 * 1024 * 1024;

export const PARQUET_CODECS: Readonly<Partial<Record<CompressionCodec, Unpack>>> = {
	SNAPPY: checked((input, outputLength) => {
		const output = new Uint8Array(outputLength);
		snappyUncompress(input, output);
		return output;
	}),
	GZIP: checked((input, maxOutputLength) => zlib.gunzipSync(input, { maxOutputLength })),
	BROTLI: checked((input, maxOutputLength) => zlib.brotliDecompressSync(input, { maxOutputLength })),
	ZSTD: checked((input, maxOutputLength) => zlib.zstdDecompressSync(input, { maxOutputLength })),
	LZ4: checked(unpackHadoopLz4),
	LZ4_RAW: checked(unpackLz4),
};

/** @throws FreeholdError `badResponse` that names the codec */
export function checkCodec(codec: CompressionCodec): void {
	if (codec === 'UNCOMPRESSED' || PARQUET_CODECS[codec] !== undefined) return;
	throw unsupported(`it is packed with ${codec}, which is not read here`);
}

function checked(unpack: Unpack): Unpack {
	return (input, outputLength) => {
		if (outputLength > MOST_PAGE_BYTES) throw oversized('one of its pages says to be larger than 1 GB');
		// zlib takes no limit of nothing.
		if (outputLength === 0) return new Uint8Array(0);
		try {
			return unpack(input, outputLength);
		} catch (error) {
			if (error instanceof Error && 'code' in error)
				throw damaged(`a page cannot be unpacked (${error.message})`, error);
			throw error;
		}
	};
}
