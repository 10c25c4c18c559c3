/** The objects of a file with one in each line; their keys are columns, in the order in which they come. */
import { FreeholdError } from '../errors.ts';
import { textChunks } from '../formats/textChunks.ts';
import { textLines } from '../formats/textLines.ts';
import { isRawNumber, parseExactly } from '../exactNumbers.ts';
import type { CellKind } from './columnGuess.ts';
import { BATCH_CELLS, BATCH_ROWS } from './filling.ts';
import type { Filling } from './filling.ts';
import type { ScratchTable } from './scratchTable.ts';
import type { TableCell } from './table.ts';
import { turn } from './turn.ts';

/** @throws FreeholdError `badResponse` where a line is not JSON */
export async function* fillFromNdjson(table: ScratchTable, file: string, signal: AbortSignal): Filling {
	const places = new Map<string, number>();
	let rows: NestedRow[] = [];
	let cells = 0;
	const append = (): void => {
		table.append(
			rows.map((row) => row.cells),
			(nth, column) => rows[nth]?.kinds.get(column),
		);
		[rows, cells] = [[], 0];
	};
	for await (const lines of textLines(textChunks(file, signal))) {
		for (const { text, number } of lines) {
			const row = nestedRow(fieldsOf(text, number), (name) => {
				const known = places.get(name);
				if (known !== undefined) return known;
				places.set(name, places.size);
				table.addColumn(name);
				return places.size - 1;
			});
			rows.push(row);
			cells += row.cells.length;
			if (rows.length < BATCH_ROWS && cells < BATCH_CELLS) continue;
			append();
			yield undefined;
			await turn();
		}
		if (rows.length === 0) continue;
		append();
		yield undefined;
		await turn();
	}
}

interface NestedRow {
	/** Up to its last one: those that come later are absent. */
	readonly cells: readonly TableCell[];
	/** What values do not tell by themselves, by their columns. */
	readonly kinds: ReadonlyMap<number, CellKind>;
}

/** Of objects that have little in common most cells are empty. */
function nestedRow(fields: readonly (readonly [string, unknown])[], placeOf: (name: string) => number): NestedRow {
	const places = fields.map(([name]) => placeOf(name));
	const cells = new Array<TableCell>(places.reduce((width, place) => Math.max(width, place + 1), 0)).fill(null);
	const kinds = new Map<number, CellKind>();
	for (const [nth, [, value]] of fields.entries()) {
		const place = places[nth] ?? 0;
		const { value: cell, kind } = nestedCell(value);
		cells[place] = cell;
		if (kind !== undefined) kinds.set(place, kind);
	}
	return { cells, kinds };
}

interface Nested {
	readonly value: TableCell;
	readonly kind: CellKind | undefined;
}

function fieldsOf(text: string, line: number): readonly (readonly [string, unknown])[] {
	let value: unknown;
	try {
		// Only long runs of digits and large exponents can be numbers that a double loses; looking closer costs six times
		// as much.
		value = /\d{16}|\d[eE][+-]?\d{3}/.test(text) ? parseExactly(text) : JSON.parse(text);
	} catch (cause) {
		throw new FreeholdError('badResponse', {
			what: `Line ${line} could not be read`,
			why: `it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
			next: 'Check whether the file is whole, and mend that line',
			cause,
		});
	}
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value);
	return isObject ? Object.entries(value as object) : [['value', value]];
}

function nestedCell(value: unknown): Nested {
	if (value === null || value === undefined) return { value: null, kind: undefined };
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		return { value, kind: undefined };
	return isRawNumber(value) ? { value: value.rawJSON, kind: 'long' } : { value: JSON.stringify(value), kind: 'json' };
}
