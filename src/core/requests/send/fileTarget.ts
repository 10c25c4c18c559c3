/** Receives a body into a file: beside it until it is whole, so that no half file has its name. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DownloadTarget } from '../../http/download.ts';
import { toldOfFile } from '../../wholeFile.ts';

export class FileTarget implements DownloadTarget {
	readonly path: string;
	readonly #part: string;
	#file: FileHandle | undefined;
	#isBegun = false;
	#held = 0;

	constructor(path: string) {
		this.path = path;
		this.#part = `${path}.part`;
	}

	get held(): number {
		return this.#held;
	}

	async begin(offset: number): Promise<void> {
		await toldOfFile(this.path, async () => {
			const file = (this.#file ??= await this.#open());
			if (offset === 0) await file.truncate(0);
			this.#held = offset;
		});
	}

	async write(piece: Uint8Array): Promise<void> {
		await toldOfFile(this.path, async () => {
			// A disk that is nearly full takes less than it was given.
			for (let at = 0; this.#file !== undefined && at < piece.byteLength;) {
				const { bytesWritten } = await this.#file.write(piece, at, piece.byteLength - at, this.#held);
				at += bytesWritten;
				this.#held += bytesWritten;
			}
		});
	}

	/** Gives the file its name. @returns its size, or `undefined` where no body began */
	async finish(): Promise<number | undefined> {
		if (!this.#isBegun) return undefined;
		await this.#close();
		await toldOfFile(this.path, () => rename(this.#part, this.path));
		this.#isBegun = false;
		return this.#held;
	}

	async discard(): Promise<void> {
		await this.#close();
		if (this.#isBegun) await rm(this.#part, { force: true });
		this.#isBegun = false;
	}

	async #open(): Promise<FileHandle> {
		await mkdir(dirname(this.path), { recursive: true });
		const file = await open(this.#part, 'w', 0o600);
		this.#isBegun = true;
		return file;
	}

	async #close(): Promise<void> {
		const file = this.#file;
		this.#file = undefined;
		await file?.close();
	}
}
