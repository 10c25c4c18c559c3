/** The record of runs: one row per phase of a dataset. */
import type { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import type { Phase } from '../sources/source.ts';
import type { FilesPhase, RunCounts, RunOutcome, RunRecord, RunTraffic } from './contract.ts';
import { asNumber, asText, optionalNumber, optionalText } from './sql.ts';
import type { SqlRow } from './sql.ts';

/** Changes per table so far. */
export type Counts = Record<string, { -readonly [name in keyof RunCounts]: number }>;

export function countsOf(counts: Counts, table: string): Counts[string] {
	return (counts[table] ??= { read: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 });
}

/** A run that has begun and not ended. */
export interface OpenRun {
	readonly id: number;
	readonly dataset: string;
	readonly phase: Phase;
	/** The first run of this walk over the source: a resumed phase goes on with the walk of the run that it resumes. */
	readonly walk: number;
	readonly relations: readonly string[];
	/** In ms. */
	readonly startedAt: number;
	/** Whether the keys it sees are tallied, so that what it did not see can be found afterwards. */
	readonly isTallied: boolean;
	counts: Counts;
	readonly warnings: string[];
}

export function insertRun(
	db: DatabaseSync,
	dataset: string,
	phase: Phase | FilesPhase,
	walk: number | undefined,
	now: number,
): number {
	const { lastInsertRowid } = db
		.prepare(
			"INSERT INTO _runs (dataset, phase, walk, started_at, outcome, counts) VALUES (?, ?, ?, ?, 'running', '{}')",
		)
		.run(dataset, phase, walk ?? 0, now);
	const id = Number(lastInsertRowid);
	if (walk === undefined) db.prepare('UPDATE _runs SET walk = id WHERE id = ?').run(id);
	return id;
}

/** Runs that nobody ended: their process died. When they ended is not known. */
export function markInterrupted(db: DatabaseSync, dataset: string): void {
	db.prepare("UPDATE _runs SET outcome = 'interrupted' WHERE dataset = ? AND outcome = 'running'").run(dataset);
}

/** The sum of what a run did so far and what one more page did. */
export function sumCounts(before: Counts, added: Counts): Counts {
	const sum = structuredClone(before);
	for (const [table, counts] of Object.entries(added)) {
		const total = countsOf(sum, table);
		total.read += counts.read;
		total.inserted += counts.inserted;
		total.updated += counts.updated;
		total.deleted += counts.deleted;
		total.unchanged += counts.unchanged;
	}
	return sum;
}

export function recordCounts(db: DatabaseSync, run: number, counts: Counts): void {
	db.prepare('UPDATE _runs SET counts = ? WHERE id = ?').run(JSON.stringify(counts), run);
}

export function recordProgress(db: DatabaseSync, run: number, counts: Counts, traffic: RunTraffic): void {
	const { requests, charged, retries, throttles, bytes, waitedMs } = traffic;
	db.prepare(
		'UPDATE _runs SET counts = ?, requests = ?, charged = ?, retries = ?, throttles = ?, bytes = ?, waited_ms = ? WHERE id = ?',
	).run(JSON.stringify(counts), requests, charged, retries, throttles, bytes, waitedMs, run);
}

export function endRun(
	db: DatabaseSync,
	run: number,
	outcome: RunOutcome,
	now: number,
	error: string | undefined,
	warnings: readonly string[],
): void {
	db.prepare('UPDATE _runs SET outcome = ?, finished_at = ?, error = ?, warnings = ? WHERE id = ?').run(
		outcome,
		now,
		error ?? null,
		JSON.stringify([...new Set(warnings)]),
		run,
	);
}

/** The newest runs first, of one dataset or of all. */
export function readRuns(db: DatabaseSync, limit: number, dataset?: string): readonly RunRecord[] {
	const where = dataset === undefined ? '' : 'WHERE dataset = ?';
	const params = dataset === undefined ? [] : [dataset];
	return db
		.prepare(`SELECT * FROM _runs ${where} ORDER BY id DESC LIMIT ?`)
		.all(...params, limit)
		.map(recordOf);
}

export function readRun(db: DatabaseSync, run: number): RunRecord {
	const row = db.prepare('SELECT * FROM _runs WHERE id = ?').get(run);
	if (row !== undefined) return recordOf(row);
	throw new FreeholdError('notFound', {
		what: `Run ${run} was not found`,
		why: 'this replica has no run with that number',
		next: 'See the runs with: freehold status',
	});
}

function recordOf(row: SqlRow): RunRecord {
	return {
		id: asNumber(row.id),
		dataset: asText(row.dataset),
		phase: asText(row.phase) as RunRecord['phase'],
		startedAt: asNumber(row.started_at),
		finishedAt: optionalNumber(row.finished_at),
		outcome: asText(row.outcome) as RunOutcome,
		counts: JSON.parse(asText(row.counts)) as Counts,
		error: optionalText(row.error),
		warnings: JSON.parse(asText(row.warnings)) as string[],
		requests: asNumber(row.requests),
		charged: optionalNumber(row.charged) ?? 0,
		retries: asNumber(row.retries),
		throttles: asNumber(row.throttles),
		bytes: asNumber(row.bytes),
		waitedMs: asNumber(row.waited_ms),
	};
}
