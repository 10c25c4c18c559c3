/** Turns SQLite's result codes into errors that say what happened to the user's file and what to do now. */
import { basename } from 'node:path';
import { FreeholdError } from '../errors.ts';
import type { Reason } from '../errors.ts';

interface Meaning {
	readonly reason: Reason;
	readonly why: string;
	readonly next: string;
}

const diskFull: Meaning = {
	reason: 'diskFull',
	why: 'the disk is full, or a quota or file-size limit was reached',
	next: 'Free some space and run the same command again: everything committed so far is intact, and it goes on from there',
};

/** By primary result code: https://www.sqlite.org/rescode.html */
const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
	[
		5,
		{
			reason: 'locked',
			why: 'another program is writing to it',
			next: 'Wait for the other run, or close the tool that has the file open for writing, then try again',
		},
	],
	[
		8,
		{
			reason: 'readOnly',
			why: 'it can only be read',
			next: 'Check the permissions of the file and its folder',
		},
	],
	[
		11,
		{
			reason: 'corrupt',
			why: 'its content is damaged',
			next: 'Move the file away and replicate again: a new one is made from the source',
		},
	],
	[13, diskFull],
	[
		14,
		{
			reason: 'notFound',
			why: 'it cannot be opened',
			next: 'Check that the folder exists and that you may write there',
		},
	],
	[
		26,
		{
			reason: 'corrupt',
			why: 'it is not a SQLite file',
			next: 'Move the file away and replicate again: a new one is made from the source',
		},
	],
]);

/** By extended code, where it says more than the primary one. */
const extended: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
	// SQLITE_IOERR_WRITE: what a file-size limit or a quota looks like, because the system answers EFBIG or EDQUOT, not ENOSPC.
	[778, diskFull],
	// SQLITE_IOERR_SHMSIZE: no room even for the WAL index.
	[4874, diskFull],
	[
		1032,
		{
			reason: 'storeGone',
			why: 'the file was moved or deleted while it was open',
			next: 'Run the command again: it goes on from the file that is there now, or makes a new one',
		},
	],
]);

/** SQLite's extended result code of an error raised by node:sqlite. */
export function sqliteCode(error: unknown): number | undefined {
	if (!(error instanceof Error) || !('errcode' in error)) return undefined;
	return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** The error that a user can act on. Errors of ours pass unchanged. */
export function storeError(error: unknown, file: string): FreeholdError {
	if (FreeholdError.is(error)) return error;
	const code = sqliteCode(error);
	const meaning = code === undefined ? undefined : (extended.get(code) ?? meanings.get(code & 0xff));
	const what = `The replica ${basename(file)} could not be used`;
	const text = error instanceof Error ? error.message : String(error);
	if (meaning !== undefined) {
		return new FreeholdError(meaning.reason, {
			what,
			why: `${meaning.why} (${text})`,
			next: meaning.next,
			cause: error,
		});
	}
	return new FreeholdError('internal', {
		what,
		why: code === undefined ? text : `${text} (SQLite ${code})`,
		next: 'Please report this with the command and its output; the data committed so far is intact',
		cause: error,
	});
}
