/** Streaming downloads through the door: ranges, refusals, what targets throw. */
import { expect, test } from 'vitest';
import type { DownloadTarget } from '../../../src/core/http/download.ts';
import { failureOf, getOf, hostFetch, rig, serve, undiciEngine } from './rig.ts';
import type { Handler } from './rig.ts';

class MemoryTarget implements DownloadTarget {
	bytes = Buffer.alloc(0);
	readonly begun: { readonly offset: number; readonly total: number | undefined }[] = [];

	get held(): number {
		return this.bytes.length;
	}

	begin(offset: number, total: number | undefined): Promise<void> {
		this.begun.push({ offset, total });
		this.bytes = this.bytes.subarray(0, offset);
		return Promise.resolve();
	}

	write(piece: Uint8Array): undefined {
		this.bytes = Buffer.concat([this.bytes, piece]);
	}
}

const content = Buffer.from('0123456789'.repeat(50_000));

/** Sends half of the content and breaks off, then answers as told. */
const breaking =
	(then: Handler): Handler =>
	(request, response, number) => {
		if (number > 1) {
			then(request, response, number);
			return;
		}
		response.setHeader('content-length', content.length);
		response.write(content.subarray(0, 250_000), () => setTimeout(() => response.destroy(), 20));
	};

const fromOffset: Handler = (request, response) => {
	const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
	response.writeHead(206, { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
	response.end(content.subarray(from));
};

test.each([
	['undici', undiciEngine],
	['the host', () => hostFetch],
])('a body goes to its target as it comes (%s)', async (_name, engine) => {
	const { origin, requests } = await serve((_request, response) => void response.end(content));
	const target = new MemoryTarget();
	const { client } = rig(origin, { fetch: engine() });
	const response = await client.download(getOf(`${origin}/file`), target, new AbortController().signal);
	expect(target.bytes.equals(content)).toBe(true);
	expect(response.body).toHaveLength(0);
	expect(requests[0]?.headers['accept-encoding']).toBe('identity');
	expect(client.statistics().bytes).toBe(content.length);
});

test('what broke off goes on where it stopped', async () => {
	const { origin, requests } = await serve(breaking(fromOffset));
	const target = new MemoryTarget();
	await rig(origin).client.download(getOf(`${origin}/file`), target, new AbortController().signal);
	expect(target.bytes.equals(content)).toBe(true);
	expect(requests[1]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
	expect(target.begun[1]).toMatchObject({ total: content.length });
	expect(target.begun[1]?.offset).toBeGreaterThan(0);
});

test.each<[string, Handler]>([
	['ignores ranges', (_request, response) => void response.end(content)],
	[
		'sends another range',
		(request, response, number) => {
			if (request.headers.range === undefined) return void response.end(content);
			response.writeHead(206, { 'content-range': `bytes 0-${number}/${content.length}` }).end(content);
		},
	],
	[
		'does not know the range',
		(request, response) => {
			if (request.headers.range === undefined) response.end(content);
			else response.writeHead(416).end();
		},
	],
])('a server that %s is asked for everything', async (_name, handler) => {
	const { origin } = await serve(breaking(handler));
	const target = new MemoryTarget();
	await rig(origin).client.download(getOf(`${origin}/file`), target, new AbortController().signal);
	expect(target.bytes.equals(content)).toBe(true);
});

test('a refusal is judged, and does not reach the target', async () => {
	const { origin } = await serve((_request, response) => void response.writeHead(404).end('not here'));
	const target = new MemoryTarget();
	const downloading = rig(origin).client.download(getOf(`${origin}/file`), target, new AbortController().signal);
	expect((await failureOf(downloading)).status).toBe(404);
	expect(target.begun).toEqual([]);
});

test('what the target throws ends the download as it is, and it is not tried again', async () => {
	const { origin, requests } = await serve((_request, response) => void response.end(content));
	for (const failing of ['begin', 'write'] as const) {
		const target = new MemoryTarget();
		target[failing] = () => {
			throw new RangeError('the disk is full');
		};
		const downloading = rig(origin).client.download(getOf(`${origin}/file`), target, new AbortController().signal);
		await expect(downloading).rejects.toThrow(new RangeError('the disk is full'));
	}
	expect(requests).toHaveLength(2);
});

test('a cancel ends it at once, with its reason', async () => {
	const { origin } = await serve((_request, response) => void response.write('a beginning, and no more'));
	const cancel = new AbortController();
	const target = new MemoryTarget();
	target.write = () => {
		cancel.abort(new Error('enough'));
		return undefined;
	};
	await expect(rig(origin).client.download(getOf(`${origin}/file`), target, cancel.signal)).rejects.toThrow('enough');
});
