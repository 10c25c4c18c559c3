/** A file of this disk as an upload takes it: known in size and kind, read when it is sent. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { FreeholdError } from '../../../errors.ts';
import { headBytes, mediaType } from './mediaType.ts';
import type { UploadFile } from './uploadPlan.ts';

/**
 * @param given  as the user named it
 * @throws FreeholdError `usage` where it cannot be read
 */
export async function diskFile(path: string, given: string): Promise<UploadFile> {
	const name = basename(path);
	try {
		await using handle = await open(path);
		const stat = await handle.stat();
		if (!stat.isFile()) throw new Error('it is no file');
		const head = new Uint8Array(headBytes);
		const { bytesRead } = await handle.read(head, 0, headBytes, 0);
		return {
			name,
			bytes: stat.size,
			mediaType: mediaType(name, head.subarray(0, bytesRead)),
			open: () => createReadStream(path),
		};
	} catch (cause) {
		const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
		throw new FreeholdError('usage', {
			what: `${given} cannot be uploaded`,
			why: isMissing ? 'There is no such file' : cause instanceof Error ? cause.message : String(cause),
			next: 'Name a file that can be read; nothing was sent',
			cause,
		});
	}
}
