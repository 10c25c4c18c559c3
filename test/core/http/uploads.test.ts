/** Files go out piece by piece, whole or not at all, with either engine. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { FetchLike, HttpRequest, StreamedBody } from '../../../src/core/http/contract.ts';
import { failureOf, hostFetch, rig, serve, undiciEngine } from './rig.ts';
import type { Served } from './rig.ts';

interface Received extends Served {
	/** Bodies that arrived whole. */
	readonly bodies: string[];
}

/** Reads bodies; answers the statuses in turn, and 200 after them. */
async function store(...statuses: number[]): Promise<Received> {
	const bodies: string[] = [];
	const served = await serve((request, response, number) => {
		let body = '';
		request.on('data', (piece: Buffer) => (body += piece.toString('latin1')));
		request.on('end', () => {
			bodies.push(body);
			response.writeHead(statuses[number - 1] ?? 200).end('stored');
		});
		request.on('error', () => undefined);
	});
	return { ...served, bodies };
}

interface Source {
	readonly body: StreamedBody;
	opened: number;
	closed: number;
	given: number;
}

/** Gives the pieces, each after a moment. */
function pieces(bytes: number, texts: readonly string[], eachMs = 0): Source {
	const source: Source = {
		opened: 0,
		closed: 0,
		given: 0,
		body: {
			bytes,
			async *open() {
				source.opened++;
				try {
					for (const text of texts) {
						if (eachMs > 0) await pause(eachMs);
						source.given++;
						yield Buffer.from(text);
					}
				} finally {
					source.closed++;
				}
			},
		},
	};
	return source;
}

function put(origin: string, body: StreamedBody, changes: Partial<HttpRequest> = {}): HttpRequest {
	return { method: 'PUT', url: `${origin}/file`, label: 'the upload', body, ...changes };
}

const engines: readonly (readonly [string, () => FetchLike])[] = [
	['the CLI’s engine', undiciEngine],
	['the host’s fetch', () => hostFetch],
];

