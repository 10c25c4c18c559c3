/** Opens a replica's file for writing: identity, journal, page size and the pragmas that keep a load quick and small. */
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { registerTextFunction } from './columnChanges.ts';
import { avoidSharedMemory, chooseJournalMode, lacksSharedMemory } from './journalMode.ts';
import type { JournalMode } from './journalMode.ts';
import { checkIdentity, createSchema, upgradeSchema } from './schema.ts';
import { storeError } from './sqliteErrors.ts';

export interface WriterOptions {
	readonly file: string;
	/** Another of SQLite's file systems (`unix-dotfile`): how a folder without shared memory is tried out. */
	readonly vfs?: string | undefined;
	/** Further pragmas of this connection: `max_page_count`, say. */
	readonly pragmas?: readonly string[] | undefined;
}

export interface OpenWriter {
	readonly db: DatabaseSync;
	readonly journal: JournalMode;
	readonly identity: string;
}

export function openWriter(options: WriterOptions): OpenWriter {
	try {
		return connect(options, true);
	} catch (error) {
		if (!lacksSharedMemory(error)) throw storeError(error, options.file);
	}
	try {
		return connect(options, false);
	} catch (error) {
		throw storeError(error, options.file);
	}
}

function connect(options: WriterOptions, hasSharedMemory: boolean): OpenWriter {
	const { file, vfs } = options;
	const db = new DatabaseSync(vfs === undefined ? file : new URL(`file://${encodeURI(file)}?vfs=${vfs}`));
	try {
		db.exec('PRAGMA busy_timeout = 5000');
		const avoided = hasSharedMemory ? undefined : avoidSharedMemory(db);
		const found = checkIdentity(db, file);
		const isEmpty = found === 'empty';
		if (isEmpty) {
			// Both only take effect before the first table. 2.5 KB rows waste 38 % of 4 KB pages.
			db.exec('PRAGMA page_size = 16384');
			db.exec('PRAGMA auto_vacuum = INCREMENTAL');
		}
		const journal = avoided ?? chooseJournalMode(db);
		db.exec('PRAGMA synchronous = NORMAL');
		db.exec('PRAGMA cache_size = -4000');
		for (const pragma of options.pragmas ?? []) db.exec(`PRAGMA ${pragma}`);
		if (isEmpty) createSchema(db);
		if (found === 'older') upgradeSchema(db);
		registerTextFunction(db);
		return { db, journal, identity: fileIdentity(file) ?? '' };
	} catch (error) {
		db.close();
		throw error;
	}
}

/** Which file a path leads to now: another one has taken its place when this changes; `undefined` when there is none. */
export function fileIdentity(file: string): string | undefined {
	if (!existsSync(file)) return undefined;
	const { dev, ino } = statSync(file, { bigint: true });
	return `${dev}:${ino}`;
}
