/** The part of a scaffolded client that sends: one after another at the vendor's pace, waiting where it says so. */

/**
 * @param pace  requests a second that the vendor allows
 * @param renews  whether a refused token is worth another try
 */
export function httpText(pace: number, renews: boolean): string {
	return `/** Sends requests at the vendor's pace, and waits where it says to slow down. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Requests a second that the vendor allows. */
const PACE = ${pace};
const MOST_ATTEMPTS = 8;

export interface Sent {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

export class HttpError extends Error {
	readonly status: number;
	readonly body: string;

	constructor(method: string, url: string, status: number, body: string) {
		super(\`\${method} \${url} was answered with \${status}: \${body.slice(0, 500)}\`);
		this.status = status;
		this.body = body;
	}
}

export class Http {
	readonly #origin: string;
	readonly #authorize: (isRefused: boolean) => Promise<Record<string, string>>;
	#next = 0;
	#aheadMs = 0;

	/** The vendor's time, as its answers tell it: this machine's clock may be wrong. In ms since 1970. */
	now(): number {
		return Date.now() + this.#aheadMs;
	}

	/** @param authorize  headers that sign a request in; asked anew where the vendor refused them */
	constructor(baseUrl: string, authorize: (isRefused: boolean) => Promise<Record<string, string>>) {
		this.#origin = new URL(baseUrl).origin;
		this.#authorize = authorize;
	}

	/** @throws HttpError for any status but success, and for an address of somebody else: credentials stay at home */
	async send(url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Response> {
		if (new URL(url).origin !== this.#origin) throw new Error(\`\${url} is not the vendor's\`);
		let isRefused = false;
		for (let attempt = 1; ; attempt++) {
			await this.#turn();
			const answer: Response = await fetch(url, {
				method,
				headers: { ...headers, ...(await this.#authorize(isRefused)) },
				redirect: 'error',
				signal: AbortSignal.timeout(120_000),
				...(body === undefined ? {} : { body }),
			});
			const told = Date.parse(answer.headers.get('date') ?? '');
			if (!Number.isNaN(told)) this.#aheadMs = told - Date.now();
			if (answer.ok) return answer;
			isRefused = ${renews ? 'answer.status === 401 && !isRefused' : 'false'};
			const isBusy = answer.status === 429 || (answer.status >= 500 && method === 'GET');
			if (!(isRefused || isBusy) || attempt === MOST_ATTEMPTS) {
				throw new HttpError(method, url, answer.status, await answer.text());
			}
			await answer.body?.cancel();
			if (isBusy) await sleep(waitMs(answer.headers.get('retry-after'), attempt));
		}
	}

	/** Requests leave evenly, so that the vendor never has to refuse one. */
	async #turn(): Promise<void> {
		const now = Date.now();
		const at = Math.max(now, this.#next);
		this.#next = at + 1000 / PACE;
		if (at > now) await sleep(at - now);
	}
}

/** Retry-After is seconds or a date; without it, each wait is twice the last one, and a little different each time. */
function waitMs(header: string | null, attempt: number): number {
	if (header === null) return 1000 * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
	const seconds = Number(header);
	return Math.max(0, Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000);
}
`;
}
