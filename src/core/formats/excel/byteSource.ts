/** Bytes that can be read at any position, from memory or from a file, so that no file has to fit in memory. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { damaged } from './problems.ts';

export interface ByteSource {
	readonly size: number;
	/** Exactly `length` bytes at `position`; a file that ends earlier is damaged. */
	read(position: number, length: number): Promise<Buffer>;
	close(): Promise<void>;
}

/** @param source bytes, a path, or a handle that stays the caller's to close */
export async function openBytes(source: Uint8Array | string | FileHandle): Promise<ByteSource> {
	if (source instanceof Uint8Array) return memory(source);
	if (typeof source !== 'string') return file(source, false);
	const handle = await open(source, 'r');
	try {
		return await file(handle, true);
	} catch (error) {
		await handle.close();
		throw error;
	}
}

function memory(bytes: Uint8Array): ByteSource {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		size: buffer.length,
		read(position, length) {
			if (!isWithin(position, length, buffer.length)) return Promise.reject(cut(position, length, buffer.length));
			return Promise.resolve(buffer.subarray(position, position + length));
		},
		close: () => Promise.resolve(),
	};
}

async function file(handle: FileHandle, isOurs: boolean): Promise<ByteSource> {
	const { size } = await handle.stat();
	return {
		size,
		async read(position, length) {
			if (!isWithin(position, length, size)) throw cut(position, length, size);
			const buffer = Buffer.allocUnsafeSlow(length);
			for (let filled = 0; filled < length;) {
				const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
				if (bytesRead === 0) throw cut(position, length, position + filled);
				filled += bytesRead;
			}
			return buffer;
		},
		close: () => (isOurs ? handle.close() : Promise.resolve()),
	};
}

function isWithin(position: number, length: number, size: number): boolean {
	return position >= 0 && length >= 0 && position + length <= size;
}

function cut(position: number, length: number, size: number): Error {
	return damaged(`bytes ${position} to ${position + length} are needed, it has ${size}`);
}
