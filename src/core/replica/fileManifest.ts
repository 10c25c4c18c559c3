/** The manifest of backed-up files: one row per file that the vendor ever listed, in `_files`, which `query` can read. */
import type { DatabaseSync } from 'node:sqlite';
import type { ListedFile } from '../listedFile.ts';
import type {
	FileOutcome,
	FilesFinish,
	FilesPhase,
	ManifestFile,
	MergeResult,
	RunRecord,
	RunTraffic,
	StoredRange,
} from './contract.ts';
import { countsOf, endRun, insertRun, markInterrupted, readRun, recordProgress } from './runs.ts';
import type { Counts } from './runs.ts';
import { asNumber, asText, optionalNumber, optionalText, singleNumber } from './sql.ts';
import type { SqlRow } from './sql.ts';

/** What runs call it, and where its counts are. */
export const filesDataset = '_files';

/** Made by the first back-up; earlier versions of Freehold ignore it, so it needs no new schema version. */
const tables = `
CREATE TABLE IF NOT EXISTS _files (
	uid TEXT PRIMARY KEY, path TEXT NOT NULL, path_key TEXT NOT NULL UNIQUE, file_name TEXT NOT NULL,
	content_type TEXT NOT NULL, size INTEGER NOT NULL, crc INTEGER, sha256 TEXT,
	state TEXT NOT NULL CHECK (state IN ('wanted', 'stored', 'failed', 'quarantined', 'refused')),
	listed_at INTEGER NOT NULL, stored_at INTEGER, verified_at INTEGER, gone_at INTEGER, error TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS _files_open ON _files (uid) WHERE state <> 'stored';
`;
const listing = `
CREATE TEMP TABLE IF NOT EXISTS _listed (
	uid TEXT PRIMARY KEY, path TEXT NOT NULL, path_key TEXT NOT NULL, spare_path TEXT NOT NULL, spare_key TEXT NOT NULL,
	file_name TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL, crc INTEGER, sha256 TEXT
) WITHOUT ROWID;
DELETE FROM _listed;
`;

/** UIDs are immutable (domain/realpad.md §1.6): who lists another content for one makes its file doubtful. */
const contradicts = `(l.size <> f.size OR (l.crc <> f.crc AND f.crc IS NOT NULL) OR (l.sha256 <> f.sha256 AND f.sha256 IS NOT NULL))`;

/** Its methods run within one transaction each; `store.ts` sees to that. */
export class FileManifest {
	readonly #db: DatabaseSync;
	#run = 0;
	#counts: Counts = {};

	constructor(db: DatabaseSync) {
		this.#db = db;
	}

