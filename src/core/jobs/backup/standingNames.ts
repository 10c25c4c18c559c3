/** Which final names are taken: each folder is read once, because asking for every file costs more than fetching it. */
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { unlessMissing } from './diskErrors.ts';

export class StandingNames {
	readonly #folders = new Map<string, Promise<ReadonlySet<string>>>();

	/** False only where nothing stands there for sure. */
	async has(file: string): Promise<boolean> {
		const folder = dirname(file);
		let names = this.#folders.get(folder);
		if (names === undefined) {
			names = namesIn(folder);
			this.#folders.set(folder, names);
		}
		return (await names).has(folded(basename(file)));
	}
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
	return new Set(((await unlessMissing(readdir(folder))) ?? []).map(folded));
}

/** File systems may keep another case or composition than was asked for. */
function folded(name: string): string {
	return name.normalize('NFC').toLowerCase();
}
