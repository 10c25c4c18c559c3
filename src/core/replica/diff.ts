/** What changed in a table between two runs. */
import type { Json } from '../json.ts';
import { insertedRun } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import type { CellChange, RowChange } from './contract.ts';
import type { PastState, StoredRow } from './pastState.ts';
import { jsonOf } from './rowValues.ts';

/** Turns stored rows of one table into JSON. */
export class RowJson {
	readonly #types: ReadonlyMap<string, Layout['slots'][number]['type']>;

	constructor(layout: Layout) {
		this.#types = new Map(layout.slots.map((slot) => [slot.name, slot.type]));
	}

	cell(name: string, value: StoredRow[string]): Json {
		// `_hidden` and `_more` hold JSON as well.
		return jsonOf(value, this.#types.get(name) ?? 'json');
	}

	/** The row without `_inserted_run`; bookkeeping columns only where they hold something. */
	row(stored: StoredRow): Record<string, Json> {
		const row: Record<string, Json> = {};
		for (const [name, value] of Object.entries(stored)) {
			if (name === insertedRun || (value === null && !this.#types.has(name))) continue;
			row[name] = this.cell(name, value);
		}
		return row;
	}
}

/** Changes in order of their keys, from the state after one run to that after another. */
export function* diffRows(past: PastState, json: RowJson, from: number, to: number): Generator<RowChange> {
	const isForwards = from <= to;
	for (const { key, before, after } of past.changesWithin(isForwards ? { from, to } : { from: to, to: from })) {
		const change = isForwards ? changeOf(json, key, before, after) : changeOf(json, key, after, before);
		if (change !== undefined) yield change;
	}
}

export function changeOf(
	json: RowJson,
	key: string,
	before: StoredRow | undefined,
	after: StoredRow | undefined,
): RowChange | undefined {
	if (after === undefined) return before === undefined ? undefined : { kind: 'deleted', key, row: json.row(before) };
	if (before === undefined) return { kind: 'inserted', key, row: json.row(after) };
	const cells: CellChange[] = [];
	for (const [name, value] of Object.entries(after)) {
		const old = before[name] ?? null;
		if (name === insertedRun || isSame(old, value)) continue;
		cells.push({ column: name, from: json.cell(name, old), to: json.cell(name, value) });
	}
	return cells.length === 0 ? undefined : { kind: 'updated', key, cells };
}

/** A column may have become text meanwhile: what the history kept as a number is the same value still. */
export function isSame(a: StoredRow[string], b: StoredRow[string]): boolean {
	return a === b || (typeof a !== typeof b && a !== null && b !== null && String(a) === String(b));
}
