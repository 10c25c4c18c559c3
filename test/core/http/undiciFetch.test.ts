/** Behind a proxy, and with a certificate authority of one's own, the CLI's engine gets through. */
import { readFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { undiciFetch } from '../../../src/core/http/undiciFetch.ts';
import type { UndiciFetchOptions } from '../../../src/core/http/undiciFetch.ts';
import { failureOf, listen, rig, serve } from './rig.ts';
import type { Rig } from './rig.ts';

const cert = readFileSync(new URL('fixtures/test-cert.pem', import.meta.url), 'utf8');
const key = readFileSync(new URL('fixtures/test-key.pem', import.meta.url), 'utf8');
/** A name that only the certificate and the test's proxy know; `.test` never resolves (RFC 6761). */
const madeUpHost = 'listings.freehold.test';

async function serveSecurely(): Promise<number> {
	return listen(createSecure({ cert, key }, (request, response) => response.end(`secure ${request.url ?? ''}`)));
}

/** A real CONNECT proxy that leads every name to this machine, and notes who asked. */
async function proxy(answer = 200): Promise<{ readonly url: string; readonly asked: string[] }> {
	const asked: string[] = [];
	const server = createProxy((_, response) => response.writeHead(500).end('only CONNECT'));
	server.on('connect', (request, client: Duplex) => {
		asked.push(request.url ?? '');
		client.on('error', () => undefined);
		if (answer !== 200) {
			client.end(`HTTP/1.1 ${answer} Refused\r\n\r\n`);
			return;
		}
		const target = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			target.pipe(client).pipe(target);
		});
		target.on('error', () => client.destroy());
		client.on('close', () => target.destroy());
	});
	return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

function rigWith(origin: string, options: UndiciFetchOptions): Rig {
	const engine = undiciFetch(options);
	onTestFinished(() => engine.close());
	return rig(origin, { fetch: engine.fetch });
}

test('a self-signed server is refused, and the error names the way out', async () => {
	const { get, client } = rigWith(`https://127.0.0.1:${await serveSecurely()}`, { env: {} });
	const error = await failureOf(get('/'));
	expect(error.reason).toBe('network');
	expect(error.why).toContain('not trusted');
	expect(error.next).toContain('--ca');
	expect(error.next).toContain('NODE_EXTRA_CA_CERTS');
	expect(client.statistics().requests).toBe(1);
});

test.each(['127.0.0.1', 'localhost'])(
	'a self-signed server is accepted with its certificate as extra authority (%s)',
	async (host) => {
		expect(await rigWith(`https://${host}:${await serveSecurely()}`, { env: {}, extraCa: cert }).get('/a')).toBe(
			'secure /a',
		);
	},
);

test('a certificate for another host is refused even from a trusted authority', async () => {
	const port = await serveSecurely();
	const { url } = await proxy();
	const origin = `https://other.freehold.test:${port}`;
	const error = await failureOf(rigWith(origin, { env: { HTTPS_PROXY: url }, extraCa: cert }).get('/'));
	expect(error.why).toContain('another host');
});

test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])('a proxy named by %s is used', async (variable) => {
	const port = await serveSecurely();
	const { url, asked } = await proxy();
	const origin = `https://${madeUpHost}:${port}`;
	const { get } = rigWith(origin, { env: { [variable]: url }, extraCa: cert });
	expect(await get('/through')).toBe('secure /through');
	expect(await get('/again')).toBe('secure /again');
	expect(new Set(asked)).toEqual(new Set([`${madeUpHost}:${port}`]));
});

test.each(['*', 'freehold.test', '.freehold.test', madeUpHost])('NO_PROXY=%s is honoured', async (noProxy) => {
	const { url, asked } = await proxy();
	const env = { HTTPS_PROXY: url, NO_PROXY: noProxy };
	const error = await failureOf(rigWith(`https://${madeUpHost}:1`, { env, extraCa: cert }).get('/'));
	// Without the proxy nobody knows the name.
	expect(error.why).toMatch(/was not found/);
	expect(asked).toEqual([]);
});

test('this machine is never asked through a proxy', async () => {
	const { url, asked } = await proxy();
	const { origin } = await serve((_, response) => response.end('direct'));
	const { get } = rigWith(origin, { env: { HTTP_PROXY: url, HTTPS_PROXY: url } });
	expect(await get('/')).toBe('direct');
	expect(asked).toEqual([]);
});

test('a proxy that refuses is told as the proxy', async () => {
	const { url } = await proxy(407);
	const error = await failureOf(rigWith(`https://${madeUpHost}`, { env: { HTTPS_PROXY: url } }).get('/'));
	expect(error.reason).toBe('network');
	expect(error.why).toContain('The proxy answered 407');
	expect(error.next).toContain('NO_PROXY');
});

test('a server that does not speak TLS is told', async () => {
	const { origin } = await serve((_, response) => response.end());
	const error = await failureOf(rigWith(origin.replace('http:', 'https:'), { env: {} }).get('/'));
	expect(error.reason).toBe('network');
	expect(error.why).toContain('No encrypted connection');
});

test('an authority that is no PEM certificate is a mistake of configuration', () => {
	expect(() => undiciFetch({ env: {}, extraCa: 'DER?' })).toThrow('PEM');
});
