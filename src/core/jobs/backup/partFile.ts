/** A file under way: receives a download, checks it as it comes, and keeps what came if the rest does not. */
import type { FileHandle } from 'node:fs/promises';
import { open, rename, unlink } from 'node:fs/promises';
import type { DownloadTarget } from '../../http/download.ts';
import { readInto } from './checkFile.ts';
import { diskError, unlessMissing } from './diskErrors.ts';
import type { Expected } from './fileDigest.ts';
import { FileDigest } from './fileDigest.ts';

/** The server sends something else than it listed. */
export class WrongContentError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'WrongContentError';
	}
}

/** Small files are written in one go; large ones in pieces that keep memory flat. */
const bufferBytes = 256 * 1024;

export class PartFile implements DownloadTarget {
	readonly file: string;
	readonly #expected: Expected;
	readonly #handle: FileHandle;
	#digest: FileDigest;
	#buffered: Uint8Array[] = [];
	#bufferedBytes = 0;

	private constructor(file: string, expected: Expected, handle: FileHandle) {
		this.file = file;
		this.#expected = expected;
		this.#handle = handle;
		this.#digest = new FileDigest(expected);
	}

	/** @param isKnown  whether an earlier run left a part of it, which is read and continued */
	static async open(file: string, expected: Expected, isKnown: boolean, signal: AbortSignal): Promise<PartFile> {
		const known = isKnown ? await unlessMissing(open(file, 'r+')) : undefined;
		const part = new PartFile(file, expected, known ?? (await open(file, 'w+')));
		try {
			if (known !== undefined) await part.#resume(signal);
			return part;
		} catch (error) {
			await part.close();
			throw error;
		}
	}

	get held(): number {
		return this.#digest.bytes;
	}

	get crc(): number {
		return this.#digest.crc;
	}

	async begin(offset: number, total: number | undefined): Promise<void> {
		if (offset === 0 && this.held > 0) await this.reset();
		const { size } = this.#expected;
		if (total !== undefined && total !== size) {
			throw new WrongContentError(`the server has ${total} bytes of it instead of ${size}`);
		}
	}

	/** Synchronous until a buffer is full. */
	write(piece: Uint8Array): Promise<void> | undefined {
		if (this.held + piece.byteLength > this.#expected.size) {
			return Promise.reject(new WrongContentError(`it goes on after its ${this.#expected.size} bytes`));
		}
		this.#digest.add(piece);
		this.#buffered.push(piece);
		this.#bufferedBytes += piece.byteLength;
		return this.#bufferedBytes >= bufferBytes ? this.flush() : undefined;
	}

	async flush(): Promise<void> {
		const bytes = this.#buffered.length === 1 ? this.#buffered[0] : Buffer.concat(this.#buffered);
		const start = this.held - this.#bufferedBytes;
		this.#buffered = [];
		this.#bufferedBytes = 0;
		for (let at = 0; bytes !== undefined && at < bytes.byteLength;) {
			const { bytesWritten } = await this.#disk(this.#handle.write(bytes, at, bytes.byteLength - at, start + at));
			at += bytesWritten;
		}
	}

	/** What is wrong with the whole; to be called once, when all is there. */
	problem(): string | undefined {
		return this.#digest.problem(this.#expected);
	}

	async reset(): Promise<void> {
		this.#buffered = [];
		this.#bufferedBytes = 0;
		this.#digest = new FileDigest(this.#expected);
		await this.#disk(this.#handle.truncate(0));
	}

	/** The bytes survive a power cut from here on. */
	async sync(): Promise<void> {
		await this.#disk(this.#handle.datasync());
	}

	async close(): Promise<void> {
		await this.#handle.close();
	}

	/** Gives up for now: keeps what came for the next run, unless that is nothing. */
	async leave(): Promise<void> {
		try {
			await this.flush();
		} finally {
			await this.close();
			if (this.held === 0) await unlessMissing(unlink(this.file));
		}
	}

	async moveTo(file: string): Promise<void> {
		await this.#disk(rename(this.file, file));
	}

	async #resume(signal: AbortSignal): Promise<void> {
		const { size } = await this.#handle.stat();
		if (size > this.#expected.size) await this.reset();
		else await readInto(this.#digest, this.#handle, size, signal);
	}

	async #disk<T>(work: Promise<T>): Promise<T> {
		try {
			return await work;
		} catch (error) {
			throw diskError(error, `${this.file} could not be written`);
		}
	}
}
