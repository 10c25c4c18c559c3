/** The table's columns as the user has laid them out: which are shown, in which order, how wide. */
import type { GridCell, GridColumn, GridLayout } from '../../protocol/grid.ts';
import { NO_LAYOUT, shownColumns, withHidden, withMoved, withPinned, withWidth } from './columnLayout.ts';
import type { ListedColumn } from './columnsPanel.ts';
import { NARROWEST, WIDEST_DRAGGED, columnWidth } from './widths.ts';

export class ColumnSet {
	readonly #onChange: () => void;
	#all: readonly GridColumn[] = [];
	#layout: GridLayout;
	/** By the table's numbers: as wide as the name and some cells want it. */
	#found = new Map<number, number>();
	#numbers: readonly number[] = [];
	#shown: readonly GridColumn[] = [];
	#pinned = 0;
	#widths: readonly number[] = [];

	/** @param onChange  the user has laid them out anew */
	constructor(layout: GridLayout | undefined, onChange: () => void) {
		this.#layout = layout ?? NO_LAYOUT;
		this.#onChange = onChange;
	}

	/** Numbers of those that are shown, in their order. */
	get numbers(): readonly number[] {
		return this.#numbers;
	}

	get shown(): readonly GridColumn[] {
		return this.#shown;
	}

	get pinned(): number {
		return this.#pinned;
	}

	get widths(): readonly number[] {
		return this.#widths;
	}

	get layout(): GridLayout {
		return this.#layout;
	}

	/** All of them, those that are hidden where they would stand. */
	get listed(): readonly ListedColumn[] {
		const { columns, pinned } = shownColumns(this.#names, { ...this.#layout, hidden: [] });
		const shown = new Set(this.#numbers);
		return columns.flatMap((number, nth) => {
			const column = this.#all[number];
			return column === undefined ? [] : [{ column, isShown: shown.has(number), isPinned: nth < pinned }];
		});
	}

	/** @returns whether others are shown now */
	take(columns: readonly GridColumn[]): boolean {
		if (JSON.stringify(columns) === JSON.stringify(this.#all)) return false;
		this.#all = columns;
		this.#arrange();
		return true;
	}

	/** Another table, or the same one from the start. */
	forgetWidths(): void {
		this.#found = new Map();
		this.#arrange();
	}

	/** By the first cells, once they are there; later the reader has got used to them. */
	measure(sample: (number: number) => readonly GridCell[]): void {
		for (const [number, column] of this.#all.entries()) {
			const cells = sample(number);
			if (cells.length > 0) this.#found.set(number, columnWidth(column, cells));
		}
		this.#arrange();
	}

	/** As wide as those cells want it. */
	fit(position: number, cells: readonly GridCell[]): void {
		const [number, column] = [this.#numbers[position], this.#shown[position]];
		if (number === undefined || column === undefined) return;
		this.#found.set(number, columnWidth(column, cells));
		this.#change(withWidth(this.#layout, column.name, undefined));
	}

	resize(position: number, pixels: number): void {
		const { name } = this.#shown[position] ?? {};
		if (name === undefined) return;
		const width = Math.max(NARROWEST / 2, Math.min(pixels, WIDEST_DRAGGED));
		this.#change(withWidth(this.#layout, name, width));
	}

	move(name: string, to: number): void {
		this.#change(withMoved(this.#layout, this.#names, name, to));
	}

	/** By so many places among all columns, those that are hidden too. */
	moveListed(name: string, by: number): void {
		const at = this.listed.findIndex(({ column }) => column.name === name);
		const { hidden } = this.#layout;
		const next = withMoved({ ...this.#layout, hidden: [] }, this.#names, name, at + by);
		this.#change({ ...next, hidden });
	}

	/** One column stays: the first of those that would leave none. */
	show(names: readonly string[], isShown: boolean): void {
		const next = withHidden(this.#layout, names, !isShown);
		const isAnyLeft = this.#all.some(({ name }) => !next.hidden.includes(name));
		const [first] = this.#shown;
		this.#change(isAnyLeft || first === undefined ? next : withHidden(next, [first.name], false));
	}

	pin(name: string, isPinned: boolean): void {
		this.#change(withPinned(this.#layout, name, isPinned));
	}

	reset(): void {
		this.#change(NO_LAYOUT);
	}

	positionOf(name: string): number {
		return this.#shown.findIndex((column) => column.name === name);
	}

	get #names(): readonly string[] {
		return this.#all.map(({ name }) => name);
	}

	#change(layout: GridLayout): void {
		if (layout === this.#layout) return;
		this.#layout = layout;
		this.#arrange();
		this.#onChange();
	}

	#arrange(): void {
		const { columns, pinned } = shownColumns(this.#names, this.#layout);
		const own = new Map(this.#layout.widths);
		const shown = columns.flatMap((number) => {
			const column = this.#all[number];
			return column === undefined ? [] : [{ number, column }];
		});
		this.#numbers = shown.map(({ number }) => number);
		this.#shown = shown.map(({ column }) => column);
		this.#pinned = pinned;
		this.#widths = shown.map(
			({ number, column }) => own.get(column.name) ?? this.#found.get(number) ?? columnWidth(column, []),
		);
	}
}
