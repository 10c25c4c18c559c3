/** Tokens of the application: when they are asked for, how long they are kept, what happens when they are refused. */
import { expect, test } from 'vitest';
import { ListServer } from './listServer.ts';
import { initial, never, rig, Table } from './readRig.ts';

test('one token serves all who wait, and is kept until a minute before its end', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 900);
	const { read } = rig(server);
	await read(new Table(), 'contacts', initial);
	server.now += 3_530_000;
	await read(new Table(), 'contacts', initial);
	expect(server.tokens).toBe(1);
	server.now += 15_000;
	await read(new Table(), 'contacts', initial);
	expect(server.tokens).toBe(2);
});

test('a token that is refused before its time is renewed once, then the refusal counts', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 10);
	let refused = 1;
	server.hook = () => (refused-- > 0 ? { status: 401, body: { statusCode: 401, description: 'lacks …' } } : undefined);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	expect(table.rows.size).toBe(10);
	expect(server.tokens).toBe(2);
	refused = Infinity;
	await expect(read(new Table(), 'contacts', initial)).rejects.toMatchObject({ reason: 'credentials' });
	expect(server.tokens).toBe(3);
});

test('a customer that has not installed the app is no reason to renew', async () => {
	const server = new ListServer();
	const description = 'The request could not be fulfilled as … does not have the application installed.';
	server.hook = () => ({ status: 401, body: { statusCode: 401, description } });
	const { read } = rig(server);
	await expect(read(new Table(), 'contacts', initial)).rejects.toMatchObject({
		reason: 'credentials',
		why: expect.stringContaining('customer SBOX has not installed the app') as string,
	});
	expect(server.tokens).toBe(1);
});

test('where the documented address does not exist, the one of the discovery document is taken', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 1);
	const answer = server.answer.bind(server);
	const paths: string[] = [];
	server.answer = (method, url, headers, body) => {
		const { pathname, origin } = new URL(url);
		paths.push(pathname);
		if (pathname === '/token') return { status: 404, body: '{}' };
		if (pathname === '/.well-known/openid-configuration') {
			const endpoints = { authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/oauth/token` };
			return { status: 200, body: { issuer: `${origin}/`, ...endpoints } };
		}
		const isToken = pathname === '/oauth/token';
		return answer(method, isToken ? url.replace('/oauth/token', '/token') : url, headers, body);
	};
	const { read } = rig(server);
	await read(new Table(), 'contacts', initial);
	server.now += 3_600_000;
	await read(new Table(), 'contacts', initial);
	const asked = ['/token', '/.well-known/openid-configuration', '/oauth/token'];
	expect(paths).toEqual([...asked, '/contacts/', '/oauth/token', '/contacts/']);
});

test('refused credentials are told without what was sent, and nothing is asked of the platform', async () => {
	const server = new ListServer();
	const secrets = { get: (field: string) => Promise.resolve({ clientId: 'app', clientSecret: 'wrong-secret' }[field]) };
	const { read, logged } = rig(server, {}, { secrets });
	const failure = read(new Table(), 'contacts', initial);
	await expect(failure).rejects.toMatchObject({
		reason: 'credentials',
		why: expect.stringContaining('invalid_client') as string,
	});
	const error: unknown = await failure.catch((thrown: unknown) => thrown);
	const told = JSON.stringify([error, logged, (error as Error).message]);
	expect(told).not.toContain('wrong-secret');
	expect(told).not.toContain(Buffer.from('app:wrong-secret').toString('base64'));
	expect(server.dataRequests).toEqual([]);
});

test('a connection without customers, or without secrets, is explained', async () => {
	const server = new ListServer();
	const { read } = rig(server, { customers: [] });
	await expect(read(new Table(), 'contacts', initial)).rejects.toMatchObject({ reason: 'configuration' });
	const none = rig(server, {}, { secrets: { get: () => Promise.resolve(undefined) } });
	await expect(none.read(new Table(), 'contacts', initial)).rejects.toMatchObject({
		reason: 'credentials',
		next: expect.stringContaining('FREEHOLD_AGENCY_CLIENT_ID') as string,
	});
	expect(server.asked).toEqual([]);
	expect((await none.source.datasets(never)).length).toBeGreaterThan(80);
});

test('the platform’s limits hold: never more than 20 in a second, never more than 5 at once, tokens not counted', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 6000);
	const times: number[] = [];
	let [inside, most] = [0, 0];
	const fetch: typeof server.fetch = async (url, init) => {
		if (url.includes('/token')) return server.fetch(url, init);
		times.push(server.now);
		most = Math.max(most, ++inside);
		try {
			return await server.fetch(url, init);
		} finally {
			inside--;
		}
	};
	const { read, source } = rig(server, {}, { fetch });
	await read(new Table(), 'contacts', initial);
	expect(most).toBe(5);
	for (const [index, at] of times.entries()) expect((times[index + 20] ?? Infinity) - at).toBeGreaterThan(1000);
	expect(source.statistics()).toMatchObject({ requests: 62, throttles: 0 });
});
