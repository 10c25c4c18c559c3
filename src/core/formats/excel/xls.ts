/** Reads `.xls` workbooks (BIFF8 in an OLE2 container), sheet by sheet and batch by batch. */
import { BiffRecords } from './biffRecords.ts';
import type { ByteSource } from './byteSource.ts';
import { DEFAULT_BATCH_ROWS, MAX_XLS_ROWS } from './cell.ts';
import type { ReadOptions, RowBatch, Workbook } from './cell.ts';
import { CompoundFile } from './compoundFile.ts';
import type { CompoundStream } from './compoundFile.ts';
import { pickSheet } from './pickSheet.ts';
import { damaged, ForeignKind, unsupported } from './problems.ts';
import { RowCollector } from './rowCollector.ts';
import { SerialDates } from './serialDate.ts';
import { readGlobals } from './xlsGlobals.ts';
import type { XlsGlobals } from './xlsGlobals.ts';
import { XlsSheetReader } from './xlsSheet.ts';

export async function openXls(source: ByteSource, signal: AbortSignal | undefined): Promise<Workbook> {
	const stream = await workbookStream(await CompoundFile.open(source));
	const globals = await readGlobals(stream, signal);
	const dates = new SerialDates(globals.is1904);
	return {
		format: 'xls',
		sheets: globals.sheets.map(({ name, visibility, isActive }) => ({ name, visibility, isActive })),
		rows: (sheet, options) => sheetRows(stream, globals, dates, sheet, options),
		close: () => source.close(),
	};
}

async function workbookStream(file: CompoundFile): Promise<CompoundStream> {
	const stream = await file.stream('Workbook');
	if (stream !== undefined) return stream;
	if (file.has('EncryptedPackage'))
		throw unsupported(
			'it is an .xlsx protected by a password',
			'Open it in Excel, remove the password (File › Info › Protect Workbook) and save it again',
		);
	if (file.has('Book')) throw new ForeignKind('old xls');
	throw unsupported('it is an Office file, but not a workbook', 'Check which file was given');
}

async function* sheetRows(
	stream: CompoundStream,
	globals: XlsGlobals,
	dates: SerialDates,
	sheet: number | undefined,
	options: ReadOptions = {},
): AsyncGenerator<RowBatch, void, undefined> {
	const { position, name } = pickSheet(globals.sheets, sheet);
	const rows = new RowCollector(options.batchRows ?? DEFAULT_BATCH_ROWS);
	const reader = new XlsSheetReader(globals, dates, rows);
	const records = new BiffRecords(stream, position);
	const handler = reader.record.bind(reader);
	while (await records.walk(handler, options.signal)) {
		while (rows.isReady) {
			yield rows.take();
			options.signal?.throwIfAborted();
		}
		if (reader.isOver) break;
	}
	if (!reader.isOver) throw damaged(`sheet '${name}' has no end`);
	yield* rows.rest();
	if (rows.lastRow === MAX_XLS_ROWS)
		options.onWarning?.(
			`Sheet '${name}' has exactly ${MAX_XLS_ROWS} rows, all that an .xls can hold: the export may be cut. Ask for .xlsx.`,
		);
}
