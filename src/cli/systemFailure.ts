/** What the system refuses (a folder that may not be written to, a full disk) as an error that a user can act on. */
import { FreeholdError } from '../core/errors.ts';
import type { Reason } from '../core/errors.ts';

interface Meaning {
	readonly reason: Reason;
	readonly why: string;
	readonly next: string;
}

const denied = { reason: 'readOnly', next: 'Check the permissions of that place, or name another one' } as const;
const missing = { reason: 'notFound', next: 'Check the path: its folder has to exist' } as const;

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
	['EACCES', { ...denied, why: 'you may not do that there' }],
	['EPERM', { ...denied, why: 'the system does not permit it' }],
	['EROFS', { ...denied, why: 'that place can only be read' }],
	['ENOENT', { ...missing, why: 'there is no such file or folder' }],
	['ENOTDIR', { ...missing, why: 'a part of its path is a file, not a folder' }],
	['EISDIR', { reason: 'usage', why: 'it is a folder', next: 'Name a file' }],
	['ENOSPC', { reason: 'diskFull', why: 'the disk is full', next: 'Free some space and run the same command again' }],
	[
		'EDQUOT',
		{ reason: 'diskFull', why: 'the quota is used up', next: 'Free some space and run the same command again' },
	],
]);

/** @returns `undefined` where the error is not about a file, or of a kind that only a mistake of ours explains */
export function systemFailure(error: unknown): FreeholdError | undefined {
	if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return undefined;
	const meaning = MEANINGS.get(String(error.code));
	if (meaning === undefined) return undefined;
	const { reason, why, next } = meaning;
	return new FreeholdError(reason, {
		what: `${String(error.path)} could not be used`,
		why: `${why} (${String(error.code)})`,
		next,
		cause: error,
	});
}
