/** Credentials stay with the connection's own origin, whatever an answer says. */
import { expect, test } from 'vitest';
import type { Authorizer, HttpRequest } from '../../../src/core/http/contract.ts';
import { isLoopback } from '../../../src/core/http/loopback.ts';
import { failureOf, getOf, hostFetch, rig, serve, undiciEngine } from './rig.ts';

const bearer: Authorizer = {
	authorize: (request) => Promise.resolve({ ...request, headers: { authorization: 'Bearer secret' } }),
	renew: () => Promise.resolve(false),
};

const engines = [
	['undici', undiciEngine],
	['the host’s fetch', () => hostFetch],
] as const;

test.each(engines)('a redirect to another origin is refused and never sees the token (%s)', async (_name, engine) => {
	const thief = await serve((_, response) => response.end('got you'));
	const { origin } = await serve((_, response) => {
		response.writeHead(302, { location: `${thief.origin}/take?me=1` }).end();
	});
	const error = await failureOf(rig(origin, { fetch: engine(), authorizer: bearer }).get('/'));
	expect(error.reason).toBe('unsafe');
	expect(error.why).toContain(origin);
	expect(error.why).toContain(thief.origin);
	expect(thief.requests).toHaveLength(0);
});

test.each(engines)('a redirect within the origin is followed with the token (%s)', async (_name, engine) => {
	const { origin, requests } = await serve((request, response) => {
		if (request.url === '/old?page=2') response.writeHead(301, { location: '/new?page=2' }).end();
		else response.end(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
	});
	const { get, client } = rig(origin, { fetch: engine(), authorizer: bearer });
	expect(await get('/old?page=2')).toBe('/new?page=2 Bearer secret');
	expect(requests).toHaveLength(2);
	expect(client.statistics()).toMatchObject({ requests: 2, retries: 0 });
});

test.each([
	[301, 'GET', ''],
	[302, 'GET', ''],
	[303, 'GET', ''],
	[307, 'POST', '{"a":1}'],
	[308, 'POST', '{"a":1}'],
])('a POST redirected by %i arrives as %s', async (status, method, body) => {
	const { origin, requests } = await serve((request, response) => {
		if (request.url === '/') response.writeHead(status, { location: '/there' }).end();
		else request.pipe(response);
	});
	const post: HttpRequest = {
		...getOf(`${origin}/`),
		method: 'POST',
		body: '{"a":1}',
		headers: { 'Content-Type': 'application/json' },
	};
	expect(await rig(origin).get(post)).toBe(body);
	expect(requests[1]?.method).toBe(method);
	expect(requests[1]?.headers['content-type']).toBe(method === 'GET' ? undefined : 'application/json');
});

test('redirects in a circle are noticed', async () => {
	const { origin, requests } = await serve((request, response) => {
		response.writeHead(307, { location: request.url === '/a' ? '/b' : '/a' }).end();
	});
	const error = await failureOf(rig(origin).get('/a'));
	expect(error).toMatchObject({ reason: 'badResponse', status: 307 });
	expect(requests).toHaveLength(2);
});

test('more than five redirects are too many', async () => {
	const { origin, requests } = await serve((_, response, number) => {
		response.writeHead(307, { location: `/${number}` }).end();
	});
	expect(await failureOf(rig(origin).get('/'))).toMatchObject({ reason: 'badResponse' });
	expect(requests).toHaveLength(6);
});

test('what a redirected POST led to may be retried, but the POST itself is not sent again', async () => {
	const { origin, requests } = await serve((request, response, number) => {
		if (request.url === '/') response.writeHead(303, { location: '/result' }).end();
		else response.writeHead(number === 2 ? 503 : 200).end('result');
	});
	expect(await rig(origin).get({ ...getOf(`${origin}/`), method: 'POST' })).toBe('result');
	expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
});

test.each([
	['a link to another origin', 'http://127.0.0.1:9/next'],
	['the same host under another port', 'http://localhost:9/next'],
	['plain http to a remote host', 'http://api.example.com/'],
	['another scheme', 'ftp://api.example.com/'],
	['a name and password in the address', 'https://user:secret@api.example.com/'],
])('%s is refused before anything is sent', async (_name, url) => {
	let sent = 0;
	const { get } = rig('https://api.example.com', {
		fetch: () => {
			sent++;
			return Promise.reject(new Error('sent'));
		},
	});
	const error = await failureOf(get(getOf(url)));
	expect(error.reason).toBe('unsafe');
	expect(error.message).not.toContain('secret');
	expect(sent).toBe(0);
});

test('an authorizer cannot lead a request astray', async () => {
	const thief = await serve((_, response) => response.end());
	const { origin } = await serve((_, response) => response.end());
	const { get } = rig(origin, {
		authorizer: { ...bearer, authorize: (request) => Promise.resolve({ ...request, url: `${thief.origin}/` }) },
	});
	expect(await failureOf(get('/'))).toMatchObject({ reason: 'unsafe' });
	expect(thief.requests).toHaveLength(0);
});

test('an anonymous request may go to the token endpoint, and carries no credentials', async () => {
	const identity = await serve((request, response) => response.end(request.headers.authorization ?? 'none'));
	const { get } = rig('https://api.example.com', { authorizer: bearer, anonymousOrigins: [identity.origin] });
	const token: HttpRequest = { ...getOf(`${identity.origin}/token`), method: 'POST', isAnonymous: true };
	expect(await get(token)).toBe('none');
	expect(await failureOf(get({ ...token, isAnonymous: false }))).toMatchObject({ reason: 'unsafe' });
});

test('an address that is none is told as such', async () => {
	expect(await failureOf(rig('https://api.example.com').get(getOf('not an address')))).toMatchObject({
		reason: 'badRequest',
	});
});

test.each([
	['localhost', true],
	['LOCALHOST', true],
	['127.0.0.1', true],
	['127.255.0.3', true],
	['[::1]', true],
	['128.0.0.1', false],
	['localhost.example.com', false],
	['127.0.0.1.example.com', false],
	['127.example.com', false],
	['[::2]', false],
	['10.0.0.1', false],
	['', false],
])('%s is this machine: %s', (host, expected) => {
	expect(isLoopback(host)).toBe(expected);
});
