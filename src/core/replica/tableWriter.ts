/** Writes rows into one dataset's table: inserts what is new, rewrites only what changed, and keeps the change history. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { RowPlan } from '../sources/source.ts';
import { addColumns, becomeDecimal, declareColumns, widenColumn } from './columnChanges.ts';
import type { Notes } from './columnChanges.ts';
import { hiddenColumn, insertedRun, moreColumn } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import type { Row } from './decodePage.ts';
import type { FieldRecorder, RowWatch } from './fieldRecorder.ts';
import type { HistoryWriter } from './history.ts';
import { keyCondition, keyExpression, keyParts } from './rowKey.ts';
import { RowFiller, leading } from './rowFiller.ts';
import type { Misfit } from './rowFiller.ts';
import { typeOf } from './rowValues.ts';
import type { JsonText } from './rowValues.ts';
import { asNumber, asText, quoteName, returningArrays, valuesOf } from './sql.ts';
import type { Bindable } from './sql.ts';

export type RowOutcome = 'inserted' | 'updated' | 'unchanged';

interface Statements {
	/** Names of the stored values, in the order of `RowFiller.values`. */
	readonly names: readonly string[];
	readonly insert: StatementSync;
	readonly select: StatementSync;
	readonly selectByRowid: StatementSync;
	readonly update: StatementSync;
	readonly remove: StatementSync;
	/** Which of the values an update sets: all but the key and `_inserted_run`. */
	readonly settable: readonly number[];
}

export interface TableWriterParts {
	readonly db: DatabaseSync;
	readonly history: HistoryWriter;
	readonly json: JsonText;
	readonly notes: Notes;
	readonly fields: FieldRecorder;
}

export class TableWriter {
	readonly #parts: TableWriterParts;
	#layout: Layout;
	#statements: Statements | undefined;
	#fillers = new Map<RowPlan, RowFiller>();
	#declared: RowPlan['columns'] | undefined;
	/** What the last row turned out to be: in an initial download inserting is tried first, in an update looking up is. */
	#expectsNew = true;
	readonly #hiddenDelta = new Map<string, number>();
	/** Where the rows carry metadata. */
	#watch: RowWatch | undefined;

	constructor(parts: TableWriterParts, layout: Layout) {
		this.#parts = parts;
		this.#layout = layout;
		this.#watch = parts.fields.watch(layout);
	}

	get layout(): Layout {
		return this.#layout;
	}

