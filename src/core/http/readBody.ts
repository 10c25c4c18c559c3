/** Collects a body into one array with a buffer of its own, which can be handed to another thread without a copy. */
import type { FetchResponse, ReadableStreamLike } from './contract.ts';
import type { Watchdog } from './watchdog.ts';

/** The body ended before, or went on after, what its header announced; or it is larger than we take. */
export class BodyLengthError extends Error {
	readonly isTooLarge: boolean;

	constructor(message: string, isTooLarge: boolean) {
		super(message);
		this.name = 'BodyLengthError';
		this.isTooLarge = isTooLarge;
	}
}

/** How much of the body has come; read by time-out messages while it is still coming. */
export interface BodyProgress {
	received: number;
	/** `Content-Length`, where the body came as it is; with a content encoding it counts other bytes. */
	expected: number | undefined;
}

export async function readBody(
	response: FetchResponse,
	hasBody: boolean,
	maxBytes: number,
	watchdog: Watchdog,
	progress: BodyProgress,
): Promise<Uint8Array> {
	progress.expected = hasBody ? announcedLength(response) : undefined;
	if (progress.expected !== undefined && progress.expected > maxBytes) {
		throw new BodyLengthError(`The body has ${progress.expected} bytes; at most ${maxBytes} are taken`, true);
	}
	const target = progress.expected === undefined ? new Pieces() : new Whole(progress.expected);
	watchdog.bodyBegins(() => progress.received);
	if (response.body !== null) {
		const pieces = iterator(response.body);
		try {
			for (;;) {
				const piece = await watchdog.guard(pieces.next());
				if (piece.done === true) break;
				progress.received += piece.value.byteLength;
				if (progress.received > maxBytes) {
					throw new BodyLengthError(`The body has more than ${maxBytes} bytes`, true);
				}
				target.add(piece.value);
				watchdog.alive();
			}
		} catch (error) {
			// Not awaited: the engine may be stuck, and the error is what matters.
			void pieces.return?.()?.catch(() => undefined);
			throw error;
		}
	}
	if (progress.expected !== undefined && progress.received < progress.expected) {
		throw new BodyLengthError('The connection was closed in the middle of the body', false);
	}
	return target.take();
}

/** `Content-Length`, where the body comes as it is; with a content encoding it counts other bytes. */
export function announcedLength(response: FetchResponse): number | undefined {
	const encoding = response.headers.get('content-encoding');
	if (encoding !== null && encoding.trim() !== '' && encoding.trim().toLowerCase() !== 'identity') return undefined;
	const length = response.headers.get('content-length');
	return length !== null && /^\d+$/.test(length) ? Number(length) : undefined;
}

/** The length is known: every byte is copied once, to its place. */
class Whole {
	readonly #bytes: Uint8Array;
	#length = 0;

	constructor(length: number) {
		this.#bytes = new Uint8Array(length);
	}

	add(piece: Uint8Array): void {
		if (this.#length + piece.byteLength > this.#bytes.byteLength) {
			throw new BodyLengthError(`The body goes on after its ${this.#bytes.byteLength} bytes`, false);
		}
		this.#bytes.set(piece, this.#length);
		this.#length += piece.byteLength;
		free(piece);
	}

	take(): Uint8Array {
		return this.#bytes;
	}
}

/**
 * Gives the memory of a copied piece back at once. Left to the collector, a few pages of pieces make V8 look through the
 * whole heap for them, which holds the event loop of an editor for longer than anything else here.
 */
function free({ buffer, byteLength }: Uint8Array): void {
	if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

class Pieces {
	readonly #pieces: Uint8Array[] = [];
	#length = 0;

	add(piece: Uint8Array): void {
		this.#pieces.push(piece);
		this.#length += piece.byteLength;
	}

	take(): Uint8Array {
		const whole = new Uint8Array(this.#length);
		let at = 0;
		for (const piece of this.#pieces) {
			whole.set(piece, at);
			at += piece.byteLength;
		}
		return whole;
	}
}

/** The pieces of a body, whichever kind of stream the engine gives. */
export function iterator(body: AsyncIterable<Uint8Array> | ReadableStreamLike): AsyncIterator<Uint8Array> {
	if (Symbol.asyncIterator in body) return body[Symbol.asyncIterator]();
	const reader = body.getReader();
	return {
		async next() {
			const { done, value } = await reader.read();
			return done || value === undefined ? { done: true, value: undefined } : { done: false, value };
		},
		async return() {
			await reader.cancel();
			return { done: true, value: undefined };
		},
	};
}
