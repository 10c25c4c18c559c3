/** Receives a body into a file: beside it until it is whole, so that no half file has its name. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DownloadTarget } from '../../http/download.ts';

export class FileTarget implements DownloadTarget {
	readonly path: string;
	readonly #part: string;
	#file: FileHandle | undefined;
	#held = 0;

	constructor(path: string) {
		this.path = path;
		this.#part = `${path}.part`;
	}

	get held(): number {
		return this.#held;
	}

	async begin(offset: number): Promise<void> {
		if (this.#file === undefined) {
			await mkdir(dirname(this.path), { recursive: true });
			this.#file = await open(this.#part, 'w', 0o600);
		}
		if (offset === 0) await this.#file.truncate(0);
		this.#held = offset;
	}

	async write(piece: Uint8Array): Promise<void> {
		await this.#file?.write(piece, 0, piece.byteLength, this.#held);
		this.#held += piece.byteLength;
	}

	/** Gives the file its name. @returns its size, or `undefined` where no body began */
	async finish(): Promise<number | undefined> {
		if (this.#file === undefined) return undefined;
		await this.#close();
		await rename(this.#part, this.path);
		return this.#held;
	}

	async discard(): Promise<void> {
		if (this.#file === undefined) return;
		await this.#close();
		await rm(this.#part, { force: true });
	}

	async #close(): Promise<void> {
		await this.#file?.close();
		this.#file = undefined;
	}
}
