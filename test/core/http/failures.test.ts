/** Whatever an engine does or says, its failure is told in words that help, and nobody hangs. */
import { expect, test } from 'vitest';
import type { FetchResponse } from '../../../src/core/http/contract.ts';
import { networkFailure } from '../../../src/core/http/networkFailure.ts';
import { failureOf, FakeClock, rig } from './rig.ts';

function coded(code: string, message = 'it failed'): Error {
	return Object.assign(new Error(message), { code });
}

test.each([
	[coded('ECONNRESET'), 'network', 'it failed (ECONNRESET)', true],
	[coded('EPIPE'), 'network', 'it failed (EPIPE)', true],
	[coded('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:1'), 'network', 'Nobody listens there: connect', true],
	[coded('ENOTFOUND'), 'network', 'was not found', true],
	[coded('EAI_AGAIN'), 'network', 'was not found', true],
	[coded('ETIMEDOUT'), 'timeout', 'took too long', true],
	[coded('UND_ERR_CONNECT_TIMEOUT'), 'timeout', 'took too long', true],
	[coded('CERT_HAS_EXPIRED'), 'network', 'is not valid now', false],
	[coded('CERT_NOT_YET_VALID'), 'network', 'is not valid now', false],
	[coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'network', 'is not trusted', false],
	[coded('SELF_SIGNED_CERT_IN_CHAIN'), 'network', 'is not trusted', false],
	[coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'network', 'is not trusted', false],
	[coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'network', 'is not trusted', false],
	[coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'network', 'for another host', false],
	[coded('EPROTO'), 'network', 'No encrypted connection', true],
	[new Error('Proxy response (502) !== 200 when HTTP Tunneling'), 'network', 'The proxy answered 502', true],
	[new Error('Proxy response (403) !== 200 when HTTP Tunneling'), 'network', 'The proxy answered 403', false],
	[
		new TypeError('fetch failed', { cause: coded('ECONNRESET', 'read ECONNRESET') }),
		'network',
		'read ECONNRESET',
		true,
	],
	[new AggregateError([coded('ECONNREFUSED')], ''), 'network', 'Nobody listens there', true],
	['a text', 'network', 'a text', true],
	[
		new Error('could not send Bearer abc to https://h/?token=abc'),
		'network',
		'Bearer *** to https://h/?token=***',
		true,
	],
])('%s is told as %s', (error, reason, why, isTransient) => {
	const failure = networkFailure(error, 'Property page 3', 'api.example.com');
	expect(failure.error).toMatchObject({ reason, what: 'Property page 3 got no answer from api.example.com' });
	expect(failure.error.why).toContain(why);
	expect(failure.error.next).not.toBe('');
	expect(failure.isTransient).toBe(isTransient);
});

test.each([
	['127.0.0.1:4001', /Start the Sandbox/],
	['localhost', /Start the Sandbox/],
	['[::1]:4001', /Start the Sandbox/],
	['127.0.0.1.example.com', /proxy/],
])('what refuses at %s may be one that has to be started, or a proxy', (host, next) => {
	expect(networkFailure(coded('ECONNREFUSED'), 'A list', host).error.next).toMatch(next);
});

const origin = 'https://api.example.com';

function answer(body: FetchResponse['body'], headers: Readonly<Record<string, string>> = {}): FetchResponse {
	return { status: 200, headers: { get: (name) => headers[name] ?? null }, body };
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
	for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

test('a web stream that does not iterate by itself is read as well', async () => {
	const stream = new ReadableStream<Uint8Array>({
		start: (controller) => {
			for (const text of ['one ', 'two']) controller.enqueue(Buffer.from(text));
			controller.close();
		},
	});
	const fetch = (): Promise<FetchResponse> => Promise.resolve(answer({ getReader: () => stream.getReader() }));
	expect(await rig(origin, { fetch }).get('/')).toBe('one two');
});

test('a web stream that is too long is let go', async () => {
	let cancelled = false;
	const stream = new ReadableStream<Uint8Array>({
		pull: (controller) => controller.enqueue(new Uint8Array(600)),
		cancel: () => {
			cancelled = true;
		},
	});
	const fetch = (): Promise<FetchResponse> => Promise.resolve(answer({ getReader: () => stream.getReader() }));
	expect(await failureOf(rig(origin, { fetch, maxBodyBytes: 1000 }).get('/'))).toMatchObject({ reason: 'badResponse' });
	expect(cancelled).toBe(true);
});

test.each([
	['ends early', '10', 'in the middle of the body (7 of 10 bytes came)'],
	['goes on', '5', 'goes on after its 5 bytes (7 of 5 bytes came)'],
])('an engine that does not notice a body that %s is not believed', async (_case, length, why) => {
	const fetch = (): Promise<FetchResponse> =>
		Promise.resolve(answer(pieces('one ', 'two'), { 'content-length': length }));
	const error = await failureOf(rig(origin, { fetch }).get('/'));
	expect(error.reason).toBe('badResponse');
	expect(error.why).toContain(why);
});

test.each(['before the answer', 'within the body'])(
	'an engine that ignores its signal %s cannot hold up a cancel',
	async (when) => {
		const hang = new Promise<never>(() => undefined);
		const controller = new AbortController();
		const fetch = (): Promise<FetchResponse> => {
			setTimeout(() => controller.abort(new Error('enough')), 5);
			return when === 'before the answer'
				? hang
				: Promise.resolve(answer({ getReader: () => ({ read: () => hang, cancel: () => hang }) }));
		};
		await expect(rig(origin, { fetch }).get('/', controller.signal)).rejects.toThrow('enough');
	},
);

test('a block that another process was told is waited for', async () => {
	const clock = new FakeClock();
	const { get, budget, waits } = rig(origin, { clock, fetch: () => Promise.resolve(answer(pieces('here'))) });
	budget.block('test:0', clock.now() + 30_000);
	expect(await get('/')).toBe('here');
	expect(clock.slept).toEqual([30_000]);
	expect(waits.map(({ why }) => why)).toEqual(['the vendor asked for a pause']);
});
