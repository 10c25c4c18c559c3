/** A file of this disk as an upload takes it: known in size and kind, read when it is sent. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { FreeholdError } from '../core/errors.ts';
import { headBytes, mediaType } from '../core/sources/reapit/uploads/mediaType.ts';
import type { UploadFile } from '../core/sources/reapit/uploads/uploadPlan.ts';
import { hasCode } from './projectFiles.ts';

/** @throws FreeholdError `usage` where it cannot be read */
export async function uploadFile(folder: string, given: string): Promise<UploadFile> {
	const path = resolve(folder, given);
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
		throw new FreeholdError('usage', {
			what: `${given} cannot be uploaded`,
			why: hasCode(cause, 'ENOENT') ? 'There is no such file' : cause instanceof Error ? cause.message : String(cause),
			next: 'Name a file that can be read; nothing was sent',
			cause,
		});
	}
}
