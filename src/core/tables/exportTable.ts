/** Writes what a table shows to a file: all rows in their order, the visible columns in theirs, and a sidecar beside it. */
import { storableTypes } from '../formats/parquet/storableTypes.ts';
import type { FileFormat, RowStream, WriteOptions } from '../formats/rows.ts';
import { exportRows } from './exportRows.ts';
import type { ExportAnswer } from './exportRows.ts';
import type { OpenTable } from './openTable.ts';
import { shownRows } from './shownRows.ts';
import type { ExportOrigin } from './sidecar.ts';
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

interface Exporting {
	readonly signal: AbortSignal;
	readonly tell: (progress: TableProgress) => void;
}

/**
 * @throws FreeholdError `usage` where the format cannot hold the rows, `diskFull` and others for what the file system
 *   refuses; the signal's reason. What is left behind then: see `exportRows`.
 */
export async function exportTable(
	{ open, failure }: { readonly open: OpenTable; readonly failure: TableFailure | undefined },
	{ file, part, format, columns, writing, origin }: ExportAsk,
	{ signal, tell }: Exporting,
): Promise<ExportAnswer> {
	const { table, view } = open;
	const listed = view.listed();
	const shown = columns.map(
		(column): TableColumn => table.columns[column] ?? { name: String(column + 1), type: 'text' },
	);
	const notes: string[] = failure === undefined ? [] : [`Rows are missing. ${failure.what}: ${failure.why}.`];
	if (table.before !== undefined)
		notes.push('Cells hold the values after the changes; those before are not in the file.');
	const facts = { file, format, origin, tableColumns: table.columns, columns: shown, arrangement: view.arrangement };
	const walk = { table, rows: listed, columns, signal };
	const untold = (): void => undefined;
	const types =
		format === 'parquet'
			? await storableTypes(shownRows({ ...walk, onProgress: untold }), shown, (note) => notes.push(note))
			: shown.map(({ type }) => type);
	let gone = 0;
	const stream: RowStream = {
		columns: shown.map(({ name }) => name),
		types,
		jsonColumns: new Set(shown.filter(({ type }) => type === 'json').map(({ name }) => name)),
		rows: present(shownRows({ ...walk, onProgress: throttled(listed, tell) }), () => (gone += 1)),
	};
	const ofRows = (): readonly string[] =>
		gone === 0 ? notes : [...notes, `${gone} rows went in a run while the file was written, and are not in it.`];
	return exportRows({ stream, writing, facts, notes: ofRows }, { part, signal });
}

async function* present(
	rows: AsyncIterable<readonly TableCell[] | undefined>,
	onGone: () => void,
): AsyncGenerator<readonly TableCell[]> {
	for await (const row of rows) {
		if (row === undefined) onGone();
		else yield row;
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
