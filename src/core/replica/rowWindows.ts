/** Windows on a table in a stable order: the order is read once as row ids, and each window fetches only its own rows. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import type { Layout } from './columnLayout.ts';
import { storedNames } from './pastState.ts';
import type { StoredRow } from './pastState.ts';
import { asNumber, quoteName, returningArrays, valuesOf } from './sql.ts';

export interface Order {
	readonly column: string;
	readonly isDescending?: boolean | undefined;
}

export class RowWindows {
	readonly #db: DatabaseSync;
	readonly #layout: Layout;
	readonly #rowids: Float64Array;

	constructor(db: DatabaseSync, layout: Layout, orderBy: readonly Order[]) {
		this.#db = db;
		this.#layout = layout;
		const names = storedNames(layout);
		const terms = orderBy.map(({ column, isDescending }) => {
			if (!names.includes(column)) throw unknownColumn(layout, column);
			return `${quoteName(column)} ${isDescending === true ? 'DESC' : 'ASC'}`;
		});
		const order = [...terms, 'rowid'].join(', ');
		const statement = returningArrays(
			db.prepare(`SELECT rowid AS r FROM ${quoteName(layout.table)} ORDER BY ${order}`),
		);
		let rowids = new Float64Array(1024);
		let count = 0;
		for (const row of statement.iterate() as Iterable<unknown>) {
			if (count === rowids.length) {
				const larger = new Float64Array(count * 2);
				larger.set(rowids);
				rowids = larger;
			}
			rowids[count++] = asNumber(valuesOf(row)[0]);
		}
		this.#rowids = rowids.subarray(0, count);
	}

	get count(): number {
		return this.#rowids.length;
	}

	/** Rows that were deleted since the order was read are left out. */
	window(offset: number, count: number): readonly StoredRow[] {
		const rowids = this.#rowids.subarray(offset, offset + count);
		const names = storedNames(this.#layout);
		const list = names.map((name, index) => `t.${quoteName(name)} AS v${index}`).join(', ');
		const statement = this.#db.prepare(
			`SELECT ${list} FROM json_each(?) AS w JOIN ${quoteName(this.#layout.table)} AS t ON t.rowid = w.value ORDER BY w.key`,
		);
		return returningArrays(statement)
			.all(JSON.stringify([...rowids]))
			.map((row) => {
				const values = valuesOf(row);
				return Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
			});
	}
}

function unknownColumn(layout: Layout, column: string): FreeholdError {
	return new FreeholdError('query', {
		what: `${layout.dataset} cannot be ordered by ${column}`,
		why: 'it has no such column',
		next: `See its columns with: freehold query CONNECTION "SELECT name FROM pragma_table_info('${layout.table}')"`,
	});
}
