/** Writes rows of an export as JSON objects that all have the same properties in the same order. */
import { createHash } from 'node:crypto';
import { typedScalar } from '../../formats/excel/columnTypes.ts';
import type { Scalar } from '../../formats/excel/columnTypes.ts';
import type { TypedColumn } from '../../formats/excel/excelTable.ts';
import type { Decoded } from './codedColumns.ts';
import { rowHash } from './findKey.ts';

export interface RowShape {
	readonly columns: readonly TypedColumn[];
	readonly coded: readonly Decoded[];
	/** The same in every row. */
	readonly constants: Readonly<Record<string, string>>;
	readonly key: readonly string[];
}

export class RowWriter {
	readonly #shape: RowShape;
	readonly #heads: readonly string[];
	readonly #start: string;
	/** How often each row came, where the row itself is the key. */
	readonly #seen: Map<string, number> | undefined;

	constructor(shape: RowShape) {
		this.#shape = shape;
		this.#heads = shape.columns.map(({ name }) => `${JSON.stringify(name)}:`);
		this.#start = Object.entries(shape.constants)
			.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
			.join(',');
		this.#seen = shape.key[0] === rowHash ? new Map() : undefined;
	}

	write(row: readonly Scalar[]): string {
		const { columns, coded } = this.#shape;
		let text = this.#start;
		for (const [index, { type }] of columns.entries()) {
			if (text !== '') text += ',';
			text += (this.#heads[index] ?? '') + JSON.stringify(typedScalar(row[index] ?? null, type));
		}
		for (const { index, enumeration, companion } of coded) {
			const code = row[index];
			const meaning = typeof code === 'number' ? (enumeration[code] ?? null) : null;
			text += `,${JSON.stringify(companion)}:${JSON.stringify(meaning)}`;
		}
		return this.#seen === undefined ? `{${text}}` : `{"${rowHash}":"${hashOf(text, this.#seen)}",${text}}`;
	}
}

/** Equal rows are told apart by their number, so that none of them is lost. */
function hashOf(text: string, seen: Map<string, number>): string {
	const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
	const times = (seen.get(hash) ?? 0) + 1;
	seen.set(hash, times);
	return times === 1 ? hash : `${hash}-${times}`;
}
