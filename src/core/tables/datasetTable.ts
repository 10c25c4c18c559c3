/** The table of a dataset in a replica, as windows see it: the vendor's columns, read while a run may be writing. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { datasetNames, moreColumn, readLayout } from '../replica/columnLayout.ts';
import type { Layout } from '../replica/columnLayout.ts';
import { openReader } from '../replica/openReader.ts';
import { asNumber, quoteName, returningArrays, singleNumber, valuesOf } from '../replica/sql.ts';
import type { SqlTable, TableCell, TableColumn } from './table.ts';
import type { DenseRows } from './tableView.ts';

export class DatasetTable implements SqlTable, Disposable {
	readonly db: DatabaseSync;
	readonly from: string;
	readonly columns: readonly TableColumn[];
	protected readonly layout: Layout;
	readonly #names: readonly string[];

	/**
	 * @param from  what stands behind FROM for a table, with the same columns; the table itself where absent
	 * @throws FreeholdError `notFound`, `tooNew` or `corrupt`
	 */
	constructor(file: string, dataset: string, from: (table: string) => string = quoteName) {
		this.db = openReader(file);
		try {
			const layout = readLayout(this.db, dataset);
			if (layout === undefined) throw unknownDataset(dataset, datasetNames(this.db));
			this.layout = layout;
			const more: readonly TableColumn[] = layout.overflow.size === 0 ? [] : [{ name: moreColumn, type: 'json' }];
			const labels = labelsOf(this.db, dataset);
			this.columns = [...layout.slots.map(({ name, type }) => ({ name, type, label: labels.get(name) })), ...more];
			this.#names = this.columns.map(({ name }) => quoteName(name));
			this.from = from(layout.table);
		} catch (error) {
			this.db.close();
			throw error;
		}
	}

	/** Where row ids follow one another without a gap, they need not be listed. */
	denseRows(): DenseRows | undefined {
		const found = this.db.prepare(`SELECT min(rowid) AS first, max(rowid) AS last FROM ${this.from}`).get();
		const count = this.countRows();
		if (count === 0) return { start: 1, count };
		const start = asNumber(found?.first);
		return asNumber(found?.last) - start + 1 === count ? { start, count } : undefined;
	}

	countRows(): number {
		return singleNumber(this.db, `SELECT count(*) FROM ${this.from}`);
	}

	expression(column: number): string {
		return this.#names[column] ?? 'NULL';
	}

	read(rowids: readonly number[], mostCharacters: number): readonly (readonly TableCell[] | undefined)[] {
		return this.readAt(`${this.from} AS t ON t.rowid = w.value`, rowids, mostCharacters);
	}

	/** @param joined  where a row lies, as `t`, and how it is found by `w.value` */
	protected readAt(
		joined: string,
		rowids: readonly number[],
		mostCharacters: number,
	): readonly (readonly TableCell[] | undefined)[] {
		// Bytes are known without reading a long text, characters are not; a character has at most four.
		const cell = (name: string): string =>
			`CASE WHEN octet_length(t.${name}) > ${4 * mostCharacters} THEN substr(t.${name}, 1, ${mostCharacters + 1}) ELSE t.${name} END`;
		const list = this.#names.map((name, nth) => `${this.#mayBeLong(nth) ? cell(name) : `t.${name}`} AS v${nth}`);
		const sql = `SELECT t.rowid AS r, ${list.join(', ')} FROM json_each(?) AS w LEFT JOIN ${joined} ORDER BY w.key`;
		return returningArrays(this.db.prepare(sql))
			.all(JSON.stringify(rowids))
			.map((found) => {
				const [rowid, ...values] = valuesOf(found);
				return rowid === null ? undefined : values.map((value, column) => this.#cellOf(value, column));
			});
	}

	[Symbol.dispose](): void {
		this.db.close();
	}

	#mayBeLong(column: number): boolean {
		const type = this.columns[column]?.type;
		return type === 'text' || type === 'json';
	}

	#cellOf(value: ReturnType<typeof valuesOf>[number] | undefined, column: number): TableCell {
		if (value === undefined || value === null) return null;
		if (typeof value === 'number') return this.columns[column]?.type === 'boolean' ? value !== 0 : value;
		return typeof value === 'string' ? value : String(value);
	}
}

function labelsOf(db: DatabaseSync, dataset: string): ReadonlyMap<string, string> {
	const labelled = 'SELECT name, label FROM _columns WHERE dataset = ? AND name IS NOT NULL AND label IS NOT NULL';
	return new Map(
		db
			.prepare(labelled)
			.all(dataset)
			.map(({ name, label }) => [String(name), String(label)]),
	);
}

function unknownDataset(dataset: string, known: readonly string[]): FreeholdError {
	return new FreeholdError('notFound', {
		what: `${dataset} was not found in the replica`,
		why: `it holds ${known.join(', ') || 'nothing yet'}`,
		next: 'Replicate it first',
	});
}
