/** Opens a replica's file for reading only, from any thread or process, also while a run writes to it. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FreeholdError } from '../errors.ts';
import { checkIdentity } from './schema.ts';
import { storeError } from './sqliteErrors.ts';

export function openReader(file: string): DatabaseSync {
	if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
		throw new FreeholdError('notFound', {
			what: `The replica ${basename(file)} was not found`,
			why: `there is no file ${file}`,
			next: 'Replicate the connection first: freehold replicate CONNECTION',
		});
	}
	let db: DatabaseSync | undefined;
	try {
		db = new DatabaseSync(file, { readOnly: true });
		db.exec('PRAGMA busy_timeout = 5000');
		const isEmpty = checkIdentity(db, file);
		if (!isEmpty) return db;
	} catch (error) {
		db?.close();
		throw storeError(error, file);
	}
	db.close();
	throw new FreeholdError('notFound', {
		what: `The replica ${basename(file)} holds nothing yet`,
		why: 'its first run has not made its tables',
		next: 'Replicate the connection first: freehold replicate CONNECTION',
	});
}
