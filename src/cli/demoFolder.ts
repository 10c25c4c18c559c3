/** Picks the demo's folder: a new one, never one that holds something. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FreeholdError } from '../core/errors.ts';
import { hasCode } from './projectFiles.ts';

const NAME = 'freehold-demo';

/** @param wanted  as given by `--out`; `undefined`: `freehold-demo`, or `freehold-demo-2` and so on where that is taken */
export async function demoFolder(cwd: string, wanted: string | undefined): Promise<string> {
	if (wanted !== undefined) {
		const folder = resolve(cwd, wanted);
		if (await isFree(folder)) return folder;
		throw new FreeholdError('usage', {
			what: `${folder} is not empty`,
			why: 'The demo writes into a folder of its own and over nothing',
			next: 'Name a new folder with --out, or leave --out away',
		});
	}
	for (let number = 1; ; number++) {
		const folder = join(cwd, number === 1 ? NAME : `${NAME}-${number}`);
		if (await isFree(folder)) return folder;
	}
}

async function isFree(folder: string): Promise<boolean> {
	try {
		return (await readdir(folder)).length === 0;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return true;
		if (hasCode(error, 'ENOTDIR')) return false;
		throw error;
	}
}
