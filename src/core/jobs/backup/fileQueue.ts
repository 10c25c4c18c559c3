/** Hands out the files of a manifest one by one to several takers, read from it in pages. */
import type { ManifestFile } from '../../replica/contract.ts';

export class FileQueue {
	readonly #read: (after: string) => Promise<readonly ManifestFile[]>;
	#page: readonly ManifestFile[] = [];
	#at = 0;
	#after = '';
	#reading: Promise<void> | undefined;
	#isDone = false;

	/** @param read  the files behind a uid, in order of uid; none where there are no more */
	constructor(read: (after: string) => Promise<readonly ManifestFile[]>) {
		this.#read = read;
	}

	async next(): Promise<ManifestFile | undefined> {
		for (;;) {
			const file = this.#page[this.#at];
			if (file !== undefined) {
				this.#at++;
				return file;
			}
			if (this.#isDone) return undefined;
			this.#reading ??= this.#readOn();
			await this.#reading;
		}
	}

	async #readOn(): Promise<void> {
		const page = await this.#read(this.#after);
		this.#page = page;
		this.#at = 0;
		this.#after = page.at(-1)?.uid ?? this.#after;
		this.#isDone = page.length === 0;
		this.#reading = undefined;
	}
}
