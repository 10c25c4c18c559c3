/** A text file piece by piece, decoded as its first bytes say: UTF-8, or UTF-16 where it begins with that mark. */
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

const CHUNK_BYTES = 256 * 1024;

export async function* textChunks(file: string, signal?: AbortSignal): AsyncGenerator<string> {
	let decoder: TextDecoder | undefined;
	for await (const bytes of createReadStream(file, { highWaterMark: CHUNK_BYTES, signal }) as AsyncIterable<Buffer>) {
		decoder ??= new TextDecoder(encodingOf(bytes));
		const text = decoder.decode(bytes, { stream: true });
		if (text !== '') yield text;
	}
	const rest = decoder?.decode() ?? '';
	if (rest !== '') yield rest;
}

function encodingOf(start: Buffer): string {
	if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
	return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}
