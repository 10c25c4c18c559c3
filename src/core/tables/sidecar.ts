/**
 * What is written beside an exported file, so that whoever finds it knows what it is: from where, by which filters, when.
 * It names connections, datasets and files, never secrets or folders of this machine.
 */
import { basename } from 'node:path';
import type { WrittenFile } from '../wholeFile.ts';
import type { Arrangement } from './arrangement.ts';
import type { TableColumn } from './table.ts';

/** What only the asker knows. Plain data, because it crosses threads. */
export interface ExportOrigin {
	/** Version of Freehold. */
	readonly version: string;
	/** ISO 8601, in UTC. */
	readonly exportedAt: string;
	/** `{ connection: 'mls', dataset: 'Property' }`, `{ connection, sql }`, `{ file, sheet }`. */
	readonly source: Readonly<Record<string, unknown>>;
}

/** Of the columns of a query only the name may be known. */
export type SidecarColumn = Pick<TableColumn, 'name'> & Partial<TableColumn>;

export interface SidecarFacts {
	readonly file: string;
	readonly format: string;
	readonly origin: ExportOrigin;
	readonly rows: number;
	readonly written: WrittenFile;
	/** All of the table: an order or a filter may be by one that is not shown. */
	readonly tableColumns: readonly SidecarColumn[];
	/** Those in the file, in their order. */
	readonly columns: readonly SidecarColumn[];
	readonly arrangement: Arrangement;
	/** What became of values that the format cannot hold, and what else whoever reads the file has to know. */
	readonly notes: readonly string[];
}

export function sidecarFile(file: string): string {
	return `${file}.freehold.json`;
}

export function sidecarText(facts: SidecarFacts): string {
	const { origin, arrangement, tableColumns } = facts;
	const { where = [] } = arrangement;
	const nameOf = (column: number): string => tableColumns[column]?.name ?? String(column + 1);
	const sidecar = {
		freehold: origin.version,
		exportedAt: origin.exportedAt,
		file: basename(facts.file),
		format: facts.format,
		bytes: facts.written.bytes,
		sha256: facts.written.sha256,
		rows: facts.rows,
		source: origin.source,
		filters: arrangement.filters
			.filter(({ text }) => text.trim() !== '')
			.map(({ column, text }) => ({ column: nameOf(column), filter: text })),
		...(where.length === 0 ? {} : { where }),
		order: arrangement.orders.map(({ column, isDescending }) => ({
			column: nameOf(column),
			direction: isDescending ? 'descending' : 'ascending',
		})),
		columns: facts.columns.map(({ name, label, type }) => ({ name, label, type })),
		notes: facts.notes,
	};
	return `${JSON.stringify(sidecar, null, '\t')}\n`;
}
