/**
 * Reapit as its lists look from outside: records of customers, paged, sorted and filtered as seed 001 says, and a token
 * endpoint. What a test needs to go wrong is said by hooks.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FetchLike } from '../../../../src/core/http/contract.ts';

export interface Listed {
	readonly id: string;
	readonly created: string;
	readonly modified: string;
	readonly [name: string]: unknown;
}

export interface Asked {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
}

export interface Answer {
	readonly status: number;
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** Answers in the vendor's place where it gives something. */
export type Hook = (asked: Asked, nth: number) => Answer | undefined;

export class ListServer {
	readonly asked: Asked[] = [];
	/** Requests for data, tokens not counted. */
	readonly dataRequests: Asked[] = [];
	readonly #lists = new Map<string, Listed[]>();
	/** The server's clock; moves only when a test says so. */
	now = Date.parse('2026-05-01T12:00:00Z');
	hook: Hook = () => undefined;
	tokens = 0;
	#closing: (() => Promise<void>) | undefined;

	/** @param path as it is asked for, without query: `/contacts/` */
	list(path: string, customer = 'SBOX'): Listed[] {
		const name = `${customer} ${path}`;
		const found = this.#lists.get(name) ?? [];
		this.#lists.set(name, found);
		return found;
	}

	fill(path: string, count: number, customer = 'SBOX'): Listed[] {
		const list = this.list(path, customer);
		for (let number = 1; number <= count; number++) list.push(this.record(`${path.replaceAll('/', '')}-${number}`));
		return list;
	}

	/** A record of a day ago. */
	record(id: string, more: Readonly<Record<string, unknown>> = {}): Listed {
		const at = new Date(this.now - 86_400_000).toISOString();
		return { id, created: at, modified: at, ...more };
	}

	/** A record that comes now. */
	newRecord(id: string, more: Readonly<Record<string, unknown>> = {}): Listed {
		const at = new Date(this.now).toISOString();
		return { id, created: at, modified: at, ...more };
	}

	readonly fetch: FetchLike = async (url, { method, headers, body, signal }) => {
		signal.throwIfAborted();
		const {
			status,
			body: answer,
			headers: more,
		} = this.answer(method, url, headers, typeof body === 'string' ? body : '');
		await new Promise((resolve) => setImmediate(resolve));
		signal.throwIfAborted();
		const all: Record<string, string> = { 'content-type': 'application/json', date: this.date(), ...more };
		const bytes = new TextEncoder().encode(typeof answer === 'string' ? answer : JSON.stringify(answer));
		// eslint-disable-next-line @typescript-eslint/require-await
		const stream = (async function* () {
			yield bytes;
		})();
		return { status, headers: { get: (name) => all[name.toLowerCase()] ?? null }, body: stream };
	};

	/** The same over HTTP on loopback. */
	async listen(): Promise<string> {
		const server = createServer((request, response) => {
			let body = '';
			request.setEncoding('utf8');
			request.on('data', (piece: string) => (body += piece));
			request.on('end', () => {
				const headers = request.headers as Record<string, string | undefined>;
				const answer = this.answer(request.method ?? '', request.url ?? '', headers, body);
				response.sendDate = false;
				response.writeHead(answer.status, { 'content-type': 'application/json', date: this.date(), ...answer.headers });
				response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.#closing = () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			});
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		await this.#closing?.();
	}

	date(): string {
		return new Date(this.now).toUTCString();
	}

	answer(method: string, url: string, headers: Asked['headers'], body: string): Answer {
		const { pathname, searchParams } = new URL(url, 'http://reapit.test');
		const asked: Asked = { method, path: pathname, query: searchParams, headers, body };
		this.asked.push(asked);
		if (pathname === '/token') return this.#token(asked);
		this.dataRequests.push(asked);
		return this.hook(asked, this.dataRequests.length) ?? this.page(asked);
	}

	page({ path, query, headers }: Asked): Answer {
		const customer = headers['reapit-customer'] ?? 'SBOX';
		const all = this.#lists.get(`${customer} ${path}`);
		if (all === undefined) return { status: 404, body: { statusCode: 404, description: 'Not found' } };
		if (path.startsWith('/configuration/')) return { status: 200, body: all };
		const found = sorted(
			all.filter((record) => matches(record, query)),
			query.get('sortBy'),
		);
		const size = Number(query.get('pageSize') ?? 25);
		const number = Number(query.get('pageNumber') ?? 1);
		if (!(size >= 1 && size <= 100) || !(number >= 1)) return { status: 400, body: { statusCode: 400 } };
		const embedded = found.slice((number - 1) * size, number * size);
		return {
			status: 200,
			body: {
				_embedded: embedded,
				pageNumber: number,
				pageSize: size,
				pageCount: embedded.length,
				totalPageCount: Math.ceil(found.length / size),
				totalCount: found.length,
			},
		};
	}

	#token({ headers }: Asked): Answer {
		this.tokens++;
		const isKnown = headers.authorization === `Basic ${Buffer.from('app:secret').toString('base64')}`;
		if (!isKnown) return { status: 401, body: { error: 'invalid_client' } };
		return { status: 200, body: { access_token: `token-${this.tokens}`, token_type: 'bearer', expires_in: 3600 } };
	}
}

function matches(record: Listed, query: URLSearchParams): boolean {
	const ids = query.getAll('id');
	if (ids.length > 0 && !ids.includes(record.id)) return false;
	const bound = (name: string): number => Date.parse(query.get(name) ?? '');
	if (Date.parse(record.created) < bound('createdFrom')) return false;
	if (Date.parse(record.created) > bound('createdTo')) return false;
	if (Date.parse(record.modified) > bound('modifiedTo')) return false;
	return !(Date.parse(record.modified) < bound('modifiedFrom'));
}

/** By the field, then as they lie: as a database that keeps them in the order of their coming would. */
function sorted(records: readonly Listed[], field: string | null): readonly Listed[] {
	if (field === null) return records;
	return records.toSorted((a, b) => String(a[field]).localeCompare(String(b[field])));
}