	write(row: Row, key: string, plan: RowPlan, run: number, parent: RowPlan['parent']): RowOutcome {
		const filler = this.#fill(row, plan, run, parent);
		const statements = this.#prepared();
		if (this.#expectsNew && this.#insert(statements, filler)) return 'inserted';
		const found = statements.select.get(...keyParts(key, this.#layout.key));
		if (found === undefined) {
			this.#expectsNew = true;
			this.#insert(statements, filler);
			return 'inserted';
		}
		this.#expectsNew = false;
		return this.#rewrite(statements, filler, valuesOf(found), { key, run, kept: plan.keptWhenEmpty ?? [] });
	}

	/** Where a row lies; `undefined` where there is none of that key. */
	rowidOf(key: string): number | undefined {
		const found = this.#prepared().select.get(...keyParts(key, this.#layout.key));
		return found === undefined ? undefined : asNumber(valuesOf(found)[0]);
	}

	/** Deletes one row and keeps it in the history. */
	remove(rowid: number, run: number): void {
		const statements = this.#prepared();
		const [, key, ...values] = valuesOf(statements.selectByRowid.get(rowid));
		const old: Record<string, SQLOutputValue> = {};
		for (const [index, name] of statements.names.entries()) {
			const value = values[index];
			if (value !== null && value !== undefined) old[name] = value;
		}
		// A row that this very run inserted was never seen by anyone: it leaves no trace.
		if (old[insertedRun] !== run) this.#parts.history.deleted(run, this.#layout.dataset, asText(key), old);
		this.#countHidden(values[1], -1);
		this.#watch?.changed(values, undefined);
		statements.remove.run(rowid);
	}

	/** Adds what happened to hidden values since the last call to the columns' counts. */
	flushHidden(): void {
		const add = this.#parts.db.prepare('UPDATE _columns SET hidden = hidden + ? WHERE dataset = ? AND name = ?');
		for (const [name, delta] of this.#hiddenDelta) if (delta !== 0) add.run(delta, this.#layout.dataset, name);
		this.#hiddenDelta.clear();
	}

	#insert(statements: Statements, filler: RowFiller): boolean {
		if (asNumber(statements.insert.run(...filler.values).changes) === 0) return false;
		for (const name of filler.hidden) this.#hiddenDelta.set(name, (this.#hiddenDelta.get(name) ?? 0) + 1);
		this.#watch?.changed(undefined, filler.values);
		return true;
	}

	#rewrite(
		statements: Statements,
		filler: RowFiller,
		found: readonly SQLOutputValue[],
		{ key, run, kept }: { readonly key: string; readonly run: number; readonly kept: readonly string[] },
	): RowOutcome {
		const rowid = found[0];
		const old = found.slice(2);
		const changed: Record<string, SQLOutputValue> = {};
		let isChanged = false;
		for (const index of statements.settable) {
			const before = old[index] ?? null;
			if (isEqual(before, filler.values[index] ?? null)) continue;
			const name = statements.names[index] ?? '';
			changed[name] = before;
			isChanged ||= (filler.values[index] ?? null) !== null || !kept.includes(name);
		}
		if (!isChanged) return 'unchanged';
		// A row that this very run inserted has no earlier state to come back to.
		if (old[0] !== run) this.#parts.history.updated(run, this.#layout.dataset, key, changed);
		this.#countHidden(old[1], -1);
		this.#countHidden(filler.values[1], 1);
		this.#watch?.changed(old, filler.values);
		statements.update.run(...statements.settable.map((index) => filler.values[index] ?? null), asNumber(rowid));
		return 'updated';
	}

	#countHidden(list: unknown, delta: number): void {
		if (typeof list !== 'string') return;
		for (const name of JSON.parse(list) as string[]) {
			this.#hiddenDelta.set(name, (this.#hiddenDelta.get(name) ?? 0) + delta);
		}
	}

	/** Lays the row out; where the table cannot hold it, the table changes first, in the same transaction. */
	#fill(row: Row, plan: RowPlan, run: number, parent: RowPlan['parent']): RowFiller {
		if (this.#declared !== plan.columns) {
			this.#change(declareColumns(this.#parts.db, this.#layout, plan.columns, this.#parts.notes));
			this.#declared = plan.columns;
		}
		for (;;) {
			let filler = this.#fillers.get(plan);
			if (filler === undefined) {
				// A source may make a new plan for each page; only the last few are worth keeping.
				if (this.#fillers.size >= 8) this.#fillers.clear();
				filler = new RowFiller(plan, this.#layout, this.#parts.json);
				this.#fillers.set(plan, filler);
			}
			const misfit = filler.fill(row, run, parent);
			if (misfit === undefined) return filler;
			this.#change(this.#mend(misfit));
		}
	}

	#mend(misfit: Misfit): Layout {
		const { db, notes } = this.#parts;
		if (misfit.kind === 'widen') return widenColumn(db, this.#layout, misfit.property, misfit.widening);
		if (misfit.kind === 'decimal') return becomeDecimal(db, this.#layout, misfit.property);
		const added = [...misfit.values].map(([name, value]) => {
			const { type, storedAs } = typeOf(value);
			return { column: { name, type }, stored: storedAs };
		});
		return addColumns(db, this.#layout, added, notes);
	}

	#change(layout: Layout): void {
		if (layout === this.#layout) return;
		this.#layout = layout;
		this.#watch = this.#parts.fields.watch(layout);
		this.#statements = undefined;
		this.#fillers.clear();
	}

	#prepared(): Statements {
		this.#statements ??= prepare(this.#parts.db, this.#layout);
		return this.#statements;
	}
}

function prepare(db: DatabaseSync, layout: Layout): Statements {
	const more = layout.overflow.size === 0 ? [] : [moreColumn];
	const names = [insertedRun, hiddenColumn, ...layout.slots.map((slot) => slot.name), ...more];
	const table = quoteName(layout.table);
	// Aliases, because a result row is an object on older Nodes and a column may be called `1`.
	const selected = names.map((name, index) => `${quoteName(name)} AS v${index}`).join(', ');
	const select = `SELECT rowid AS r, ${keyExpression(layout)} AS k, ${selected} FROM ${table}`;
	const settable = names
		.map((_name, index) => index)
		.filter((index) => index !== 0 && layout.slots[index - leading]?.isKey !== true);
	const sets = settable.map((index) => `${quoteName(names[index] ?? '')} = ?`).join(', ');
	return {
		names,
		settable,
		insert: db.prepare(
			`INSERT INTO ${table} (${names.map(quoteName).join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
		),
		select: returningArrays(db.prepare(`${select} WHERE ${keyCondition(layout)}`)),
		selectByRowid: returningArrays(db.prepare(`${select} WHERE rowid = ?`)),
		update: db.prepare(`UPDATE ${table} SET ${sets} WHERE rowid = ?`),
		remove: db.prepare(`DELETE FROM ${table} WHERE rowid = ?`),
	};
}

function isEqual(stored: SQLOutputValue, value: Bindable): boolean {
	if (stored === value) return true;
	if (typeof value === 'bigint') return stored === Number(value);
	// SQLite keeps half a surrogate pair as the replacement character.
	return typeof value === 'string' && !value.isWellFormed() && stored === value.toWellFormed();
}
