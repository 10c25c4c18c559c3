/** The table of a dataset in a replica, as windows see it: the vendor's columns, read while a run may be writing. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { reapitDialect } from '../filter/dialect.ts';
import { parse } from '../filter/parse.ts';
import type { Parsed } from '../filter/syntax.ts';
import { datasetNames, readLayout } from '../replica/columnLayout.ts';
import type { Layout } from '../replica/columnLayout.ts';
import { rowsThatMatch } from '../replica/filterRows.ts';
import { openReader } from '../replica/openReader.ts';
import { keyExpression } from '../replica/rowKey.ts';
import { optionalText, quoteName, returningArrays, singleNumber, valuesOf } from '../replica/sql.ts';
import { problemOfFilter } from './columnOperator.ts';
import { cutText, textOfBytes } from './longCells.ts';
import { overflowCells, overflowColumns, overflowName, overflowValue, overflowWritten } from './overflowColumns.ts';
import type { SqlCondition, SqlTable, TableCell, TableColumn } from './table.ts';
import { registerTableFunctions } from './tableFunctions.ts';
import type { DenseRows } from './tableView.ts';

export class DatasetTable implements SqlTable, Disposable {
	readonly db: DatabaseSync;
	readonly from: string;
	readonly columns: readonly TableColumn[];
	protected readonly layout: Layout;

	/**
	 * @param from  what stands behind FROM for a table, with the same columns; the table itself where absent
	 * @throws FreeholdError `notFound`, `tooNew` or `corrupt`
	 */
	constructor(file: string, dataset: string, from: (table: string) => string = quoteName) {
		this.db = openReader(file);
		try {
			const layout = readLayout(this.db, dataset);
			if (layout === undefined) throw unknownDataset(dataset, datasetNames(this.db));
			registerTableFunctions(this.db);
			const labels = labelsOf(this.db, dataset);
			const slots = layout.slots.map(({ name, type }) => ({ name, type, label: labels.get(name) }));
			this.columns = [...slots, ...overflowColumns(this.db, dataset)];
			this.layout = layout;
			this.from = from(layout.table);
		} catch (error) {
			this.db.close();
			throw error;
		}
	}

	/** Where row ids follow one another without a gap, they need not be listed. */
	denseRows(): DenseRows | undefined {
		const count = this.countRows();
		if (count === 0) return { start: 1, count };
		// One by one: asked for both, SQLite reads all rows.
		const start = singleNumber(this.db, `SELECT min(rowid) FROM ${this.from}`);
		const last = singleNumber(this.db, `SELECT max(rowid) FROM ${this.from}`);
		return last - start + 1 === count ? { start, count } : undefined;
	}

	countRows(): number {
		return singleNumber(this.db, `SELECT count(*) FROM ${this.from}`);
	}

	keyOf(rowid: number): string | undefined {
		const found = this.db.prepare(`SELECT ${keyExpression(this.layout)} AS k FROM ${this.from} WHERE rowid = ?`);
		return optionalText(found.get(rowid)?.k);
	}

	expression(column: number): string {
		const slot = this.layout.slots[column];
		return slot === undefined ? overflowValue(this.#nameOf(column)) : quoteName(slot.name);
	}

	written(column: number): string {
		const slot = this.layout.slots[column];
		return slot === undefined ? overflowWritten(this.#nameOf(column)) : quoteName(slot.name);
	}

	isNormal(column: number): boolean {
		return (this.layout.slots[column]?.storedAs ?? '') !== '';
	}

	documentCondition(expressions: readonly string[]): SqlCondition {
		const parsed = expressions.map((text) => {
			const filter = parse(text, reapitDialect);
			const problem = problemOfFilter(filter);
			if (problem !== undefined) throw unreadable(text, problem);
			return filter;
		});
		return this.matching(parsed);
	}

	/** Rows whose documents match, as far as the replica knows its fields. */
	protected matching(filters: readonly Parsed[]): SqlCondition {
		return rowsThatMatch(this.db, this.layout, filters);
	}

	read(
		rowids: readonly number[],
		mostCharacters: number,
		columns?: readonly number[],
	): readonly (readonly TableCell[] | undefined)[] {
		return this.readAt(`${this.from} AS t ON t.rowid = w.value`, rowids, mostCharacters, columns);
	}

	/** @param joined  where a row lies, as `t`, and how it is found by `w.value` */
	protected readAt(
		joined: string,
		rowids: readonly number[],
		mostCharacters: number,
		asked: readonly number[] = [...this.columns.keys()],
	): readonly (readonly TableCell[] | undefined)[] {
		const slots = asked.filter((column) => column < this.layout.slots.length);
		const hasMore = asked.some((column) => column >= this.layout.slots.length && column < this.columns.length);
		const values = slots.map((column) => {
			const name = `t.${quoteName(this.#nameOf(column))}`;
			return this.#mayBeLong(column) ? cutText(name, mostCharacters) : name;
		});
		const list = [...values, ...(hasMore ? [`t.${overflowName}`] : [])].map((value, nth) => `, ${value} AS v${nth}`);
		const sql = `SELECT t.rowid AS r${list.join('')} FROM json_each(?) AS w LEFT JOIN ${joined} ORDER BY w.key`;
		const places = new Map(slots.map((column, nth) => [column, nth + 1]));
		return returningArrays(this.db.prepare(sql))
			.all(JSON.stringify(rowids))
			.map((row) => {
				const found = valuesOf(row);
				if (found[0] === null) return undefined;
				const more = hasMore ? found.at(-1) : null;
				const moreOf = overflowCells(typeof more === 'string' ? more : undefined);
				return asked.map((column) => {
					const place = places.get(column);
					return place === undefined ? moreOf(this.#nameOf(column)) : this.#cellOf(found[place], column);
				});
			});
	}

	[Symbol.dispose](): void {
		this.db.close();
	}

	#nameOf(column: number): string {
		return this.columns[column]?.name ?? '';
	}

	#mayBeLong(column: number): boolean {
		const type = this.columns[column]?.type;
		return type === 'text' || type === 'json';
	}

	#cellOf(value: ReturnType<typeof valuesOf>[number] | undefined, column: number): TableCell {
		if (value === undefined || value === null) return null;
		if (typeof value === 'number') return this.columns[column]?.type === 'boolean' ? value !== 0 : value;
		return String(textOfBytes(value));
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

function unreadable(text: string, why: string): FreeholdError {
	return new FreeholdError('query', {
		what: `The filter ${text} could not be read`,
		why,
		next: 'Mend the expression, or take it away',
	});
}

function unknownDataset(dataset: string, known: readonly string[]): FreeholdError {
	return new FreeholdError('notFound', {
		what: `${dataset} was not found in the replica`,
		why: `it holds ${known.join(', ') || 'nothing yet'}`,
		next: 'Replicate it first',
	});
}
