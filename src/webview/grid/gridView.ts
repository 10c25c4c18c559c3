/** The grid itself: scrolled rows and columns, one tab stop, keys and mouse. What it shows is handed in. */
import type { GridArrangement, GridColumn, GridRow, GridTexts } from '../../protocol/grid.ts';
import { FILTER_ROW, HEADER_ROW, cursorAt, moved, selectionOf, within } from './cursor.ts';
import type { Cursor, Place, Selection } from './cursor.ts';
import { element } from './dom.ts';
import { ROW_HEIGHT, columnStarts, columnsInSight, leftWith, rowsInSight, scrollHeight, topWith } from './geometry.ts';
import type { RowSpace, Span } from './geometry.ts';
import { HeaderView } from './headerView.ts';
import { placeAt } from './pointing.ts';
import { RowsView, cellId } from './rowsView.ts';
import { Scrolling } from './scrolling.ts';

export interface GridModel {
	readonly columns: readonly GridColumn[];
	readonly widths: readonly number[];
	readonly count: number;
	readonly isBusy: boolean;
	readonly version: number;
	readonly arrangement: GridArrangement;
	row(row: number): GridRow | undefined;
}

export interface GridActions {
	/** Rows have come into sight. */
	look(rows: Span): void;
	sort(column: number): void;
	filter(column: number, text: string): void;
	open(place: Place): void;
	leave(): void;
	/** The cursor, or what is in sight. */
	moved(): void;
}

