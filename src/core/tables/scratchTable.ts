/**
 * Rows that come from a file or a query, in a database that SQLite keeps in a temporary file and deletes by itself, so that
 * any number of them can be looked at, ordered and filtered. A row is one JSON array: columns may come late, and there may
 * be more of them than SQLite has.
 */
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { asText } from '../replica/sql.ts';
import { ColumnGuess } from './columnGuess.ts';
import type { CellKind } from './columnGuess.ts';
import type { SqlTable, TableCell, TableColumn } from './table.ts';

interface Head {
	readonly name: string;
	readonly label?: string | undefined;
}

export class ScratchTable implements SqlTable, Disposable {
	readonly db = new DatabaseSync('');
	readonly from = 'scratch';
	readonly #heads: Head[] = [];
	readonly #guesses: ColumnGuess[] = [];
	readonly #insert: StatementSync;
	#count = 0;

	constructor() {
		this.db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000');
		this.db.exec('CREATE TABLE scratch (cells TEXT NOT NULL)');
		this.#insert = this.db.prepare('INSERT INTO scratch (cells) VALUES (?)');
	}

	/** Row ids are 1 to this. */
	get count(): number {
		return this.#count;
	}

	/** Their types are those of the rows so far. */
	get columns(): readonly TableColumn[] {
		return this.#heads.map((head, column) => ({ ...head, type: this.#guesses[column]?.type ?? 'text' }));
	}

	get columnCount(): number {
		return this.#heads.length;
	}

	addColumn(name: string, label?: string): void {
		this.#heads.push({ name, label });
		this.#guesses.push(new ColumnGuess());
	}

	/** @param kindOf  what the file says of a cell, beyond its value */
	append(
		rows: readonly (readonly TableCell[])[],
		kindOf?: (row: number, column: number) => CellKind | undefined,
	): void {
		// As one transaction: one for each row takes ten times as long.
		this.db.exec('BEGIN');
		for (const [nth, row] of rows.entries()) {
			for (let column = 0; column < row.length; column++) {
				this.#guesses[column]?.take(row[column] ?? null, kindOf?.(nth, column));
			}
			this.#insert.run(JSON.stringify(row));
		}
		this.db.exec('COMMIT');
		this.#count += rows.length;
	}

	expression(column: number): string {
		const value = `cells ->> '$[${column}]'`;
		const type = this.#guesses[column]?.type;
		// A file of text has its numbers as text.
		// An empty text is no number; SQLite would take it for 0.
		return type === 'integer' || type === 'decimal' ? `CAST(nullif(${value}, '') AS NUMERIC)` : `(${value})`;
	}

	read(rowids: readonly number[]): readonly (readonly TableCell[] | undefined)[] {
		const statement = this.db.prepare(
			'SELECT s.cells AS cells FROM json_each(?) AS w JOIN scratch AS s ON s.rowid = w.value ORDER BY w.key',
		);
		return statement.all(JSON.stringify(rowids)).map(({ cells }) => JSON.parse(asText(cells)) as TableCell[]);
	}

	[Symbol.dispose](): void {
		this.db.close();
	}
}
