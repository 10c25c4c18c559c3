/** What can be asked of a replica, as it is carried out in the reader's thread. Adding a question is adding a function here. */
import type { DatasetState, RunRecord } from '../../core/replica/contract.ts';
import { filesDataset } from '../../core/replica/fileManifest.ts';
import type { ReplicaReader } from '../../core/replica/reader.ts';

/** What the manifest of backed-up files says in all. */
export interface StoredFiles {
	readonly stored: number;
	readonly bytes: number;
	/** Listed and not stored. */
	readonly missing: number;
	readonly lastRun: RunRecord | undefined;
	/** The last run that fetched files, not one that only re-read them. */
	readonly lastBackup: RunRecord | undefined;
}

/** How many of a dataset's rows have no value, by column. */
export interface EmptyShares {
	readonly rows: number;
	readonly empty: Readonly<Record<string, number>>;
}

/** Daily checks of a part each must not hide a weekly back-up. */
const RUNS_LOOKED_AT = 200;

export const readerCalls = {
	states: (reader: ReplicaReader): readonly DatasetState[] => reader.states(),

	files: (reader: ReplicaReader): StoredFiles | undefined => {
		const one = (sql: string): readonly number[] => (reader.query(sql, { limit: 1 }).rows[0] ?? []).map(Number);
		const [tables] = one(`SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '${filesDataset}'`);
		if (tables === 0) return undefined;
		const [stored = 0, bytes = 0, missing = 0] = one(
			`SELECT count(*) FILTER (WHERE state = 'stored'), coalesce(sum(size) FILTER (WHERE state = 'stored'), 0),
				count(*) FILTER (WHERE state <> 'stored' AND gone_at IS NULL)
			FROM ${filesDataset}`,
		);
		const runs = reader.runs(RUNS_LOOKED_AT, filesDataset);
		return { stored, bytes, missing, lastRun: runs[0], lastBackup: runs.find(({ phase }) => phase === 'backup') };
	},

	runs: (reader: ReplicaReader, limit: number, dataset?: string): readonly RunRecord[] => reader.runs(limit, dataset),

	emptyShares: (reader: ReplicaReader, dataset: string, columns: readonly string[]): EmptyShares => {
		const counts = columns.map((column) => `count(nullif(${quoted(column)}, ''))`);
		const { rows } = reader.query(`SELECT ${['count(*)', ...counts].join(', ')} FROM ${quoted(dataset)}`, { limit: 1 });
		const [total = 0, ...filled] = (rows[0] ?? []).map(Number);
		return { rows: total, empty: Object.fromEntries(columns.map((name, nth) => [name, total - (filled[nth] ?? 0)])) };
	},
} as const;

export type ReaderCalls = typeof readerCalls;
export type ReaderCall = keyof ReaderCalls;

/** Without the reader, which each question gets in its thread. */
export type ArgumentsOf<Call extends ReaderCall> =
	Parameters<ReaderCalls[Call]> extends [ReplicaReader, ...infer Rest] ? Rest : never;
export type ResultOf<Call extends ReaderCall> = ReturnType<ReaderCalls[Call]>;

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
