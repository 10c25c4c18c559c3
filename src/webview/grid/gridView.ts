/** The grid itself: scrolled rows and columns, one tab stop, keys and mouse. What it shows is handed in. */
import type { GridCell, GridColumn, GridTexts } from '../../protocol/grid.ts';
import type { ColumnState } from './columnHead.ts';
import { FILTER_ROW, HEADER_ROW, cursorAt, isWithin, moved, selectionOf, within } from './cursor.ts';
import type { Cursor, GridSize, Place, Selection } from './cursor.ts';
import { element } from './dom.ts';
import { ROW_HEIGHT, columnStarts, leftWith, rowsInSight, scrollHeight, topWith } from './geometry.ts';
import type { RowSpace, Span } from './geometry.ts';
import { keyAction } from './gridKeys.ts';
import type { KeyAction } from './gridKeys.ts';
import { GridPointer } from './gridPointer.ts';
import { HeaderView } from './headerView.ts';
import { numberedRowAt, placeAt } from './pointing.ts';
import type { PageLayout } from './pointing.ts';
import type { GONE } from './rowCache.ts';
import { cellId } from './rowElement.ts';
import { toggled } from './rowMarks.ts';
import type { RowMarks } from './rowMarks.ts';
import { RowsView } from './rowsView.ts';
import { Scrolling } from './scrolling.ts';
import { SightedColumns } from './sightedColumns.ts';

/** Columns are those that are shown, in their order. */
export interface GridModel {
	readonly columns: readonly GridColumn[];
	/** So many of the first ones are to stay in sight. */
	readonly pinned: number;
	readonly widths: readonly number[];
	readonly count: number;
	readonly isBusy: boolean;
	state(position: number): ColumnState;
	cell(row: number, position: number): GridCell | typeof GONE | undefined;
}

export interface GridActions {
	/** Rows and columns have come into sight. */
	look(rows: Span, positions: readonly number[]): void;
	sort(position: number, isAdding: boolean): void;
	filter(position: number, text: string): void;
	menu(position: number, at: DOMRect): void;
	resize(position: number, pixels: number): void;
	fit(position: number): void;
	moveColumn(position: number, to: number): void;
	open(place: Place): void;
	leave(): void;
	/** The cursor, what is selected, or what is in sight. */
	moved(): void;
}

/** Drawn beyond what is in sight, so that a small step finds it there. */
const MORE_ROWS = 4;
const DIGIT = 8;

export class GridView {
	readonly element = element('div', {
		class: 'scroller',
		attributes: { role: 'grid', tabindex: '0', 'aria-multiselectable': 'true', 'aria-readonly': 'true' },
	});
	readonly #header: HeaderView;
	readonly #rows: RowsView;
	readonly #actions: GridActions;
	#model: GridModel | undefined;
	#starts = columnStarts([]);
	#cursor = cursorAt({ row: 0, column: 0 });
	#marks: RowMarks = [];
	#active: Element | undefined;
	/** Of the page and of what stands above the rows; layouts are not asked for while it scrolls. */
	#box = { width: 0, height: 0, namesHeight: 0, headHeight: 0 };
	readonly #scrolling = new Scrolling(this.element, () => this.#space);
	#isScheduled = false;

