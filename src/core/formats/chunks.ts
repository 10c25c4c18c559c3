/** Gathers many small texts into few large ones: one write per 64 KB instead of one per row. */
const CHUNK_LENGTH = 65_536;

export async function* chunked(lines: AsyncIterable<string>): AsyncGenerator<string> {
	let chunk = '';
	for await (const line of lines) {
		chunk += line;
		if (chunk.length >= CHUNK_LENGTH) {
			yield chunk;
			chunk = '';
		}
	}
	if (chunk !== '') yield chunk;
}
