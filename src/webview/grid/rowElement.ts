/** One row's element, drawn again for other rows: what stays as it was is not touched, and its layout is never asked for. */
import type { GridCell, GridColumn, GridTexts } from '../../protocol/grid.ts';
import { isNumeric, shownCell } from './cellText.ts';
import type { ShownCell } from './cellText.ts';
import { element } from './dom.ts';
import { GONE } from './rowCache.ts';

/** Where a column is, and what it holds. */
export interface ColumnSlot {
	/** Its place among the columns that are shown. */
	readonly position: number;
	readonly column: GridColumn;
	readonly left: number;
	readonly width: number;
}

export interface RowLook {
	readonly row: number;
	readonly gutter: number;
	/** Of the whole row. */
	readonly width: number;
	readonly isMarked: boolean;
	/** Those in sight: the ones that are pinned, then the others. */
	readonly pinned: readonly ColumnSlot[];
	readonly scrolled: readonly ColumnSlot[];
	/** Of the pinned ones, row number included. */
	readonly pinnedWidth: number;
	cell(position: number): GridCell | typeof GONE | undefined;
	isSelected(position: number): boolean;
}

export class RowElement {
	readonly element = element('div', { class: 'row', attributes: { role: 'row' } });
	readonly #texts: GridTexts;
	readonly #gutter = element('div', { class: 'gutter', attributes: { role: 'rowheader', 'aria-colindex': '1' } });
	readonly #pinnedBox = element('div', { class: 'pinned' }, this.#gutter);
	readonly #pinned: CellElement[] = [];
	readonly #scrolled: CellElement[] = [];
	#row = -1;
	#top = -1;
	#widths = '';

	constructor(texts: GridTexts) {
		this.#texts = texts;
		this.element.append(this.#pinnedBox);
	}

	draw(look: RowLook): void {
		const { row, gutter, width, pinnedWidth } = look;
		if (row !== this.#row) {
			this.#row = row;
			this.#gutter.textContent = (row + 1).toLocaleString();
			this.element.setAttribute('aria-rowindex', String(row + 3));
			this.element.classList.toggle('odd', row % 2 === 1);
		}
		const widths = `${width} ${gutter} ${pinnedWidth}`;
		if (widths !== this.#widths) {
			this.#widths = widths;
			this.element.style.width = `${width}px`;
			this.#pinnedBox.style.width = `${pinnedWidth}px`;
			this.#gutter.style.width = `${gutter}px`;
		}
		this.element.classList.toggle('marked', look.isMarked);
		this.#drawCells(this.#pinned, this.#pinnedBox, look.pinned, look);
		this.#drawCells(this.#scrolled, this.element, look.scrolled, look);
	}

	moveTo(top: number): void {
		if (top === this.#top) return;
		this.#top = top;
		this.element.style.transform = `translateY(${top}px)`;
	}

	#drawCells(cells: CellElement[], parent: HTMLElement, slots: readonly ColumnSlot[], look: RowLook): void {
		for (const [nth, slot] of slots.entries()) {
			let cell = cells[nth];
			if (cell === undefined) {
				cell = new CellElement(this.#texts);
				cells.push(cell);
				parent.append(cell.element);
			}
			cell.place(look.row, slot);
			cell.fill(look.cell(slot.position), slot.column, look.isMarked || look.isSelected(slot.position));
		}
		for (const { element: unused } of cells.splice(slots.length)) unused.remove();
	}
}

class CellElement {
	readonly #texts: GridTexts;
	readonly #text = document.createTextNode('');
	readonly element = element('div', { attributes: { role: 'gridcell', 'aria-selected': 'false' } }, this.#text);
	#row = -1;
	#position = -1;
	#left = -1;
	#width = -1;
	#class = '';
	#isSelected = false;
	/** Of a cell that was changed: the value before. */
	#was: string | undefined;
	#label: string | undefined;

	constructor(texts: GridTexts) {
		this.#texts = texts;
	}

	place(row: number, { position, left, width }: ColumnSlot): void {
		const { style } = this.element;
		if (position !== this.#position) this.element.setAttribute('aria-colindex', String(position + 2));
		if (row !== this.#row || position !== this.#position) this.element.id = cellId({ row, column: position });
		if (left !== this.#left) style.left = `${left}px`;
		if (width !== this.#width) style.width = `${width}px`;
		[this.#row, this.#position, this.#left, this.#width] = [row, position, left, width];
	}

	fill(cell: GridCell | typeof GONE | undefined, { type }: GridColumn, isSelected: boolean): void {
		const { text, kind, was, label }: ShownCell | AwaitedCell =
			cell === undefined
				? { text: '…', kind: 'awaited' }
				: cell === GONE
					? { text: this.#texts.rowGone, kind: 'none' }
					: shownCell(cell, type, this.#texts);
		if (this.#text.data !== text) this.#text.data = text;
		if (was !== this.#was || label !== this.#label) this.#showBefore(was, label);
		const side = (kind === 'value' || kind === 'changed') && isNumeric(type) ? ' right' : '';
		const className = `cell ${kind}${side}${isSelected ? ' selected' : ''}`;
		if (className !== this.#class) {
			this.#class = className;
			this.element.className = className;
		}
		if (isSelected !== this.#isSelected) {
			this.#isSelected = isSelected;
			this.element.ariaSelected = String(isSelected);
		}
	}

	#showBefore(was: string | undefined, label: string | undefined): void {
		[this.#was, this.#label] = [was, label];
		this.element.replaceChildren(...(was === undefined ? [] : [element('s', { text: was })]), this.#text);
		this.element.ariaLabel = label ?? null;
	}
}

interface AwaitedCell {
	readonly text: string;
	readonly kind: 'awaited';
	readonly was?: undefined;
	readonly label?: undefined;
}

export function cellId({ row, column }: { readonly row: number; readonly column: number }): string {
	return `cell-${row}-${column}`;
}
