/**
 * The CLI's engine: undici with proxies from the environment and further certificate authorities. The extension uses
 * the host's `fetch` instead, because VS Code puts its own proxy and certificates there.
 */
import type { Transform } from 'node:stream';
import { pipeline, Readable } from 'node:stream';
import * as tls from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, EnvHttpProxyAgent, request as send } from 'undici';
import { FreeholdError } from '../errors.ts';
import type { FetchInit, FetchLike, FetchResponse } from './contract.ts';
import { isLoopback } from './loopback.ts';

export interface UndiciFetchOptions {
	/** Of which `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are read; lower case wins, as in curl. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** PEM text of authorities trusted besides the usual ones. */
	readonly extraCa?: string | undefined;
	readonly connectTimeoutMs?: number | undefined;
}

export interface UndiciFetch {
	readonly fetch: FetchLike;
	/** Closes idle connections, and those in use when their answers are complete. */
	close(): Promise<void>;
}

/** Pieces of decompressed bodies: 16 KB, zlib's default, would mean many more turns of the event loop. */
const pieceBytes = 128 * 1024;

export function undiciFetch(options: UndiciFetchOptions): UndiciFetch {
	const { env } = options;
	const connect = {
		timeout: options.connectTimeoutMs ?? 15_000,
		...(options.extraCa === undefined ? {} : { secureContext: trusting(options.extraCa) }),
	};
	// Time-outs of headers and body are the client's (`watchdog.ts`), the same for every engine.
	const common = { connect, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 20_000 };
	const direct = new Agent(common);
	// Empty texts, not absent ones: for those undici would read `process.env` by itself.
	const viaEnvironment = new EnvHttpProxyAgent({
		...common,
		requestTls: connect,
		proxyTls: connect,
		httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? '',
		httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? '',
		noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
	});
	return {
		// A proxy could not reach this machine's loopback; its own would answer instead.
		fetch: (url, init) => fetchBy(isLoopback(new URL(url).hostname) ? direct : viaEnvironment, url, init),
		close: async () => {
			await Promise.all([direct.close(), viaEnvironment.close()]);
		},
	};
}

/**
 * `undici.request`, not its `fetch`: it spares the web streams, and `fetch` takes a gzip body that was cut short for a
 * complete one (it decompresses with `Z_SYNC_FLUSH`, as browsers do).
 */
async function fetchBy(dispatcher: Agent | EnvHttpProxyAgent, url: string, init: FetchInit): Promise<FetchResponse> {
	const { statusCode, headers, body } = await send(url, {
		dispatcher,
		method: init.method,
		headers: { ...init.headers },
		body: bodyOf(init.body),
		signal: init.signal,
	});
	const get = (name: string): string | null => {
		const value = headers[name.toLowerCase()];
		return Array.isArray(value) ? value.join(', ') : (value ?? null);
	};
	const isEmpty = init.method === 'HEAD' || statusCode === 204 || statusCode === 304 || get('content-length') === '0';
	return {
		status: statusCode,
		headers: { get, entries: () => Object.keys(headers).map((name) => [name, get(name) ?? ''] as const) },
		body: isEmpty ? body : decompressed(body, get('content-encoding')),
	};
}

function bodyOf(body: FetchInit['body']): string | Uint8Array | Readable | null {
	if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body ?? null;
	return Readable.from(body, { objectMode: false });
}

function decompressed(body: Readable, encodings: string | null): Readable {
	let decoded = body;
	// The last one named was applied last (RFC 9110 §8.4).
	for (const encoding of (encodings ?? '').split(',').reverse()) {
		const name = encoding.trim().toLowerCase();
		if (name === '' || name === 'identity') continue;
		const decoder = decoderOf(name);
		if (decoder === undefined) {
			body.on('error', () => undefined).destroy();
			throw new FreeholdError('badResponse', {
				what: 'The answer cannot be read',
				why: `It is compressed as "${name}", which was not asked for`,
				next: 'Tell the vendor, or look for a proxy that recompresses answers',
			});
		}
		// Errors of either end destroy the decoder, whose reader hears of them: nothing is left for the callback.
		decoded = pipeline(decoded, decoder, () => undefined);
	}
	return decoded;
}

function decoderOf(name: string): Transform | undefined {
	if (name === 'gzip' || name === 'x-gzip') return createGunzip({ chunkSize: pieceBytes });
	if (name === 'deflate') return createInflate({ chunkSize: pieceBytes });
	if (name === 'br') return createBrotliDecompress({ chunkSize: pieceBytes });
	return undefined;
}

/** Made once: parsing all authorities anew for each connection would hold up the event loop. */
function trusting(extraCa: string): tls.SecureContext {
	if (!extraCa.includes('-----BEGIN CERTIFICATE-----')) {
		throw new FreeholdError('configuration', {
			what: 'The further certificate authority cannot be used',
			why: 'The file holds no certificate in PEM form ("-----BEGIN CERTIFICATE-----")',
			next: 'Convert it, for example with: openssl x509 -inform der -in ca.cer -out ca.pem',
		});
	}
	return tls.createSecureContext({ ca: [...usualAuthorities(), extraCa] });
}

/** Node ≥ 22.15 tells its full set, `NODE_EXTRA_CA_CERTS` and `--use-system-ca` included; before, only the built-in one. */
function usualAuthorities(): readonly string[] {
	return 'getCACertificates' in tls
		? tls.getCACertificates('default')
		: (tls as { rootCertificates: string[] }).rootCertificates;
}
