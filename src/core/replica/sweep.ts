/**
 * Deletes what a complete walk over the source did not see. The tally of seen keys is a table of its own, so that an
 * unchanged row is not rewritten; a purge that is refused keeps its tally and can be carried out later without asking
 * the vendor again.
 */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { countRows } from './columnChanges.ts';
import { insertedRun, readLayout } from './columnLayout.ts';
import type { Layout } from './columnLayout.ts';
import type { HeldSweep, SweepResult } from './contract.ts';
import type { SweepProof } from '../sources/source.ts';
import { keyExpression } from './rowKey.ts';
import { countsOf } from './runs.ts';
import type { Counts } from './runs.ts';
import { readHeld } from './states.ts';
import { asNumber, asText, quoteName, singleNumber } from './sql.ts';
import type { TableWriter } from './tableWriter.ts';

/** Rows of one dataset that are about to go. */
type TableOf = (dataset: string) => TableWriter | undefined;

export interface SweepRequest {
	readonly dataset: string;
	readonly run: number;
	readonly walk: number;
	readonly proof: SweepProof;
	readonly limitPercent: number;
	readonly now: number;
}

/** Keeps the keys that a walk saw. */
export function tally(db: DatabaseSync, walk: number, keys: readonly string[]): void {
	db.prepare('INSERT OR IGNORE INTO _sweep_keys SELECT ?, value FROM json_each(?)').run(walk, JSON.stringify(keys));
}

export function dropTally(db: DatabaseSync, walk: number): void {
	db.prepare('DELETE FROM _sweep_keys WHERE walk = ?').run(walk);
}

/** The walk whose tally a held purge of the dataset keeps. */
export function heldWalk(db: DatabaseSync, dataset: string): number | undefined {
	const row = db.prepare('SELECT walk FROM _held WHERE dataset = ?').get(dataset);
	return row === undefined ? undefined : asNumber(row.walk);
}

/** @throws FreeholdError `notFound` where no purge of the dataset is held */
export function heldPurge(db: DatabaseSync, dataset: string): Pick<SweepRequest, 'walk' | 'proof'> {
	const held = db.prepare('SELECT walk, is_complete FROM _held WHERE dataset = ?').get(dataset);
	if (held === undefined) {
		throw new FreeholdError('notFound', {
			what: `No purge of ${dataset} is held`,
			why: 'the last one was carried out, or there was none',
			next: 'See where each dataset stands with: freehold status',
		});
	}
	const isComplete = asNumber(held.is_complete) === 1;
	// What was not proven complete cannot be waved through by a higher limit: only a new walk can prove it.
	return {
		walk: asNumber(held.walk),
		proof: { isComplete, why: isComplete ? undefined : 'it has to be walked again' },
	};
}

export function deleteUnseen(db: DatabaseSync, tableOf: TableOf, request: SweepRequest, counts: Counts): SweepResult {
	const layout = readLayout(db, request.dataset);
	const rows = layout === undefined ? 0 : countRows(db, layout);
	const doomed = layout === undefined ? [] : unseenRows(db, layout, request.walk);
	const proof = doomed.length === 0 ? request.proof : checked(db, request);
	const why = refusal(db, { ...request, proof }, rows, doomed.length);
	const older = heldWalk(db, request.dataset);
	if (why !== undefined) {
		if (older !== undefined && older !== request.walk) dropTally(db, older);
		return { deleted: {}, held: hold(db, { ...request, proof }, rows, doomed.length, why) };
	}
	const before = deletedCounts(counts);
	removeRows(db, tableOf, request.dataset, doomed, request.run, counts);
	if (older !== undefined) dropTally(db, older);
	dropTally(db, request.walk);
	db.prepare('DELETE FROM _held WHERE dataset = ?').run(request.dataset);
	db.prepare('UPDATE _datasets SET last_purge = ? WHERE dataset = ?').run(request.now, request.dataset);
	const deleted = Object.entries(deletedCounts(counts)).map(
		([name, count]) => [name, count - (before[name] ?? 0)] as const,
	);
	return { deleted: Object.fromEntries(deleted.filter(([, count]) => count > 0)), held: undefined };
}

function deletedCounts(counts: Counts): Record<string, number> {
	return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count.deleted]));
}

