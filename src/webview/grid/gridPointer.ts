/** What the pointer does in the grid: selects cells and rows, sorts, drags columns and their edges. */
import { HEADER_ROW } from './cursor.ts';
import type { Place } from './cursor.ts';

export interface PointerTarget {
	readonly element: HTMLElement;
	placeAt(event: MouseEvent): Place | undefined;
	/** The row whose number is there. */
	rowAt(event: MouseEvent): number | undefined;
	/** Where a column that is dropped there comes to lie. */
	dropAt(event: MouseEvent): number | undefined;
	widthOf(column: number): number;
	select(place: Place, how: 'one' | 'extend' | 'toggleRow'): void;
	selectRow(row: number, how: 'one' | 'extend' | 'toggleRow'): void;
	selectColumn(column: number): void;
	/** The cursor goes there, and nothing else happens. */
	point(place: Place): void;
	sort(column: number, isAdding: boolean): void;
	open(place: Place): void;
	resize(column: number, pixels: number): void;
	fit(column: number): void;
	/** @param target  `undefined`: it is not dragged any more */
	dragColumn(column: number, target: number | undefined): void;
	moveColumn(column: number, target: number): void;
}

type Gesture =
	| { readonly kind: 'cells' | 'rows' }
	| { readonly kind: 'edge'; readonly column: number; readonly from: number; readonly width: number }
	| { readonly kind: 'name'; readonly column: number; readonly from: number; readonly isDragged: boolean };

/** Who moves less has clicked. */
const DRAG_PIXELS = 5;
const EDGE_PIXELS = 32;
const SCROLL_STEP = 24;

export class GridPointer {
	readonly #target: PointerTarget;
	#gesture: Gesture | undefined;
	/** Column whose edge was pressed last: a captured pointer does not tell what it clicks on. */
	#edge: number | undefined;

	constructor(target: PointerTarget) {
		this.#target = target;
		const { element } = target;
		element.addEventListener('pointerdown', (event) => this.#press(event));
		element.addEventListener('pointermove', (event) => this.#drag(event));
		element.addEventListener('pointerup', (event) => this.#release(event));
		element.addEventListener('lostpointercapture', () => this.#end());
		element.addEventListener('dblclick', (event) => this.#doubleClick(event));
	}

	#press(event: PointerEvent): void {
		const target = this.#target;
		const place = target.placeAt(event);
		this.#edge = undefined;
		if (isOn(event, '.menu')) return;
		if (event.button !== 0) {
			// Menus work on what was pointed at.
			if (place !== undefined) target.point(place);
			return;
		}
		this.#gesture = place === undefined ? this.#pressRow(event) : this.#pressCell(event, place);
		if (this.#gesture !== undefined) target.element.setPointerCapture(event.pointerId);
	}

	#pressRow(event: PointerEvent): Gesture | undefined {
		const row = this.#target.rowAt(event);
		if (row === undefined) return undefined;
		const how = howOf(event);
		this.#target.selectRow(row, how);
		return how === 'toggleRow' ? undefined : { kind: 'rows' };
	}

	#pressCell(event: PointerEvent, place: Place): Gesture | undefined {
		const target = this.#target;
		const { column } = place;
		if (place.row >= 0) {
			const how = howOf(event);
			target.select(place, how);
			return how === 'toggleRow' ? undefined : { kind: 'cells' };
		}
		target.point(place);
		if (place.row !== HEADER_ROW) return undefined;
		if (isOn(event, '.grip')) {
			this.#edge = column;
			return { kind: 'edge', column, from: event.clientX, width: target.widthOf(column) };
		}
		return { kind: 'name', column, from: event.clientX, isDragged: false };
	}

	#drag(event: PointerEvent): void {
		const [gesture, target] = [this.#gesture, this.#target];
		if (gesture === undefined) return;
		switch (gesture.kind) {
			case 'cells': {
				const place = target.placeAt(event);
				if (place !== undefined && place.row >= 0) target.select(place, 'extend');
				return;
			}
			case 'rows': {
				const row = target.rowAt(event) ?? target.placeAt(event)?.row;
				if (row !== undefined && row >= 0) target.selectRow(row, 'extend');
				return;
			}
			case 'edge':
				target.resize(gesture.column, gesture.width + event.clientX - gesture.from);
				return;
			case 'name': {
				const isDragged = gesture.isDragged || Math.abs(event.clientX - gesture.from) > DRAG_PIXELS;
				this.#gesture = { ...gesture, isDragged };
				if (!isDragged) return;
				this.#scrollAtEdge(event);
				target.dragColumn(gesture.column, target.dropAt(event));
			}
		}
	}

	#scrollAtEdge({ clientX }: PointerEvent): void {
		const { element } = this.#target;
		const { left, right } = element.getBoundingClientRect();
		if (clientX > right - EDGE_PIXELS) element.scrollLeft += SCROLL_STEP;
		else if (clientX < left + EDGE_PIXELS) element.scrollLeft -= SCROLL_STEP;
	}

	#release(event: PointerEvent): void {
		const [gesture, target] = [this.#gesture, this.#target];
		this.#end();
		if (gesture?.kind !== 'name') return;
		const to = target.dropAt(event);
		if (gesture.isDragged) {
			if (to !== undefined) target.moveColumn(gesture.column, to);
		} else if (event.ctrlKey || event.metaKey) target.selectColumn(gesture.column);
		else target.sort(gesture.column, event.shiftKey);
	}

	#end(): void {
		if (this.#gesture?.kind === 'name') this.#target.dragColumn(this.#gesture.column, undefined);
		this.#gesture = undefined;
	}

	#doubleClick(event: MouseEvent): void {
		const place = this.#target.placeAt(event);
		if (this.#edge !== undefined) this.#target.fit(this.#edge);
		else if (place !== undefined && place.row >= 0) this.#target.open(place);
	}
}

function howOf({ shiftKey, ctrlKey, metaKey }: PointerEvent): 'one' | 'extend' | 'toggleRow' {
	return ctrlKey || metaKey ? 'toggleRow' : shiftKey ? 'extend' : 'one';
}

function isOn({ target }: MouseEvent, selector: string): boolean {
	return target instanceof Element && target.closest(selector) !== null;
}