	begin(phase: FilesPhase, now: number): number {
		this.#db.exec(tables);
		markInterrupted(this.#db, filesDataset);
		this.#run = insertRun(this.#db, filesDataset, phase, undefined, now);
		this.#counts = {};
		countsOf(this.#counts, filesDataset);
		this.#db.exec(listing);
		return this.#run;
	}

	/** Notes a part of the vendor's list. Nothing is changed by it before `merge`. @returns uids listed twice */
	list(files: readonly ListedFile[]): number {
		const insert = this.#db.prepare('INSERT OR IGNORE INTO _listed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
		let twice = 0;
		for (const { uid, path, sparePath, name, contentType, size, crc, sha256 } of files) {
			const paths = [path, pathKey(path), sparePath, pathKey(sparePath)];
			const { changes } = insert.run(uid, ...paths, name, contentType, size, crc ?? null, sha256 ?? null);
			if (Number(changes) === 0) twice++;
		}
		return twice;
	}

	/** Takes the whole list into the manifest: what is new is wanted, what is gone is marked and kept. */
	merge(now: number): MergeResult {
		const db = this.#db;
		const doubtful = db
			.prepare(
				`UPDATE _files AS f SET state = 'wanted', error = 'listed with another size or checksum', size = l.size, crc = l.crc, sha256 = l.sha256
				FROM _listed AS l WHERE l.uid = f.uid AND ${contradicts}`,
			)
			.run();
		db.exec(`UPDATE _files AS f SET crc = coalesce(f.crc, l.crc), sha256 = coalesce(f.sha256, l.sha256), gone_at = NULL,
			file_name = l.file_name, content_type = l.content_type
			FROM _listed AS l WHERE l.uid = f.uid AND (f.gone_at IS NOT NULL OR f.file_name <> l.file_name
				OR f.content_type <> l.content_type OR (f.crc IS NULL AND l.crc IS NOT NULL) OR (f.sha256 IS NULL AND l.sha256 IS NOT NULL))`);
		const gone = db
			.prepare('UPDATE _files SET gone_at = ? WHERE gone_at IS NULL AND uid NOT IN (SELECT uid FROM _listed)')
			.run(now);
		// Namesakes whose uids begin alike share a path: whoever comes second gets the path with the whole uid.
		for (const path of ['path, path_key', 'spare_path, spare_key']) {
			db.prepare(
				`INSERT OR IGNORE INTO _files (path, path_key, uid, file_name, content_type, size, crc, sha256, state, listed_at)
				SELECT ${path}, uid, file_name, content_type, size, crc, sha256, 'wanted', ? FROM _listed
				WHERE uid NOT IN (SELECT uid FROM _files)`,
			).run(now);
		}
		const listed = singleNumber(db, 'SELECT count(*) FROM _listed');
		const open = db
			.prepare("SELECT count(*) AS files, total(size) AS bytes FROM _files WHERE state <> 'stored' AND gone_at IS NULL")
			.get();
		db.exec('DELETE FROM _listed');
		const wanted = asNumber(open?.files);
		const counts = countsOf(this.#counts, filesDataset);
		counts.read = listed;
		counts.deleted = Number(gone.changes);
		counts.unchanged = listed - wanted;
		return {
			listed,
			wanted,
			wantedBytes: asNumber(open?.bytes),
			gone: Number(gone.changes),
			doubtful: Number(doubtful.changes),
		};
	}

	/** Files to fetch, in order of uid. */
	wanted(after: string, limit: number): readonly ManifestFile[] {
		return this.#db
			.prepare(
				`SELECT * FROM _files WHERE state <> 'stored' AND gone_at IS NULL AND uid > ? ORDER BY uid LIMIT ${Math.trunc(limit)}`,
			)
			.all(after)
			.map(fileOf);
	}

	/** Files that should be on disk, in order of uid: those gone upstream as well. */
	stored({ after, limit, part }: StoredRange): readonly ManifestFile[] {
		const where = `state = 'stored' AND uid > ? ${inPart(part)}`;
		const found = this.#db.prepare(`SELECT * FROM _files WHERE ${where} ORDER BY uid LIMIT ${Math.trunc(limit)}`);
		return found.all(after).map(fileOf);
	}

	/** How many files `stored` would tell altogether. */
	countStored(part: StoredRange['part']): number {
		return singleNumber(this.#db, `SELECT count(*) FROM _files WHERE state = 'stored' ${inPart(part)}`);
	}

	/** What became of files. Those stored stand under their final names already, and will after a power cut. */
	record(outcomes: readonly FileOutcome[], traffic: RunTraffic, now: number): void {
		const db = this.#db;
		const store = db.prepare(
			"UPDATE _files SET state = 'stored', stored_at = ?, verified_at = ?, error = NULL, crc = coalesce(crc, ?) WHERE uid = ?",
		);
		const check = db.prepare('UPDATE _files SET verified_at = ? WHERE uid = ?');
		const fail = db.prepare('UPDATE _files SET state = ?, error = ? WHERE uid = ?');
		const counts = countsOf(this.#counts, filesDataset);
		for (const outcome of outcomes) {
			if (outcome.kind === 'stored') {
				store.run(now, now, outcome.crc, outcome.uid);
				if (outcome.isMended) counts.updated++;
				else counts.inserted++;
			} else if (outcome.kind === 'verified') {
				check.run(now, outcome.uid);
				counts.read++;
				counts.unchanged++;
			} else fail.run(outcome.kind, outcome.error, outcome.uid);
		}
		recordProgress(db, this.#run, this.#counts, traffic);
	}

	finish({ outcome, error, warnings, traffic }: FilesFinish, now: number): RunRecord {
		recordProgress(this.#db, this.#run, this.#counts, traffic);
		endRun(this.#db, this.#run, outcome, now, error, warnings);
		return readRun(this.#db, this.#run);
	}
}

/** By the uid's beginning, which is random: parts of about equal size, and each file always in the same one. */
function inPart(part: StoredRange['part']): string {
	if (part === undefined) return '';
	const digit = (at: number): string => `(instr('0123456789abcdef', substr(uid, ${at}, 1)) - 1)`;
	const value = `(${digit(1)} * 256 + ${digit(2)} * 16 + ${digit(3)})`;
	return `AND ${value} % ${Math.trunc(part.of)} = ${Math.trunc(part.number - 1)}`;
}

/** File systems of Windows and macOS take names that differ only in case for one. */
function pathKey(path: string): string {
	return path.normalize('NFC').toLowerCase();
}

function fileOf(row: SqlRow): ManifestFile {
	return {
		uid: asText(row.uid),
		path: asText(row.path),
		name: asText(row.file_name),
		size: asNumber(row.size),
		crc: optionalNumber(row.crc),
		sha256: optionalText(row.sha256),
		state: asText(row.state) as ManifestFile['state'],
		isGone: row.gone_at !== null,
	};
}
