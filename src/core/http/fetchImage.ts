/** Fetches a picture that data names: from anywhere, so without credentials, encrypted, of limited size, and nothing but a picture. */
import { FreeholdError } from '../errors.ts';
import type { FetchLike, FetchResponse } from './contract.ts';
import { imageType } from './imageType.ts';
import type { ImageType } from './imageType.ts';
import { isLoopback } from './loopback.ts';
import { networkFailure } from './networkFailure.ts';

export interface Image {
	readonly type: ImageType;
	readonly bytes: Uint8Array;
}

export const MOST_IMAGE_BYTES = 8 * 1024 * 1024;
const MOST_REDIRECTS = 3;
const LONGEST_MS = 20_000;

/** @throws FreeholdError `unsafe`, `notFound`, `badResponse`, `network` or `timeout`; the signal's reason */
export async function fetchImage(fetch: FetchLike, address: string, signal: AbortSignal): Promise<Image> {
	const limited = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
	let url = checked(address);
	try {
		for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
			const headers = { accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif' };
			const response = await fetch(url.href, { method: 'GET', headers, redirect: 'manual', signal: limited });
			const location = response.headers.get('location');
			if (response.status < 300 || response.status >= 400 || location === null) return await imageOf(response, url);
			await drop(response);
			url = checked(location, url);
		}
	} catch (error) {
		signal.throwIfAborted();
		throw FreeholdError.is(error) ? error : networkFailure(error, 'A picture', url.host).error;
	}
	throw refused(url, `it leads on more than ${MOST_REDIRECTS} times`);
}

/** @throws FreeholdError `badResponse` for bytes that are no picture */
export function checkedImage(bytes: Uint8Array, from: string): Image {
	const type = imageType(bytes);
	if (type !== undefined) return { type, bytes };
	throw new FreeholdError('badResponse', {
		what: `${from} is not shown`,
		why: 'it is no picture of a kind that is shown (JPEG, PNG, GIF, WebP, AVIF)',
		next: 'Open it in another program if you trust where it comes from',
	});
}

function checked(address: string, base?: URL): URL {
	const url = URL.parse(address, base?.href);
	if (url === null) throw refused(base, 'its address cannot be read');
	if (url.username !== '' || url.password !== '') throw refused(url, 'its address has credentials in it');
	if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
	throw refused(url, 'it would travel unencrypted');
}

function refused(url: URL | undefined, why: string): FreeholdError {
	return new FreeholdError('unsafe', {
		what: `A picture of ${url?.host ?? 'a row'} was not fetched`,
		why,
		next: 'Open its address in a browser if you trust it',
	});
}

async function imageOf(response: FetchResponse, url: URL): Promise<Image> {
	if (response.status === 200) return checkedImage(await limitedBody(response, url), `A picture of ${url.host}`);
	await drop(response);
	throw new FreeholdError(response.status >= 500 ? 'unavailable' : 'notFound', {
		what: `A picture could not be fetched from ${url.host}`,
		why: `it answered ${response.status}`,
		next: 'Try again later; the picture may be gone',
		status: response.status,
	});
}

async function limitedBody(response: FetchResponse, url: URL): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of piecesOf(response)) {
		pieces.push(piece);
		length += piece.byteLength;
		if (length > MOST_IMAGE_BYTES) throw refused(url, `it has more than ${MOST_IMAGE_BYTES / 1024 / 1024} MB`);
	}
	const whole = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.byteLength;
	}
	return whole;
}

/** Leaving it early ends the transfer. */
async function* piecesOf({ body }: FetchResponse): AsyncGenerator<Uint8Array, void, undefined> {
	if (body === null) return;
	if (Symbol.asyncIterator in body) {
		yield* body;
		return;
	}
	const reader = body.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			if (value !== undefined) yield value;
		}
	} finally {
		await reader.cancel();
	}
}

/** What nobody reads would keep its connection. */
async function drop(response: FetchResponse): Promise<void> {
	for await (const _ of piecesOf(response)) return;
}