describe.each(engines)('with %s', (_name, engine) => {
	test('a streamed body arrives whole, its length announced and not chunked', async () => {
		const { origin, requests, bodies } = await store();
		const texts = Array.from({ length: 40 }, (_, index) => String(index % 10).repeat(50_000));
		const source = pieces(2_000_000, texts);
		expect(await rig(origin, { fetch: engine() }).get(put(origin, source.body))).toBe('stored');
		expect(bodies).toEqual([texts.join('')]);
		expect(requests[0]?.headers).toMatchObject({ 'content-length': '2000000' });
		expect(requests[0]?.headers['transfer-encoding']).toBeUndefined();
		expect([source.opened, source.closed]).toEqual([1, 1]);
	});

	test('an empty file and empty pieces are fine', async () => {
		const { origin, requests, bodies } = await store();
		const { get } = rig(origin, { fetch: engine() });
		await get(put(origin, pieces(0, []).body));
		await get(put(origin, pieces(2, ['a', '', 'b']).body));
		expect(bodies).toEqual(['', 'ab']);
		expect(requests.map(({ headers }) => headers['content-length'])).toEqual(['0', '2']);
	});

	test('it is opened anew for each attempt', async () => {
		const { origin, bodies } = await store(503, 429);
		const source = pieces(6, ['abc', 'def']);
		const { get } = rig(origin, { fetch: engine() });
		expect(await get(put(origin, source.body, { isIdempotent: true }))).toBe('stored');
		expect(bodies).toEqual(['abcdef', 'abcdef', 'abcdef']);
		expect([source.opened, source.closed]).toEqual([3, 3]);
	});

	test('unless it may be repeated it is sent once', async () => {
		const { origin, requests } = await store(503);
		const error = await failureOf(rig(origin, { fetch: engine() }).get(put(origin, pieces(3, ['abc']).body)));
		expect(error).toMatchObject({ reason: 'unavailable', status: 503 });
		expect(requests).toHaveLength(1);
	});

	test.each([
		['fewer', ['abc', 'de'], '10 bytes were announced, but the file has only 5'],
		['more', ['abcdefgh', 'ij', 'k'], '10 bytes were announced, but the file has at least 11'],
	])(
		'%s bytes than announced fail clearly, are not tried again, and never arrive as a whole',
		async (_, texts, why) => {
			const { origin, bodies } = await store();
			const source = pieces(10, texts);
			const { get, clock } = rig(origin, { fetch: engine() });
			const error = await failureOf(get(put(origin, source.body, { isIdempotent: true })));
			expect(error).toMatchObject({ reason: 'conflict', why });
			expect(bodies).toEqual([]);
			expect([source.opened, source.closed, clock.slept.length]).toEqual([1, 1, 0]);
		},
	);

	test('what the body throws reaches the caller as it is', async () => {
		const { origin, bodies } = await store();
		const broken = new Error('the disk went away');
		const body: StreamedBody = {
			bytes: 6,
			// eslint-disable-next-line @typescript-eslint/require-await -- it is the shape that counts
			async *open() {
				yield Buffer.from('abc');
				throw broken;
			},
		};
		const { client } = rig(origin, { fetch: engine() });
		await expect(client.send(put(origin, body, { isIdempotent: true }), new AbortController().signal)).rejects.toBe(
			broken,
		);
		expect(bodies).toEqual([]);
	});

	test('a cancel ends it at once and stops the reading', async () => {
		const { origin, bodies } = await store();
		const source = pieces(1_000, Array<string>(1_000).fill('x'), 5);
		const cancel = new AbortController();
		const { get } = rig(origin, { fetch: engine() });
		const sending = get(put(origin, source.body), cancel.signal);
		setTimeout(() => cancel.abort(new Error('enough')), 60);
		await expect(sending).rejects.toThrow('enough');
		await expect.poll(() => source.closed).toBe(1);
		expect(source.given).toBeLessThan(1_000);
		expect(bodies).toEqual([]);
	});

	test('an upload that goes on may take longer than the headers may', async () => {
		const { origin, bodies } = await store();
		const timeouts = { headersMs: 1_000, idleMs: 10_000, totalMs: 30_000 };
		const source = pieces(25, Array<string>(25).fill('x'), 60);
		expect(await rig(origin, { fetch: engine(), timeouts }).get(put(origin, source.body))).toBe('stored');
		expect(bodies).toEqual(['x'.repeat(25)]);
	});

	test('an upload that stands still is given up', async () => {
		const { origin } = await store();
		const timeouts = { headersMs: 20_000, idleMs: 60, totalMs: 20_000 };
		const body: StreamedBody = {
			bytes: 100,
			async *open() {
				yield Buffer.from('abc');
				yield Buffer.from('def');
				await new Promise(() => undefined);
			},
		};
		const error = await failureOf(rig(origin, { fetch: engine(), timeouts }).get(put(origin, body)));
		expect(error.reason).toBe('timeout');
		expect(error.why).toBe('Nothing could be sent for 60 ms, after 3 of 100 bytes');
	});

	test('after the upload the answer has to begin in time', async () => {
		const { origin } = await serve((request) => request.resume());
		const timeouts = { headersMs: 60, idleMs: 20_000, totalMs: 20_000 };
		const error = await failureOf(rig(origin, { fetch: engine(), timeouts }).get(put(origin, pieces(3, ['abc']).body)));
		expect(error).toMatchObject({ reason: 'timeout', why: 'No answer began within 60 ms after the upload' });
	});

	test('an answer that comes before the end of the upload is taken', async () => {
		const { origin } = await serve((request, response) => {
			request.once('data', () => response.writeHead(403, { connection: 'close' }).end('no'));
			request.on('error', () => undefined);
		});
		const source = pieces(1_000, Array<string>(1_000).fill('x'), 2);
		const error = await failureOf(rig(origin, { fetch: engine() }).get(put(origin, source.body)));
		expect(error).toMatchObject({ reason: 'badRequest', status: 403 });
	});

	test('six megabytes of text go out as they are', async () => {
		const { origin, bodies } = await store();
		const body = JSON.stringify({ fileData: 'A'.repeat(6_000_000) });
		await rig(origin, { fetch: engine() }).get({ method: 'POST', url: `${origin}/`, label: 'the document', body });
		expect(bodies[0] === body).toBe(true);
	});
});
