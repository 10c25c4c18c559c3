/** One HTTP server of the sandbox: bytes to requests, deliveries to bytes, broken ones included. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Answer, SandboxRequest } from './answer.ts';
import type { SandboxClock } from './clock.ts';
import { bodyText } from './faults/bendAnswer.ts';
import type { Delivery } from './spark/sparkSandbox.ts';

export interface ServerParts {
	readonly host: SandboxRequest['host'];
	readonly clock: SandboxClock;
	readonly compression: 'auto' | 'none';
	/** Bytes that a request may bring; 1 MB by default. */
	readonly largestBody?: number;
	/** Bodies are files, not text. */
	readonly takesFiles?: boolean;
	readonly handle: (request: SandboxRequest) => Delivery;
	/** Address of the peer decides who may use the control endpoint. */
	readonly control?: ((request: SandboxRequest, peer: string) => Answer | undefined) | undefined;
}

const usualLargestBody = 1_000_000;
const smallestCompressed = 1024;
const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

export async function listen(server: Server, port: number): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve();
		});
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The sandbox listens on no port');
	return address.port;
}

export async function stop(server: Server): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeAllConnections();
	await closed;
}

/** @param partsOf  what serves the requests; asked per request because a server listens before its port is known */
export function openServer(partsOf: () => ServerParts): Server {
	let requests = 0;
	return createServer((incoming, response) => {
		requests += 1;
		const id = `sandbox-${requests}`;
		serve(partsOf(), incoming, response, id).catch((error: unknown) => {
			// A mistake of the simulator itself: told to the client, so that no test waits for ever.
			if (response.headersSent) response.destroy();
			else response.writeHead(500, { 'content-type': 'text/plain' }).end(`The sandbox failed: ${String(error)}`);
		});
	});
}

async function serve(
	parts: ServerParts,
	incoming: IncomingMessage,
	response: ServerResponse,
	id: string,
): Promise<void> {
	const request = await read(parts, incoming);
	if (request === undefined) {
		response.writeHead(400, { 'content-type': 'text/plain' }).end('The request cannot be read');
		return;
	}
	const controlled = parts.control?.(request, incoming.socket.remoteAddress ?? '');
	const delivery =
		controlled === undefined
			? parts.handle(request)
			: { answer: controlled, delayMs: 0, wire: undefined, leave: () => undefined };
	try {
		if (delivery.delayMs > 0) await wait(delivery.delayMs);
		await deliver(parts, delivery, incoming, response, id);
	} finally {
		delivery.leave();
	}
}

async function read(parts: ServerParts, incoming: IncomingMessage): Promise<SandboxRequest | undefined> {
	const { largestBody = usualLargestBody, takesFiles = false } = parts;
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of incoming) {
		const bytes = chunk as Buffer;
		length += bytes.length;
		if (length > largestBody) return undefined;
		chunks.push(bytes);
	}
	const { host = '127.0.0.1' } = incoming.headers;
	const [rawPath = '/', ...rest] = (incoming.url ?? '/').split('?');
	const path = decoded(rawPath);
	if (path === undefined) return undefined;
	const headers = Object.fromEntries(
		Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
	);
	const bytes = Buffer.concat(chunks);
	return {
		method: incoming.method ?? 'GET',
		path,
		params: new URLSearchParams(rest.join('?')),
		headers,
		body: takesFiles ? '' : bytes.toString('utf8'),
		bytes,
		// Tests hand it connections that they have taken out of TLS.
		origin: `${incoming.socket instanceof TLSSocket ? 'https' : 'http'}://${host}`,
		host: parts.host,
	};
}

function decoded(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}

async function deliver(
	parts: ServerParts,
	{ answer, wire }: Delivery,
	incoming: IncomingMessage,
	response: ServerResponse,
	id: string,
): Promise<void> {
	if (wire?.kind === 'reset') {
		incoming.socket.resetAndDestroy();
		return;
	}
	const whole = Buffer.from(answer.body.kind === 'bytes' ? answer.body.bytes : bodyText(answer));
	const isShortBody = wire?.kind === 'truncate' && wire.how === 'shortBody';
	const body = isShortBody ? whole.subarray(0, wire.keep ?? whole.length >> 1) : whole;
	const { encoding, bytes } = await encoded(body, parts.compression, incoming.headers['accept-encoding'] ?? '');
	const headers = {
		...answer.headers,
		...(encoding === undefined ? {} : { 'content-encoding': encoding }),
		vary: 'Accept-Encoding',
		date: new Date(parts.clock.told()).toUTCString(),
		// Reapit names its requests by a header of its own.
		...('x-amzn-requestid' in answer.headers ? {} : { 'x-request-id': id }),
	};
	if (wire === undefined || isShortBody) {
		// An answer that cannot have a body has no length either (RFC 9110, 8.6).
		const length = answer.status === 204 ? {} : { 'content-length': bytes.length };
		response.writeHead(answer.status, { ...headers, ...length }).end(bytes);
		return;
	}
	const kept = bytes.subarray(0, wire.keep ?? (wire.kind === 'stall' ? 0 : bytes.length >> 1));
	if (wire.kind === 'truncate' && wire.how === 'shortStream') {
		response.writeHead(answer.status, { ...headers, 'content-length': kept.length }).end(kept);
		return;
	}
	const isChunked = wire.kind === 'truncate' && wire.how === 'brokenChunks';
	response.writeHead(answer.status, isChunked ? headers : { ...headers, 'content-length': bytes.length });
	response.flushHeaders();
	// A stalled answer stays open until the client or the sandbox ends it.
	if (kept.length > 0) await new Promise<void>((resolve) => response.write(kept, () => resolve()));
	if (wire.kind === 'truncate') response.destroy();
}

async function encoded(
	body: Buffer,
	compression: 'auto' | 'none',
	accepted: string,
): Promise<{ readonly encoding: string | undefined; readonly bytes: Buffer }> {
	if (compression === 'none' || body.length < smallestCompressed) return { encoding: undefined, bytes: body };
	const names = accepted.split(',').map((each) => each.trim());
	const accepts = (name: string): boolean =>
		names.some((each) => each === name || (each.startsWith(`${name};`) && !/;\s*q=0(\.0+)?$/.test(each)));
	if (accepts('gzip')) return { encoding: 'gzip', bytes: await gzipAsync(body, { level: 2 }) };
	if (!accepts('br')) return { encoding: undefined, bytes: body };
	const params = { [constants.BROTLI_PARAM_QUALITY]: 2 };
	return { encoding: 'br', bytes: await brotliAsync(body, { params }) };
}
