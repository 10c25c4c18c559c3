/** Looks for text from the cell that the cursor is on, and brings the cursor there. */
import type { GridTexts } from '../../protocol/grid.ts';
import { GridError } from './channel.ts';
import type { Channel } from './channel.ts';
import { cursorAt } from './cursor.ts';
import type { Cursor, Place } from './cursor.ts';
import { FindBar } from './findBar.ts';
import type { Wanted } from './findBar.ts';

export interface SearchedGrid {
	/** Numbers of the columns that are shown, in their order. */
	readonly columns: readonly number[];
	readonly cursor: Place;
	moveTo(cursor: Cursor): void;
	/** The keys go there again. */
	focus(): void;
}

export class Finding {
	readonly bar: FindBar;
	readonly #channel: Channel;
	readonly #grid: SearchedGrid;
	#asking = new AbortController();
	/** What is being looked for, and all steps from one place to the next that were asked for meanwhile. */
	#steps = Promise.resolve();

	constructor(texts: GridTexts, channel: Channel, grid: SearchedGrid) {
		this.#channel = channel;
		this.#grid = grid;
		this.bar = new FindBar(texts, {
			find: (wanted, direction) => this.#find(wanted, direction),
			closed: () => {
				this.#asking.abort();
				grid.focus();
			},
		});
	}

	/** Another text ends the search for the last one; a step goes on from where the one before will have led. */
	#find(wanted: Wanted, direction: 1 | -1 | 0): void {
		if (direction === 0) {
			this.#asking.abort();
			this.#asking = new AbortController();
		}
		const asking = this.#asking.signal.aborted ? (this.#asking = new AbortController()) : this.#asking;
		const before = direction === 0 ? Promise.resolve() : this.#steps;
		this.#steps = before.then(() => this.#ask(wanted, direction, asking));
	}

	async #ask({ text, isRegex }: Wanted, direction: 1 | -1 | 0, asking: AbortController): Promise<void> {
		if (asking.signal.aborted) return;
		const { columns } = this.#grid;
		const from = this.#from(direction);
		this.bar.show({ kind: 'searching' });
		try {
			const ask = { text, isRegex, columns, from, direction: direction === 0 ? 1 : direction };
			this.#show(await this.#channel.request('find', ask, asking.signal), direction);
		} catch (error) {
			if (asking.signal.aborted) return;
			if (!(error instanceof GridError)) throw error;
			this.bar.show({ kind: 'fault', why: error.failure.why });
		}
	}

	#show(found: Place | null, direction: 1 | -1 | 0): void {
		if (found === null) {
			this.bar.show({ kind: 'none' });
			return;
		}
		const { cursor, columns } = this.#grid;
		const place = { row: found.row, column: columns.indexOf(found.column) };
		const step = Math.sign(place.row - cursor.row) || Math.sign(place.column - cursor.column);
		const isRound = direction !== 0 && step !== direction;
		this.#grid.moveTo(cursorAt(place));
		this.bar.show({ kind: isRound ? 'round' : 'found' });
	}

	/** The place that is looked at last, for the engine; while somebody types, the cursor's own cell comes first. */
	#from(direction: 1 | -1 | 0): Place {
		const { cursor, columns } = this.#grid;
		const row = Math.max(cursor.row, direction === -1 ? 0 : -1);
		const place = (atRow: number, position: number): Place => ({ row: atRow, column: columns[position] ?? 0 });
		if (cursor.row < 0 && direction !== -1) return place(-1, columns.length - 1);
		if (direction !== 0) return place(row, cursor.column);
		return cursor.column > 0 ? place(row, cursor.column - 1) : place(row - 1, columns.length - 1);
	}
}
