/** Collects traced attempts as a HAR 1.2 document, which browsers' developer tools can open. Bodies are never kept. */
import type { TraceEvent } from './trace.ts';

interface NameValue {
	readonly name: string;
	readonly value: string;
}

export class HarRecorder {
	readonly #version: string;
	readonly #capacity: number;
	readonly #events: TraceEvent[] = [];
	#dropped = 0;

	/**
	 * @param version  of Freehold, named as the creator
	 * @param capacity  how many attempts are kept; the newest ones win, since a fault shows at the end
	 */
	constructor(version: string, capacity = 5000) {
		this.#version = version;
		this.#capacity = capacity;
	}

	readonly record = (event: TraceEvent): void => {
		this.#events.push(event);
		if (this.#events.length <= this.#capacity) return;
		this.#events.shift();
		this.#dropped++;
	};

	/** For `JSON.stringify`. */
	toJSON(): object {
		return {
			log: {
				version: '1.2',
				creator: { name: 'Freehold', version: this.#version },
				entries: this.#events.map(entry),
				...(this.#dropped > 0 ? { comment: `${this.#dropped} earlier attempts were not kept` } : {}),
			},
		};
	}
}

function entry(event: TraceEvent): object {
	return {
		startedDateTime: new Date(event.time).toISOString(),
		time: event.ms,
		request: {
			method: event.method,
			url: event.url,
			httpVersion: 'HTTP/1.1',
			cookies: [],
			headers: pairs(event.requestHeaders),
			queryString: queryOf(event.url),
			headersSize: -1,
			bodySize: -1,
		},
		response: {
			status: event.status,
			statusText: event.error ?? '',
			httpVersion: 'HTTP/1.1',
			cookies: [],
			headers: pairs(event.responseHeaders),
			content: { size: event.bytes, mimeType: event.responseHeaders['content-type'] ?? '' },
			redirectURL: event.responseHeaders.location ?? '',
			headersSize: -1,
			bodySize: -1,
		},
		cache: {},
		timings: { send: 0, wait: event.ms, receive: 0 },
		comment: `${event.label}, attempt ${event.attempt}, ${event.requestId}`,
	};
}

function pairs(headers: Readonly<Record<string, string>>): NameValue[] {
	return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): NameValue[] {
	return URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [];
}
