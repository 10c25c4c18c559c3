/**
 * Parquet, one row group of 2,000 rows at a time, so that memory does not grow with the table.
 *
 * Dates and instants stay text as the replica keeps them (readers cast them in one step, and nothing is lost that a
 * timestamp of milliseconds could not hold); decimals that a double cannot hold stay text for the same reason.
 */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { FreeholdError } from '../../errors.ts';
import type { Cell, CellType, RowStream } from '../rows.ts';
import { booleanOf, digitsOf, plainText, significantDigits } from '../typedCell.ts';

const rowsPerGroup = 2000;

type Stored = 'text' | 'integer' | 'decimal' | 'boolean' | 'json';
const parquetTypes = { text: 'STRING', integer: 'INT64', decimal: 'DOUBLE', boolean: 'BOOLEAN', json: 'JSON' } as const;
/** The stored form of each, for the file's schema. */
const elements = {
	text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
	integer: { type: 'INT64' },
	decimal: { type: 'DOUBLE' },
	boolean: { type: 'BOOLEAN' },
	json: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
} as const;

/** @throws FreeholdError `internal` where a cell is not of its column's type */
export async function* writeParquet(stream: RowStream): AsyncGenerator<Uint8Array> {
	const types = stream.columns.map((_name, index) => storedAs(stream.types?.[index]));
	const writer = new ByteWriter();
	const root = { name: 'root', num_children: stream.columns.length };
	const leaves = stream.columns.map((name, index) => ({
		name,
		repetition_type: 'OPTIONAL' as const,
		...elements[types[index] ?? 'text'],
	}));
	const parquet = new ParquetWriter({ writer, schema: [root, ...leaves], createdBy: 'freehold' });
	let group: unknown[][] = stream.columns.map(() => []);
	let rows = 0;
	for await (const row of stream.rows) {
		for (const [index, values] of group.entries()) {
			values.push(parquetValue(row[index] ?? null, types[index] ?? 'text', stream.columns[index] ?? ''));
		}
		if (++rows % rowsPerGroup !== 0) continue;
		await writeGroup(group);
		group = stream.columns.map(() => []);
		yield taken(writer);
	}
	if (rows % rowsPerGroup !== 0) await writeGroup(group);
	await parquet.finish();
	yield taken(writer);

	async function writeGroup(columns: readonly unknown[][]): Promise<void> {
		const columnData = columns.map((data, index) => ({
			name: stream.columns[index] ?? '',
			data,
			type: parquetTypes[types[index] ?? 'text'],
			nullable: true,
		}));
		await parquet.write({ columnData, rowGroupSize: rowsPerGroup });
	}
}

/** What was written since the last call; the writer goes on counting from there. */
function taken(writer: ByteWriter): Uint8Array {
	const bytes = new Uint8Array(writer.buffer, 0, writer.index).slice();
	writer.index = 0;
	return bytes;
}

function storedAs(type: CellType | undefined): Stored {
	return type === 'integer' || type === 'decimal' || type === 'boolean' || type === 'json' ? type : 'text';
}

/** Whether a column of that type can hold the cell without a loss. */
export function fitsParquet(cell: Cell, type: CellType | undefined): boolean {
	const stored = storedAs(type);
	return cell === null || stored === 'text' || stored === 'json' || typedValue(cell, stored) !== undefined;
}

function parquetValue(cell: Cell, type: Stored, column: string): unknown {
	if (cell === null) return null;
	if (type === 'text') return plainText(cell);
	if (type === 'json') return typeof cell === 'string' ? nested(cell) : cell;
	const value = typedValue(cell, type);
	if (value === undefined) throw notOfType(column, cell, type);
	return value;
}

function typedValue(
	cell: Exclude<Cell, null>,
	type: Exclude<Stored, 'text' | 'json'>,
): bigint | number | boolean | undefined {
	if (type === 'boolean') return booleanOf(cell, type);
	if (type === 'decimal' && typeof cell === 'number') return cell;
	const digits = digitsOf(cell, type);
	if (digits === undefined) return undefined;
	if (type === 'decimal') return significantDigits(digits) <= 15 ? Number(digits) : undefined;
	const integer = /^-?\d+$/.test(digits) ? BigInt(digits) : undefined;
	return integer !== undefined && BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

/** Text that is no JSON (of a column that became wider) stays text. */
function nested(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		if (error instanceof SyntaxError) return text;
		throw error;
	}
}

function notOfType(column: string, cell: Cell, type: CellType): FreeholdError {
	return new FreeholdError('internal', {
		what: `Column ${column} cannot be written as Parquet`,
		why: `it is ${type}, but one of its values is ${typeof cell}`,
		next: 'Export it as CSV or NDJSON, and please report this with the column’s type',
	});
}
