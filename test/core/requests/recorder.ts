/** A server on this machine that writes down what it is sent, and answers as it is told. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	readonly method: string;
	/** Path and query, as they came. */
	readonly target: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
}

export interface Recorder {
	readonly origin: string;
	readonly received: Received[];
	/** How the next requests are answered; 200 with `{}` otherwise. */
	answer(handler: ((request: Received, response: ServerResponse) => void) | undefined): void;
	close(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
	const received: Received[] = [];
	let handler: ((request: Received, response: ServerResponse) => void) | undefined;
	const server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const { method = '', url: target = '', headers } = request;
			const one = { method, target, headers, body: Buffer.concat(pieces) };
			received.push(one);
			if (handler === undefined) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
			else handler(one, response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		answer: (next) => {
			handler = next;
		},
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
