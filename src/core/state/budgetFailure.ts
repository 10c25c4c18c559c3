/** Says in our words what is wrong with the file of request counts. */
import { FreeholdError } from '../errors.ts';

/** The file was written by a later Freehold in a form that this one does not know. */
export class NewerFileError extends Error {}

/** SQLite's primary result codes (https://sqlite.org/rescode.html); the rest of an extended code is in the high bits. */
const sqlite = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

export function isCorruption(error: unknown): boolean {
	const code = sqliteCode(error);
	return code === sqlite.corrupt || code === sqlite.notADatabase;
}

export function budgetFailure(error: unknown, file: string): FreeholdError {
	if (FreeholdError.is(error)) return error;
	const what = 'The shared count of requests cannot be kept';
	const why = error instanceof Error ? `${error.message} (${file})` : `${String(error)} (${file})`;
	const code = sqliteCode(error);
	if (error instanceof NewerFileError) {
		return new FreeholdError('tooNew', {
			what,
			why: `${file} was written by a newer version of Freehold`,
			next: 'Update this Freehold; older and newer ones must share the vendors’ limits',
			cause: error,
		});
	}
	if (code === sqlite.busy || code === sqlite.locked) {
		return new FreeholdError('locked', {
			what,
			why: `Another process holds ${file}`,
			next: 'End other Freehold processes that hang, then try again',
			cause: error,
		});
	}
	const system = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === sqlite.full || system === 'ENOSPC' || system === 'EDQUOT') {
		return new FreeholdError('diskFull', { what, why, next: 'Free some space on this disk', cause: error });
	}
	if (isUnwritable(code, system)) {
		return new FreeholdError('readOnly', {
			what,
			why,
			next: 'Make the folder writable, or name another with the environment variable FREEHOLD_STATE',
			cause: error,
		});
	}
	return new FreeholdError('storeGone', {
		what,
		why,
		next: 'Check that the folder can be reached, or name another with the environment variable FREEHOLD_STATE',
		cause: error,
	});
}

function isUnwritable(code: number | undefined, system: unknown): boolean {
	if (code === sqlite.readOnly || code === sqlite.cannotOpen) return true;
	return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST'].some((name) => name === system);
}

function sqliteCode(error: unknown): number | undefined {
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode & 0xff
		: undefined;
}
