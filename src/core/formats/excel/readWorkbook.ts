/** Opens an Excel workbook of either format, told by its first bytes and never by its name. */
import type { FileHandle } from 'node:fs/promises';
import { FreeholdError } from '../../errors.ts';
import { openBytes } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import type { ReadOptions, RowBatch, Workbook } from './cell.ts';
import { damaged, ForeignKind, notExcel, unsupported } from './problems.ts';
import { openXls } from './xls.ts';
import { openXlsx } from './xlsx.ts';

const SHOWN_BYTES = 2048;

/**
 * Resource limits for the worker thread that reads sheets. Left alone, V8 lets the garbage of millions of cells grow by
 * some 100 MB on a machine with much memory, and is not faster for it (docs/decisions/0010-excel-readers.md).
 */
export const READER_LIMITS = { maxYoungGenerationSizeMb: 48 } as const;

/**
 * Opens a workbook. Rows are pulled from it sheet by sheet; nothing is read ahead, and memory does not grow with the
 * number of rows (the shared strings are held).
 *
 * @param source bytes, the path of a file, or a handle that stays the caller's to close
 */
export async function readWorkbook(
	source: Uint8Array | string | FileHandle,
	options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Workbook> {
	const bytes = await openBytes(source).catch((error: unknown) => {
		throw typed(error);
	});
	try {
		const workbook = await openKind(bytes, options.signal);
		return { ...workbook, rows: (sheet, rowOptions) => guarded(workbook, sheet, rowOptions) };
	} catch (error) {
		await bytes.close();
		throw typed(error);
	}
}

/** What our own readers do not take goes to SheetJS, which is loaded by the first such file. */
async function openKind(bytes: ByteSource, signal: AbortSignal | undefined): Promise<Workbook> {
	try {
		return await openOwn(bytes, signal);
	} catch (error) {
		if (!(error instanceof ForeignKind)) throw error;
		const { openForeign } = await import('./foreign.ts');
		return openForeign(bytes, error.format, signal);
	}
}

async function openOwn(bytes: ByteSource, signal: AbortSignal | undefined): Promise<Workbook> {
	const start = await bytes.read(0, Math.min(bytes.size, SHOWN_BYTES));
	const magic = start.toString('hex', 0, 8);
	if (magic === 'd0cf11e0a1b11ae1') return openXls(bytes, signal);
	if (/^504b(0304|0506|0708)/.test(magic)) return openXlsx(bytes, signal);
	// Sheets of Excel 2 to 4 are a bare row of records, without a container.
	if (/^09(00|02|04|08)(04|06|08)00/.test(magic)) throw new ForeignKind('old xls');
	const kind = textKind(start);
	if (kind !== undefined) throw new ForeignKind(kind);
	throw notExcel(start);
}

/**
 * Workbooks as text, known by Office's own namespaces and by nothing less: an error page of the server is HTML as well,
 * and may have a table.
 */
function textKind(start: Buffer): 'xml' | 'html' | undefined {
	const text = start.toString(start[0] === 0xff && start[1] === 0xfe ? 'utf16le' : 'latin1');
	if (/<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(text)) return 'xml';
	if (/<html\b[^>]*urn:schemas-microsoft-com:office:excel/i.test(text)) return 'html';
	return undefined;
}

async function* guarded(
	workbook: Workbook,
	sheet: number | undefined,
	options: ReadOptions | undefined,
): AsyncGenerator<RowBatch, void, undefined> {
	try {
		yield* workbook.rows(sheet, options);
	} catch (error) {
		throw typed(error);
	}
}

/** A number in a damaged file that leads out of it is the file's fault, not a bug. */
function typed(error: unknown): unknown {
	// Within a workbook that is none of these: a sheet of another version.
	if (error instanceof ForeignKind) return unsupported('one of its sheets is of another version of Excel');
	if (error instanceof RangeError) return damaged('a position in it leads outside', error);
	if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
		return new FreeholdError('notFound', {
			what: 'The Excel file could not be read',
			why: 'there is no such file',
			next: 'Check its name',
			cause: error,
		});
	return error;
}
