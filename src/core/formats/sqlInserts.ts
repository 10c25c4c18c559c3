/**
 * Rows as INSERT statements of standard SQL, as PostgreSQL and SQLite read them; MySQL does in the mode that the first
 * line names. All rows go in as one transaction, some hundred to a statement.
 */
import { FreeholdError } from '../errors.ts';
import { chunked } from './chunks.ts';
import type { Cell, CellType, RowStream, WriteOptions } from './rows.ts';
import { booleanOf, digitsOf } from './typedCell.ts';

const ROWS_PER_STATEMENT = 100;
/** Servers have a limit of their own for one statement; MySQL's usual one is the lowest, at 64 MB. */
const CHARACTERS_PER_STATEMENT = 1_000_000;

const SQL_TYPES: Readonly<Record<CellType, string>> = {
	text: 'TEXT',
	integer: 'BIGINT',
	decimal: 'NUMERIC',
	boolean: 'BOOLEAN',
	date: 'DATE',
	time: 'TIME',
	datetime: 'TIMESTAMP',
	instant: 'TIMESTAMP WITH TIME ZONE',
	json: 'TEXT',
};

/** @throws FreeholdError `usage` for text with NUL, which SQL text cannot hold */
export function writeSql(stream: RowStream, options: WriteOptions = {}): AsyncGenerator<string> {
	return chunked(statements(stream, options));
}

async function* statements({ columns, rows, types }: RowStream, options: WriteOptions): AsyncGenerator<string> {
	const table = quoted(options.name ?? 'rows');
	const names = uniqueNames(columns, options.onNote).map(quoted);
	yield "-- Standard SQL. MySQL: SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\nBEGIN;\n";
	if (options.createTable === true) {
		const list = names.map((name, nth) => `\t${name} ${SQL_TYPES[types?.[nth] ?? 'text']}`);
		yield `CREATE TABLE IF NOT EXISTS ${table} (\n${list.join(',\n')}\n);\n`;
	}
	const start = `INSERT INTO ${table} (${names.join(', ')}) VALUES\n`;
	let [inStatement, characters, number] = [0, 0, 0];
	for await (const row of rows) {
		number += 1;
		const values = names.map((_, nth) =>
			literal(row[nth] ?? null, types?.[nth], { row: number, column: columns[nth] }),
		);
		const tuple = `(${values.join(', ')})`;
		const isFull =
			inStatement === ROWS_PER_STATEMENT || (inStatement > 0 && characters + tuple.length > CHARACTERS_PER_STATEMENT);
		if (isFull) [inStatement, characters] = [0, 0];
		yield `${isFull ? ';\n' : ''}${inStatement === 0 ? start : ',\n'}${tuple}`;
		inStatement += 1;
		characters += tuple.length;
	}
	yield inStatement === 0 ? 'COMMIT;\n' : ';\nCOMMIT;\n';
}

interface Place {
	readonly row: number;
	readonly column: string | undefined;
}

function literal(cell: Cell, type: CellType | undefined, place: Place): string {
	if (cell === null) return 'NULL';
	const digits = digitsOf(cell, type);
	if (digits !== undefined) return digits;
	const boolean = booleanOf(cell, type);
	if (boolean !== undefined) return boolean ? 'TRUE' : 'FALSE';
	if (cell instanceof Uint8Array) return `X'${Buffer.from(cell).toString('hex')}'`;
	const text = String(cell);
	if (text.includes('\0')) throw holdsNul(place);
	return `'${text.replaceAll("'", "''")}'`;
}

function quoted(name: string): string {
	// A name cannot hold NUL, and no reader could show it.
	return `"${name.replaceAll('\0', '\u2400').replaceAll('"', '""')}"`;
}

/** Two columns of one table cannot have one name, whatever its case. */
function uniqueNames(columns: readonly string[], onNote: WriteOptions['onNote']): readonly string[] {
	const taken = new Set<string>();
	return columns.map((column) => {
		let name = column;
		for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${column}_${number}`;
		taken.add(name.toLowerCase());
		if (name !== column) onNote?.(`A second column ${column} is called ${name}, because SQL knows no two of one name.`);
		return name;
	});
}

function holdsNul({ row, column }: Place): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The rows cannot be written as SQL',
		why: `column ${column ?? ''} of row ${row} holds the character NUL, which SQL text ends at`,
		next: 'Leave that column out, or export as CSV, NDJSON or Parquet',
	});
}
