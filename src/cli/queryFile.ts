/** Writes the rows of a query to a file, with a sidecar beside it. */
import { basename, dirname, extname, join } from 'node:path';
import { FreeholdError } from '../core/errors.ts';
import { FILE_FORMATS } from '../core/formats/rows.ts';
import type { FileFormat, RowStream } from '../core/formats/rows.ts';
import { makeFolder } from '../core/makeFolder.ts';
import { NO_ARRANGEMENT } from '../core/tables/arrangement.ts';
import { exportRows } from '../core/tables/exportRows.ts';
import type { ExportAnswer } from '../core/tables/exportRows.ts';
import type { SidecarColumn } from '../core/tables/sidecar.ts';
import { TypedRows } from '../core/tables/typedRows.ts';
import { counted } from '../core/wording/quantities.ts';
import type { Output } from './terminal.ts';
import { VERSION } from './version.ts';

type QueryRows = Pick<RowStream, 'columns' | 'rows'>;

export interface QueryFile {
	readonly file: string;
	readonly format: FileFormat;
	/** What the sidecar says of where the rows come from. */
	readonly source: Readonly<Record<string, unknown>>;
	/** The table that the rows go into, or the sheet. */
	readonly name: string | undefined;
	readonly guardFormulas: boolean;
	/** Told with the rows, once all of them are written. */
	readonly notes: () => readonly string[];
	/** ms. */
	readonly now: number;
}

/** @throws FreeholdError `usage` where neither the option nor the name of the file tells a format */
export function formatOfFile(output: string, given: string | undefined): FileFormat {
	const wanted = given ?? extname(output).slice(1).toLowerCase();
	const format = FILE_FORMATS.find((one) => one === wanted);
	if (format !== undefined) return format;
	throw new FreeholdError('usage', {
		what: `'${output}' cannot be written`,
		why: given === undefined ? 'its name does not tell the format' : `${given} is for the terminal`,
		next: `Add --format ${FILE_FORMATS.slice(0, -1).join(', ')} or ${FILE_FORMATS.at(-1) ?? ''}`,
	});
}

/** @throws as `exportRows` */
export async function writeQueryFile(output: Output, rows: QueryRows, asked: QueryFile): Promise<void> {
	const { file, format } = asked;
	makeFolder(dirname(file));
	const written = await write(rows, asked, output.terminal.signal);
	output.say(`${output.paint('green', '✓')} ${counted(written.rows, 'row')} in ${file}`);
	for (const note of written.notes) output.say(output.paint('yellow', note));
	if (output.options.json) await output.line({ type: 'file', format, file, ...written });
}

async function write(rows: QueryRows, asked: QueryFile, signal: AbortSignal): Promise<ExportAnswer> {
	const { file, format, source, name, guardFormulas, now } = asked;
	const origin = { version: VERSION, exportedAt: new Date(now).toISOString(), source };
	// A query that computes is ended with its process: the next one to the same file writes over what that has left.
	const part = join(dirname(file), `.${basename(file)}.part`);
	// A query has no types; formats that live by them look at all values first.
	if (format !== 'xlsx' && format !== 'parquet') {
		return exported(
			rows,
			rows.columns.map((column) => ({ name: column })),
			[],
		);
	}
	using typed = await TypedRows.of(rows, signal);
	const told: string[] = [];
	return await exported(await typed.stream((note) => told.push(note)), typed.columns, told);

	function exported(
		stream: RowStream,
		columns: readonly SidecarColumn[],
		notes: readonly string[],
	): Promise<ExportAnswer> {
		const facts = { file, format, origin, tableColumns: columns, columns, arrangement: NO_ARRANGEMENT };
		const all = (): readonly string[] => [...notes, ...asked.notes()];
		return exportRows({ stream, writing: { guardFormulas, name }, facts, notes: all }, { part, signal });
	}
}
