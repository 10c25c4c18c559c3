/** What vendors said to exist, kept from the last time that somebody asked them: showing the tree asks nobody. */
import * as vscode from 'vscode';
import type { Connection } from '../../core/project/project.ts';
import { asDataset, realpadDatasets } from '../../core/sources/realpad/realpadDatasets.ts';
import type { Dataset } from '../../core/sources/source.ts';
import type { Freehold } from '../freehold.ts';
import type { CatalogueEntry } from '../ids.ts';
import { connectionId } from '../outside/connectionId.ts';
import type { ConnectionRef } from '../refs.ts';

export class Catalogues implements Disposable {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<ConnectionRef>();

	readonly onDidChange = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	/** In the vendor's order; empty where nobody has asked yet. */
	known(ref: ConnectionRef, connection: Connection): readonly CatalogueEntry[] {
		// Realpad's exports are known without asking.
		if (connection.source === 'realpad') {
			return realpadDatasets().map((dataset) => entryOf(asDataset(dataset, connection)));
		}
		return this.told(ref);
	}

	/** What its vendor said the last time; empty where nobody has asked yet. */
	told(ref: ConnectionRef): readonly CatalogueEntry[] {
		return this.#freehold.storage.ofWorkspace('catalogues')?.[connectionId(ref)] ?? [];
	}

	async remember(ref: ConnectionRef, datasets: readonly Dataset[]): Promise<void> {
		const before = this.#freehold.storage.ofWorkspace('catalogues') ?? {};
		const id = connectionId(ref);
		const entries = datasets.map(entryOf);
		if (JSON.stringify(before[id]) === JSON.stringify(entries)) return;
		await this.#freehold.storage.rememberInWorkspace('catalogues', { ...before, [id]: entries });
		this.#changed.fire(ref);
	}

	/** A connection has another name, or is gone. */
	async move(from: ConnectionRef, to: ConnectionRef | undefined): Promise<void> {
		const { [connectionId(from)]: entries, ...others } = this.#freehold.storage.ofWorkspace('catalogues') ?? {};
		if (entries === undefined) return;
		const moved = to === undefined ? others : { ...others, [connectionId(to)]: entries };
		await this.#freehold.storage.rememberInWorkspace('catalogues', moved);
		this.#changed.fire(to ?? from);
	}

	[Symbol.dispose](): void {
		this.#changed.dispose();
	}
}

function entryOf({ id, title, group, key, notes, leftOut, ...dataset }: Dataset): CatalogueEntry {
	const relations = dataset.relations.map(({ property }) => property);
	const columns = dataset.columns.map(({ name }) => name);
	return { id, title, group, key, notes, isLeftOut: leftOut !== undefined, relations, columns };
}
