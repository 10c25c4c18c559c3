/**
 * Files that are workbooks, but of a kind that our own readers do not take: SheetJS reads those (decision 10). It holds
 * them whole, so they are small here or refused; it is loaded only when such a file is met.
 */
import type * as SheetJs from '@e965/xlsx';
import type { CellObject, WorkBook } from '@e965/xlsx';
import type { ByteSource } from './byteSource.ts';
import { DEFAULT_BATCH_ROWS } from './cell.ts';
import type { Cell, ForeignFormat, ReadOptions, RowBatch, SheetInfo, Workbook } from './cell.ts';
import { codePages } from './codePages.ts';
import { errorText } from './errorText.ts';
import { formatKind } from './numberFormat.ts';
import type { FormatKind } from './numberFormat.ts';
import { pickSheet } from './pickSheet.ts';
import { oversized, unsupported } from './problems.ts';
import { RowCollector } from './rowCollector.ts';
import { SerialDates } from './serialDate.ts';
import { ZipFile } from './zip.ts';

/** SheetJS takes some 40 times the size of a packed file, and 30 times that of a bare one. */
const mostBytes = 10 * 1024 * 1024;
const mostUnpackedBytes = 100 * 1024 * 1024;
/** Rows of a sheet of Excel 5 and before; later ones of `.xls` are not read here. */
const mostOldRows = 16_384;

type Sheet = SheetInfo & { readonly data: readonly (readonly (CellObject | undefined)[] | undefined)[] };

export async function openForeign(
	source: ByteSource,
	format: ForeignFormat,
	signal: AbortSignal | undefined,
): Promise<Workbook> {
	if (source.size > mostBytes) throw tooLarge(format, source.size);
	if (format === 'ods' || format === 'xlsb') await assertModest(source, format, signal);
	const sheetJs = await load();
	signal?.throwIfAborted();
	const workbook = parse(sheetJs, await source.read(0, source.size), format);
	const dates = new SerialDates(workbook.Workbook?.WBProps?.date1904 === true);
	const sheets = sheetsOf(workbook);
	return {
		format,
		sheets: sheets.map(({ name, visibility, isActive }) => ({ name, visibility, isActive })),
		rows: (sheet, options) => sheetRows(pickSheet(sheets, sheet), dates, format, options),
		close: () => source.close(),
	};
}

/** With code pages: Czech text in a file from before 1997 is in one of them. */
async function load(): Promise<typeof SheetJs> {
	const sheetJs = await import('@e965/xlsx');
	sheetJs.set_cptable(codePages());
	return sheetJs;
}

function parse(sheetJs: typeof SheetJs, bytes: Buffer, format: ForeignFormat): WorkBook {
	try {
		// Dates as day numbers with their formats: as `Date` they would pass through a time zone.
		return sheetJs.read(bytes, {
			...{ type: 'buffer', dense: true, cellDates: false, cellNF: true },
			...{ cellFormula: false, cellHTML: false, cellText: false, UTC: true },
		});
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw unsupported(
			`as ${kindNames[format]} it cannot be read: ${why}`,
			'Open it in Excel or LibreOffice, remove its password if it has one, and save it as .xlsx',
			cause,
		);
	}
}

/** Whatever its directory states, it is unpacked once here, within limits: SheetJS has none. */
async function assertModest(source: ByteSource, format: ForeignFormat, signal: AbortSignal | undefined): Promise<void> {
	const zip = await ZipFile.open(source);
	let bytes = 0;
	for (const name of zip.names()) {
		for await (const piece of zip.read(name, mostUnpackedBytes, signal)) {
			bytes += piece.length;
			if (bytes > mostUnpackedBytes) throw tooLarge(format, bytes);
		}
	}
}

const kindNames: Readonly<Record<ForeignFormat, string>> = {
	'old xls': 'an Excel file from before 1997',
	xlsb: 'a binary workbook (.xlsb)',
	ods: 'an OpenDocument file (.ods)',
	xml: 'an XML spreadsheet of Excel 2003',
	html: 'a table that Office wrote as HTML',
};

function tooLarge(format: ForeignFormat, bytes: number): Error {
	return oversized(
		`${kindNames[format]} has to be held in memory as a whole, and this one has ${Math.ceil(bytes / 1024 ** 2)} MB (at most ${mostBytes / 1024 ** 2} MB, ${mostUnpackedBytes / 1024 ** 2} MB unpacked)`,
		'Save it as .xlsx in Excel or LibreOffice, which is read piece by piece whatever its size',
	);
}

function sheetsOf({ SheetNames, Sheets, Workbook: book }: WorkBook): readonly Sheet[] {
	return SheetNames.flatMap((name, index): Sheet[] => {
		const sheet = Sheets[name];
		const data = sheet?.['!data'];
		// Charts, dialogs and macros have no cells.
		if (sheet === undefined || (sheet['!type'] ?? 'sheet') !== 'sheet') return [];
		const hidden = book?.Sheets?.[index]?.Hidden ?? 0;
		const visibility = hidden === 0 ? 'visible' : hidden === 1 ? 'hidden' : 'veryHidden';
		return [{ name, visibility, isActive: false, data: data ?? [] }];
	});
}

// eslint-disable-next-line @typescript-eslint/require-await -- the contract's generator; this one has its rows already
async function* sheetRows(
	{ name, data }: Sheet,
	dates: SerialDates,
	format: ForeignFormat,
	options: ReadOptions = {},
): AsyncGenerator<RowBatch, void, undefined> {
	const rows = new RowCollector(options.batchRows ?? DEFAULT_BATCH_ROWS);
	const kinds = new Map<string, FormatKind>();
	for (const [index, cells] of data.entries()) {
		for (const [column, cell] of (cells ?? []).entries()) {
			const value = cell === undefined ? null : valueOf(cell, dates, kinds, format);
			if (value !== null) rows.put(index + 1, column, value);
		}
		if (!rows.isReady) continue;
		yield rows.take();
		options.signal?.throwIfAborted();
	}
	yield* rows.rest();
	if (format === 'old xls' && rows.lastRow === mostOldRows)
		options.onWarning?.(
			`Sheet '${name}' has exactly ${mostOldRows} rows, all that an .xls from before 1997 can hold: it may be cut. Ask for .xlsx.`,
		);
}

function valueOf(
	{ t, v, z }: CellObject,
	dates: SerialDates,
	kinds: Map<string, FormatKind>,
	format: ForeignFormat,
): Cell {
	if (t === 'e') return { kind: 'error', text: errorText(v) };
	if (typeof v === 'string' || typeof v === 'boolean') return v;
	if (typeof v !== 'number') return null;
	if (z === undefined) return v;
	const code = String(z);
	const kind = kinds.get(code) ?? formatKind(code);
	kinds.set(code, kind);
	// OpenDocument has dates, not day numbers: SheetJS counts those before March 1900 one day short of Excel's.
	const isEarly = format === 'ods' && v < 60 && (kind === 'date' || kind === 'datetime');
	return dates.cell(isEarly ? v + 1 : v, kind);
}
