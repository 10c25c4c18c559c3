/** Makes a folder and those above it. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Not Node's own `recursive`: below `/proc` it asks again and again, without end, for a folder that cannot be made. */
export function makeFolder(folder: string, mode = 0o777): void {
	if (madeNow(folder, mode)) return;
	makeFolder(dirname(folder), mode);
	if (!madeNow(folder, mode)) mkdirSync(folder, { mode });
}

/** @returns false where the folder above is missing, or seems to be */
function madeNow(folder: string, mode: number): boolean {
	try {
		mkdirSync(folder, { mode });
		return true;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'EEXIST') return true;
		if (code === 'ENOENT' && dirname(folder) !== folder) return false;
		throw error;
	}
}
