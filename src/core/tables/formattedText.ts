/** Selected rows as text of a format: a table of Markdown, an array of JSON, INSERT statements. */
import type { RowStream } from '../formats/rows.ts';
import { writeFormat } from '../formats/writeFormat.ts';
import { MOST_COPIED_CHARACTERS, tooMuch } from './copyText.ts';
import type { TableColumn } from './table.ts';

/** Formats that are pasted into documents, programs and consoles. */
export type CopyFormat = 'md' | 'json' | 'sql';

/** @throws FreeholdError `usage` where it becomes too much, or where the format cannot hold the rows */
export async function formattedText(
	format: CopyFormat,
	columns: readonly TableColumn[],
	rows: RowStream['rows'],
): Promise<string> {
	const stream: RowStream = {
		columns: columns.map(({ name }) => name),
		types: columns.map(({ type }) => type),
		jsonColumns: new Set(columns.filter(({ type }) => type === 'json').map(({ name }) => name)),
		rows,
	};
	let text = '';
	for await (const chunk of writeFormat(format, stream)) {
		text += chunk;
		if (text.length > MOST_COPIED_CHARACTERS) throw tooMuch();
	}
	return text;
}
