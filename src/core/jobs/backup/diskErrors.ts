/** Puts what a file system reports into words that help. */
import { FreeholdError } from '../../errors.ts';
import type { Reason } from '../../errors.ts';

interface Meaning {
	readonly reason: Reason;
	readonly why: string;
	readonly next: string;
}

const full: Meaning = {
	reason: 'diskFull',
	why: 'the disk is full, or a quota or file-size limit was reached',
	next: 'Free some space and run the same command again: what is stored stays, and it goes on from there',
};
const refused: Meaning = {
	reason: 'readOnly',
	why: 'the folder cannot be written',
	next: 'Check the permissions of the data folder; on Windows, whether another program has the file open',
};
const meanings: Readonly<Record<string, Meaning>> = {
	ENOSPC: full,
	EDQUOT: full,
	EFBIG: full,
	EACCES: refused,
	EPERM: refused,
	EROFS: refused,
};

/** The error that a user can act on; errors of ours and those that no file system raised pass unchanged. */
export function diskError(error: unknown, what: string): unknown {
	const code = codeOf(error);
	const meaning = code === undefined ? undefined : meanings[code];
	if (code === undefined || FreeholdError.is(error)) return error;
	const { reason, why, next } = meaning ?? {
		reason: 'internal' as const,
		why: 'the file system failed',
		next: 'Check the disk; the next run goes on where this one stopped',
	};
	return new FreeholdError(reason, { what, why: `${why} (${code})`, next, cause: error });
}

/** `ENOENT`, `ENOSPC`, … */
export function codeOf(error: unknown): string | undefined {
	if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}

export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}
