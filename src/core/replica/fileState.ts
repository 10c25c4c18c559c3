/** What the manifest of backed-up files says in all, for `status` and for jobs that may be due. */
import type { RunRecord } from './contract.ts';
import { filesDataset } from './fileManifest.ts';
import type { ReplicaReader } from './reader.ts';

export interface FileState {
	/** On this disk, those that the vendor lists no more included. */
	readonly stored: number;
	readonly storedBytes: number;
	/** Listed and not stored. */
	readonly missing: number;
	/** No longer listed; their files are kept. */
	readonly gone: number;
	readonly lastRun: RunRecord | undefined;
	/** The last run that fetched files, not one that only re-read them. */
	readonly lastBackup: RunRecord | undefined;
}

/** Daily checks of a part each must not hide a weekly back-up. */
const RUNS_LOOKED_AT = 200;

/** @returns undefined where no file was ever backed up */
export function readFileState(reader: ReplicaReader): FileState | undefined {
	const one = (sql: string): readonly number[] => (reader.query(sql, { limit: 1 }).rows[0] ?? []).map(Number);
	const [tables] = one(`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '${filesDataset}'`);
	if (tables === 0) return undefined;
	const [stored = 0, storedBytes = 0, missing = 0, gone = 0] = one(
		`SELECT count(*) FILTER (WHERE state = 'stored'), coalesce(sum(size) FILTER (WHERE state = 'stored'), 0),
			count(*) FILTER (WHERE state <> 'stored' AND gone_at IS NULL), count(*) FILTER (WHERE gone_at IS NOT NULL)
		FROM ${filesDataset}`,
	);
	const runs = reader.runs(RUNS_LOOKED_AT, filesDataset);
	return {
		stored,
		storedBytes,
		missing,
		gone,
		lastRun: runs[0],
		lastBackup: runs.find((run) => run.phase === 'backup'),
	};
}
