/** How the columns of each table were laid out, from one session to the next. */
import type { GridLayout, GridSubject } from '../../protocol/grid.ts';
import type { Storage } from '../doors/storage.ts';

export interface KeptLayout {
	readonly table: string;
	readonly layout: GridLayout;
}

/** A layout of thousands of columns takes some 50 KB, and VS Code reads all of them with the window. */
const MOST_LAYOUTS = 100;

export class LayoutMemory {
	readonly #storage: Storage;

	constructor(storage: Storage) {
		this.#storage = storage;
	}

	of(subject: GridSubject): GridLayout | undefined {
		const wanted = tableKey(subject);
		return wanted === undefined ? undefined : this.#kept.find(({ table }) => table === wanted)?.layout;
	}

	async keep(subject: GridSubject, layout: GridLayout): Promise<void> {
		const table = tableKey(subject);
		if (table === undefined) return;
		const others = this.#kept.filter((one) => one.table !== table);
		const all = isTouched(layout) ? [...others, { table, layout }] : others;
		if (all.length === 0 && this.#kept.length === 0) return;
		await this.#storage.rememberInWorkspace('gridLayouts', all.slice(-MOST_LAYOUTS));
	}

	get #kept(): readonly KeptLayout[] {
		return this.#storage.ofWorkspace('gridLayouts') ?? [];
	}
}

/** @returns `undefined` for what nobody opens twice: a query that was written for once */
function tableKey(subject: GridSubject): string | undefined {
	switch (subject.kind) {
		case 'file':
			return subject.uri;
		case 'dataset':
		case 'past':
			return `${subject.folder} ${subject.connection}/${subject.dataset}`;
		case 'changes':
			return `${subject.folder} ${subject.connection}/${subject.dataset} changes`;
		case 'query':
			return subject.filtered === undefined
				? undefined
				: `${subject.folder} ${subject.connection}/${subject.filtered.dataset}`;
	}
}

function isTouched({ order, hidden, pinned, widths }: GridLayout): boolean {
	return [order, hidden, pinned, widths].some(({ length }) => length > 0);
}
