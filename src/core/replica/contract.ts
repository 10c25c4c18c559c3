/** What the replica offers to jobs and faces. One SQLite file per connection; the writer lives in a worker thread. */
import type { Json } from '../json.ts';
import type { ListedFile } from '../listedFile.ts';
import type { Column, Dataset, DecodedPage, Gap, PageDecoder, Phase, SweepProof } from '../sources/source.ts';

export type RunOutcome = 'running' | 'done' | 'gaps' | 'held' | 'failed' | 'suspended' | 'cancelled' | 'interrupted';

export interface RunCounts {
	readonly read: number;
	readonly inserted: number;
	readonly updated: number;
	readonly deleted: number;
	readonly unchanged: number;
}

export interface RunTraffic {
	readonly requests: number;
	/** Calls that the vendor made on our behalf and counts as ours. */
	readonly charged: number;
	readonly retries: number;
	readonly throttles: number;
	readonly bytes: number;
	readonly waitedMs: number;
}

/** Of a back-up of files: fetching what is missing, or re-reading everything. */
export type FilesPhase = 'backup' | 'check';

/** One phase of one dataset, from its start to its end. A resumed phase is a new run. */
export interface RunRecord extends RunTraffic {
	readonly id: number;
	readonly dataset: string;
	readonly phase: Phase | FilesPhase;
	readonly startedAt: number;
	readonly finishedAt: number | undefined;
	readonly outcome: RunOutcome;
	/** Changes per table: the dataset's own and those of its relations. */
	readonly counts: Readonly<Record<string, RunCounts>>;
	readonly error: string | undefined;
	readonly warnings: readonly string[];
}

export interface DatasetState {
	readonly dataset: string;
	readonly rows: number;
	/** Server time (ms) from which the next update run asks; undefined until an initial download is complete. */
	readonly watermark: number | undefined;
	/** A phase that stopped midway and where it goes on. */
	readonly resume:
		{ readonly phase: Phase; readonly relations: readonly string[]; readonly checkpoint: Json } | undefined;
	readonly lastRun: RunRecord | undefined;
	/** End of the last complete full read or purge, ms. */
	readonly lastPurge: number | undefined;
	readonly gaps: readonly Gap[];
	readonly heldSweep: HeldSweep | undefined;
	readonly keyColumns: readonly string[];
	/** Whether a row was ever stored: until then its key may be chosen anew. */
	readonly hasHeldRows: boolean;
	readonly columns: readonly (Column & { readonly hiddenCount: number })[];
}

/** A purge that was not carried out because it would have removed too much, or was not proven complete. */
export interface HeldSweep {
	readonly run: number;
	readonly heldAt: number;
	readonly wouldDelete: number;
	readonly rows: number;
	readonly why: string;
	/** Whether the walk saw every key: then it can be carried out as it is, otherwise it has to be walked again. */
	readonly isProven: boolean;
}

export interface ApplyRequest {
	readonly run: number;
	readonly page: DecodedPage;
	readonly checkpoint: Json;
	readonly gaps?: readonly Gap[] | undefined;
	/** Keys asked for one by one that the vendor has no more: their gaps are closed, and their rows go. */
	readonly missing?: readonly string[] | undefined;
	readonly traffic: RunTraffic;
}

export interface FinishRequest {
	readonly run: number;
	readonly outcome: Exclude<RunOutcome, 'running' | 'interrupted'>;
	/** Set only when a phase that moves it ended well. */
	readonly watermark?: number | undefined;
	readonly error?: string | undefined;
	readonly warnings?: readonly string[] | undefined;
	readonly traffic: RunTraffic;
	/** Forget the checkpoint: the phase is complete, or its link is dead. */
	readonly clearResume: boolean;
	/** For a full read that finds deletions by absence: rows that this walk (this run and those it resumed) did not see go. */
	readonly deleteUnseen?: { readonly limitPercent: number; readonly proof?: SweepProof | undefined } | undefined;
}

export interface SweepResult {
	readonly deleted: Readonly<Record<string, number>>;
	readonly held: HeldSweep | undefined;
}

/** A cell that changed. */
export interface CellChange {
	readonly column: string;
	readonly from: Json;
	readonly to: Json;
}

export type RowChange =
	| { readonly kind: 'inserted'; readonly key: string; readonly row: Readonly<Record<string, Json>> }
	| { readonly kind: 'deleted'; readonly key: string; readonly row: Readonly<Record<string, Json>> }
	| { readonly kind: 'updated'; readonly key: string; readonly cells: readonly CellChange[] };

