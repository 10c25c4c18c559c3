/** Sends requests of a file: through their connection with its credentials and limits, or straight to their address. */
import { FreeholdError } from '../../errors.ts';
import type { HttpRequest, HttpResponse, Timeouts } from '../../http/contract.ts';
import { HttpClient } from '../../http/httpClient.ts';
import type { Connection } from '../../project/project.ts';
import type { AccessOutside, Admitted, RequestAccess } from '../../sources/requestAccess.ts';
import type { PlainRequest } from '../plainRequest.ts';
import type { ResolvedRequest } from '../resolve/resolveRequest.ts';
import { AnswerJudge } from './answerJudge.ts';
import { assertMayChange } from './consent.ts';
import type { Consent } from './consent.ts';
import type { Exchange, ReceivedBody } from './exchange.ts';
import { ExchangeRecorder } from './exchangeRecorder.ts';
import { FileTarget } from './fileTarget.ts';
import { openAccess } from './openAccess.ts';
import { plainAccess } from './plainAccess.ts';
import type { PlainOutside } from './plainAccess.ts';
import { httpRequestOf } from './wireRequest.ts';

export interface SenderOutside {
	/** Of a connection: its secrets, and the network that it may use. */
	readonly outsideOf: (connection: Connection) => AccessOutside;
	/** Of requests without a connection. */
	readonly plain: PlainOutside;
}

export interface SendOptions {
	/** Asked before anything that changes data; without it such requests are refused. */
	readonly consent?: Consent | undefined;
	/** The last hand on the request before it is sent: `If-Match` of the last read, for example. */
	readonly prepare?: ((resolved: ResolvedRequest) => PlainRequest | Promise<PlainRequest>) | undefined;
	/** A file that the body goes to as it comes, however large it is. A refusal stays in memory. */
	readonly output?: string | undefined;
	/** Of a body in memory; beyond it the request fails. */
	readonly maxBodyBytes?: number | undefined;
	readonly timeouts?: Timeouts | undefined;
}

/** More than anyone reads, and what an editor can still hold beside everything else. */
const DEFAULT_MAX_BODY_BYTES = 64 * 1024 * 1024;
/** A failure is an answer here: two attempts tell a passing one from a lasting one. */
const MAX_ATTEMPTS = 2;

export class RequestSender {
	readonly #outside: SenderOutside;
	/** Kept for as long as the connection is the same object: its tokens, its place among the limits. */
	readonly #accesses = new WeakMap<Connection, Promise<RequestAccess>>();
	#plain: RequestAccess | undefined;

	constructor(outside: SenderOutside) {
		this.#outside = outside;
	}

	/**
	 * The answer, whatever its status.
	 *
	 * @throws FreeholdError of reason `unsafe`, `forbidden`, `usage`, `credentials` (nothing was sent), `network`, `timeout`,
	 *   `badResponse`, `suspended`; when cancelled the signal's reason
	 */
	async send(resolved: ResolvedRequest, options: SendOptions, signal: AbortSignal): Promise<Exchange> {
		signal.throwIfAborted();
		const request = (await options.prepare?.(resolved)) ?? resolved.request;
		const prepared = { ...resolved, request };
		const wire = httpRequestOf(prepared);
		await assertMayChange(prepared, options.consent);
		const { connection } = resolved;
		const recorder = new ExchangeRecorder(prepared, this.#outside.plain.clock);
		const access = await this.#access(connection);
		const admitted = await recorder.admit(access, wire, signal);
		return this.#exchange(admitted, recorder, options, signal);
	}

	async #exchange(
		admitted: Admitted,
		recorder: ExchangeRecorder,
		options: SendOptions,
		signal: AbortSignal,
	): Promise<Exchange> {
		const judge = new AnswerJudge(admitted.client.judge);
		const client = new HttpClient({
			...recorder.watch(admitted.client, () => judge.forget()),
			judge: judge.judge,
			maxAttempts: MAX_ATTEMPTS,
			maxBodyBytes: options.output === undefined ? (options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES) : Infinity,
			...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
		});
		const target = options.output === undefined ? undefined : new FileTarget(options.output);
		try {
			const response = await received(client, admitted.request, target, judge, signal);
			admitted.answered(response);
			return recorder.exchange(response, await bodyOf(response, target));
		} finally {
			await target?.discard();
		}
	}

	#access(connection: Connection | undefined): Promise<RequestAccess> {
		if (connection === undefined) return Promise.resolve((this.#plain ??= plainAccess(this.#outside.plain)));
		const known = this.#accesses.get(connection);
		if (known !== undefined) return known;
		const opening = openAccess(connection, this.#outside.outsideOf(connection));
		this.#accesses.set(connection, opening);
		// What failed (a secret that is missing) may succeed the next time.
		opening.catch(() => this.#accesses.delete(connection));
		return opening;
	}
}

/** What a wait, a door or a file said, whatever the attempt before was answered. */
const NOT_OF_THE_ANSWER = ['suspended', 'unsafe', 'diskFull', 'readOnly', 'notFound', 'usage'] as const;

/** Where a client gave up on an answer, that answer; it is what the user asked to see. */
async function received(
	client: HttpClient,
	request: HttpRequest,
	target: FileTarget | undefined,
	judge: AnswerJudge,
	signal: AbortSignal,
): Promise<HttpResponse> {
	try {
		return target === undefined ? await client.send(request, signal) : await client.download(request, target, signal);
	} catch (error) {
		signal.throwIfAborted();
		const { last } = judge;
		// A vendor that asks to wait for longer than is allowed has not answered; when it will is in the error.
		if (last === undefined || !FreeholdError.is(error) || FreeholdError.is(error, ...NOT_OF_THE_ANSWER)) throw error;
		return last;
	}
}

async function bodyOf(response: HttpResponse, target: FileTarget | undefined): Promise<ReceivedBody> {
	const size = response.body.byteLength > 0 ? undefined : await target?.finish();
	return target === undefined || size === undefined
		? { kind: 'memory', bytes: response.body }
		: { kind: 'file', path: target.path, size };
}
