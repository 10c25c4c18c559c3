/**
 * A dataset as it was after a run, as windows see it. Runs that write meanwhile change nothing of it; the place of a row that
 * they take away is marked until rows are listed anew.
 */
import type { Parsed } from '../filter/syntax.ts';
import { filterSql } from '../replica/filterRows.ts';
import { PastRows } from '../replica/pastRows.ts';
import { checkHistory } from '../replica/retention.ts';
import { quoteName } from '../replica/sql.ts';
import { DatasetTable } from './datasetTable.ts';
import type { SqlCondition, TableCell } from './table.ts';
import type { DenseRows } from './tableView.ts';

export class PastTable extends DatasetTable {
	readonly #past: PastRows;

	/** @throws FreeholdError `notFound` also where the history does not reach back so far */
	constructor(file: string, dataset: string, run: number) {
		super(file, dataset, viewOf);
		try {
			checkHistory(this.db, run);
			this.#past = new PastRows(this.db, this.layout, run);
		} catch (error) {
			this.db.close();
			throw error;
		}
	}

	/** To be walked to its end before anything is asked. */
	*restore(): Generator<undefined> {
		yield* this.#past.restore();
		this.db.exec(`CREATE TEMP VIEW ${viewOf(this.layout.table)} AS ${this.#past.selectAll()}`);
	}

	follow(): void {
		this.#past.follow();
	}

	/** Rows that are gone today have ids of their own. */
	override denseRows(): DenseRows | undefined {
		return undefined;
	}

	/** What is known of fields, and their indexes, are those of today. */
	protected override matching(filters: readonly Parsed[]): SqlCondition {
		return filterSql(this.layout, filters);
	}

	override read(
		rowids: readonly number[],
		mostCharacters: number,
		columns?: readonly number[],
	): readonly (readonly TableCell[] | undefined)[] {
		this.follow();
		const main = `main.${quoteName(this.layout.table)}`;
		const untouched = `${main} AS t ON t.rowid = w.value AND ${this.#past.untouched('t')}`;
		const restored = `${this.#past.restored} AS t ON t.rowid = w.value`;
		const rows = this.readAt(untouched, rowids, mostCharacters, columns);
		const places = rows.flatMap((row, place) => (row === undefined ? [place] : []));
		if (places.length === 0) return rows;
		const others = this.readAt(
			restored,
			places.map((place) => rowids[place] ?? 0),
			mostCharacters,
			columns,
		);
		const found = new Map(places.map((place, nth) => [place, others[nth]]));
		return rows.map((row, place) => row ?? found.get(place));
	}
}

function viewOf(table: string): string {
	return quoteName(`_past_${table}`);
}