export interface QueryResult {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly (string | number | bigint | null | Uint8Array)[])[];
	/** Whether more rows exist than were asked for. */
	readonly isTruncated: boolean;
}

/** How the table's keys compare with those that a key walk has seen. */
export interface KeyComparison {
	/** Keys of the source that the table lacks. */
	readonly missing: number;
	/** Keys of the table that the source lacks. */
	readonly extra: number;
	readonly missingExamples: readonly string[];
	readonly extraExamples: readonly string[];
}

/** A file as the manifest knows it. */
export interface ManifestFile {
	readonly uid: string;
	/** Below the folder of files, with `/`. */
	readonly path: string;
	readonly name: string;
	readonly size: number;
	readonly crc: number | undefined;
	readonly sha256: string | undefined;
	readonly state: 'wanted' | 'stored' | 'failed' | 'quarantined' | 'refused';
	/** No longer listed by the vendor. */
	readonly isGone: boolean;
}

export type FileOutcome =
	/** Stands whole under its final name; `crc` was computed by us. */
	| { readonly kind: 'stored'; readonly uid: string; readonly crc: number; readonly isMended: boolean }
	/** Was re-read and found whole. */
	| { readonly kind: 'verified'; readonly uid: string }
	| { readonly kind: 'wanted' | 'failed' | 'quarantined' | 'refused'; readonly uid: string; readonly error: string };

export interface MergeResult {
	readonly listed: number;
	/** Listed and not stored. */
	readonly wanted: number;
	readonly wantedBytes: number;
	/** Newly found to be gone upstream. */
	readonly gone: number;
	/** Listed with another size or checksum than before. */
	readonly doubtful: number;
}

export interface StoredRange {
	readonly after: string;
	readonly limit: number;
	/** The `number`th of `of` parts, from 1. */
	readonly part?: { readonly number: number; readonly of: number } | undefined;
}

export interface FilesFinish {
	readonly outcome: Exclude<RunOutcome, 'running' | 'interrupted'>;
	readonly error?: string | undefined;
	readonly warnings: readonly string[];
	readonly traffic: RunTraffic;
}

/** The manifest of backed-up files (table `_files`). Every call is one transaction. */
export interface Files {
	begin(phase: FilesPhase, now: number): Promise<number>;
	/** Notes a part of the vendor's list; nothing changes before `merge`. Returns how many uids were listed before. */
	list(files: readonly ListedFile[]): Promise<number>;
	merge(now: number): Promise<MergeResult>;
	wanted(after: string, limit: number): Promise<readonly ManifestFile[]>;
	stored(range: StoredRange): Promise<readonly ManifestFile[]>;
	countStored(part: StoredRange['part']): Promise<number>;
	record(outcomes: readonly FileOutcome[], traffic: RunTraffic, now: number): Promise<void>;
	finish(request: FilesFinish, now: number): Promise<RunRecord>;
}

/** The writer. Every call is one transaction, or part of none. */
export interface Replica extends PageDecoder {
	readonly files: Files;
	/** Starts a run: makes or extends the dataset's tables and remembers the walk that a resumed phase belongs to. */
	begin(dataset: Dataset, phase: Phase, relations: readonly string[], resumed: boolean, now: number): Promise<number>;
	/** Rows, change history, counts and checkpoint of one batch, in one transaction. Returns what this batch changed. */
	apply(request: ApplyRequest): Promise<Readonly<Record<string, RunCounts>>>;
	/** Deletes what a complete sweep did not see; keeps the tally and holds when it would be more than the limit. */
	finishSweep(request: {
		readonly run: number;
		readonly proof: SweepProof;
		readonly limitPercent: number;
		readonly now: number;
	}): Promise<SweepResult>;
	/** Carries out a held sweep again with another limit. */
	releaseHeld(dataset: string, limitPercent: number, now: number): Promise<SweepResult>;
	/** Compares the table with the keys tallied by this run's walk, changing nothing. */
	compareSweep(run: number, examples: number): Promise<KeyComparison>;
	/** Ends a run that only looked, such as a comparison: no record of it remains. */
	forget(run: number): Promise<void>;
	finish(request: FinishRequest, now: number): Promise<RunRecord>;
	states(): Promise<readonly DatasetState[]>;
	/** Drops history older than `before` (ms) and gives free pages back. */
	retain(before: number): Promise<{ readonly dropped: number }>;
	/** What the user should know about the file itself (no write-ahead log here) and its columns (renamed, too many). */
	notes(): Promise<readonly string[]>;
	/** Closes the file. Calls under way are rejected. */
	close(): Promise<void>;
}
