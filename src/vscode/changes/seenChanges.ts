/** Up to which run somebody has looked at what changed in a dataset: rows of the tree tell what came since. */
import { newsOf } from '../../core/changes/tableChanges.ts';
import type { News, TableChange } from '../../core/changes/tableChanges.ts';
import type { Storage } from '../doors/storage.ts';
import type { DatasetRef } from '../refs.ts';

export class SeenChanges {
	readonly #storage: Storage;
	readonly #listeners = new Set<() => void>();

	constructor(storage: Storage) {
		this.#storage = storage;
	}

	/** @param changes  of the replica, the newest first */
	newsOf(ref: DatasetRef, changes: readonly TableChange[]): News | undefined {
		return newsOf(changes, ref.dataset, this.#seen[keyOf(ref)]);
	}

	/** @param run  the last one whose changes were looked at; an earlier one than before changes nothing */
	async mark(ref: DatasetRef, run: number): Promise<void> {
		const key = keyOf(ref);
		if ((this.#seen[key] ?? -1) >= run) return;
		await this.#storage.rememberInWorkspace('seenChanges', { ...this.#seen, [key]: run });
		for (const listener of this.#listeners) listener();
	}

	onDidChange(listener: () => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}

	get #seen(): Readonly<Record<string, number>> {
		return this.#storage.ofWorkspace('seenChanges') ?? {};
	}
}

function keyOf({ folder, connection, dataset }: DatasetRef): string {
	return `${folder}#${connection}/${dataset}`;
}
