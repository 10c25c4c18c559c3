/** The grid's page without VS Code: a server on loopback that gives the page, and a thread with the table that answers it. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import type { FromTable } from '../../src/core/tables/tableMessages.ts';
import type { GridPageData, ToGridHost, ToGridPage } from '../../src/protocol/grid.ts';
import { gridTexts } from '../../src/vscode/grid/gridTexts.ts';
import { TABLE_THREAD } from '../../src/vscode/grid/tableThread.ts';
import { DATASET } from './makeTable.ts';

/** What VS Code gives to a page, made of requests to the server. To be run before the page's own script. */
export const pageApi = `
	new EventSource('/told').onmessage = ({ data }) => window.postMessage(JSON.parse(data));
	window.acquireVsCodeApi = () => ({
		postMessage: (message) => void fetch('/said', { method: 'POST', body: JSON.stringify(message) }),
		getState: () => undefined,
		setState: () => undefined,
	});
`;

const data: GridPageData = {
	subject: { kind: 'dataset', folder: 'bench', connection: 'bench', dataset: DATASET },
	title: DATASET,
	texts: gridTexts({ t: (message) => message }),
};

export class PageHost implements AsyncDisposable {
	readonly #file: string;
	readonly #folder: string;
	readonly #worker: Worker;
	readonly #server = createServer((request, response) => void this.#serve(request, response));
	/** What was said before the page listens. */
	readonly #kept: ToGridPage[] = [];
	#page: ServerResponse | undefined;

	/** @param folder  with the page's script and style */
	constructor(file: string, program: string, folder: string) {
		this.#file = file;
		this.#folder = folder;
		this.#worker = new Worker(program, TABLE_THREAD);
		this.#worker.on('message', (message: FromTable) => this.#tell(message as ToGridPage));
	}

	/** @returns the address of the page */
	async listen(): Promise<string> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#page?.end();
		this.#server.closeAllConnections();
		this.#server.close();
		this.#worker.postMessage({ kind: 'close' });
		await once(this.#worker, 'exit');
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		switch (request.url) {
			case '/':
				response.setHeader('content-type', 'text/html; charset=utf-8').end(html());
				return;
			case '/grid.js':
			case '/grid.css':
				response.setHeader('content-type', request.url === '/grid.js' ? 'text/javascript' : 'text/css');
				response.end(readFileSync(join(this.#folder, request.url.slice(1))));
				return;
			case '/told':
				response.writeHead(200, { 'content-type': 'text/event-stream' });
				this.#page = response;
				for (const message of this.#kept.splice(0)) this.#tell(message);
				return;
			case '/said':
				this.#hear(JSON.parse(await text(request)) as ToGridHost);
				response.writeHead(204).end();
				return;
			default:
				response.writeHead(404).end();
		}
	}

	#hear(message: ToGridHost): void {
		if (message.kind === 'cancel') this.#worker.postMessage(message);
		// What else a page tells needs no answer.
		if (message.kind !== 'request') return;
		if (message.name !== 'begin' && message.name !== 'reload') {
			this.#worker.postMessage({ ...message, kind: 'ask' });
			return;
		}
		const source = { kind: 'dataset', file: this.#file, dataset: DATASET };
		this.#worker.postMessage({ kind: 'open', source, arrangement: message.ask.arrangement });
		this.#tell({ kind: 'reply', id: message.id, answer: { hasExpressions: false } });
	}

	#tell(message: ToGridPage): void {
		if (this.#page === undefined) this.#kept.push(message);
		else this.#page.write(`data: ${JSON.stringify(message)}\n\n`);
	}
}

function html(): string {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${DATASET}</title>
<meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="stylesheet" href="/grid.css"></head>
<body data-page="${JSON.stringify(data).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"><main></main><script src="/grid.js"></script></body></html>`;
}
