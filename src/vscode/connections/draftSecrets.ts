/** Secrets of a connection that is not saved yet: in memory until it is, with the environment behind them. */
import type { Secrets } from '../../core/outside.ts';

export class DraftSecrets implements Secrets {
	readonly #values: Map<string, string>;
	readonly #behind: Secrets;

	constructor(given: Readonly<Record<string, string>>, behind: Secrets) {
		this.#values = new Map(Object.entries(given).filter(([, value]) => value !== ''));
		this.#behind = behind;
	}

	async get(field: string): Promise<string | undefined> {
		return this.#values.get(field) ?? (await this.#behind.get(field));
	}

	set(field: string, value: string): Promise<void> {
		this.#values.set(field, value);
		return Promise.resolve();
	}

	/** What is to be stored: given here, or brought by a sign-in. */
	get fields(): Readonly<Record<string, string>> {
		return Object.fromEntries(this.#values);
	}
}
