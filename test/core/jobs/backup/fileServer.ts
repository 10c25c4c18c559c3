/** A scripted server of files: lists them as Realpad does and hands them out, with faults by uid. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { crc32 } from 'node:zlib';

export interface ServedFile {
	readonly uid: string;
	name: string;
	content: Buffer;
	/** As listed, where that is not the truth. */
	listed?: { readonly size?: number | string; readonly crc?: number | string };
	contentType?: string;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, file: ServedFile, attempt: number) => void;

export class FileServer {
	readonly files = new Map<string, ServedFile>();
	/** How often each file was asked for. */
	readonly asked = new Map<string, number>();
	readonly ranges: string[] = [];
	readonly headers: IncomingMessage['headers'][] = [];
	/** Instead of the file. */
	readonly answers = new Map<string, Answer>();
	style: 'crc' | 'checksum' = 'crc';
	takesRanges = true;
	delayMs = 0;
	/** Instead of the list. */
	list: string | undefined;
	mostAtOnce = 0;
	#atOnce = 0;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();

	constructor() {
		this.#server = createServer((request, response) => this.#answer(request, response));
		this.#server.on('connection', (socket: Socket) => {
			this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined));
		});
	}

	async listen(): Promise<this> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	add(name: string, content: Buffer | string, more: Partial<ServedFile> = {}): ServedFile {
		const file = { uid: randomUUID(), name, content: Buffer.from(content), ...more };
		this.files.set(file.uid, file);
		return file;
	}

	askedFor({ uid }: ServedFile): number {
		return this.asked.get(uid) ?? 0;
	}

	async close(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#answer(request: IncomingMessage, response: ServerResponse): void {
		if (request.method === 'POST' && request.url === '/ws/v10/list-resources') {
			response.setHeader('content-type', 'text/xml').end(this.list ?? listXml([...this.files.values()], this.style));
			return;
		}
		const uid = /^\/resource\/(.+)$/.exec(request.url ?? '')?.[1] ?? '';
		const file = this.files.get(uid);
		const attempt = (this.asked.get(uid) ?? 0) + 1;
		this.asked.set(uid, attempt);
		this.headers.push(request.headers);
		this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
		response.once('close', () => this.#atOnce--);
		if (file === undefined) {
			response.writeHead(404).end('no such file');
			return;
		}
		const answer = this.answers.get(uid);
		const send = (): void =>
			answer === undefined ? this.serve(request, response, file) : answer(request, response, file, attempt);
		if (this.delayMs === 0) send();
		else setTimeout(send, this.delayMs);
	}

	serve(request: IncomingMessage, response: ServerResponse, { content, contentType }: ServedFile): void {
		const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
		response.setHeader('content-type', contentType ?? 'application/octet-stream');
		if (from === undefined || !this.takesRanges) {
			response.setHeader('content-length', content.length).end(content);
			return;
		}
		this.ranges.push(from);
		if (Number(from) >= content.length) {
			response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
			return;
		}
		response.writeHead(206, { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
		response.end(content.subarray(Number(from)));
	}
}

export function listXml(files: readonly ServedFile[], style: 'crc' | 'checksum'): string {
	return `<?xml version="1.0" encoding="UTF-8"?>\n<resources>${files.map((file) => entry(file, style)).join('\n')}</resources>`;
}

function entry({ uid, name, content, listed, contentType }: ServedFile, style: 'crc' | 'checksum'): string {
	const sum =
		style === 'crc'
			? `crc="${listed?.crc ?? crc32(content)}"`
			: `checksum="${createHash('sha256').update(content).digest('hex')}"`;
	const type = contentType ?? 'application/pdf';
	return `<resource uid="${uid}" content-type="${type}" file-name="${escaped(name)}" size="${listed?.size ?? content.length}" ${sum}/>`;
}

export function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
