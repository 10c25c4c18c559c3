/** Learns the columns of rows while they come: names in the order in which they appear, and what type their cells have. */
import type { Cell, CellType, RowStream } from '../../formats/rows.ts';
import { isJsonObject } from '../../json.ts';
import { isRawNumber } from '../../exactNumbers.ts';

export class RowColumns {
	readonly #types = new Map<string, CellType | undefined>();

	learn(row: unknown): void {
		for (const [name, value] of Object.entries(fieldsOf(row))) {
			const known = this.#types.get(name);
			const type = typeOf(value);
			this.#types.set(name, known === undefined || type === undefined ? (known ?? type) : joined(known, type));
		}
	}

	get names(): readonly string[] {
		return [...this.#types.keys()];
	}

	/** @param rows  all that were learned from */
	stream(rows: AsyncIterable<unknown>): RowStream {
		const columns = this.names;
		const types = columns.map((name) => this.#types.get(name) ?? 'text');
		return {
			columns,
			types,
			jsonColumns: new Set(columns.filter((_, nth) => types[nth] === 'json')),
			rows: cellsOf(rows, columns, types),
		};
	}
}

async function* cellsOf(
	rows: AsyncIterable<unknown>,
	columns: readonly string[],
	types: readonly CellType[],
): AsyncGenerator<readonly Cell[]> {
	for await (const row of rows) {
		const fields = fieldsOf(row);
		yield columns.map((name, nth) => cellOf(fields[name], types[nth]));
	}
}

/** A list of plain values has one column. */
function fieldsOf(row: unknown): Readonly<Record<string, unknown>> {
	return isJsonObject(row) && !isRawNumber(row) ? row : { value: row };
}

function typeOf(value: unknown): CellType | undefined {
	if (value === null || value === undefined) return undefined;
	// Digits that a double cannot hold: a whole number keeps them, another stays text.
	if (isRawNumber(value)) return /^-?\d+$/.test(value.rawJSON) ? 'integer' : 'text';
	switch (typeof value) {
		case 'number':
			return Number.isInteger(value) ? 'integer' : 'decimal';
		case 'boolean':
			return 'boolean';
		case 'object':
			return 'json';
		default:
			return 'text';
	}
}

function joined(a: CellType, b: CellType): CellType {
	if (a === b) return a;
	const areNumbers = [a, b].every((type) => type === 'integer' || type === 'decimal');
	return areNumbers ? 'decimal' : [a, b].includes('json') ? 'json' : 'text';
}

function cellOf(value: unknown, type: CellType | undefined): Cell {
	if (value === null || value === undefined) return null;
	if (type === 'json') return JSON.stringify(value);
	if (isRawNumber(value)) return value.rawJSON;
	if (typeof value === 'object') return JSON.stringify(value);
	if (type === 'text') return typeof value === 'string' ? value : JSON.stringify(value);
	return value as string | number | boolean;
}
