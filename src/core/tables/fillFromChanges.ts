/**
 * What runs have changed in a dataset, a row for each inserted, updated or deleted one: what happened, its key, the last
 * run that changed it, the names of its changed columns, all values (of a deleted row, those that it had), and for each
 * column that changed somewhere another one with the value before.
 */
import { ColumnNames } from '../formats/excel/headers.ts';
import { hiddenColumn, insertedRun } from '../replica/columnLayout.ts';
import type { Layout } from '../replica/columnLayout.ts';
import { isSame } from '../replica/diff.ts';
import { storedNames } from '../replica/pastState.ts';
import type { StoredChange, StoredRow } from '../replica/pastState.ts';
import { ReplicaReader } from '../replica/reader.ts';
import { KEY_COLUMN } from './changesTable.ts';
import type { ChangeRow, ChangesTable } from './changesTable.ts';
import { BATCH_CHARACTERS, BATCH_ROWS, charactersIn } from './filling.ts';
import type { Filling } from './filling.ts';
import type { TableCell, TableSource } from './table.ts';
import { turn } from './turn.ts';

/** Before the dataset's own columns; vendors have none of these names. */
export const CHANGE_COLUMNS = ['_change', '_key', '_run', '_changed'] as const;

/** @throws FreeholdError `notFound` where the history does not reach back so far */
export async function* fillFromChanges(
	table: ChangesTable,
	{ file, dataset, from, to }: TableSource & { readonly kind: 'changes' },
	signal: AbortSignal,
): Filling {
	const reader = ReplicaReader.open(file);
	try {
		const range = { from, to: to ?? reader.runs(1)[0]?.id ?? 0 };
		const rows = new ChangeRows(table, reader, dataset, reader.changedColumns(dataset, range));
		let batch: ChangeRow[] = [];
		let characters = 0;
		for (const change of reader.changes(dataset, range)) {
			const row = rows.rowOf(change);
			if (row === undefined) continue;
			batch.push(row);
			characters += charactersIn(row.cells);
			if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
			rows.append(batch);
			[batch, characters] = [[], 0];
			yield undefined;
			await turn();
			signal.throwIfAborted();
		}
		rows.append(batch);
		yield undefined;
	} finally {
		reader.close();
	}
}

class ChangeRows {
	readonly #table: ChangesTable;
	readonly #names: readonly string[];
	readonly #booleans: ReadonlySet<string>;
	readonly #texts: ReadonlySet<string>;
	readonly #heads = new ColumnNames();
	/** Columns of the table whose values are texts. */
	readonly #textColumns = new Set([KEY_COLUMN]);
	/** Places of the columns that hold what stood in a column before. */
	readonly #before = new Map<string, number>();

	/** @param first  columns that come before the others, because they have changed */
	constructor(table: ChangesTable, reader: ReplicaReader, dataset: string, first: ReadonlySet<string>) {
		this.#table = table;
		const layout = reader.layout(dataset);
		const values = storedNames(layout).filter((name) => name !== insertedRun && name !== hiddenColumn);
		const isFirst = (name: string): boolean => first.has(name);
		const hidden = first.has(hiddenColumn) ? [hiddenColumn] : [];
		this.#names = [...values.filter(isFirst), ...values.filter((name) => !isFirst(name)), ...hidden];
		this.#booleans = namesOf(layout, 'boolean');
		this.#texts = namesOf(layout, 'text');
		const labels = new Map(reader.columns(dataset).map(({ name, label }) => [name, label]));
		for (const name of CHANGE_COLUMNS) this.#add(name);
		for (const name of this.#names) this.#add(name, labels.get(name), this.#texts.has(name));
	}

	/** @returns `undefined` for a row that was changed and changed back */
	rowOf({ key, before, after, run }: StoredChange): ChangeRow | undefined {
		const row = after ?? before;
		if (row === undefined) return undefined;
		const kind = before === undefined ? 'inserted' : after === undefined ? 'deleted' : 'updated';
		const changed = kind === 'updated' ? this.#changedNames(before ?? {}, after ?? {}) : [];
		if (kind === 'updated' && changed.length === 0) return undefined;
		const cells: TableCell[] = [
			...[kind, key, run, changed.length === 0 ? null : changed.join(', ')],
			...this.#names.map((name) => this.#cell(name, row[name] ?? null)),
		];
		const marks = changed.map((name): readonly [number, number] => {
			const place = this.#placeBefore(name);
			while (cells.length <= place) cells.push(null);
			cells[place] = this.#cell(name, before?.[name] ?? null);
			return [CHANGE_COLUMNS.length + this.#names.indexOf(name), place];
		});
		return { cells, changed: marks };
	}

	append(batch: readonly ChangeRow[]): void {
		this.#table.appendChanges(batch, this.#textColumns);
	}

	#changedNames(before: StoredRow, after: StoredRow): readonly string[] {
		return this.#names.filter((name) => !isSame(before[name] ?? null, after[name] ?? null));
	}

	#placeBefore(name: string): number {
		const known = this.#before.get(name);
		if (known !== undefined) return known;
		const place = this.#table.columnCount;
		this.#before.set(name, place);
		this.#add(`${name} (before)`, undefined, this.#texts.has(name));
		return place;
	}

	#add(name: string, label?: string, isText = false): void {
		if (isText) this.#textColumns.add(this.#table.columnCount);
		this.#table.addColumn(
			this.#heads.unique(name, (number) => ` (${number})`),
			label,
		);
	}

	#cell(name: string, value: StoredRow[string]): TableCell {
		if (typeof value === 'number') return this.#booleans.has(name) ? value !== 0 : value;
		return value === null || typeof value === 'string' ? value : String(value);
	}
}

function namesOf({ slots }: Layout, type: 'boolean' | 'text'): ReadonlySet<string> {
	return new Set(slots.filter((slot) => slot.type === type).map(({ name }) => name));
}