/** Pages that repeat one record and leave out another have as many rows as there should be: only the different keys count. */
function checked(db: DatabaseSync, { proof, walk }: SweepRequest): SweepProof {
	if (!proof.isComplete || proof.atLeast === undefined) return proof;
	const seen = singleNumber(db, 'SELECT count(*) FROM _sweep_keys WHERE walk = ?', walk);
	if (seen >= proof.atLeast) return proof;
	return { isComplete: false, why: `of ${proof.atLeast} records, only ${seen} different ones came` };
}

function refusal(db: DatabaseSync, request: SweepRequest, rows: number, doomed: number): string | undefined {
	if (!request.proof.isComplete) {
		return `the walk was not proven complete: ${request.proof.why ?? 'the source did not say why'}`;
	}
	if (doomed === 0) return undefined;
	if (singleNumber(db, 'SELECT count(*) FROM (SELECT 1 FROM _sweep_keys WHERE walk = ? LIMIT 1)', request.walk) === 0) {
		return 'the source answered without a single record';
	}
	const percent = (100 * doomed) / rows;
	if (percent <= request.limitPercent) return undefined;
	return `${doomed} of ${rows} rows (${percent.toFixed(1)} %) would go, more than the limit of ${request.limitPercent} %`;
}

/** Rows that the walk did not see. Rows that arrived after its first run began may be newer than what it saw, and stay. */
function unseenRows(db: DatabaseSync, layout: Layout, walk: number): readonly number[] {
	const table = quoteName(layout.table);
	// The inner query reads the index of keys alone; the rows themselves are only touched for the few it leaves.
	const found = db
		.prepare(
			`SELECT rowid AS r FROM ${table} WHERE rowid IN (SELECT t.rowid FROM ${table} AS t WHERE NOT EXISTS
			(SELECT 1 FROM _sweep_keys AS s WHERE s.walk = ? AND s.key = ${keyExpression(layout, 't')})) AND +${insertedRun} < ?`,
		)
		.all(walk, walk);
	return found.map((row) => asNumber(row.r));
}

function hold(
	db: DatabaseSync,
	request: SweepRequest,
	rows: number,
	doomed: number,
	why: string,
): HeldSweep | undefined {
	db.prepare('INSERT OR REPLACE INTO _held VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
		request.dataset,
		request.walk,
		request.run,
		request.now,
		doomed,
		rows,
		why,
		request.proof.isComplete ? 1 : 0,
	);
	return readHeld(db, request.dataset);
}

/** Deletes rows and, with them, the rows of their relations. */
export function removeRows(
	db: DatabaseSync,
	tableOf: TableOf,
	dataset: string,
	rowids: readonly number[],
	run: number,
	counts: Counts,
): void {
	const writer = tableOf(dataset);
	if (writer === undefined || rowids.length === 0) return;
	const relations = db.prepare('SELECT child, parent_column FROM _relations WHERE dataset = ?').all(dataset);
	const table = quoteName(writer.layout.table);
	const keyOf = db.prepare(`SELECT ${keyExpression(writer.layout)} AS k FROM ${table} WHERE rowid = ?`);
	const keys: string[] = [];
	for (const rowid of rowids) {
		if (relations.length > 0) keys.push(asText(keyOf.get(rowid)?.k));
		writer.remove(rowid, run);
	}
	countsOf(counts, dataset).deleted += rowids.length;
	for (const relation of relations) {
		const child = asText(relation.child);
		const children = childRows(db, tableOf(child), asText(relation.parent_column), keys);
		const gone = children.map((found) => found.rowid);
		removeRows(db, tableOf, child, gone, run, counts);
	}
}

export interface ChildRow {
	readonly rowid: number;
	readonly key: string;
	readonly parent: string;
}

/** The stored rows of some parents. */
export function childRows(
	db: DatabaseSync,
	writer: TableWriter | undefined,
	parentColumn: string,
	parents: readonly string[],
): readonly ChildRow[] {
	const slot = writer?.layout.slots.find((candidate) => candidate.property === parentColumn);
	if (writer === undefined || slot === undefined || parents.length === 0) return [];
	const column = quoteName(slot.name);
	const found = db.prepare(
		`SELECT rowid AS r, ${keyExpression(writer.layout)} AS k, ${column} AS p FROM ${quoteName(writer.layout.table)}
		WHERE ${column} IN (SELECT value FROM json_each(?))`,
	);
	return found
		.all(JSON.stringify(parents))
		.map((row) => ({ rowid: asNumber(row.r), key: asText(row.k), parent: asText(row.p) }));
}
