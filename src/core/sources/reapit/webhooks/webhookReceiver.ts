/**
 * Receives Reapit's events on a local port. An event is answered with 200 once it is safely taken; what takes longer than
 * the vendor waits is answered with 503, goes on, and is found done when the vendor sends it again.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FreeholdError } from '../../../errors.ts';
import type { Clock } from '../../../outside.ts';
import type { EventVerifier } from './eventVerifier.ts';
import { TakenEvents } from './takenEvents.ts';
import type { WebhookEvent } from './webhookEvent.ts';

export interface WebhookReceiverOptions {
	readonly verifier: EventVerifier;
	/** Where events are sent to: the path of the address that the vendor was told. */
	readonly path: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Resolves when the event is safely taken; a rejection has it sent again. */
	readonly onEvent: (event: WebhookEvent) => Promise<void>;
	/** Told of everything that was not taken. */
	readonly onRefused: (status: number, why: string) => void;
}

export interface WebhookReceiver {
	/** `http://127.0.0.1:4390/` */
	readonly url: string;
	close(): Promise<void>;
}

/** The vendor waits for about 10 s (domain/reapit.md §2.9). */
const answerWithinMs = 9_000;
const largestBytes = 1_000_000;

/** @throws FreeholdError `usage` where the port is taken */
export async function receiveWebhooks(port: number, options: WebhookReceiverOptions): Promise<WebhookReceiver> {
	const desk = new Desk(options);
	const server = createServer((request, response) => void desk.serve(request, response));
	server.requestTimeout = 30_000;
	await listening(server, port);
	const { port: actual } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${actual}${options.path}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

class Desk {
	readonly #options: WebhookReceiverOptions;
	readonly #taken = new TakenEvents();

	constructor(options: WebhookReceiverOptions) {
		this.#options = options;
	}

	async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { onRefused, signal } = this.#options;
		try {
			const { status, why } = await this.#statusOf(request);
			if (why !== undefined && !signal.aborted) onRefused(status, why);
			answer(response, status);
		} catch (error) {
			// It failed here, not there: the vendor sends it again.
			if (!signal.aborted) onRefused(500, messageOf(error));
			answer(response, 500);
		}
	}

	async #statusOf(request: IncomingMessage): Promise<{ readonly status: number; readonly why?: string }> {
		const { verifier, path, signal } = this.#options;
		const [asked = ''] = (request.url ?? '').split('?');
		if (withoutSlash(asked) !== withoutSlash(path)) return { status: 404 };
		if (request.method !== 'POST') return { status: 405 };
		const body = await readBody(request);
		if (body === undefined) return { status: 413, why: `it has more than ${largestBytes} bytes` };
		const header = request.headers['x-signature'];
		const verified = await verifier.verify(typeof header === 'string' ? header : undefined, body, signal);
		if (verified.kind === 'refused') return verified;
		return this.#take(verified.event);
	}

	async #take(event: WebhookEvent): Promise<{ readonly status: number; readonly why?: string }> {
		const { clock, onEvent, onRefused } = this.#options;
		const taken = this.#taken.once(event, () => onEvent(event));
		const answered = new AbortController();
		const tooLate = clock.sleep(answerWithinMs, answered.signal).then(
			() => 'late' as const,
			() => 'late' as const,
		);
		const outcome = await Promise.race([taken.then(() => 'taken' as const), tooLate]);
		answered.abort();
		if (outcome === 'taken') return { status: 200 };
		// It goes on by itself; should it fail, it is new when it comes again.
		taken.catch((error: unknown) => onRefused(500, messageOf(error)));
		return { status: 503, why: `event ${event.eventId} is still being worked on, and comes again` };
	}
}

function answer(response: ServerResponse, status: number): void {
	response.writeHead(status, {
		'content-length': '0',
		connection: 'close',
		...(status === 405 ? { allow: 'POST' } : {}),
	});
	response.end();
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of request as AsyncIterable<Buffer>) {
		bytes += piece.length;
		// The rest is let by: who is cut off while sending never reads the answer. `requestTimeout` ends it.
		if (bytes <= largestBytes) pieces.push(piece);
	}
	return bytes > largestBytes ? undefined : Buffer.concat(pieces);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function withoutSlash(path: string): string {
	return path.replace(/\/+$/, '');
}

/** On this machine alone: from outside it is reached through a tunnel or a proxy, which also ends TLS. */
function listening(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (cause) =>
			reject(
				new FreeholdError('usage', {
					what: 'Events cannot be received',
					why: `port ${port} of this machine cannot be listened on: ${cause.message}`,
					next: 'Free that port, or choose another one',
					cause,
				}),
			),
		);
		server.listen(port, '127.0.0.1', resolve);
	});
}
