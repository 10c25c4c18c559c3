/** The objects of a file with one in each line; their keys are columns, in the order in which they come. */
import { FreeholdError } from '../errors.ts';
import { textChunks } from '../formats/textChunks.ts';
import { textLines } from '../formats/textLines.ts';
import { isRawNumber, parseExactly } from '../replica/exactNumbers.ts';
import { BATCH_ROWS } from './filling.ts';
import type { Filling } from './filling.ts';
import type { ScratchTable } from './scratchTable.ts';
import type { TableCell } from './table.ts';
import { turn } from './turn.ts';

/** @throws FreeholdError `badResponse` where a line is not JSON */
export async function* fillFromNdjson(table: ScratchTable, file: string, signal: AbortSignal): Filling {
	const places = new Map<string, number>();
	for await (const lines of textLines(textChunks(file, signal))) {
		for (let at = 0; at < lines.length; at += BATCH_ROWS) {
			const rows = lines.slice(at, at + BATCH_ROWS).map(({ text, number }) => {
				const row: Nested[] = [];
				for (const [name, value] of fieldsOf(text, number)) {
					let place = places.get(name);
					if (place === undefined) {
						place = places.size;
						places.set(name, place);
						table.addColumn(name);
					}
					row[place] = nestedCell(value);
				}
				return Array.from(row, (cell) => cell ?? absent);
			});
			table.append(
				rows.map((row) => row.map(({ value }) => value)),
				(nth, column) => rows[nth]?.[column]?.kind,
			);
			yield undefined;
			await turn();
		}
	}
}

interface Nested {
	readonly value: TableCell;
	/** What the value does not tell by itself. */
	readonly kind: 'json' | 'long' | undefined;
}

const absent: Nested = { value: null, kind: undefined };

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
	if (value === null || value === undefined) return absent;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		return { value, kind: undefined };
	return isRawNumber(value) ? { value: value.rawJSON, kind: 'long' } : { value: JSON.stringify(value), kind: 'json' };
}
