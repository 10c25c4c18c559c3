/** One column's name with its order and type, and the filter below it. */
import type { GridStrip, GridTexts } from '../../protocol/grid.ts';
import { filled, isNumeric } from './cellText.ts';
import { FILTER_ROW, HEADER_ROW } from './cursor.ts';
import { element } from './dom.ts';
import { cellId } from './rowElement.ts';
import { ProfileStrip } from './profileStrip.ts';
import type { ColumnSlot } from './rowElement.ts';

/** What is done to a column, beside what its table says of it. */
export interface ColumnState {
	/** By how many columns rows are sorted before this one; `undefined`: not by this one. */
	readonly order: { readonly nth: number; readonly isDescending: boolean; readonly isOnly: boolean } | undefined;
	readonly filter: string;
	/** Why the filter cannot be read. */
	readonly fault: string | undefined;
	/** What the column holds; `undefined`: not known, or not to be shown. */
	readonly strip?: GridStrip | undefined;
}

export interface ColumnHeadActions {
	filter(position: number, text: string): void;
	menu(position: number): void;
}

export class ColumnHead {
	readonly name: HTMLElement;
	readonly filter: HTMLElement;
	readonly input: HTMLInputElement;
	readonly #texts: GridTexts;
	readonly #text = element('span', { class: 'text' });
	readonly #sign = element('span', { class: 'sign', attributes: { 'aria-hidden': 'true' } });
	readonly #type = element('span', { class: 'type' });
	readonly #menu: HTMLButtonElement;
	readonly #strip: ProfileStrip;
	#position = -1;
	#drawn = '';

	constructor(texts: GridTexts, actions: ColumnHeadActions) {
		this.#texts = texts;
		this.#menu = element('button', { class: 'menu', text: '⋮', attributes: { type: 'button', tabindex: '-1' } });
		this.#menu.addEventListener('click', () => actions.menu(this.#position));
		this.name = element(
			'div',
			{ class: 'name', attributes: { role: 'columnheader' } },
			element('span', { class: 'title' }, this.#text, this.#sign),
			this.#type,
			this.#menu,
			element('div', { class: 'grip', attributes: { 'aria-hidden': 'true' } }),
		);
		this.input = element('input', {
			attributes: { type: 'text', tabindex: '-1', spellcheck: 'false', autocomplete: 'off', placeholder: '⌕' },
		});
		this.input.addEventListener('input', () => actions.filter(this.#position, this.input.value));
		this.#strip = new ProfileStrip((filter) => actions.filter(this.#position, filter));
		const attributes = { role: 'gridcell' };
		this.filter = element('div', { class: 'filter', attributes }, this.#strip.element, this.input);
	}

	draw(slot: ColumnSlot, state: ColumnState): void {
		if (this.input !== document.activeElement && this.input.value !== state.filter) this.input.value = state.filter;
		this.#strip.draw(state.strip);
		if (state.strip === undefined) this.name.removeAttribute('aria-description');
		else this.name.setAttribute('aria-description', state.strip.text);
		const drawn = JSON.stringify([slot, state.order, state.fault]);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		this.#position = slot.position;
		for (const cell of [this.name, this.filter]) {
			cell.style.left = `${slot.left}px`;
			cell.style.width = `${slot.width}px`;
			cell.setAttribute('aria-colindex', String(slot.position + 2));
		}
		this.#drawName(slot, state);
		this.#drawFilter(slot, state);
	}

	#drawName({ position, column }: ColumnSlot, { order }: ColumnState): void {
		const { name, label, type } = column;
		const sorted = order === undefined ? 'none' : order.isDescending ? 'descending' : 'ascending';
		const orderText = {
			none: this.#texts.unsorted,
			ascending: this.#texts.sortedUp,
			descending: this.#texts.sortedDown,
		};
		const nth = order === undefined || order.isOnly ? '' : String(order.nth + 1);
		this.name.id = cellId({ row: HEADER_ROW, column: position });
		this.name.classList.toggle('right', isNumeric(type));
		this.name.classList.toggle('sorted', order !== undefined);
		this.name.ariaSort = sorted;
		this.name.title = [label === undefined ? name : `${name} (${label})`, type, `${orderText[sorted]} ${nth}`].join(
			'\n',
		);
		this.#text.textContent = name;
		this.#sign.textContent = order === undefined ? '' : `${order.isDescending ? '▼' : '▲'}${nth}`;
		this.#type.textContent = type;
		this.#menu.ariaLabel = filled(this.#texts.columnMenu, name);
	}

	#drawFilter({ position, column: { name } }: ColumnSlot, { fault }: ColumnState): void {
		this.filter.id = cellId({ row: FILTER_ROW, column: position });
		this.input.id = filterId(position);
		this.input.ariaLabel = filled(this.#texts.filter, name);
		this.input.title = fault ?? this.#texts.filterHelp;
		this.input.ariaInvalid = String(fault !== undefined);
		this.filter.classList.toggle('faulty', fault !== undefined);
	}
}

export function filterId(position: number): string {
	return `filter-${position}`;
}
