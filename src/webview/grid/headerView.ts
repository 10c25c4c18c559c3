/** The names of columns, with order and type, and the row of filters below them. */
import type { GridArrangement, GridColumn, GridTexts } from '../../protocol/grid.ts';
import { filled, isNumeric } from './cellText.ts';
import { FILTER_ROW, HEADER_ROW } from './cursor.ts';
import { element } from './dom.ts';
import type { Span } from './geometry.ts';
import { cellId } from './rowsView.ts';

export interface HeaderModel {
	readonly columns: readonly GridColumn[];
	readonly span: Span;
	readonly starts: Float64Array;
	readonly gutter: number;
	readonly arrangement: GridArrangement;
}

export class HeaderView {
	readonly element = element('div', { class: 'head', attributes: { role: 'rowgroup' } });
	readonly #texts: GridTexts;
	readonly #onFilter: (column: number, text: string) => void;
	/** What is drawn: while it is the same, an input that is typed into stays. */
	#drawn = '';

	constructor(texts: GridTexts, onFilter: (column: number, text: string) => void) {
		this.#texts = texts;
		this.#onFilter = onFilter;
	}

	render(model: HeaderModel): void {
		const { columns, span, starts, arrangement } = model;
		const drawn = JSON.stringify([
			...[span, arrangement.orders, model.gutter, starts[columns.length]],
			columns.slice(span.from, span.to),
		]);
		if (drawn === this.#drawn) {
			this.#fill(model);
			return;
		}
		this.#drawn = drawn;
		const typedInto = document.activeElement instanceof HTMLInputElement ? document.activeElement.id : undefined;
		const width = `${model.gutter + (starts[columns.length] ?? 0)}px`;
		this.element.style.width = width;
		this.element.replaceChildren(this.#names(model), this.#filters(model));
		if (typedInto !== undefined) document.getElementById(typedInto)?.focus();
	}

	/** Filters that were cleared, or set by another. */
	#fill({ arrangement, span }: HeaderModel): void {
		for (let column = span.from; column < span.to; column++) {
			const input = this.filterInput(column);
			const text = filterOf(arrangement, column);
			if (input !== undefined && input !== document.activeElement && input.value !== text) input.value = text;
		}
	}

	filterInput(column: number): HTMLInputElement | undefined {
		const found = document.getElementById(filterId(column));
		return found instanceof HTMLInputElement ? found : undefined;
	}

	#names(model: HeaderModel): HTMLElement {
		const corner = element('div', {
			class: 'corner',
			text: '#',
			attributes: { role: 'columnheader', 'aria-colindex': '1', 'aria-label': this.#texts.rowNumber },
		});
		corner.style.width = `${model.gutter}px`;
		const cells = placed(model, (column) => this.#name(model, column));
		return element('div', { class: 'row names', attributes: { role: 'row', 'aria-rowindex': '1' } }, corner, ...cells);
	}

	#name({ columns, arrangement }: HeaderModel, column: number): HTMLElement {
		const { name, label, type } = columns[column] ?? { name: '', type: 'text' };
		const order = arrangement.orders.find((one) => one.column === column);
		const sorted = order === undefined ? 'none' : order.isDescending ? 'descending' : 'ascending';
		const sign = element('span', { class: 'sign', text: order === undefined ? '' : order.isDescending ? '▼' : '▲' });
		sign.ariaHidden = 'true';
		const titles = [label === undefined ? name : `${name} (${label})`, type, this.#orderText(sorted)];
		return element(
			'div',
			{
				class: `name ${isNumeric(type) ? 'right' : ''}`,
				attributes: {
					...{ role: 'columnheader', id: cellId({ row: HEADER_ROW, column }), title: titles.join('\n') },
					...{ 'aria-colindex': String(column + 2), 'aria-sort': sorted },
				},
			},
			element('span', { class: 'title' }, element('span', { class: 'text', text: name }), sign),
			element('span', { class: 'type', text: type }),
		);
	}

	#orderText(sorted: 'none' | 'ascending' | 'descending'): string {
		if (sorted === 'none') return this.#texts.unsorted;
		return sorted === 'ascending' ? this.#texts.sortedUp : this.#texts.sortedDown;
	}

	#filters(model: HeaderModel): HTMLElement {
		const corner = element('div', { class: 'corner', attributes: { role: 'gridcell', 'aria-colindex': '1' } });
		corner.style.width = `${model.gutter}px`;
		const cells = placed(model, (column) => this.#filter(model, column));
		return element(
			'div',
			{ class: 'row filters', attributes: { role: 'row', 'aria-rowindex': '2' } },
			corner,
			...cells,
		);
	}

	#filter({ columns, arrangement }: HeaderModel, column: number): HTMLElement {
		const input = element('input', {
			attributes: {
				...{ id: filterId(column), type: 'text', tabindex: '-1', spellcheck: 'false', placeholder: '⌕' },
				'aria-label': filled(this.#texts.filter, columns[column]?.name ?? ''),
				title: this.#texts.filterHelp,
			},
		});
		input.value = filterOf(arrangement, column);
		input.addEventListener('input', () => this.#onFilter(column, input.value));
		return element(
			'div',
			{
				class: 'filter',
				attributes: {
					...{ role: 'gridcell', id: cellId({ row: FILTER_ROW, column }), 'aria-colindex': String(column + 2) },
				},
			},
			input,
		);
	}
}

function filterOf({ filters }: GridArrangement, column: number): string {
	return filters.find((one) => one.column === column)?.text ?? '';
}

function filterId(column: number): string {
	return `filter-${column}`;
}

function placed({ span, starts, gutter }: HeaderModel, make: (column: number) => HTMLElement): readonly HTMLElement[] {
	return Array.from({ length: span.to - span.from }, (_, nth) => {
		const column = span.from + nth;
		const cell = make(column);
		cell.style.left = `${gutter + (starts[column] ?? 0)}px`;
		cell.style.width = `${(starts[column + 1] ?? 0) - (starts[column] ?? 0)}px`;
		return cell;
	});
}
