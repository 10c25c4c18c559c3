/** Rows as JSON objects: one per line (NDJSON), or as one JSON array. */
import { chunked } from './chunks.ts';
import type { Cell, CellType, RowStream } from './rows.ts';
import { booleanOf, digitsOf, plainText } from './typedCell.ts';

export function writeNdjson(stream: RowStream): AsyncGenerator<string> {
	return chunked(objects(stream, '', '\n', ''));
}

/** One object per line inside the array: readable, and a diff of two files shows rows. */
export function writeJson(stream: RowStream): AsyncGenerator<string> {
	return chunked(wholeArray(stream));
}

async function* objects(stream: RowStream, before: string, after: string, between: string): AsyncGenerator<string> {
	const heads = stream.columns.map((column) => `${JSON.stringify(column)}:`);
	const nested = stream.columns.map((column) => stream.jsonColumns?.has(column) === true);
	let isFirst = true;
	for await (const row of stream.rows) {
		let line = isFirst ? '{' : `${between}{`;
		isFirst = false;
		for (let i = 0; i < heads.length; i++) {
			if (i > 0) line += ',';
			line += (heads[i] ?? '') + value(row[i] ?? null, nested[i] === true, stream.types?.[i]);
		}
		yield `${before}${line}}${after}`;
	}
}

async function* wholeArray(stream: RowStream): AsyncGenerator<string> {
	yield '[\n';
	let any = false;
	for await (const line of objects(stream, '', '', ',\n')) {
		any = true;
		yield line;
	}
	yield any ? '\n]\n' : ']\n';
}

function value(cell: Cell, isNested: boolean, type: CellType | undefined): string {
	if (cell === null) return 'null';
	// A JSON number may have any number of digits; readers that only know doubles lose them, the file does not.
	const digits = digitsOf(cell, type);
	if (digits !== undefined) return digits;
	const boolean = booleanOf(cell, type);
	if (boolean !== undefined) return String(boolean);
	if (typeof cell === 'string') return isNested ? nestedJson(cell) : JSON.stringify(cell);
	return JSON.stringify(plainText(cell));
}

/** Nested values were stored as JSON text; text that is none (a widened column) stays text. */
function nestedJson(text: string): string {
	if (!/^[[{"\d\-tfn]/.test(text)) return JSON.stringify(text);
	try {
		JSON.parse(text);
		return text.includes('\n') ? JSON.stringify(JSON.parse(text)) : text;
	} catch (error) {
		if (error instanceof SyntaxError) return JSON.stringify(text);
		throw error;
	}
}
