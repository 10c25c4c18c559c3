/**
 * Rows that come from a file or a query, in a database that SQLite keeps in a temporary file and deletes by itself, so that
 * any number of them can be looked at, ordered and filtered. A row is one JSON array: columns may come late, and there may
 * be more of them than SQLite has.
 */
import { DatabaseSync } from 'node:sqlite';
import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { asNumber, asText } from '../replica/sql.ts';
import { sqliteCode } from '../replica/sqliteErrors.ts';
import { ColumnGuess } from './columnGuess.ts';
import type { CellKind } from './columnGuess.ts';
import { cutText, textOfBytes } from './longCells.ts';
import type { SqlTable, TableCell, TableColumn } from './table.ts';
import { registerTableFunctions } from './tableFunctions.ts';

/** Rows up to this length are read as they are: looking at each cell takes longer. */
const MOST_WHOLE_BYTES = 64 * 1024;

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
		registerTableFunctions(this.db);
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

	/**
	 * @throws FreeholdError `diskFull`: the rows before can still be looked at
	 * @param kindOf  what the file says of a cell, beyond its value
	 */
	append(
		rows: readonly (readonly TableCell[])[],
		kindOf?: (row: number, column: number) => CellKind | undefined,
	): void {
		try {
			// As one transaction: one for each row takes ten times as long.
			this.db.exec('BEGIN');
			for (const [nth, row] of rows.entries()) {
				for (let column = 0; column < row.length; column++) {
					this.#guesses[column]?.take(row[column] ?? null, kindOf?.(nth, column));
				}
				this.#insert.run(JSON.stringify(row));
			}
			this.db.exec('COMMIT');
		} catch (error) {
			throw scratchError(error);
		}
		this.#count += rows.length;
	}

	expression(column: number): string {
		const type = this.#guesses[column]?.type;
		// A file of text has its numbers as text, and nothing where there is none.
		if (type === 'integer' || type === 'decimal') return `CAST(nullif(${this.written(column)}, '') AS NUMERIC)`;
		return this.written(column);
	}

	written(column: number): string {
		return `(cells ->> '$[${column}]')`;
	}

	isNormal(column: number): boolean {
		const guess = this.#guesses[column];
		return guess !== undefined && (guess.type === 'integer' || guess.type === 'decimal') && !guess.hasLongNumbers;
	}

	read(
		rowids: readonly number[],
		mostCharacters: number,
		columns?: readonly number[],
	): readonly (readonly TableCell[] | undefined)[] {
		const whole = `CASE WHEN octet_length(s.cells) <= ${MOST_WHOLE_BYTES} THEN s.cells END`;
		const statement = this.db.prepare(
			`SELECT s.rowid AS rowid, ${whole} AS cells FROM json_each(?) AS w JOIN scratch AS s ON s.rowid = w.value ORDER BY w.key`,
		);
		return statement.all(JSON.stringify(rowids)).map(({ rowid, cells }) => {
			const row =
				typeof cells === 'string'
					? (JSON.parse(cells) as TableCell[])
					: this.#longRow(asNumber(rowid), mostCharacters, columns);
			return columns === undefined ? row : columns.map((column) => row[column] ?? null);
		});
	}

	/** A row with texts of which only the beginning is shown. */
	#longRow(rowid: number, mostCharacters: number, columns: readonly number[] = []): TableCell[] {
		// Whole numbers may be larger than SQLite's and JavaScript's.
		const value = `iif(e.type IN ('integer', 'real'), s.cells -> e.fullkey, ${cutText('e.value', mostCharacters)})`;
		const found = this.db
			.prepare(
				`SELECT e.key AS nth, e.type AS type, ${value} AS value FROM scratch AS s, json_each(s.cells) AS e
				WHERE s.rowid = ? AND (? = '[]' OR e.key IN (SELECT value FROM json_each(?)))`,
			)
			.all(rowid, JSON.stringify(columns), JSON.stringify(columns));
		const row: TableCell[] = [];
		for (const { nth, type, value: cell } of found) {
			row[asNumber(nth)] = cellOf(asText(type), cell);
		}
		return Array.from(row, (cell) => cell ?? null);
	}

	[Symbol.dispose](): void {
		this.db.close();
	}
}

/** 13 FULL, and what a quota or a limit on the size of files looks like (778 IOERR_WRITE). */
function scratchError(error: unknown): unknown {
	const code = sqliteCode(error);
	if (code !== 13 && code !== 778) return error;
	return new FreeholdError('diskFull', {
		what: 'Not all rows are shown',
		why: 'the disk has no room for those that are still to come',
		next: 'Free some space, or narrow what is to be shown; the environment variable SQLITE_TMPDIR names another folder',
		cause: error,
	});
}

/** A value as `json_each` gives it. */
function cellOf(type: string, value: SQLOutputValue | undefined): TableCell {
	if (type === 'true' || type === 'false') return type === 'true';
	const text = textOfBytes(value ?? null);
	if (typeof text !== 'string') return null;
	return type === 'integer' || type === 'real' ? Number(text) : text;
}
