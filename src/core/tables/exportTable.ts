/** Writes what a table shows to a file: all rows in their order, the visible columns in theirs, and a sidecar beside it. */
import type { FileFormat, RowStream, WriteOptions } from '../formats/rows.ts';
import { writeFileFormat } from '../formats/writeFileFormat.ts';
import { writeWholeFile } from '../wholeFile.ts';
import type { OpenTable } from './openTable.ts';
import { shownRows } from './shownRows.ts';
import { sidecarFile, sidecarText } from './sidecar.ts';
import type { ExportOrigin } from './sidecar.ts';
import { storableTypes } from './storableTypes.ts';
import type { TableCell, TableColumn } from './table.ts';
import type { TableFailure, TableProgress } from './tableMessages.ts';
import type { ListedRows } from './tableView.ts';

export interface ExportAsk {
	readonly file: string;
	/** Where it grows meanwhile: whoever ends this thread by force can take it away. */
	readonly part: string;
	readonly format: FileFormat;
	/** Numbers of the columns, in the order of the file. */
	readonly columns: readonly number[];
	readonly writing: Pick<WriteOptions, 'guardFormulas' | 'name' | 'createTable'>;
	readonly origin: ExportOrigin;
}

export interface ExportAnswer {
	readonly rows: number;
	readonly bytes: number;
	readonly notes: readonly string[];
	readonly sidecar: string;
}

interface Exporting {
	readonly signal: AbortSignal;
	readonly tell: (progress: TableProgress) => void;
}

/**
 * @throws FreeholdError `usage` where the format cannot hold the rows, `diskFull` and others for what the file system
 *   refuses; the signal's reason. Nothing is left behind then.
 */
export async function exportTable(
	{ open, failure }: { readonly open: OpenTable; readonly failure: TableFailure | undefined },
	{ file, part, format, columns, writing, origin }: ExportAsk,
	{ signal, tell }: Exporting,
): Promise<ExportAnswer> {
	const notes = new Set<string>();
	const { table } = open;
	const [listed, arrangement] = [open.view.listed(), open.view.arrangement];
	const shown = columns.map(
		(column): TableColumn => table.columns[column] ?? { name: String(column + 1), type: 'text' },
	);
	if (failure !== undefined) notes.add(`Rows are missing. ${failure.what}: ${failure.why}.`);
	if (writing.guardFormulas === true && (format === 'csv' || format === 'tsv')) {
		notes.add("Text that a spreadsheet would run as a formula has an apostrophe (') before it.");
	}
	const walk = (onProgress: (done: number) => void): AsyncGenerator<readonly TableCell[] | undefined> =>
		shownRows({ table, rows: listed, columns, signal, onProgress });
	const types =
		format === 'parquet'
			? await storableTypes(
					walk(() => undefined),
					shown,
					(note) => notes.add(note),
				)
			: shown.map(({ type }) => type);
	const counter = { rows: 0, gone: 0 };
	const stream: RowStream = {
		columns: shown.map(({ name }) => name),
		types,
		jsonColumns: new Set(shown.filter(({ type }) => type === 'json').map(({ name }) => name)),
		rows: counted(walk(throttled(listed, tell)), counter),
	};
	const chunks = writeFileFormat(format, stream, { ...writing, onNote: (note) => notes.add(note) });
	const written = await writeWholeFile(file, chunks, { signal, part });
	if (counter.gone > 0) notes.add(`${counter.gone} rows went in a run while the file was written, and are not in it.`);
	const sidecar = sidecarFile(file);
	const facts = { file, format, origin, rows: counter.rows, written, tableColumns: table.columns, columns: shown };
	await writeWholeFile(sidecar, once(sidecarText({ ...facts, arrangement, notes: [...notes] })), { signal });
	return { rows: counter.rows, bytes: written.bytes, notes: [...notes], sidecar };
}

async function* counted(
	rows: AsyncIterable<readonly TableCell[] | undefined>,
	counter: { rows: number; gone: number },
): AsyncGenerator<readonly TableCell[]> {
	for await (const row of rows) {
		if (row === undefined) counter.gone += 1;
		else {
			counter.rows += 1;
			yield row;
		}
	}
}

/** A hundred times in all, however many rows there are. */
function throttled({ count }: ListedRows, tell: Exporting['tell']): (done: number) => void {
	let told = -1;
	return (done) => {
		const percent = Math.floor((100 * done) / count);
		if (percent === told) return;
		told = percent;
		tell({ done, total: count });
	};
}

async function* once(text: string): AsyncGenerator<string> {
	yield await Promise.resolve(text);
}
