/** An export as a file: header rows by mode, format, and the name that it is given. */
import type { Answer } from '../answer.ts';
import type { Cell } from './excel/sheet.ts';
import { writeXls } from './excel/writeXls.ts';
import { writeXlsx } from './excel/writeXlsx.ts';
import { contentDisposition } from './contentDisposition.ts';
import type { ExportTable } from './exportTable.ts';
import type { ExportOrder, HeaderMode } from './parameters.ts';

export interface FileTraits {
	/** What the export is called in the user's language. */
	readonly title: string;
	/** `2026-05-01` */
	readonly day: string;
	readonly strings: 'shared' | 'inline';
	/** Fewer rows are repeated. */
	readonly leastRows: number;
}

const mimeTypes = {
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function exportFile(
	table: ExportTable,
	order: ExportOrder,
	{ title, day, strings, leastRows }: FileTraits,
): Answer {
	const body = table.rows.flatMap(({ cells, startsGroup }) => (startsGroup ? [[], cells] : [cells]));
	const sheet = { name: title, rows: [...headerRows(table, order.headerMode), ...repeated(body, leastRows)] };
	return {
		status: 200,
		headers: {
			'content-type': mimeTypes[order.format],
			'content-disposition': contentDisposition(`${title} ${day}.${order.format}`),
		},
		body: { kind: 'bytes', bytes: order.format === 'xls' ? writeXls(sheet) : writeXlsx(sheet, strings) },
	};
}

function repeated<Row>(rows: readonly Row[], least: number): readonly Row[] {
	if (rows.length === 0 || rows.length >= least) return rows;
	return Array.from({ length: Math.ceil(least / rows.length) }, () => rows).flat();
}

function headerRows({ columns }: ExportTable, mode: HeaderMode): readonly (readonly Cell[])[] {
	const labels = columns.map(({ label }) => label);
	const ids = columns.map(({ id }) => id);
	switch (mode) {
		case 'labels':
			return [labels];
		case 'ids':
			return [ids];
		case 'labels_ids':
			return [labels, ids];
		case 'ids_labels':
			return [ids, labels];
	}
}
