/** Reads a file on disk again and says whether it is what it should be. */
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat, open } from 'node:fs/promises';
import { unlessMissing } from './diskErrors.ts';
import { FileDigest } from './fileDigest.ts';
import type { Expected } from './fileDigest.ts';

export type Finding =
	| { readonly kind: 'missing' }
	| { readonly kind: 'whole'; readonly crc: number }
	| { readonly kind: 'damaged'; readonly why: string }
	/** A folder, a link: not ours to touch. */
	| { readonly kind: 'foreign' };

const pieceBytes = 256 * 1024;

/** @throws the signal's reason when cancelled, and what the file system raises */
export async function checkFile(file: string, expected: Expected, signal: AbortSignal): Promise<Finding> {
	const found = await unlessMissing(lstat(file));
	if (found === undefined) return { kind: 'missing' };
	if (!found.isFile()) return { kind: 'foreign' };
	// A wrong size needs no reading.
	if (found.size !== expected.size) {
		return { kind: 'damaged', why: `it has ${found.size} bytes instead of ${expected.size}` };
	}
	const handle = await open(file, constants.O_RDONLY);
	try {
		const digest = new FileDigest(expected);
		await readInto(digest, handle, expected.size, signal);
		const why = digest.problem(expected);
		return why === undefined ? { kind: 'whole', crc: digest.crc } : { kind: 'damaged', why };
	} finally {
		await handle.close();
	}
}

/** Feeds the first bytes of an open file to a digest. */
export async function readInto(
	digest: FileDigest,
	handle: FileHandle,
	bytes: number,
	signal: AbortSignal,
): Promise<void> {
	const piece = Buffer.allocUnsafe(Math.max(1, Math.min(pieceBytes, bytes)));
	for (let at = 0; at < bytes;) {
		signal.throwIfAborted();
		const { bytesRead } = await handle.read(piece, 0, Math.min(piece.length, bytes - at), at);
		if (bytesRead === 0) return;
		digest.add(piece.subarray(0, bytesRead));
		at += bytesRead;
	}
}
