/**
 * The baseline: the same downloads, four at once, with the same durability (bytes, name and folder on the disk, in groups
 * of 64), and nothing else: no list, no checksum, no manifest, no retry.
 */
import { mkdir, open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';

const concurrency = 4;
const groupFiles = 64;

interface Part {
	readonly handle: FileHandle;
	readonly from: string;
	readonly to: string;
}

/** @returns files stored */
export async function plain(origin: string, uids: readonly string[], folder: string): Promise<number> {
	await mkdir(join(folder, 'parts'), { recursive: true });
	let next = 0;
	let group: Part[] = [];
	let committing: Promise<void> = Promise.resolve();

	async function commit(parts: readonly Part[]): Promise<void> {
		await Promise.all(
			parts.map(async ({ handle }) => {
				await handle.datasync();
				await handle.close();
			}),
		);
		await Promise.all(parts.map(({ from, to }) => rename(from, to)));
		const handle = await open(folder, 'r');
		await handle.sync();
		await handle.close();
	}

	async function taker(): Promise<void> {
		for (let uid = uids[next++]; uid !== undefined; uid = uids[next++]) {
			const { body } = await request(`${origin}/resource/${uid}`);
			const from = join(folder, 'parts', uid);
			const handle = await open(from, 'w');
			let at = 0;
			for await (const piece of body as AsyncIterable<Buffer>) {
				await handle.write(piece, 0, piece.length, at);
				at += piece.length;
			}
			group.push({ handle, from, to: join(folder, uid) });
			if (group.length < groupFiles) continue;
			const full = group;
			group = [];
			await committing;
			committing = commit(full);
		}
	}

	await Promise.all(Array.from({ length: concurrency }, taker));
	await committing;
	await commit(group);
	return uids.length;
}
