/** One plot that is open: what its page wishes is asked of a table. Knows nothing of VS Code. */
import { FreeholdError, isCancellation } from '../../core/errors.ts';
import type { ColumnFilter } from '../../core/tables/arrangement.ts';
import { pickFilters } from '../../core/tables/plots/pickFilters.ts';
import { suggestPlots } from '../../core/tables/plots/suggestPlots.ts';
import type { KnownStages } from '../../core/tables/plots/suggestPlots.ts';
import type { TableColumn } from '../../core/tables/table.ts';
import type { TableFailure, TableQuestion, TableQuestions, TableState } from '../../core/tables/tableMessages.ts';
import type { GridArrangement, GridFailure } from '../../protocol/grid.ts';
import type { PlotKept, PlotState, PlotWish, ToPlotHost, ToPlotPage } from '../../protocol/plot.ts';
import type { Ending } from '../feature.ts';

export interface PlotRows extends Ending {
	/** Ends when all rows are there. */
	readonly read: Promise<TableState>;
	ask<Name extends TableQuestion>(
		name: Name,
		ask: TableQuestions[Name]['ask'],
		signal: AbortSignal,
	): Promise<TableQuestions[Name]['answer']>;
}

/** What a plot needs of the editor. */
export interface PlotWorld {
	post(message: ToPlotPage): void;
	/** @throws FreeholdError where there is nothing to be read */
	openRows(onProgress: (rows: number) => void): Promise<PlotRows>;
	/** Through which values the rows of the table go, where it is known. */
	stages(): Promise<KnownStages | undefined>;
	/** Of a grid that shows the same rows now. */
	arrangement(): GridArrangement | undefined;
	showInGrid(arrangement: GridArrangement): Promise<void>;
	/** @returns what is to be said of it; `undefined` where the user did not go on */
	save(format: 'svg' | 'png', content: string | Uint8Array): Promise<string | undefined>;
	/** @returns what is to be said of it */
	copy(text: string): Promise<string>;
	shown(failure: TableFailure): GridFailure;
}

const NOTHING: PlotState = {
	...{ work: undefined, rowsRead: 0, fields: [], unlisted: 0, suggestions: {}, filters: [] },
	...{ wish: undefined, drawn: undefined, plot: undefined, failure: undefined },
};

export class PlotSession implements Ending {
	readonly #world: PlotWorld;
	/** Name of the field that somebody was at when it was opened. */
	readonly #at: string | undefined;
	#kept: PlotKept;
	#state = NOTHING;
	#rows: PlotRows | undefined;
	#columns: readonly TableColumn[] = [];
	/** Of what is under way. */
	#working = new AbortController();

	constructor(kept: PlotKept, at: string | undefined, world: PlotWorld) {
		this.#kept = kept;
		this.#at = at;
		this.#world = world;
	}

	get kept(): PlotKept {
		return this.#kept;
	}

