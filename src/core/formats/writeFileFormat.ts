/** Any format of files by its name, as pieces of bytes or text. */
import { writeXlsx } from './excel/writeXlsx.ts';
import { writeParquet } from './parquet/writeParquet.ts';
import type { FileFormat, RowStream, WriteOptions } from './rows.ts';
import { writeFormat } from './writeFormat.ts';

/** @throws FreeholdError `usage` where the format cannot hold the rows; nothing is cut without a note */
export function writeFileFormat(
	format: FileFormat,
	stream: RowStream,
	options: WriteOptions = {},
): AsyncGenerator<string | Uint8Array> {
	if (format === 'parquet') return writeParquet(stream);
	return format === 'xlsx' ? writeXlsx(stream, options) : writeFormat(format, stream, options);
}
