/** Waits on this machine for the browser that comes back from the vendor's sign-in page. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FreeholdError } from '../errors.ts';

export interface SignInListener {
	/** The address that the vendor sends the browser to. */
	readonly redirectUri: string;
	/** The whole address with which the browser came back. */
	returned(signal: AbortSignal): Promise<URL>;
	close(): void;
}

/**
 * @param state       of this sign-in: a browser that comes back with another one is sent away, and the wait goes on
 * @param redirectUri registered with the vendor; must be plain http on this machine. Port 0 takes any.
 * @param face        where the user came from, as the page says it
 */
export async function listenForSignIn(
	redirectUri: string,
	state: string,
	face: 'terminal' | 'editor',
): Promise<SignInListener> {
	const wanted = new URL(redirectUri);
	let arrive: (url: URL) => void = () => undefined;
	const arrived = new Promise<URL>((resolve) => {
		arrive = resolve;
	});
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', wanted.origin);
		const isReturn =
			url.pathname === wanted.pathname && (url.searchParams.has('code') || url.searchParams.has('error'));
		const isOurs = isReturn && url.searchParams.get('state') === state;
		answer(response, isOurs ? 200 : isReturn ? 400 : 404, face);
		if (isOurs) arrive(url);
	});
	// Only this machine: the code in the address is as good as a password for a moment.
	const host = wanted.hostname === '[::1]' ? '::1' : '127.0.0.1';
	await new Promise<void>((resolve, reject) => {
		server.once('error', (cause) =>
			reject(
				new FreeholdError('usage', {
					what: 'The sign-in cannot be awaited',
					why: `${wanted.origin} cannot be listened on: ${cause.message}`,
					next: 'Free that port, or register another redirectUri with the vendor and set it in freehold.yaml',
					cause,
				}),
			),
		);
		server.listen(Number(wanted.port || 80), host, resolve);
	});
	const actual = new URL(redirectUri);
	actual.port = String((server.address() as AddressInfo).port);
	return {
		redirectUri: actual.href,
		returned: (signal) =>
			new Promise((resolve, reject) => {
				const onAbort = (): void => reject(signal.reason as Error);
				if (signal.aborted) onAbort();
				signal.addEventListener('abort', onAbort, { once: true });
				void arrived.then((url) => {
					signal.removeEventListener('abort', onAbort);
					resolve(url);
				});
			}),
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

const TEXTS = {
	200: (face: string) => `You can close this window and go back to the ${face}.`,
	400: (face: string) =>
		`This answer does not belong to the sign-in that the ${face} waits for. Open the address that it shows.`,
	404: (face: string) => `Nothing is here. Sign in from the ${face}.`,
} as const;

function answer(response: ServerResponse, status: keyof typeof TEXTS, face: string): void {
	response.writeHead(status, {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': "default-src 'none'",
		'referrer-policy': 'no-referrer',
		connection: 'close',
	});
	response.end(`<!doctype html><title>Freehold</title><p>${TEXTS[status](face)}</p>`);
}

/** Where the browser comes back to when nothing else is said: to be registered with the vendor. */
export const USUAL_REDIRECT = 'http://127.0.0.1:4380/callback';
