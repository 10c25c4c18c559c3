/** Sends one request once and receives its whole answer, or says how it failed. */
import { FreeholdError } from '../errors.ts';
import type { FetchLike, FetchResponse, HttpRequest, ResponseHeaders, Timeouts } from './contract.ts';
import { networkFailure } from './networkFailure.ts';
import type { BodyProgress } from './readBody.ts';
import { BodyLengthError, readBody } from './readBody.ts';
import { redactText } from './redact.ts';
import { fetchInit, throwUploadFailure } from './upload.ts';
import { Watchdog } from './watchdog.ts';

export interface ExchangeOptions {
	readonly fetch: FetchLike;
	readonly timeouts: Timeouts;
	readonly maxBodyBytes: number;
}

interface Received {
	/** 0 where no answer began. */
	readonly status: number;
	readonly headers: ResponseHeaders | undefined;
	/** Of the body, decompressed. */
	readonly bytes: number;
}

export type Outcome =
	| {
			readonly kind: 'answer';
			readonly status: number;
			readonly headers: ResponseHeaders;
			readonly bytes: number;
			readonly body: Uint8Array;
	  }
	| (Received & {
			readonly kind: 'failure';
			readonly error: FreeholdError;
			/** Whether the same request may succeed a moment later. */
			readonly isTransient: boolean;
	  });

/** @throws the signal's reason when cancelled, and what a streamed body throws; nothing else */
export async function exchange(
	request: HttpRequest,
	headers: Readonly<Record<string, string>>,
	options: ExchangeOptions,
	signal: AbortSignal,
): Promise<Outcome> {
	const watchdog = new Watchdog(request.label, options.timeouts, signal);
	const progress: BodyProgress = { received: 0, expected: undefined };
	let response: FetchResponse | undefined;
	try {
		response = await watchdog.guard(options.fetch(request.url, fetchInit(request, headers, watchdog)));
		const hasBody = request.method !== 'HEAD' && response.status !== 204 && response.status !== 304;
		const body = await readBody(response, hasBody, options.maxBodyBytes, watchdog, progress);
		return { kind: 'answer', status: response.status, headers: response.headers, bytes: body.byteLength, body };
	} catch (error) {
		signal.throwIfAborted();
		throwUploadFailure(watchdog);
		return brokenOff(error, watchdog, request, progress, response);
	} finally {
		watchdog.release();
	}
}

/** Gives a broken exchange up and says how it failed; `response` where an answer had begun. */
export function brokenOff(
	error: unknown,
	watchdog: Watchdog,
	request: HttpRequest,
	progress: BodyProgress,
	response: FetchResponse | undefined,
): Outcome {
	const failure = explain(error, watchdog, request, progress, response !== undefined);
	watchdog.abandon(failure.error);
	return {
		kind: 'failure',
		status: response?.status ?? 0,
		headers: response?.headers,
		bytes: progress.received,
		...failure,
	};
}

/** What a broken exchange means: which part failed, and whether it may succeed a moment later. */
function explain(
	error: unknown,
	watchdog: Watchdog,
	request: HttpRequest,
	progress: BodyProgress,
	isInBody: boolean,
): { readonly error: FreeholdError; readonly isTransient: boolean } {
	// The engine may report the abort in its own words; the watchdog's are better.
	const reason: unknown = watchdog.signal.aborted ? watchdog.signal.reason : error;
	if (FreeholdError.is(reason)) return { error: reason, isTransient: reason.reason === 'timeout' };
	if (!isInBody) return networkFailure(reason, request.label, new URL(request.url).host);
	const isTooLarge = reason instanceof BodyLengthError && reason.isTooLarge;
	const came =
		progress.expected === undefined
			? `${progress.received} bytes`
			: `${progress.received} of ${progress.expected} bytes`;
	return {
		error: new FreeholdError('badResponse', {
			what: isTooLarge ? `The answer to ${request.label} is too large` : `The answer to ${request.label} is incomplete`,
			why: `${describe(reason)} (${came} came)`,
			next: isTooLarge
				? 'Ask for fewer records or fields at a time'
				: 'Try again; if it stays so, a proxy or the vendor cuts its answers short',
			cause: reason,
		}),
		isTransient: !isTooLarge,
	};
}

/** `fetch` says "terminated" and keeps the cause beneath. */
function describe(error: unknown): string {
	if (!(error instanceof Error)) return redactText(String(error));
	const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
	return redactText(`${error.message}${cause}`);
}
