/** An OpenID provider that no one here wrote (`oidc-provider`), on loopback, and a person who signs in to it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import { onTestFinished } from 'vitest';

export const redirectUri = 'http://127.0.0.1:4380/callback';
/** Letters, digits and `-_`, as vendors make them: the standard escapes anything else in the header (RFC 6749 §2.3.1), Reapit's page does not. */
export const serverClient = { clientId: 'server-app', clientSecret: 'a-secret_of-the-Server-4711' };
export const userClient = { clientId: 'desktop-app' };

export interface OpenidProvider {
	readonly origin: string;
	/** Grants by type, as the token endpoint granted them. */
	readonly granted: string[];
	/** Refusals of the token endpoint, by OAuth's word. */
	readonly refused: string[];
}

export async function startOpenidProvider(routes: Configuration['routes'] = {}): Promise<OpenidProvider> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const provider = new Provider(origin, {
		clients: [
			{
				client_id: serverClient.clientId,
				client_secret: serverClient.clientSecret,
				token_endpoint_auth_method: 'client_secret_basic',
				grant_types: ['client_credentials'],
				redirect_uris: [],
				response_types: [],
			},
			{
				client_id: userClient.clientId,
				token_endpoint_auth_method: 'none',
				application_type: 'native',
				grant_types: ['authorization_code', 'refresh_token'],
				redirect_uris: [redirectUri],
				response_types: ['code'],
			},
		],
		features: { clientCredentials: { enabled: true }, devInteractions: { enabled: true } },
		pkce: { required: () => true },
		rotateRefreshToken: true,
		routes: { authorization: '/authorize', token: '/token', ...routes },
		cookies: { keys: ['a key of the test'] },
	});
	const [granted, refused]: [string[], string[]] = [[], []];
	provider.on('grant.success', (context) => granted.push(String(context.oidc.params?.grant_type)));
	provider.on('grant.error', (_context, error) => refused.push(error.error));
	const handle = provider.callback();
	server.on('request', (request, response) => void handle(request, response));
	return { origin, granted, refused };
}

/** Goes through the provider's pages as a browser does, until they lead back to the application. @returns that address */
export async function signInAsPerson(url: string): Promise<string> {
	const cookies = new Map<string, string>();
	let next: { readonly url: string; readonly form?: URLSearchParams } = { url };
	for (let step = 0; step < 20; step += 1) {
		const response = await fetch(next.url, {
			redirect: 'manual',
			method: next.form === undefined ? 'GET' : 'POST',
			...(next.form === undefined ? {} : { body: next.form }),
			headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			cookies.set(name, value);
		}
		const location = response.headers.get('location');
		if (location !== null) {
			const target = new URL(location, next.url).href;
			if (target.startsWith(redirectUri)) return target;
			next = { url: target };
			continue;
		}
		const page = await response.text();
		const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
		if (action === undefined) throw new Error(`The provider shows no form: ${page.slice(0, 300)}`);
		const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? 'login';
		next = {
			url: new URL(action, next.url).href,
			form: new URLSearchParams({ prompt, login: 'someone', password: 'x' }),
		};
	}
	throw new Error('The provider never led back');
}
