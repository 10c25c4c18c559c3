/** The rows in sight. One that stays as it is keeps its element. */
import type { GridColumn, GridRow, GridTexts } from '../../protocol/grid.ts';
import { isNumeric, shownCell } from './cellText.ts';
import type { Cursor, Place, Selection } from './cursor.ts';
import { element } from './dom.ts';
import { ROW_HEIGHT } from './geometry.ts';
import type { Span } from './geometry.ts';

export interface RowsModel {
	readonly columns: readonly GridColumn[];
	readonly rowSpan: Span;
	readonly columnSpan: Span;
	readonly starts: Float64Array;
	readonly gutter: number;
	readonly cursor: Cursor;
	readonly selection: Selection | undefined;
	/** Raised when rows mean something else. */
	readonly version: number;
	/** Where a row lies in the scrolled element. */
	placeOf(row: number): number;
	row(row: number): GridRow | undefined;
}

interface Drawn {
	readonly element: HTMLElement;
	/** What it was made of. */
	readonly of: string;
}

export class RowsView {
	readonly element = element('div', { class: 'body', attributes: { role: 'rowgroup' } });
	readonly #texts: GridTexts;
	#drawn = new Map<number, Drawn>();

	constructor(texts: GridTexts) {
		this.#texts = texts;
	}

	render(model: RowsModel): void {
		const { rowSpan } = model;
		const next = new Map<number, Drawn>();
		for (let row = rowSpan.from; row < rowSpan.to; row++) next.set(row, this.#drawnRow(model, row));
		for (const [row, { element: before }] of this.#drawn) {
			if (next.get(row)?.element !== before) before.remove();
		}
		for (const [row, { element: shown }] of next) {
			shown.style.transform = `translateY(${model.placeOf(row)}px)`;
			if (!shown.isConnected) this.element.append(shown);
		}
		this.#drawn = next;
	}

	#drawnRow(model: RowsModel, row: number): Drawn {
		const known = this.#drawn.get(row);
		const cells = model.row(row);
		const of = [
			...[model.version, cells === undefined ? 'awaited' : 'there', model.gutter, model.starts[model.columns.length]],
			...[model.columnSpan.from, model.columnSpan.to, model.columns.length, marksOf(model, row)],
		].join();
		return known?.of === of ? known : { of, element: this.#made(model, row, cells) };
	}

	#made(model: RowsModel, row: number, cells: GridRow | undefined): HTMLElement {
		const { columns, columnSpan, starts, gutter } = model;
		const number = element('div', {
			class: 'gutter',
			text: (row + 1).toLocaleString(),
			attributes: { role: 'rowheader', 'aria-colindex': '1' },
		});
		number.style.width = `${gutter}px`;
		const made = element(
			'div',
			{
				class: `row${row % 2 === 1 ? ' odd' : ''}`,
				attributes: { role: 'row', 'aria-rowindex': String(row + 3) },
			},
			number,
		);
		made.style.width = `${gutter + (starts[columns.length] ?? 0)}px`;
		made.style.height = `${ROW_HEIGHT}px`;
		for (let column = columnSpan.from; column < columnSpan.to; column++) {
			const cell = this.#cell(model, { row, column }, cells);
			cell.style.left = `${gutter + (starts[column] ?? 0)}px`;
			cell.style.width = `${(starts[column + 1] ?? 0) - (starts[column] ?? 0)}px`;
			made.append(cell);
		}
		return made;
	}

	#cell({ columns, cursor, selection }: RowsModel, place: Place, cells: GridRow | undefined): HTMLElement {
		const { row, column } = place;
		const isSelected = isWithin(selection, place);
		const isActive = cursor.row === row && cursor.column === column;
		const attributes = {
			...{ role: 'gridcell', id: cellId(place), 'aria-colindex': String(column + 2) },
			'aria-selected': String(isSelected),
		};
		const marks = `${isSelected ? ' selected' : ''}${isActive ? ' active' : ''}`;
		if (cells === undefined) return element('div', { class: `cell awaited${marks}`, text: '…', attributes });
		if (cells === null) return element('div', { class: `cell none${marks}`, text: this.#texts.rowGone, attributes });
		const type = columns[column]?.type ?? 'text';
		const { text, kind, was, label } = shownCell(cells[column] ?? null, type, this.#texts);
		const side = isNumeric(type) ? ' right' : '';
		const said = label === undefined ? {} : { 'aria-label': label };
		return element(
			'div',
			{ class: `cell ${kind}${side}${marks}`, attributes: { ...attributes, ...said, dir: 'auto' } },
			...(was === undefined ? [] : [element('s', { text: was })]),
			document.createTextNode(text),
		);
	}
}

export function cellId({ row, column }: Place): string {
	return `cell-${row}-${column}`;
}

/** What of a row is marked. */
function marksOf({ cursor, selection }: RowsModel, row: number): string {
	const active = cursor.row === row ? cursor.column : '';
	const isTouched = selection !== undefined && row >= selection.firstRow && row <= selection.lastRow;
	return `${active}/${isTouched ? `${selection.firstColumn}-${selection.lastColumn}` : ''}`;
}

function isWithin(selection: Selection | undefined, { row, column }: Place): boolean {
	if (selection === undefined) return false;
	const { firstRow, lastRow, firstColumn, lastColumn } = selection;
	return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
}