/** Drawn beyond what is in sight, so that a small step finds it there. */
const MORE_ROWS = 4;
const MORE_COLUMNS = 2;
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
	readonly #scrolling = new Scrolling(this.element, () => this.#space);
	#isScheduled = false;
	#isDragging = false;

	constructor(title: string, texts: GridTexts, actions: GridActions) {
		this.#actions = actions;
		this.element.ariaLabel = title;
		this.#header = new HeaderView(texts, (column, text) => actions.filter(column, text));
		this.#rows = new RowsView(texts);
		this.element.append(this.#header.element, this.#rows.element);
		this.element.addEventListener('scroll', () => this.#scrolled());
		this.element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
		this.element.addEventListener('keydown', (event) => this.#key(event));
		this.element.addEventListener('pointerdown', (event) => this.#press(event));
		this.element.addEventListener('pointermove', (event) => this.#drag(event));
		this.element.addEventListener('pointerup', () => this.#release());
		this.element.addEventListener('lostpointercapture', () => this.#release());
		this.element.addEventListener('dblclick', (event) => {
			const place = this.#placeAt(event);
			if (place !== undefined && place.row >= 0) this.#actions.open(place);
		});
		new ResizeObserver(() => this.schedule()).observe(this.element);
	}

	get cursor(): Cursor {
		return this.#cursor;
	}

	get selection(): Selection | undefined {
		return selectionOf(this.#cursor);
	}

	get topRow(): number {
		return Math.floor(this.#scrolling.top / ROW_HEIGHT);
	}

	get left(): number {
		return this.element.scrollLeft;
	}

	show(model: GridModel): void {
		if (this.#model?.widths !== model.widths) this.#starts = columnStarts(model.widths);
		this.#model = model;
		this.element.setAttribute('aria-rowcount', String(model.isBusy ? -1 : model.count + 2));
		this.element.setAttribute('aria-colcount', String(model.columns.length + 1));
		this.element.setAttribute('aria-busy', String(model.isBusy));
		this.schedule();
	}

	/** Puts it back as it was; the rows have to be there. */
	restore(topRow: number, left: number, cursor: Place): void {
		this.#cursor = cursorAt(cursor);
		this.#render();
		this.#scrolling.to(topRow * ROW_HEIGHT);
		this.element.scrollLeft = left;
		this.schedule();
	}

	scrollToTop(): void {
		this.#scrolling.to(0);
		this.schedule();
	}

	schedule(): void {
		if (this.#isScheduled) return;
		this.#isScheduled = true;
		requestAnimationFrame(() => {
			this.#isScheduled = false;
			this.#render();
		});
	}

	#render(): void {
		const model = this.#model;
		if (model === undefined || model.columns.length === 0) return;
		const { columns, count } = model;
		const gutter = this.#gutter;
		const all = this.#starts[columns.length] ?? 0;
		const columnSpan = widened(this.#columnsInSight(), MORE_COLUMNS, columns.length);
		this.#header.render({ columns, span: columnSpan, starts: this.#starts, gutter, arrangement: model.arrangement });
		this.#rows.element.style.height = `${scrollHeight({ rows: count })}px`;
		this.#rows.element.style.width = `${gutter + all}px`;
		const size = this.#size;
		this.#cursor = { ...within(this.#cursor, size), anchor: within(this.#cursor.anchor, size) };
		const { top, shift } = this.#scrolling;
		const inSight = rowsInSight(top, this.#space);
		this.#rows.render({
			...{ columns, columnSpan, gutter, starts: this.#starts, version: model.version },
			...{ rowSpan: widened(inSight, MORE_ROWS, count), cursor: this.#cursor, selection: this.selection },
			placeOf: (row) => row * ROW_HEIGHT + shift,
			row: (row) => model.row(row),
		});
		this.#markActive();
		this.#actions.look(inSight);
	}

	/** A screen reader reads the cell that the cursor is on, as long as it is drawn. */
	#markActive(): void {
		for (const marked of this.#header.element.querySelectorAll('.active')) marked.classList.remove('active');
		const id = cellId(this.#cursor);
		const active = document.getElementById(id);
		if (active === null) this.element.removeAttribute('aria-activedescendant');
		else {
			active.classList.add('active');
			this.element.setAttribute('aria-activedescendant', id);
		}
	}

	get #gutter(): number {
		return Math.max(40, String(this.#model?.count ?? 0).length * DIGIT * 1.3 + 16);
	}

	get #space(): RowSpace {
		const height = Math.max(ROW_HEIGHT, this.element.clientHeight - this.#header.element.offsetHeight);
		return { rows: this.#model?.count ?? 0, height };
	}

	get #width(): number {
		return Math.max(0, this.element.clientWidth - this.#gutter);
	}

	#columnsInSight(): Span {
		return columnsInSight(this.#starts, this.element.scrollLeft, this.#width);
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

	#moveTo(cursor: Cursor): void {
		this.#cursor = cursor;
		if (cursor.row >= 0) this.#scrolling.to(topWith(cursor.row, this.#scrolling.top, this.#space));
		this.element.scrollLeft = leftWith(cursor.column, this.element.scrollLeft, this.#width, this.#starts);
		// At once: whoever holds a key down sees each step.
		this.#render();
		this.#actions.moved();
	}

	#key(event: KeyboardEvent): void {
		if (event.altKey || this.#model === undefined) return;
		if (event.target instanceof HTMLInputElement) this.#keyInFilter(event);
		else if (this.#act(event)) event.preventDefault();
		else {
			const { rows, height } = this.#space;
			const stroke = { key: event.key, isCtrl: event.ctrlKey || event.metaKey, isShift: event.shiftKey };
			const pageRows = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
			const next = moved(this.#cursor, stroke, { rows, columns: this.#model.columns.length, pageRows });
			if (next === undefined) return;
			event.preventDefault();
			this.#moveTo(next);
		}
	}

	/** @returns whether the key was one of those that do something where the cursor is */
	#act({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
		const { row, column } = this.#cursor;
		if (key === 'Escape') {
			this.#actions.leave();
			return true;
		}
		const isConfirming = key === 'Enter' || key === 'F2' || key === ' ';
		if (row === FILTER_ROW && !ctrlKey && !metaKey && (isConfirming || key.length === 1)) {
			this.#header.filterInput(column)?.focus();
			return isConfirming;
		}
		if (!isConfirming) return false;
		if (row === HEADER_ROW) this.#actions.sort(column);
		else this.#actions.open(this.#cursor);
		return true;
	}

	#keyInFilter(event: KeyboardEvent): void {
		const row = { Enter: 0, ArrowDown: 0, Escape: FILTER_ROW, ArrowUp: HEADER_ROW }[event.key];
		if (row === undefined) return;
		event.preventDefault();
		this.element.focus();
		this.#moveTo(cursorAt(within({ row, column: this.#cursor.column }, this.#size)));
	}

	get #size(): { readonly rows: number; readonly columns: number } {
		return { rows: this.#model?.count ?? 0, columns: this.#model?.columns.length ?? 0 };
	}

	#press(event: PointerEvent): void {
		const place = this.#placeAt(event);
		if (place === undefined || event.button !== 0) return;
		if (place.row === FILTER_ROW) this.#cursor = cursorAt(place);
		else if (place.row === HEADER_ROW) {
			this.#moveTo(cursorAt(place));
			this.#actions.sort(place.column);
		} else {
			this.#moveTo(event.shiftKey ? { ...place, anchor: this.#cursor.anchor } : cursorAt(place));
			this.#isDragging = true;
			this.element.setPointerCapture(event.pointerId);
		}
	}

	#drag(event: PointerEvent): void {
		if (!this.#isDragging) return;
		const place = this.#placeAt(event);
		if (place !== undefined && place.row >= 0) this.#moveTo({ ...place, anchor: this.#cursor.anchor });
	}

	#release(): void {
		this.#isDragging = false;
	}

	#placeAt({ clientX, clientY }: MouseEvent): Place | undefined {
		const { left, top } = this.element.getBoundingClientRect();
		return placeAt(clientX - left, clientY - top, {
			...{ width: this.element.clientWidth, height: this.element.clientHeight, gutter: this.#gutter },
			namesHeight: this.#header.element.firstElementChild?.clientHeight ?? 0,
			headHeight: this.#header.element.offsetHeight,
			...{ left: this.element.scrollLeft, top: this.#scrolling.top, starts: this.#starts, rows: this.#size.rows },
		});
	}
}

function widened({ from, to }: Span, by: number, most: number): Span {
	return { from: Math.max(0, from - by), to: Math.min(most, to + by) };
}
