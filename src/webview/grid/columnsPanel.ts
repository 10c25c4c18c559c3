/** The list of all columns: search, show and hide, pin, move; all of it by keyboard as well. */
import type { GridColumn, GridTexts } from '../../protocol/grid.ts';
import { filled } from './cellText.ts';
import { button, element } from './dom.ts';

export interface ListedColumn {
	readonly column: GridColumn;
	readonly isShown: boolean;
	readonly isPinned: boolean;
}

export interface ColumnsPanelActions {
	/** All columns, in the order in which they stand. */
	list(): readonly ListedColumn[];
	show(names: readonly string[], isShown: boolean): void;
	pin(name: string, isPinned: boolean): void;
	move(name: string, by: number): void;
	reset(): void;
	closed(): void;
}

export class ColumnsPanel {
	readonly element: HTMLElement;
	readonly #texts: GridTexts;
	readonly #actions: ColumnsPanelActions;
	readonly #search = element('input', { attributes: { type: 'search', spellcheck: 'false' } });
	readonly #list = element('ul');
	readonly #count = element('p', { class: 'quietly', attributes: { role: 'status' } });

	constructor(texts: GridTexts, actions: ColumnsPanelActions) {
		this.#texts = texts;
		this.#actions = actions;
		this.#search.placeholder = texts.searchColumns;
		this.#search.ariaLabel = texts.searchColumns;
		this.#search.addEventListener('input', () => this.refresh());
		this.#list.ariaLabel = texts.columns;
		this.element = element(
			'div',
			{ class: 'popup panel', attributes: { role: 'dialog', 'aria-label': texts.columns } },
			this.#search,
			element(
				'div',
				{ class: 'buttons' },
				button(texts.showAll, () => this.#showFound(true), 'quiet'),
				button(texts.hideAll, () => this.#showFound(false), 'quiet'),
				button(texts.resetColumns, () => this.#reset(), 'quiet'),
			),
			this.#list,
			this.#count,
		);
		this.element.hidden = true;
		this.element.addEventListener('keydown', (event) => this.#key(event));
		this.element.addEventListener('focusout', ({ relatedTarget }) => {
			// Rows are made anew while they are worked with; then nothing is focused for a moment.
			if (relatedTarget instanceof Node && !this.element.contains(relatedTarget)) this.#hide();
		});
	}

	get isOpen(): boolean {
		return !this.element.hidden;
	}

	open({ left, bottom }: DOMRect): void {
		this.element.hidden = false;
		this.#search.value = '';
		this.refresh();
		this.element.style.left = `${Math.max(0, Math.min(left, innerWidth - this.element.offsetWidth - 4))}px`;
		this.element.style.top = `${bottom}px`;
		this.element.style.maxHeight = `${Math.max(120, innerHeight - bottom - 8)}px`;
		this.#search.focus();
	}

	close(): void {
		if (!this.isOpen) return;
		this.#hide();
		this.#actions.closed();
	}

	/** Columns have come, or were changed elsewhere. */
	refresh(): void {
		if (!this.isOpen) return;
		const found = this.#found;
		this.#list.replaceChildren(...found.map((one) => this.#row(one)));
		const shown = this.#actions.list().filter(({ isShown }) => isShown).length;
		const all = this.#actions.list().length;
		this.#count.textContent = filled(this.#texts.columnsShown, shown.toLocaleString(), all.toLocaleString());
	}

	get #found(): readonly ListedColumn[] {
		const wanted = this.#search.value.trim().toLowerCase();
		return this.#actions
			.list()
			.filter(({ column: { name, label } }) => `${name} ${label ?? ''}`.toLowerCase().includes(wanted));
	}

	#row({ column: { name, label, type }, isShown, isPinned }: ListedColumn): HTMLElement {
		const box = element('input', { attributes: { type: 'checkbox' } });
		box.checked = isShown;
		box.dataset.column = name;
		box.addEventListener('change', () => this.#change(name, () => this.#actions.show([name], box.checked)));
		const pin = button('', () => this.#change(name, () => this.#actions.pin(name, !isPinned)), 'icon pin');
		pin.ariaPressed = String(isPinned);
		pin.ariaLabel = filled(this.#texts.pinNamed, name);
		pin.title = this.#texts.pinColumn;
		return element(
			'li',
			{},
			element(
				'label',
				{ attributes: { title: label ?? name } },
				box,
				element('span', { class: 'text', text: name, attributes: { dir: 'auto' } }),
				element('span', { class: 'type', text: type }),
			),
			pin,
		);
	}

	#showFound(isShown: boolean): void {
		this.#actions.show(
			this.#found.map(({ column: { name } }) => name),
			isShown,
		);
		this.refresh();
	}

	#reset(): void {
		this.#actions.reset();
		this.refresh();
	}

	/** The list is made anew; the focus stays with the column. */
	#change(name: string, change: () => void): void {
		change();
		this.refresh();
		this.#boxOf(name)?.focus();
	}

	#boxOf(name: string): HTMLInputElement | undefined {
		return this.#boxes.find(({ dataset }) => dataset.column === name);
	}

	get #boxes(): readonly HTMLInputElement[] {
		return [...this.#list.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
	}

	#hide(): void {
		this.element.hidden = true;
		this.#list.replaceChildren();
	}

	#key(event: KeyboardEvent): void {
		const { key, altKey } = event;
		if (key === 'Escape') this.close();
		else if (key === 'ArrowDown' || key === 'ArrowUp') this.#step(key === 'ArrowDown' ? 1 : -1, altKey);
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	/** From box to box; with Alt the column itself is moved. */
	#step(by: number, isMoving: boolean): void {
		const boxes = this.#boxes;
		const at = boxes.findIndex((box) => box === document.activeElement);
		const name = boxes[at]?.dataset.column;
		if (!isMoving) boxes[at < 0 ? 0 : Math.max(0, Math.min(at + by, boxes.length - 1))]?.focus();
		else if (name !== undefined) this.#change(name, () => this.#actions.move(name, by));
	}
}