	constructor(title: string, texts: GridTexts, actions: GridActions) {
		this.#actions = actions;
		this.element.ariaLabel = title;
		this.#header = new HeaderView(texts, {
			filter: (position, text) => actions.filter(position, text),
			menu: (position) => this.openMenu(position),
		});
		this.#rows = new RowsView(texts);
		this.element.append(this.#header.element, this.#rows.element);
		this.element.addEventListener('scroll', () => this.#scrolled());
		this.element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
		this.element.addEventListener('keydown', (event) => this.#key(event));
		this.#listenToPointer();
		new ResizeObserver(() => this.#resized()).observe(this.element);
	}

	get cursor(): Cursor {
		return this.#cursor;
	}

	get selection(): Selection | undefined {
		return selectionOf(this.#cursor, this.#size);
	}

	/** Rows that were marked one by one. */
	get marks(): RowMarks {
		return this.#marks;
	}

	get topRow(): number {
		return Math.floor(this.#scrolling.top / ROW_HEIGHT);
	}

	get left(): number {
		return this.element.scrollLeft;
	}

	show(model: GridModel): void {
		if (this.#model?.widths !== model.widths) this.#starts = columnStarts(model.widths);
		if (this.#model === undefined) requestAnimationFrame(() => this.#measure());
		this.#model = model;
		this.element.setAttribute('aria-rowcount', String(model.isBusy ? -1 : model.count + 2));
		this.element.setAttribute('aria-colcount', String(model.columns.length + 1));
		this.element.setAttribute('aria-busy', String(model.isBusy));
		this.schedule();
	}

	/** Puts it back as it was; the rows have to be there. */
	restore(topRow: number, left: number, cursor: Place): void {
		this.#cursor = cursorAt(cursor);
		this.#measure();
		this.#render();
		this.#scrolling.to(topRow * ROW_HEIGHT);
		this.element.scrollLeft = left;
		this.schedule();
	}

	scrollToTop(): void {
		this.#scrolling.to(0);
		this.schedule();
	}

	/** Other rows: the marks belong to those that were there. */
	forgetMarks(): void {
		this.#marks = [];
		this.schedule();
	}

	moveTo(cursor: Cursor): void {
		this.#cursor = { ...cursor, ...within(cursor, this.#size), anchor: within(cursor.anchor, this.#size) };
		const { row, column } = this.#cursor;
		if (row >= 0) this.#scrolling.to(topWith(row, this.#scrolling.top, this.#space));
		this.element.scrollLeft = leftWith(column, this.element.scrollLeft, this.#columns);
		// At once: whoever holds a key down sees each step.
		this.#render();
		this.#actions.moved();
	}

	/** Whether there is room for what columns hold. */
	showProfiles(areShown: boolean): void {
		this.element.classList.toggle('profiled', areShown);
		this.#measure();
	}

	focusFilter(position: number): void {
		this.#header.filterInput(position)?.focus();
	}

	openMenu(position: number): void {
		this.moveTo(cursorAt({ row: HEADER_ROW, column: position }));
		const name = document.getElementById(cellId({ row: HEADER_ROW, column: position }));
		if (name !== null) this.#actions.menu(position, name.getBoundingClientRect());
	}

	schedule(): void {
		if (this.#isScheduled) return;
		this.#isScheduled = true;
		requestAnimationFrame(() => {
			this.#isScheduled = false;
			this.#render();
		});
	}

	/** Details have opened below, say: the row that they are of stays in sight. */
	#resized(): void {
		const { row } = this.#cursor;
		const { top } = this.#scrolling;
		const wasInSight = row >= 0 && topWith(row, top, this.#space) === top;
		this.#measure();
		if (wasInSight) this.#scrolling.to(topWith(row, top, this.#space));
	}

	/** Sizes of the page: only when it has changed. */
	#measure(): void {
		this.#box = {
			...{ width: this.element.clientWidth, height: this.element.clientHeight },
			namesHeight: this.#header.element.firstElementChild?.clientHeight ?? 0,
			headHeight: this.#header.element.offsetHeight,
		};
		this.schedule();
	}

	#render(): void {
		const model = this.#model;
		if (model === undefined || model.columns.length === 0) return;
		const [gutter, columns] = [this.#gutter, this.#columns];
		const sight = columns.inSight(model.columns, this.element.scrollLeft);
		const width = gutter + (this.#starts[model.columns.length] ?? 0);
		const shared = { ...sight, gutter, width, pinnedWidth: gutter + columns.pinnedWidth };
		this.#header.render({ ...shared, state: (position) => model.state(position) });
		this.#rows.element.style.height = `${scrollHeight({ rows: model.count })}px`;
		this.#rows.element.style.width = `${width}px`;
		this.#cursor = {
			...this.#cursor,
			...within(this.#cursor, this.#size),
			anchor: within(this.#cursor.anchor, this.#size),
		};
		const { top, shift } = this.#scrolling;
		const inSight = rowsInSight(top, this.#space);
		this.#rows.render({
			...{ ...shared, selection: this.selection, marks: this.#marks },
			rowSpan: { from: Math.max(0, inSight.from - MORE_ROWS), to: Math.min(model.count, inSight.to + MORE_ROWS) },
			placeOf: (row) => row * ROW_HEIGHT + shift,
			cell: (row, position) => model.cell(row, position),
		});
		this.#markActive();
		this.#actions.look(
			inSight,
			[...sight.pinned, ...sight.scrolled].map(({ position }) => position),
		);
	}

	/** A screen reader reads the cell that the cursor is on, as long as it is drawn. */
	#markActive(): void {
		const id = cellId(this.#cursor);
		const active = document.getElementById(id) ?? undefined;
		if (active !== this.#active) this.#active?.classList.remove('active');
		this.#active = active;
		if (active === undefined) this.element.removeAttribute('aria-activedescendant');
		else {
			active.classList.add('active');
			this.element.setAttribute('aria-activedescendant', id);
		}
	}

	get #gutter(): number {
		return Math.max(40, String(this.#model?.count ?? 0).length * DIGIT * 1.3 + 16);
	}

	get #space(): RowSpace {
		const { height, headHeight } = this.#box;
		return { rows: this.#model?.count ?? 0, height: Math.max(ROW_HEIGHT, height - headHeight) };
	}

	get #columns(): SightedColumns {
		const width = Math.max(0, this.#box.width - this.#gutter);
		return new SightedColumns(this.#starts, this.#model?.pinned ?? 0, width, this.#gutter);
	}

	get #size(): GridSize {
		const { rows, height } = this.#space;
		const pageRows = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
		return { rows, columns: this.#model?.columns.length ?? 0, pageRows };
	}

	#scrolled(): void {
		this.#scrolling.follow();
		this.#actions.moved();
		this.schedule();
	}

	#wheel(event: WheelEvent): void {
		if (!this.#scrolling.wheel(event)) return;
		event.preventDefault();
		this.schedule();
	}

	#key(event: KeyboardEvent): void {
		if (this.#model === undefined) return;
		if (event.target instanceof HTMLInputElement) {
			this.#keyInFilter(event);
			return;
		}
		const isCtrl = event.ctrlKey || event.metaKey;
		const stroke = { key: event.key, isCtrl, isShift: event.shiftKey, isAlt: event.altKey };
		const action = keyAction(stroke, this.#cursor.row);
		if (action !== undefined) {
			this.#perform(action);
			if (action.kind !== 'typeFilter' || !action.isWriting) event.preventDefault();
			return;
		}
		const next = event.altKey ? undefined : moved(this.#cursor, stroke, this.#size);
		if (next === undefined) return;
		event.preventDefault();
		this.moveTo(next);
	}

	#perform(action: KeyAction): void {
		const { row, column } = this.#cursor;
		switch (action.kind) {
			case 'leave':
				if (this.#marks.length > 0) this.#mark([]);
				else this.#actions.leave();
				return;
			case 'open':
				this.#actions.open(this.#cursor);
				return;
			case 'sort':
			case 'addSort':
				this.#actions.sort(column, action.kind === 'addSort');
				return;
			case 'menu':
				this.openMenu(column);
				return;
			case 'toggleMark':
				this.#mark(toggled(this.#marks, row));
				return;
			case 'typeFilter':
				this.focusFilter(column);
				return;
			case 'resize':
				this.#actions.resize(column, this.#widthOf(column) + action.by);
		}
	}

	#mark(marks: RowMarks): void {
		this.#marks = marks;
		this.schedule();
		this.#actions.moved();
	}

	#keyInFilter(event: KeyboardEvent): void {
		const row = { Enter: 0, ArrowDown: 0, Escape: FILTER_ROW, ArrowUp: HEADER_ROW }[event.key];
		if (row === undefined || event.altKey) return;
		event.preventDefault();
		this.element.focus();
		this.moveTo(cursorAt(within({ row, column: this.#cursor.column }, this.#size)));
	}

	#widthOf(column: number): number {
		return (this.#starts[column + 1] ?? 0) - (this.#starts[column] ?? 0);
	}

	#select(cursor: Cursor, how: 'one' | 'extend' | 'toggleRow'): void {
		if (how === 'toggleRow') this.#marks = toggled(this.#marks, cursor.row);
		else if (how === 'one') this.#marks = [];
		const { anchor } = this.#cursor;
		this.moveTo(how === 'extend' && anchor.row >= 0 ? { ...cursor, anchor } : cursor);
	}

	#listenToPointer(): void {
		const columnAt = (event: MouseEvent): number | undefined => {
			// Wherever it is dragged to, up and down do not matter.
			const { headHeight } = this.#box;
			return this.#placeOf(event, (layout, x) => placeAt(x, headHeight / 2, layout)?.column);
		};
		new GridPointer({
			element: this.element,
			placeAt: (event) => this.#placeOf(event, (layout, x, y) => placeAt(x, y, layout)),
			rowAt: (event) => this.#placeOf(event, (layout, x, y) => numberedRowAt(x, y, layout)),
			dropAt: columnAt,
			widthOf: (column) => this.#widthOf(column),
			select: (place, how) => this.#select(cursorAt(place), how),
			selectRow: (row, how) => this.#select(cursorAt({ row, column: this.#cursor.column }, 'rows'), how),
			selectColumn: (column) => this.moveTo(cursorAt({ row: HEADER_ROW, column }, 'columns')),
			point: (place) => this.#point(place),
			sort: (column, isAdding) => this.#actions.sort(column, isAdding),
			open: (place) => this.#actions.open(place),
			resize: (column, pixels) => this.#actions.resize(column, pixels),
			fit: (column) => this.#actions.fit(column),
			dragColumn: (column, target) => this.#showDrop(column, target),
			moveColumn: (column, target) => this.#actions.moveColumn(column, target),
		});
	}

	/** What is selected stays where it was pointed into it. */
	#point(place: Place): void {
		if (!isWithin(this.selection, place)) {
			this.#cursor = cursorAt(place);
			this.schedule();
			this.#actions.moved();
		}
	}

	#showDrop(column: number, target: number | undefined): void {
		if (target === undefined) this.#header.showDrop(undefined);
		else this.#header.showDrop(this.#columns.edgeOf(target, target > column, this.element.scrollLeft));
	}

	#placeOf<Found>(
		{ clientX, clientY }: MouseEvent,
		find: (layout: PageLayout, x: number, y: number) => Found | undefined,
	): Found | undefined {
		const { left, top } = this.element.getBoundingClientRect();
		const layout: PageLayout = {
			...{ ...this.#box, gutter: this.#gutter, left: this.element.scrollLeft, top: this.#scrolling.top },
			...{ starts: this.#starts, pinned: this.#columns.pinned, rows: this.#size.rows },
		};
		return find(layout, clientX - left, clientY - top);
	}
}
