/** Reads whole sheets for assertions. */
import type { Cell, ReadOptions } from '../../../../src/core/formats/excel/cell.ts';
import { readWorkbook } from '../../../../src/core/formats/excel/readWorkbook.ts';

/** All rows of a sheet, with the empty ones that the reader leaves out as empty arrays in their places. */
export async function readSheet(source: Uint8Array | string, sheet?: number, options?: ReadOptions): Promise<Cell[][]> {
	const workbook = await readWorkbook(source);
	try {
		const rows: Cell[][] = [];
		for await (const batch of workbook.rows(sheet, options)) {
			for (const [index, row] of batch.rows.entries()) {
				while (rows.length < batch.numbers[index]! - 1) rows.push([]);
				rows.push(row);
			}
		}
		return rows;
	} finally {
		await workbook.close();
	}
}

export function date(text: string): Cell {
	return { kind: 'date', text };
}

export function moment(text: string): Cell {
	return { kind: 'datetime', text };
}

export function time(text: string): Cell {
	return { kind: 'time', text };
}

/** What an operation is refused with; fails when it is not refused. */
export async function refusal(work: Promise<unknown>): Promise<unknown> {
	try {
		await work;
	} catch (error) {
		return error;
	}
	throw new Error('It was not refused.');
}
