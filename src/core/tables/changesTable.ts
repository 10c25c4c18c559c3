/** Changes of rows as a table: a row for each, with the values after the change, and which of them were others before. */
import type { StatementSync } from 'node:sqlite';
import { asText } from '../replica/sql.ts';
import { ScratchTable } from './scratchTable.ts';
import type { TableCell } from './table.ts';

/** Values before a change are only looked at in windows, which show no more of them. */
const MOST_CHARACTERS = 1000;

/** A change as a row of the table. */
export interface ChangeRow {
	readonly cells: readonly TableCell[];
	/** Columns that were changed, and the columns that hold what stood there before. */
	readonly changed: readonly (readonly [column: number, before: number])[];
}

/** Where keys of rows stand. */
export const KEY_COLUMN = 1;

export class ChangesTable extends ScratchTable {
	readonly #mark: StatementSync;

	constructor() {
		super();
		this.db.exec('CREATE TABLE marks (id INTEGER PRIMARY KEY, changed TEXT NOT NULL)');
		this.#mark = this.db.prepare('INSERT INTO marks VALUES (?, ?)');
	}

	/** @param textColumns  those whose values are texts, whatever they look like */
	appendChanges(rows: readonly ChangeRow[], textColumns: ReadonlySet<number>): void {
		const first = this.count + 1;
		this.db.exec('SAVEPOINT marks');
		for (const [nth, { changed }] of rows.entries()) {
			if (changed.length > 0) this.#mark.run(first + nth, JSON.stringify(changed));
		}
		this.db.exec('RELEASE marks');
		this.append(
			rows.map(({ cells }) => cells),
			(_, column) => (textColumns.has(column) ? 'text' : undefined),
		);
	}

	keyOf(rowid: number): string | undefined {
		const key = this.read([rowid], MOST_CHARACTERS, [KEY_COLUMN])[0]?.[0];
		return typeof key === 'string' ? key : undefined;
	}

	before(rowids: readonly number[]): readonly (readonly (TableCell | undefined)[])[] {
		const marks = this.db.prepare(
			'SELECT m.id AS id, m.changed AS changed FROM json_each(?) AS w JOIN marks AS m ON m.id = w.value',
		);
		const changedOf = new Map(
			marks
				.all(JSON.stringify(rowids))
				.map(({ id, changed }) => [id, JSON.parse(asText(changed)) as [number, number][]]),
		);
		const rows = this.read(rowids, MOST_CHARACTERS);
		return rowids.map((rowid, nth) => {
			const before: (TableCell | undefined)[] = [];
			for (const [column, from] of changedOf.get(rowid) ?? []) before[column] = rows[nth]?.[from] ?? null;
			return before;
		});
	}
}
