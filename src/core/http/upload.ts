/**
 * Gives a streamed body to the engine piece by piece, and keeps its word about the length. Each piece is held back until
 * it is known whether another follows, so that a body of the wrong length never arrives as a complete one.
 */
import { FreeholdError } from '../errors.ts';
import type { FetchInit, HttpRequest, StreamedBody } from './contract.ts';
import type { Watchdog } from './watchdog.ts';

/** An error of the body itself, marked so that it is not taken for one of the network. */
class UploadFailure extends Error {
	readonly error: unknown;

	constructor(error: unknown) {
		super('the body could not be given');
		this.error = error;
	}
}

/** The request as the engine takes it. */
export function fetchInit(
	request: HttpRequest,
	headers: Readonly<Record<string, string>>,
	watchdog: Watchdog,
): FetchInit {
	const { method, body, label } = request;
	const common = { method, signal: watchdog.signal, redirect: 'manual' } as const;
	if (!isStreamed(body)) return { ...common, headers, body };
	return {
		...common,
		headers: { ...headers, 'content-length': String(body.bytes) },
		body: { [Symbol.asyncIterator]: () => upload(body, label, watchdog) },
		duplex: 'half',
	};
}

/** @throws what the streamed body threw, where that ended the exchange */
export function throwUploadFailure({ signal }: Watchdog): void {
	if (signal.reason instanceof UploadFailure) throw signal.reason.error;
}

export function isStreamed(body: HttpRequest['body']): body is StreamedBody {
	return body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
}

function upload(body: StreamedBody, label: string, watchdog: Watchdog): AsyncIterator<Uint8Array> {
	const source = body.open()[Symbol.asyncIterator]();
	let given = 0;
	let read = 0;
	let isRead = false;
	let held: Uint8Array | undefined;
	watchdog.uploadBegins(() => `${given} of ${body.bytes} bytes`);

	/** What the source gives next; its end only where the length is right. */
	async function pull(): Promise<Uint8Array | undefined> {
		if (isRead) return undefined;
		const piece = await watchdog.guard(source.next());
		if (piece.done === true) {
			isRead = true;
			if (read < body.bytes) throw wrongLength(label, body.bytes, `only ${read}`);
			return undefined;
		}
		read += piece.value.byteLength;
		if (read > body.bytes) throw wrongLength(label, body.bytes, `at least ${read}`);
		return piece.value;
	}

	return {
		async next() {
			watchdog.uploadGoesOn();
			try {
				held ??= await pull();
				const piece = held;
				if (piece === undefined) {
					watchdog.uploadEnds();
					return { done: true, value: undefined };
				}
				held = await pull();
				given += piece.byteLength;
				return { done: false, value: piece };
			} catch (error) {
				void source.return?.()?.catch(() => undefined);
				watchdog.fail(new UploadFailure(error));
				throw error;
			}
		},
		async return() {
			await source.return?.();
			return { done: true, value: undefined };
		},
	};
}

function wrongLength(label: string, announced: number, came: string): FreeholdError {
	return new FreeholdError('conflict', {
		what: `${label} was broken off`,
		why: `${announced} bytes were announced, but the file has ${came}`,
		next: 'Send it again when nothing writes to the file any more',
	});
}
