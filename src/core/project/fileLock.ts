/** Lets one process at a time change a file that it first has to read: a lock file beside it, gone when the work is done. */
import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 10;
/** Writing takes milliseconds: a lock that stays the same for ten seconds was left by a process that died. */
const staleAfterPolls = 1000;

/** @throws what the work throws; what making the lock file fails with, unless another process holds it */
export async function withFileLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
	const lock = `${file}.lock`;
	let seen: string | undefined;
	for (let polls = 0; !(await takes(lock)); polls++) {
		const holder = await identity(lock);
		if (holder !== seen) polls = 0;
		seen = holder;
		if (holder !== undefined && polls >= staleAfterPolls) await rm(lock, { force: true });
		else await pause(pollMs);
	}
	try {
		return await work();
	} finally {
		await rm(lock, { force: true });
	}
}

async function takes(lock: string): Promise<boolean> {
	try {
		await (await open(lock, 'wx', 0o600)).close();
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) return false;
		// Windows says so of a file that is just being removed.
		if (hasCode(error, 'EPERM', 'EBUSY') && (await identity(lock)) !== undefined) return false;
		throw error;
	}
}

/** Tells one lock from the next; undefined where there is none. */
async function identity(lock: string): Promise<string | undefined> {
	try {
		const { ino, mtimeMs } = await stat(lock);
		return `${ino} ${mtimeMs}`;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return undefined;
		throw error;
	}
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
	return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
