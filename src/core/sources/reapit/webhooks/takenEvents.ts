/** Which events have been taken: repetitions and recordings of them are harmless. */
import type { WebhookEvent } from './webhookEvent.ts';

/** A day of a busy agency; an event is repeated for half an hour at most. */
const mostRemembered = 20_000;

export class TakenEvents {
	readonly #taken = new Map<string, Promise<void>>();

	/**
	 * Runs `work` for an event that is new. One that is being worked on is waited for, one that is done is done at once, one
	 * that failed is new again.
	 *
	 * @returns whether it was new
	 */
	async once({ customerId, eventId }: WebhookEvent, work: () => Promise<void>): Promise<boolean> {
		const id = JSON.stringify([customerId, eventId]);
		const known = this.#taken.get(id);
		if (known !== undefined) {
			await known;
			return false;
		}
		const working = work();
		this.#taken.set(id, working);
		const [oldest] = this.#taken.keys();
		if (this.#taken.size > mostRemembered && oldest !== undefined) this.#taken.delete(oldest);
		try {
			await working;
			return true;
		} catch (error) {
			this.#taken.delete(id);
			throw error;
		}
	}
}
