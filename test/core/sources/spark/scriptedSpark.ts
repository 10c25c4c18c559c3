/** A scripted Spark: a real HTTP server on loopback that answers as a test says, and a source that talks to it. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../../src/core/http/undiciFetch.ts';
import type { Clock, LogLevel, Secrets } from '../../../../src/core/outside.ts';
import type { Batch, Dataset, OpenSource, SourceOutside } from '../../../../src/core/sources/source.ts';
import { contactDatasets } from '../../../../src/core/sources/spark/contactDatasets.ts';
import { parseEdmx } from '../../../../src/core/sources/spark/edmx.ts';
import { resoDatasets } from '../../../../src/core/sources/spark/resoDatasets.ts';
import { openSparkSource } from '../../../../src/core/sources/spark/sparkSource.ts';
import type { SparkSettings } from '../../../../src/core/sources/spark/sparkSettings.ts';
import { InlineDecoder } from './inlineDecoder.ts';

export interface Asked {
	readonly method: string;
	/** Path and query as they came over the wire. */
	readonly url: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
	option(name: string): string | undefined;
}

export type Answer = (asked: Asked, response: ServerResponse, nth: number) => void;

export interface ScriptedSpark {
	readonly origin: string;
	readonly asked: Asked[];
	readonly close: () => Promise<void>;
}

export async function scriptedSpark(answer: Answer): Promise<ScriptedSpark> {
	const asked: Asked[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8');
		request.on('data', (piece: string) => (body += piece));
		request.on('end', () => {
			const url = request.url ?? '';
			const query = new URL(url, 'http://x').searchParams;
			const one: Asked = {
				method: request.method ?? '',
				url,
				headers: request.headers,
				body,
				option: (name) => query.get(name) ?? undefined,
			};
			asked.push(one);
			answer(one, response, asked.length);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const close = (): Promise<void> =>
		new Promise((resolve) => {
			server.closeAllConnections();
			server.close(() => resolve());
		});
	return { origin: `http://127.0.0.1:${port}`, asked, close };
}

export function reply(
	response: ServerResponse,
	body: unknown,
	status = 200,
	headers: Readonly<Record<string, string>> = {},
): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(text);
}

export const settings: SparkSettings = {
	connection: 'mls',
	keyType: 'private',
	replication: true,
	dictionary: '1.7',
	baseUrl: undefined,
	identityUrl: undefined,
	auth: 'token',
	redirectUri: undefined,
	strictInitial: false,
};

/** Waits pass at once; how long they were is remembered. */
export class HurriedClock implements Clock {
	readonly slept: number[] = [];
	#now: number;

	constructor(now = Date.parse('2026-05-01T12:00:00Z')) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
		this.slept.push(ms);
		this.#now += ms;
		return Promise.resolve();
	}
}

export interface TestSource {
	readonly source: OpenSource;
	readonly outside: SourceOutside;
	readonly decoder: InlineDecoder;
	readonly clock: HurriedClock;
	readonly logged: { level: LogLevel; message: string; fields: unknown }[];
	readonly close: () => Promise<void>;
}

export function testSource(
	origin: string,
	changes: Partial<SparkSettings> = {},
	secrets: Secrets = fixedSecrets({ token: 'test-token' }),
): TestSource {
	const undici = undiciFetch({ env: {} });
	const clock = new HurriedClock();
	const decoder = new InlineDecoder();
	const logged: TestSource['logged'] = [];
	const outside: SourceOutside = {
		fetch: undici.fetch,
		clock,
		random: () => 0.5,
		log: { write: (level, message, fields) => void logged.push({ level, message, fields }) },
		budget: new MemoryBudget(),
		secrets,
		decoder,
		maxWaitMs: 600_000,
	};
	const source = openSparkSource({ ...settings, baseUrl: origin, identityUrl: origin, ...changes }, outside);
	return { source, outside, decoder, clock, logged, close: () => undici.close() };
}

export function fixedSecrets(values: Readonly<Record<string, string>>): Secrets {
	return { get: (field) => Promise.resolve(values[field]) };
}

/** Secrets that can be written, as those of the editor and of a secrets file. */
export function keptSecrets(values: Record<string, string>): Secrets {
	return {
		get: (field) => Promise.resolve(values[field]),
		set: (field, value) => {
			values[field] = value;
			return Promise.resolve();
		},
	};
}

export function fixture(name: string): string {
	return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
}

export function testDataset(id: string): Dataset {
	const all = [...resoDatasets(parseEdmx(fixture('metadata-v2.xml'))), ...contactDatasets()];
	const found = all.find((dataset) => dataset.id === id);
	if (found === undefined) throw new Error(`no dataset ${id}`);
	return found;
}

export async function collect(batches: AsyncIterable<Batch>): Promise<Batch[]> {
	const found: Batch[] = [];
	for await (const batch of batches) found.push(batch);
	return found;
}

export const never = new AbortController().signal;
