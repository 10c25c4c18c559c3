/** Reads `.xlsx` workbooks, sheet by sheet and batch by batch; only the shared strings are held in memory. */
import type { ByteSource } from './byteSource.ts';
import { DEFAULT_BATCH_ROWS } from './cell.ts';
import type { ReadOptions, RowBatch, Workbook } from './cell.ts';
import { pickSheet } from './pickSheet.ts';
import { damaged } from './problems.ts';
import { RowCollector } from './rowCollector.ts';
import { SerialDates } from './serialDate.ts';
import { readParts } from './xlsxParts.ts';
import { XlsxSheetReader } from './xlsxSheet.ts';
import type { SheetContext } from './xlsxSheet.ts';
import { readSharedStrings } from './xlsxStrings.ts';
import { XmlScanner } from './xmlScanner.ts';
import { ZipFile } from './zip.ts';

/** The largest sheet that Excel can make and open has some gigabytes. */
const MOST_SHEET_BYTES = 8 * 1024 ** 3;

export async function openXlsx(source: ByteSource, signal: AbortSignal | undefined): Promise<Workbook> {
	const zip = await ZipFile.open(source);
	const parts = await readParts(zip, signal);
	const dates = new SerialDates(parts.is1904);
	let strings: readonly string[] | undefined;
	return {
		format: 'xlsx',
		sheets: parts.sheets.map(({ name, visibility, isActive }) => ({ name, visibility, isActive })),
		async *rows(sheet, options = {}) {
			const { part } = pickSheet(parts.sheets, sheet);
			strings ??=
				parts.sharedStrings === undefined ? [] : await readSharedStrings(zip, parts.sharedStrings, options.signal);
			yield* sheetRows(zip, part, { strings, formats: parts.formats, dates }, options);
		},
		close: () => source.close(),
	};
}

async function* sheetRows(
	zip: ZipFile,
	part: string,
	context: SheetContext,
	options: ReadOptions,
): AsyncGenerator<RowBatch, void, undefined> {
	const rows = new RowCollector(options.batchRows ?? DEFAULT_BATCH_ROWS);
	const reader = new XlsxSheetReader(context, rows);
	const scanner = new XmlScanner(reader, part);
	for await (const piece of zip.read(part, MOST_SHEET_BYTES, options.signal)) {
		scanner.add(piece);
		while (scanner.run()) {
			yield rows.take();
			options.signal?.throwIfAborted();
		}
	}
	scanner.end();
	if (!reader.hasData) throw damaged(`part '${part}' holds no sheet data`);
	yield* rows.rest();
}
