/** Answers that a test puts in the place of the vendor's own. */
import type { FetchResponse } from '../../src/core/http/contract.ts';

export async function textOf(response: FetchResponse): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of response.body as AsyncIterable<Uint8Array>) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}

/** A page as the vendor would have sent it. */
export function answer(text: string): FetchResponse {
	const headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' };
	return { status: 200, headers: { get: (name) => headers[name] ?? null }, body: new Blob([text]).stream() };
}
