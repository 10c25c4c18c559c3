/** Writes rows to a file, and a sidecar beside it that says what they are. */
import type { Cell, FileFormat, RowStream, WriteOptions } from '../formats/rows.ts';
import { writeFileFormat } from '../formats/writeFileFormat.ts';
import { writeWholeFile } from '../wholeFile.ts';
import { sidecarFile, sidecarText } from './sidecar.ts';
import type { SidecarFacts } from './sidecar.ts';

export interface RowsToExport {
	readonly stream: RowStream;
	readonly writing: Omit<WriteOptions, 'onNote'>;
	/** What the sidecar says beside what is known once the file is written. */
	readonly facts: Omit<SidecarFacts, 'rows' | 'written' | 'notes' | 'format'> & { readonly format: FileFormat };
	/** What is to be told of the rows themselves, known once all of them have been taken. */
	readonly notes: () => readonly string[];
}

export interface ExportAnswer {
	readonly rows: number;
	readonly bytes: number;
	/** What became of values that the format cannot hold, and what else whoever reads the file has to know. */
	readonly notes: readonly string[];
	readonly sidecar: string;
}

/**
 * @param part  where the file grows meanwhile
 * @throws FreeholdError `usage` where the format cannot hold the rows, `diskFull` and others for what the file system
 *   refuses; the signal's reason. Nothing is left behind then; where only the sidecar is refused, the file is.
 */
export async function exportRows(
	{ stream, writing, facts, notes }: RowsToExport,
	{ part, signal }: { readonly part: string; readonly signal: AbortSignal },
): Promise<ExportAnswer> {
	const told = new Set<string>();
	const { file, format } = facts;
	if (writing.guardFormulas === true && (format === 'csv' || format === 'tsv')) {
		told.add("Text that a spreadsheet would run as a formula has an apostrophe (') before it.");
	}
	let rows = 0;
	async function* counted(): AsyncGenerator<readonly Cell[]> {
		for await (const row of stream.rows) {
			rows += 1;
			yield row;
		}
	}
	const chunks = writeFileFormat(
		format,
		{ ...stream, rows: counted() },
		{ ...writing, onNote: (note) => told.add(note) },
	);
	const written = await writeWholeFile(file, chunks, { signal, part });
	for (const note of notes()) told.add(note);
	const sidecar = sidecarFile(file);
	await writeWholeFile(sidecar, once(sidecarText({ ...facts, rows, written, notes: [...told] })), { signal });
	return { rows, bytes: written.bytes, notes: [...told], sidecar };
}

async function* once(text: string): AsyncGenerator<string> {
	yield await Promise.resolve(text);
}
