/**
 * The other side of the replication bench, in its own process: the Spark sandbox with prepared pages, and in front of it
 * a memory of answers, so that update and purge pages are served as fast as they can be written.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '../../src/sandbox/sandbox.ts';

/** What the bench asks the server to do, as messages between processes. */
export type ServerOrder = { readonly edit: number } | { readonly remove: number };

export interface ServerReady {
	/** Serves full walks from prepared pages. */
	readonly origin: string;
	/** Serves what was asked before from memory. */
	readonly rememberedOrigin: string;
	readonly token: string;
}

const listings = Number(process.argv[2]);
const hour = 3_600_000;
const sandbox = await startSandbox({
	scale: listings / 2000,
	spark: { variety: 2000, rateLimits: false, compression: 'none' },
});
const origin = sandbox.spark.origins.replication;
const answers = new Map<string, { readonly type: string; readonly body: Buffer }>();

const front = createServer((request, response) => {
	void answer(request.url ?? '/', request.headers.authorization ?? '').then(({ type, body }) => {
		response.writeHead(200, { 'content-type': type, 'content-length': body.length });
		response.end(body);
	});
});
front.listen(0, '127.0.0.1', () => {
	const ready: ServerReady = {
		origin,
		rememberedOrigin: frontOrigin(),
		token: sandbox.spark.tokens.private.replication,
	};
	process.send?.(ready);
});

process.on('message', (order: ServerOrder) => {
	sandbox.clock.advance(hour);
	if ('edit' in order) sandbox.spark.edit('Property', order.edit);
	else sandbox.spark.remove('Property', order.remove);
	process.send?.('done');
});

async function answer(path: string, authorization: string): Promise<{ type: string; body: Buffer }> {
	const known = answers.get(path);
	if (known !== undefined) return known;
	const response = await fetch(origin + path, { headers: { authorization } });
	if (!response.ok) throw new Error(`${response.status} for ${path}: ${await response.text()}`);
	const text = (await response.text()).replaceAll(origin, frontOrigin());
	const made = { type: response.headers.get('content-type') ?? '', body: Buffer.from(text) };
	answers.set(path, made);
	return made;
}

function frontOrigin(): string {
	return `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
}
