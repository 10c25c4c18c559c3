/** Applies the rows of one decoded page: the dataset's own, and those nested in them that have tables of their own. */
import type { DatabaseSync } from 'node:sqlite';
import type { Relation, RowPlan } from '../sources/source.ts';
import { nestedIn, nestedRows, parentOf } from './decodePage.ts';
import type { HeldPage, Row } from './decodePage.ts';
import { keyText } from './rowKey.ts';
import type { Parent } from './rowKey.ts';
import { countsOf } from './runs.ts';
import type { Counts } from './runs.ts';
import { childRows, removeRows } from './sweep.ts';
import { asText } from './sql.ts';
import type { TableWriter } from './tableWriter.ts';

export interface PageTarget {
	readonly db: DatabaseSync;
	readonly tableOf: (dataset: string) => TableWriter | undefined;
	/** The row plan of a relation's nested rows; the same object each time. */
	readonly childPlan: (plan: RowPlan, relation: Relation) => RowPlan;
	readonly run: number;
	readonly counts: Counts;
}

export function applyPage(target: PageTarget, page: HeldPage): void {
	const { plan, keys } = page;
	const rows = newestOfEach(page);
	writeRows(target, plan, rows, plan.parent);
	for (const relation of plan.relations) applyRelation(target, page, relation, rows);
	if (plan.parent !== undefined) continuePartial(target, plan, plan.parent, keys);
}

/** A page may hold a record twice; the last one is the newest. */
function newestOfEach({ rows, keys }: HeldPage): readonly KeyedRow[] {
	const keyed = rows.map((row, index) => ({ row, key: keys[index] ?? '' }));
	if (new Set(keys).size === keys.length) return keyed;
	const last = new Map(keys.map((key, index) => [key, index]));
	return keyed.filter(({ key }, index) => last.get(key) === index);
}

interface KeyedRow {
	readonly row: Row;
	readonly key: string;
	readonly parent?: Parent;
}

function writeRows(target: PageTarget, plan: RowPlan, rows: readonly KeyedRow[], parent: Parent | undefined): void {
	if (rows.length === 0) return;
	const writer = target.tableOf(plan.dataset);
	if (writer === undefined) throw new Error(`run ${target.run} did not begin with ${plan.dataset}`);
	const counts = countsOf(target.counts, plan.dataset);
	for (const { row, key, parent: own } of rows) {
		counts[writer.write(row, key, plan, target.run, own ?? parent)]++;
		counts.read++;
	}
}

/**
 * Nested rows are stored with their parent's key; what is no longer nested in its parent is deleted. Records of their own
 * that only came along (HAL embeds, which may be incomplete) are written, and nothing is deleted because of them.
 */
function applyRelation(target: PageTarget, page: HeldPage, relation: Relation, rows: readonly KeyedRow[]): void {
	const partial = new Set(
		page.partialRelations.filter((found) => found.property === relation.property).map((found) => found.parentKey),
	);
	const children = new Map<string, KeyedRow>();
	const complete: string[] = [];
	for (const { row, key: parentKey } of rows) {
		const nested = nestedIn(row, relation);
		if (nested === undefined || nested === null) continue;
		const parent = parentOf(relation, parentKey);
		const seen: string[] = [];
		for (const child of nestedRows(nested) as readonly Row[]) {
			const key = keyText(child, relation.key, parent);
			if (key === undefined) throw new Error(`a row of ${relation.dataset} without a key passed the decoder`);
			children.set(key, parent === undefined ? { row: child, key } : { row: child, key, parent });
			seen.push(key);
		}
		if (partial.has(parentKey)) startPartial(target.db, relation.dataset, parentKey, seen);
		else complete.push(parentKey);
	}
	const writer = target.tableOf(relation.dataset);
	// Looked up before the new rows are written: a row may move from one parent to another.
	const { parentColumn } = relation;
	const stored = parentColumn === undefined ? [] : childRows(target.db, writer, parentColumn, complete);
	writeRows(target, target.childPlan(page.plan, relation), [...children.values()], undefined);
	const vanished = stored.filter((found) => !children.has(found.key)).map((found) => found.rowid);
	removeRows(target.db, target.tableOf, relation.dataset, vanished, target.run, target.counts);
}

/** Notes the first rows of a relation that the vendor paged: what vanished is known only after its last page. */
function startPartial(db: DatabaseSync, dataset: string, parent: string, keys: readonly string[]): void {
	db.prepare('DELETE FROM _partial_keys WHERE dataset = ? AND parent = ?').run(dataset, parent);
	notePartial(db, dataset, parent, keys);
}

function notePartial(db: DatabaseSync, dataset: string, parent: string, keys: readonly string[]): void {
	db.prepare('INSERT OR IGNORE INTO _partial_keys SELECT ?, ?, value FROM json_each(?)').run(
		dataset,
		parent,
		JSON.stringify(keys),
	);
}

function continuePartial(target: PageTarget, plan: RowPlan, parent: Parent, keys: readonly string[]): void {
	const { db } = target;
	notePartial(db, plan.dataset, parent.key, keys);
	if (plan.completesRelation !== true) return;
	const found = db
		.prepare('SELECT key FROM _partial_keys WHERE dataset = ? AND parent = ?')
		.all(plan.dataset, parent.key);
	const seen = new Set(found.map((row) => asText(row.key)));
	const stored = childRows(db, target.tableOf(plan.dataset), parent.column, [parent.key]);
	const vanished = stored.filter((row) => !seen.has(row.key)).map((row) => row.rowid);
	removeRows(db, target.tableOf, plan.dataset, vanished, target.run, target.counts);
	db.prepare('DELETE FROM _partial_keys WHERE dataset = ? AND parent = ?').run(plan.dataset, parent.key);
}
