/** A real server on loopback and a client before it, with a clock that never waits. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { FetchInit, FetchLike, HttpRequest, Judge } from '../../../src/core/http/contract.ts';
import type { HttpClientOptions } from '../../../src/core/http/httpClient.ts';
import { HttpClient } from '../../../src/core/http/httpClient.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import type { TraceEvent } from '../../../src/core/http/trace.ts';
import { undiciFetch } from '../../../src/core/http/undiciFetch.ts';
import type { Clock, Log } from '../../../src/core/outside.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

export interface Served {
	readonly origin: string;
	readonly requests: IncomingMessage[];
}

/** Starts a server whose handler is told the number of the request, from 1. */
export async function serve(handler: Handler): Promise<Served> {
	const requests: IncomingMessage[] = [];
	const server = createServer((request, response) => handler(request, response, requests.push(request)));
	return { origin: `http://127.0.0.1:${await listen(server)}`, requests };
}

/** Listens on a free port until the test is over; open connections are cut then. */
export async function listen(server: Server): Promise<number> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	return (server.address() as AddressInfo).port;
}

/** Sleeping moves it at once; what was slept is kept. */
export class FakeClock implements Clock {
	readonly slept: number[] = [];
	#now: number;

	constructor(now = Date.parse('2026-05-01T12:00:00Z')) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		this.slept.push(ms);
		this.#now += ms;
		await Promise.resolve();
	}
}

/** Sleeps until the signal ends it. */
export class StoppedClock extends FakeClock {
	override sleep(ms: number, signal?: AbortSignal): Promise<void> {
		this.slept.push(ms);
		return new Promise((_resolve, reject) => {
			if (signal?.aborted === true) reject(signal.reason as Error);
			signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
		});
	}
}

/** Reads statuses the way most vendors mean them. */
export const plainJudge: Judge = (response) => {
	const error = (reason: 'throttled' | 'unavailable' | 'credentials' | 'badRequest'): FreeholdError =>
		new FreeholdError(reason === 'throttled' ? 'unavailable' : reason, {
			what: 'The test request failed',
			why: `The server answered ${response.status}`,
			next: 'Nothing',
			status: response.status,
		});
	if (response.status < 300) return { kind: 'ok' };
	if (response.status === 401) return { kind: 'reauthorize', error: error('credentials') };
	if (response.status === 429) return { kind: 'retry', isThrottle: true, error: error('throttled') };
	if (response.status >= 500) return { kind: 'retry', error: error('unavailable') };
	return { kind: 'fail', error: error('badRequest') };
};

export const silentLog: Log = { write: () => undefined };

export interface Rig {
	readonly client: HttpClient;
	readonly clock: FakeClock;
	readonly budget: MemoryBudget;
	readonly traced: TraceEvent[];
	readonly waits: { readonly until: number; readonly why: string }[];
	/** Sends a GET of the path, or the request, and gives the body's text. */
	readonly get: (request: string | HttpRequest, signal?: AbortSignal) => Promise<string>;
}

export function rig(origin: string, changes: Partial<HttpClientOptions> & { readonly clock?: FakeClock } = {}): Rig {
	const clock = changes.clock ?? new FakeClock();
	const budget = new MemoryBudget();
	const traced: TraceEvent[] = [];
	const waits: { until: number; why: string }[] = [];
	const client = new HttpClient({
		fetch: changes.fetch ?? undiciEngine(),
		random: () => 0.5,
		log: silentLog,
		budget,
		limit: { unit: 'test:0', requests: 1_000, windowMs: 300_000, concurrency: 8 },
		judge: plainJudge,
		origin,
		maxWaitMs: 600_000,
		userAgent: 'freehold-test',
		onWait: (until, why) => waits.push({ until, why }),
		onTrace: (event) => traced.push(event),
		...changes,
		clock,
	});
	const get = async (request: string | HttpRequest, signal?: AbortSignal): Promise<string> => {
		const asked = typeof request === 'string' ? getOf(`${origin}${request}`) : request;
		const response = await client.send(asked, signal ?? new AbortController().signal);
		return Buffer.from(response.body).toString();
	};
	return { client, clock, budget, traced, waits, get };
}

export function getOf(url: string): HttpRequest {
	return { method: 'GET', url, label: 'the test page' };
}

export function undiciEngine(): FetchLike {
	const engine = undiciFetch({ env: {} });
	onTestFinished(() => engine.close());
	return engine.fetch;
}

/** What the extension hands in: the host's own `fetch`. */
export const hostFetch: FetchLike = async (url, init) => {
	const { status, headers, body } = await fetch(url, {
		method: init.method,
		headers: init.headers,
		signal: init.signal,
		redirect: init.redirect,
		...(init.body === undefined ? {} : { body: bodyOf(init.body) }),
		...(init.duplex === undefined ? {} : { duplex: init.duplex }),
	});
	return { status, headers, body };
};

function bodyOf(body: Exclude<FetchInit['body'], undefined>): string | Uint8Array<ArrayBuffer> | ReadableStream {
	if (typeof body === 'string') return body;
	return body instanceof Uint8Array ? Buffer.from(body) : ReadableStream.from(body);
}

/** The rejection, which must come. */
export async function failureOf(work: Promise<unknown>): Promise<FreeholdError> {
	try {
		await work;
	} catch (error) {
		if (error instanceof FreeholdError) return error;
		throw error;
	}
	throw new Error('it did not fail');
}
