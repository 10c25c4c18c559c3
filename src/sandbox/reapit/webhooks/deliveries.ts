/** Sends events and tries again: after 60, 120, 300, 600 and 900 s of the sandbox's clock, never after a 4xx (§2.9). */
import type { SandboxClock } from '../../clock.ts';
import type { JsonObject } from '../../json.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';
import type { EventSigner } from './eventSigner.ts';
import { isLoopback } from './subscriptions.ts';

export interface ReapitEvent {
	readonly eventId: string;
	readonly entityId: string | null;
	readonly customerId: string;
	readonly eventTime: string;
	readonly topicId: string;
	readonly new: JsonObject | null;
	readonly old: JsonObject | null;
	readonly diff: JsonObject | null;
}

export interface Delivered {
	readonly url: string;
	readonly topicId: string;
	readonly eventId: string;
	readonly attempt: number;
	/** 0 where nobody answered. */
	readonly status: number;
	readonly outcome: 'delivered' | 'retried' | 'given up' | 'not on this machine';
}

export interface DeliveriesParts {
	readonly clock: SandboxClock;
	readonly signer: EventSigner;
	readonly switches: Pick<ReapitWritingSwitches, 'retrySandboxEvents'>;
	readonly fetch: typeof fetch;
	/** Runs something a little later without keeping the process alive. */
	readonly later: (run: () => void, ms: number) => void;
}

interface Waiting {
	readonly url: string;
	readonly event: ReapitEvent;
	readonly attempt: number;
	readonly dueAt: number;
}

const waitsMs = [60_000, 120_000, 300_000, 600_000, 900_000];
/** "Answer in less than about 10 s." */
const answerWithinMs = 10_000;
const mostKept = 1000;

export class Deliveries {
	readonly #parts: DeliveriesParts;
	#waiting: Waiting[] = [];
	readonly #running = new Set<Promise<void>>();
	readonly #done: Delivered[] = [];
	#isWatching = false;

	constructor(parts: DeliveriesParts) {
		this.#parts = parts;
	}

	/** The latest attempts, oldest first. */
	get done(): readonly Delivered[] {
		return this.#done;
	}

	/** Events that wait for another attempt. */
	get waiting(): number {
		return this.#waiting.length;
	}

	send(url: string, event: ReapitEvent): void {
		this.#waiting.push({ url, event, attempt: 1, dueAt: this.#parts.clock.now() });
		this.#parts.later(() => this.#start(), 0);
	}

	/** Attempts everything that is due by the sandbox's clock. @returns when all running attempts have ended */
	async deliverDue(): Promise<void> {
		this.#start();
		while (this.#running.size > 0) await Promise.all(this.#running);
	}

	#start(): void {
		const now = this.#parts.clock.now();
		const due = this.#waiting.filter(({ dueAt }) => dueAt <= now);
		this.#waiting = this.#waiting.filter(({ dueAt }) => dueAt > now);
		for (const each of due) {
			const attempt = this.#attempt(each).finally(() => this.#running.delete(attempt));
			this.#running.add(attempt);
		}
	}

	async #attempt(waiting: Waiting): Promise<void> {
		const { url, event, attempt } = waiting;
		// The simulator sends nothing away from this machine.
		if (!isLoopback(url)) {
			this.#note(waiting, 0, 'not on this machine');
			return;
		}
		const { clock, signer, switches } = this.#parts;
		const body = JSON.stringify({ SendAttempts: attempt, ...event });
		const signature = signer.header(Math.floor(clock.told() / 1000), body);
		const status = await this.#post(url, body, signature);
		if (status >= 200 && status < 300) {
			this.#note(waiting, status, 'delivered');
			return;
		}
		const waitMs = waitsMs[attempt - 1];
		const isLast = waitMs === undefined || (status >= 400 && status < 500);
		const isForSandbox = event.customerId === 'SBOX' && !switches.retrySandboxEvents;
		if (isLast || isForSandbox || event.customerId === 'webhook-test') {
			this.#note(waiting, status, 'given up');
			return;
		}
		this.#note(waiting, status, 'retried');
		this.#waiting.push({ ...waiting, attempt: attempt + 1, dueAt: clock.now() + waitMs });
		this.#watch();
	}

	/** @returns the status, 0 where there was no answer in time */
	async #post(url: string, body: string, signature: string): Promise<number> {
		try {
			const response = await this.#parts.fetch(url, {
				method: 'POST',
				body,
				headers: { 'content-type': 'application/json', 'x-signature': signature },
				redirect: 'manual',
				signal: AbortSignal.timeout(answerWithinMs),
			});
			await response.arrayBuffer();
			return response.status;
		} catch (error) {
			// Nobody listens, or the answer broke off: both are what another attempt is for.
			if (error instanceof TypeError || error instanceof DOMException) return 0;
			throw error;
		}
	}

	/** The clock may be moved at any time, so due events are looked for again and again while there are any. */
	#watch(): void {
		if (this.#isWatching) return;
		this.#isWatching = true;
		this.#parts.later(() => {
			this.#isWatching = false;
			this.#start();
			if (this.#waiting.length > 0) this.#watch();
		}, 1000);
	}

	#note({ url, event, attempt }: Waiting, status: number, outcome: Delivered['outcome']): void {
		const { topicId, eventId } = event;
		this.#done.push({ url, topicId, eventId, attempt, status, outcome });
		if (this.#done.length > mostKept) this.#done.shift();
	}
}
