/** A file that appears under its name when it is complete, or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FreeholdError } from './errors.ts';
import type { Reason } from './errors.ts';

export interface WrittenFile {
	readonly bytes: number;
	readonly sha256: string;
}

interface Writing {
	readonly signal: AbortSignal;
	/** Where it grows meanwhile, beside the file; a name of its own where absent. */
	readonly part?: string | undefined;
}

/** A name beside the file that nobody else uses. */
export function partOf(file: string): string {
	return join(dirname(file), `.freehold-export-${randomUUID()}.part`);
}

/**
 * @throws FreeholdError `diskFull`, `readOnly`, `notFound` or `usage` for what the file system refuses; the signal's reason,
 *   and what `chunks` throws. Nothing is left behind then, and a file that was there before stays as it was.
 */
export async function writeWholeFile(
	file: string,
	chunks: AsyncIterable<string | Uint8Array>,
	{ signal, part = partOf(file) }: Writing,
): Promise<WrittenFile> {
	try {
		const written = await writePart(part, chunks, signal);
		signal.throwIfAborted();
		await rename(part, file);
		return written;
	} catch (error) {
		await rm(part, { force: true });
		throw refusal(error, file) ?? error;
	}
}

async function writePart(
	part: string,
	chunks: AsyncIterable<string | Uint8Array>,
	signal: AbortSignal,
): Promise<WrittenFile> {
	// One that a killed process has left is written over.
	const output = await open(part, 'w');
	try {
		const hash = createHash('sha256');
		let bytes = 0;
		for await (const chunk of chunks) {
			signal.throwIfAborted();
			const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
			hash.update(piece);
			bytes += piece.byteLength;
			// `write` may take less than it was given; `writeFile` goes on to the end.
			await output.writeFile(piece);
		}
		await output.sync();
		return { bytes, sha256: hash.digest('hex') };
	} finally {
		await output.close();
	}
}

interface Meaning {
	readonly reason: Reason;
	readonly why: string;
	readonly next: string;
}

const full: Meaning = {
	reason: 'diskFull',
	why: 'the disk is full, or a quota or file-size limit was reached',
	next: 'Free some space, or write it to another disk',
};
const refused: Meaning = {
	reason: 'readOnly',
	why: 'that place cannot be written to',
	next: 'Check its permissions and whether another program has the file open, or name another place',
};
const missing: Meaning = {
	reason: 'notFound',
	why: 'its folder does not exist',
	next: 'Make the folder, or name another one',
};
const MEANINGS: Readonly<Record<string, Meaning>> = {
	ENOSPC: full,
	EDQUOT: full,
	EFBIG: full,
	EACCES: refused,
	EPERM: refused,
	EROFS: refused,
	EBUSY: refused,
	ENOENT: missing,
	ENOTDIR: missing,
	EISDIR: { reason: 'usage', why: 'a folder has that name', next: 'Name a file' },
};

/** Work on a file, whose refusals by the file system are told in words. @throws FreeholdError as `writeWholeFile` does */
export async function toldOfFile<T>(file: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw refusal(error, file) ?? error;
	}
}

function refusal(cause: unknown, file: string): FreeholdError | undefined {
	if (FreeholdError.is(cause) || !(cause instanceof Error) || !('code' in cause) || !('syscall' in cause))
		return undefined;
	const meaning = MEANINGS[String(cause.code)];
	if (meaning === undefined) return undefined;
	const { reason, why, next } = meaning;
	return new FreeholdError(reason, {
		what: `${basename(file)} could not be written`,
		why: `${why} (${String(cause.code)})`,
		next,
		cause,
	});
}
