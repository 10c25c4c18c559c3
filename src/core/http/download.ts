/** Receives one answer piece by piece into a target (a file), from the start or from where an earlier attempt stopped. */
import type { FetchResponse, HttpRequest } from './contract.ts';
import type { ExchangeOptions, Outcome } from './exchange.ts';
import { brokenOff } from './exchange.ts';
import type { BodyProgress } from './readBody.ts';
import { announcedLength, BodyLengthError, iterator, readBody } from './readBody.ts';
import { fetchInit, throwUploadFailure } from './upload.ts';
import { Watchdog } from './watchdog.ts';

/** Where a body goes. Whatever its methods throw ends the download and reaches the caller as it is. */
export interface DownloadTarget {
	/** Bytes that it holds already; what follows them is asked for. 0: everything is. */
	readonly held: number;
	/**
	 * The body begins.
	 *
	 * @param offset  where its first byte belongs: `held`, or 0 where the server sends everything anew
	 * @param total  length of the whole file, where the server says it
	 */
	begin(offset: number, total: number | undefined): Promise<void>;
	/** The piece may be kept: nobody writes to it afterwards. */
	write(piece: Uint8Array): Promise<void> | undefined;
}

/** An error of the target, marked so that it is not taken for one of the network. */
class TargetFailure extends Error {
	readonly error: unknown;

	constructor(error: unknown) {
		super('the target failed');
		this.error = error;
	}
}

/** Answers that are not the file (refusals, errors) are read whole, for the judge. */
const maxRefusalBytes = 64 * 1024;

/** @throws what the target or a streamed body throws, or the signal's reason when cancelled */
export async function download(
	request: HttpRequest,
	headers: Readonly<Record<string, string>>,
	options: ExchangeOptions,
	target: DownloadTarget,
	signal: AbortSignal,
): Promise<Outcome> {
	const watchdog = new Watchdog(request.label, options.timeouts, signal);
	const progress: BodyProgress = { received: 0, expected: undefined };
	let response: FetchResponse | undefined;
	try {
		response = await watchdog.guard(
			options.fetch(request.url, fetchInit(request, askingFor(headers, target.held), watchdog)),
		);
		const { status, headers: answered } = response;
		if (status !== 200 && status !== 206) {
			const hasBody = status !== 204 && status !== 304;
			const body = await readBody(response, hasBody, maxRefusalBytes, watchdog, progress);
			if (status === 416 && target.held > 0) await startOver(target, 'The server does not have that part of the file');
			return { kind: 'answer', status, headers: answered, bytes: body.byteLength, body };
		}
		await receive(response, target, options.maxBodyBytes, watchdog, progress);
		return { kind: 'answer', status, headers: answered, bytes: progress.received, body: new Uint8Array(0) };
	} catch (error) {
		signal.throwIfAborted();
		throwUploadFailure(watchdog);
		if (error instanceof TargetFailure) {
			watchdog.abandon(error.error);
			throw error.error;
		}
		return brokenOff(error, watchdog, request, progress, response);
	} finally {
		watchdog.release();
	}
}

/** Uncompressed: ranges and sizes count the file's own bytes (RFC 9110 §14.1.2 counts those of the encoding). */
function askingFor(headers: Readonly<Record<string, string>>, held: number): Record<string, string> {
	return { ...headers, 'accept-encoding': 'identity', ...(held > 0 ? { range: `bytes=${held}-` } : {}) };
}

async function receive(
	response: FetchResponse,
	target: DownloadTarget,
	maxBytes: number,
	watchdog: Watchdog,
	progress: BodyProgress,
): Promise<void> {
	const length = announcedLength(response);
	const range = response.status === 206 ? contentRange(response.headers.get('content-range')) : undefined;
	if (response.status === 206 && range?.from !== target.held) {
		await startOver(target, 'The server sent another part of the file than was asked for');
	}
	progress.expected = length;
	watchdog.bodyBegins(() => progress.received);
	const total = range === undefined ? length : range.total;
	await ofTarget(() => target.begin(range?.from ?? 0, total));
	if (response.body === null) return;
	const pieces = iterator(response.body);
	try {
		for (;;) {
			const piece = await watchdog.guard(pieces.next());
			if (piece.done === true) break;
			progress.received += piece.value.byteLength;
			if (progress.received > maxBytes) throw new BodyLengthError(`The body has more than ${maxBytes} bytes`, true);
			await ofTarget(() => target.write(piece.value));
			watchdog.alive();
		}
	} catch (error) {
		// Not awaited: the engine may be stuck, and the error is what matters.
		void pieces.return?.()?.catch(() => undefined);
		throw error;
	}
	if (length !== undefined && progress.received < length) {
		throw new BodyLengthError('The connection was closed in the middle of the body', false);
	}
}

/** What is held is of no use: the next attempt asks for everything. */
async function startOver(target: DownloadTarget, why: string): Promise<never> {
	await ofTarget(() => target.begin(0, undefined));
	throw new BodyLengthError(why, false);
}

async function ofTarget(work: () => Promise<void> | undefined): Promise<void> {
	try {
		await work();
	} catch (error) {
		throw new TargetFailure(error);
	}
}

/** `bytes 100-199/200`; the total may be unknown (`*`). */
function contentRange(value: string | null): { readonly from: number; readonly total: number | undefined } | undefined {
	const found = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(value?.trim() ?? '');
	if (found === null) return undefined;
	return { from: Number(found[1]), total: found[2] === '*' ? undefined : Number(found[2]) };
}