	async receive(message: ToPlotHost): Promise<void> {
		switch (message.kind) {
			case 'begin':
				if (this.#rows === undefined && this.#state.work === undefined) return this.#open();
				this.#tell();
				return;
			case 'draw':
				return this.#draw(message.wish);
			case 'refresh':
				this.#kept = { ...this.#kept, arrangement: this.#world.arrangement() ?? this.#kept.arrangement };
				return this.#open();
			case 'cancel':
				this.#cancel();
				return;
			case 'open':
				return this.#told(() => this.#showInGrid(pickFilters(this.#columns, message.picks)));
			case 'save':
				return this.#told(() => this.#world.save(message.format, message.content));
			case 'copy':
				return this.#told(() => this.#world.copy(message.text));
		}
	}

	/** The grid that it was opened from shows other rows now. */
	async follow(arrangement: GridArrangement): Promise<void> {
		// The order of rows is nothing that a picture shows.
		const unordered = { ...arrangement, orders: [] };
		if (JSON.stringify(unordered) === JSON.stringify({ ...this.#kept.arrangement, orders: [] })) return;
		this.#kept = { ...this.#kept, arrangement: unordered };
		const { wish } = this.#state;
		if (this.#rows === undefined || wish === undefined) return;
		await this.#draw(wish);
	}

	dispose(): void {
		this.#working.abort();
		this.#rows?.dispose();
		this.#rows = undefined;
	}

	async #open(): Promise<void> {
		// What is seen stays until there is something else.
		const { signal } = this.#begin({ ...this.#state, work: 'reading', rowsRead: 0, failure: undefined });
		this.#rows?.dispose();
		this.#rows = undefined;
		try {
			const rows = await this.#world.openRows((rowsRead) => {
				if (!signal.aborted) this.#tell({ rowsRead });
			});
			if (signal.aborted) {
				rows.dispose();
				return;
			}
			this.#rows = rows;
			const { columns, failure, total } = await rows.read;
			this.#columns = columns;
			const [found, stages] = await Promise.all([rows.ask('plotFields', undefined, signal), this.#world.stages()]);
			const { byKind, first } = suggestPlots(found.fields, stages, this.#at);
			const { wish: kept } = this.#kept;
			this.#state = { ...this.#state, ...found, suggestions: byKind, rowsRead: total };
			const wish = kept ?? first;
			if (wish !== undefined) await this.#draw(wish);
			else this.#tell({ work: undefined });
			if (failure !== undefined) this.#tell({ failure: this.#world.shown(failure) });
		} catch (error) {
			if (this.#rows !== undefined && !signal.aborted) this.dispose();
			this.#fail(error, signal);
		}
	}

	async #draw(wish: PlotWish): Promise<void> {
		this.#kept = { ...this.#kept, wish };
		const rows = this.#rows;
		if (rows === undefined) return this.#open();
		const { signal } = this.#begin({ ...this.#state, work: 'drawing', wish, failure: undefined });
		const { arrangement } = this.#kept;
		try {
			const plot = await rows.ask('plot', { wish, arrangement: { ...arrangement, orders: [] } }, signal);
			this.#tell({ work: undefined, plot, drawn: wish });
		} catch (error) {
			this.#fail(error, signal);
		}
	}

	#cancel(): void {
		const { drawn, wish } = this.#state;
		this.#working.abort();
		// What is seen stays; what was still being read is not there.
		if (this.#state.work === 'reading') this.dispose();
		this.#tell({ work: undefined, wish: drawn ?? wish });
	}

	/** Puts an end to what is under way. */
	#begin(state: PlotState): AbortController {
		this.#working.abort();
		this.#working = new AbortController();
		this.#state = state;
		this.#tell();
		return this.#working;
	}

	#fail(error: unknown, signal: AbortSignal): void {
		if (signal.aborted || isCancellation(error, signal)) return;
		this.#tell({ work: undefined, failure: this.#world.shown(failureOf(error)) });
	}

	async #showInGrid(picked: readonly ColumnFilter[]): Promise<undefined> {
		const { arrangement } = this.#kept;
		// First, so that they are seen where the grid has a filter on the same column already: both hold.
		await this.#world.showInGrid({ ...arrangement, filters: [...picked, ...arrangement.filters] });
		return undefined;
	}

	/** Does what cannot be seen, and says that it was done. */
	async #told(work: () => Promise<string | undefined>): Promise<void> {
		try {
			const text = await work();
			if (text !== undefined) this.#world.post({ kind: 'told', text });
		} catch (error) {
			this.#world.post({ kind: 'failed', failure: this.#world.shown(failureOf(error)) });
		}
	}

	#tell(change: Partial<PlotState> = {}): void {
		const { filters, where = [] } = this.#kept.arrangement;
		const named = filters.map(({ column, text }) => ({ column: this.#columns[column]?.name ?? '', text }));
		const expressions = where.map((text) => ({ column: '', text }));
		this.#state = { ...this.#state, ...change, filters: [...named, ...expressions] };
		this.#world.post({ kind: 'state', state: this.#state, kept: this.#kept });
	}
}

function failureOf(error: unknown): TableFailure {
	if (FreeholdError.is(error)) return error.toJSON();
	const why = error instanceof Error ? error.message : String(error);
	return { reason: 'internal', what: 'The plot could not be made', why, next: 'Try again; report it if it stays' };
}
