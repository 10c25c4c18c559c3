/** A file under way: receives a download, checks it as it comes, and keeps what came if the rest does not. */
import type { FileHandle } from 'node:fs/promises';
import { open, rename, unlink } from 'node:fs/promises';
import type { DownloadTarget } from '../../http/download.ts';
import type { BufferPool } from './bufferPool.ts';
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

export class PartFile implements DownloadTarget {
	readonly file: string;
	readonly #expected: Expected;
	/** Small files stay in one of its buffers until they are whole; large ones are written whenever it is full. */
	readonly #pool: BufferPool;
	/** Opened when there is something to write: most files then cost no more than one write. */
	#handle: FileHandle | undefined;
	#digest: FileDigest;
	#buffer: Buffer | undefined;
	#bufferedBytes = 0;

	private constructor(file: string, expected: Expected, handle: FileHandle | undefined, pool: BufferPool) {
		this.#pool = pool;
		this.file = file;
		this.#expected = expected;
		this.#handle = handle;
		this.#digest = new FileDigest(expected);
	}

	/** @param isKnown  whether an earlier run left a part of it, which is read and continued */
	static async open(
		file: string,
		expected: Expected,
		isKnown: boolean,
		pool: BufferPool,
		signal: AbortSignal,
	): Promise<PartFile> {
		const known = isKnown ? await unlessMissing(open(file, 'r+')) : undefined;
		const part = new PartFile(file, expected, known, pool);
		try {
			if (known !== undefined) await part.#resume(known, signal);
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
		// Copied, because a piece is a part of a larger buffer that would live as long.
		if (piece.byteLength > this.#pool.bytes - this.#bufferedBytes) return this.#writeOut(piece);
		this.#buffer ??= this.#pool.take();
		this.#buffer.set(piece, this.#bufferedBytes);
		this.#bufferedBytes += piece.byteLength;
		return undefined;
	}

	async flush(): Promise<void> {
		const buffer = this.#buffer;
		if (buffer === undefined) return;
		const start = this.held - this.#bufferedBytes;
		const buffered = buffer.subarray(0, this.#bufferedBytes);
		this.#bufferedBytes = 0;
		this.#buffer = undefined;
		await this.#writeAt(buffered, start);
		// Not after a failure: the system may still be reading it.
		this.#pool.give(buffer);
	}

	/** What is wrong with the whole; to be called once, when all is there. */
	problem(): string | undefined {
		return this.#digest.problem(this.#expected);
	}

	async reset(): Promise<void> {
		this.#bufferedBytes = 0;
		this.#digest = new FileDigest(this.#expected);
		if (this.#handle !== undefined) await this.#disk(this.#handle.truncate(0));
	}

	/** All bytes are written, and survive a power cut from here on. */
	async sync(): Promise<void> {
		await this.flush();
		const handle = await this.#opened();
		await this.#disk(handle.datasync());
	}

	async close(): Promise<void> {
		if (this.#buffer !== undefined) this.#pool.give(this.#buffer);
		this.#buffer = undefined;
		await this.#handle?.close();
	}

	/** Gives up for now: keeps what came for the next run, unless that is nothing. */
	async leave(): Promise<void> {
		try {
			if (this.held > 0) await this.flush();
		} finally {
			await this.close();
			if (this.held === 0 && this.#handle !== undefined) await unlessMissing(unlink(this.file));
		}
	}

	async moveTo(file: string): Promise<void> {
		await this.#disk(rename(this.file, file));
	}

	async #resume(handle: FileHandle, signal: AbortSignal): Promise<void> {
		const { size } = await handle.stat();
		if (size > this.#expected.size) await this.reset();
		else await readInto(this.#digest, handle, size, signal);
	}

	/** What is buffered, and a piece that no longer fits behind it. */
	async #writeOut(piece: Uint8Array): Promise<void> {
		const buffered = this.#buffer?.subarray(0, this.#bufferedBytes);
		const start = this.held - piece.byteLength;
		this.#bufferedBytes = 0;
		if (buffered !== undefined) await this.#writeAt(buffered, start - buffered.byteLength);
		await this.#writeAt(piece, start);
	}

	async #writeAt(bytes: Uint8Array, start: number): Promise<void> {
		const handle = await this.#opened();
		for (let at = 0; at < bytes.byteLength;) {
			const { bytesWritten } = await this.#disk(handle.write(bytes, at, bytes.byteLength - at, start + at));
			at += bytesWritten;
		}
	}

	async #opened(): Promise<FileHandle> {
		this.#handle ??= await this.#disk(open(this.file, 'w+'));
		return this.#handle;
	}

	async #disk<T>(work: Promise<T>): Promise<T> {
		try {
			return await work;
		} catch (error) {
			throw diskError(error, `${this.file} could not be written`);
		}
	}
}
