/** What the user does with columns: by their menus, in their list, with keys; and what is said of it. */
import type { GridCell, GridStrip, GridTexts } from '../../protocol/grid.ts';
import type { Arranging } from './arranging.ts';
import { filled } from './cellText.ts';
import { columnMenu } from './columnMenu.ts';
import type { ColumnSet } from './columnSet.ts';
import { ColumnsPanel } from './columnsPanel.ts';
import { HEADER_ROW, cursorAt } from './cursor.ts';
import type { GridView } from './gridView.ts';
import { Menu } from './menu.ts';

export interface ColumnWork {
	readonly columns: ColumnSet;
	readonly arranging: Arranging;
	readonly view: GridView;
	/** Cells of a column that are in sight. */
	sample(number: number): readonly GridCell[];
	copy(position: number, withHeader: boolean): void;
	/** What a column holds, where it is known. */
	strip(number: number): GridStrip | undefined;
	/** Where the list of columns opens. */
	panelAt(): DOMRect;
	announce(text: string): void;
}

export class ColumnActions {
	readonly #texts: GridTexts;
	readonly #work: ColumnWork;
	readonly #menu = new Menu();
	readonly #panel: ColumnsPanel;

	constructor(texts: GridTexts, work: ColumnWork) {
		const { columns, view } = work;
		this.#texts = texts;
		this.#work = work;
		this.#panel = new ColumnsPanel(texts, {
			list: () => columns.listed,
			show: (names, isShown) => columns.show(names, isShown),
			pin: (name, isPinned) => columns.pin(name, isPinned),
			move: (name, by) => columns.moveListed(name, by),
			reset: () => columns.reset(),
			closed: () => view.element.focus(),
		});
	}

	/** To be put over the page. */
	get elements(): readonly HTMLElement[] {
		return [this.#menu.element, this.#panel.element];
	}

	togglePanel(): void {
		if (this.#panel.isOpen) this.#panel.close();
		else this.#panel.open(this.#work.panelAt());
	}

	/** Columns have changed. */
	refresh(): void {
		this.#panel.refresh();
	}

	openMenu(position: number, at: DOMRect): void {
		const { columns, arranging, view } = this.#work;
		const [name, number] = [this.#nameOf(position), columns.numbers[position]];
		if (name === undefined || number === undefined) return;
		const { order } = arranging.stateOf(number);
		const standing = {
			isDescending: order?.isDescending,
			hasOtherOrders: arranging.wanted.orders.some(({ column }) => column !== number),
			isPinned: position < columns.pinned,
			isFirst: position === 0 || position === columns.pinned,
			isLast: position === columns.pinned - 1 || position === columns.shown.length - 1,
			isOnly: columns.shown.length === 1,
		};
		const groups = columnMenu(this.#texts, standing, {
			sort: (isDescending, isAdding) => arranging.sort(number, isDescending, isAdding ? 'add' : 'only'),
			filter: () => view.focusFilter(position),
			filterByValue: this.#byValue(number, name, at),
			hide: () => this.hide(position),
			pin: () => this.togglePin(position),
			move: (by) => this.moveBy(position, by),
			fit: () => this.fit(position),
			copy: (withHeader) => this.#work.copy(position, withHeader),
			reset: () => columns.reset(),
			showColumns: () => this.#panel.open(at),
		});
		this.#menu.open(filled(this.#texts.columnMenu, name), at, groups, () => view.element.focus());
	}

	/** Bars and values above the column are for who points; these are the same for everybody. */
	#byValue(number: number, name: string, at: DOMRect): (() => void) | undefined {
		const parts = this.#work.strip(number)?.parts.filter(({ filter }) => filter !== undefined) ?? [];
		if (parts.length === 0) return undefined;
		const items = parts.map(({ text, filter = '' }) => ({
			label: text,
			run: () => this.#work.arranging.filter(number, filter),
		}));
		const title = filled(this.#texts.filter, name);
		return () => this.#menu.open(title, at, [items], () => this.#work.view.element.focus());
	}

	hide(position: number): void {
		const name = this.#nameOf(position);
		if (name === undefined || this.#work.columns.shown.length === 1) return;
		this.#work.columns.show([name], false);
		this.#work.announce(filled(this.#texts.columnHidden, name));
	}

	togglePin(position: number): void {
		const { columns } = this.#work;
		const name = this.#nameOf(position);
		if (name === undefined) return;
		columns.pin(name, position >= columns.pinned);
		this.#follow(name);
	}

	moveBy(position: number, by: number): void {
		this.moveTo(position, position + by);
	}

	moveTo(position: number, to: number): void {
		const name = this.#nameOf(position);
		if (name === undefined) return;
		this.#work.columns.move(name, to);
		this.#follow(name);
	}

	fit(position: number): void {
		const { columns } = this.#work;
		const number = columns.numbers[position];
		if (number !== undefined) columns.fit(position, this.#work.sample(number));
	}

	/** The cursor stays with the column, and it is said where that is now. */
	#follow(name: string): void {
		const { columns, view } = this.#work;
		const column = columns.positionOf(name);
		if (column < 0) return;
		const { row } = view.cursor;
		view.moveTo(cursorAt({ row: row < 0 ? HEADER_ROW : row, column }));
		this.#work.announce(
			filled(this.#texts.columnPlace, name, String(column + 1), columns.shown.length.toLocaleString()),
		);
	}

	#nameOf(position: number): string | undefined {
		return this.#work.columns.shown[position]?.name;
	}
}
