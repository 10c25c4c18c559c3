/**
 * Notices an editor whose secret storage forgets: without a keyring, VS Code keeps secrets in memory and says nothing
 * (microsoft/vscode#187338). A mark that was stored in an earlier session and is gone gives it away.
 */
import { randomUUID } from 'node:crypto';
import type { SecretKey } from '../ids.ts';
import type { SecretStore } from './hostSecrets.ts';

/** Outside of the secret storage: that a mark was stored, and when. */
export interface KeyringMark {
	readonly mark: string;
	/** `vscode.env.sessionId` of then. */
	readonly session: string;
}

export interface KeyringMemory {
	readonly remembered: () => KeyringMark | undefined;
	readonly remember: (mark: KeyringMark) => Promise<void>;
}

const KEY: SecretKey = 'freehold:sentinel';

export class Keyring {
	readonly #storage: SecretStore;
	readonly #memory: KeyringMemory;
	readonly #session: string;

	constructor(storage: SecretStore, memory: KeyringMemory, session: string) {
		this.#storage = storage;
		this.#memory = memory;
		this.#session = session;
	}

	/** @returns `unknown` until a session has ended since the mark was stored */
	async look(): Promise<'lasts' | 'forgets' | 'unknown'> {
		const before = this.#memory.remembered();
		if (before === undefined || before.session === this.#session) return 'unknown';
		return (await this.#storage.get(KEY)) === before.mark ? 'lasts' : 'forgets';
	}

	/** To be called where secrets are stored: there is something to lose from now on. */
	async plant(): Promise<void> {
		const before = this.#memory.remembered();
		if (before !== undefined && (await this.#storage.get(KEY)) === before.mark) return;
		const mark = randomUUID();
		await this.#storage.store(KEY, mark);
		await this.#memory.remember({ mark, session: this.#session });
	}
}
