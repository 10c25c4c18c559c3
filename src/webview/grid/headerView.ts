/** The names of columns, with order and type, and the row of filters below them. */
import type { GridTexts } from '../../protocol/grid.ts';
import { ColumnHead, filterId } from './columnHead.ts';
import type { ColumnHeadActions, ColumnState } from './columnHead.ts';
import { element } from './dom.ts';
import type { ColumnSlot } from './rowElement.ts';

export interface HeaderModel {
	readonly pinned: readonly ColumnSlot[];
	readonly scrolled: readonly ColumnSlot[];
	readonly gutter: number;
	readonly pinnedWidth: number;
	/** Of the whole row. */
	readonly width: number;
	state(position: number): ColumnState;
}

export class HeaderView {
	readonly element: HTMLElement;
	readonly #texts: GridTexts;
	readonly #actions: ColumnHeadActions;
	readonly #names: HeaderRow;
	readonly #filters: HeaderRow;
	/** Where a column that is dragged will come to lie. */
	readonly #drop = element('div', { class: 'drop' });
	#heads = new Map<string, ColumnHead>();

	constructor(texts: GridTexts, actions: ColumnHeadActions) {
		this.#texts = texts;
		this.#actions = actions;
		this.#names = new HeaderRow('names', 1, {
			class: 'corner',
			text: '#',
			attributes: { role: 'columnheader', 'aria-label': texts.rowNumber },
		});
		this.#filters = new HeaderRow('filters', 2, { class: 'corner', attributes: { role: 'gridcell' } });
		this.#drop.hidden = true;
		this.element = element(
			'div',
			{ class: 'head', attributes: { role: 'rowgroup' } },
			this.#names.element,
			this.#filters.element,
			this.#drop,
		);
	}

	render(model: HeaderModel): void {
		this.element.style.width = `${model.width}px`;
		const next = new Map<string, ColumnHead>();
		const drawn = (slot: ColumnSlot): ColumnHead => {
			const key = `${slot.position} ${slot.column.name}`;
			const head = this.#heads.get(key) ?? new ColumnHead(this.#texts, this.#actions);
			head.draw(slot, model.state(slot.position));
			next.set(key, head);
			return head;
		};
		const [pinned, scrolled] = [model.pinned.map(drawn), model.scrolled.map(drawn)];
		this.#heads = next;
		const names = (heads: readonly ColumnHead[]): readonly HTMLElement[] => heads.map(({ name }) => name);
		const filters = (heads: readonly ColumnHead[]): readonly HTMLElement[] => heads.map(({ filter }) => filter);
		this.#names.hold(names(pinned), names(scrolled), model);
		this.#filters.hold(filters(pinned), filters(scrolled), model);
	}

	filterInput(position: number): HTMLInputElement | undefined {
		const found = document.getElementById(filterId(position));
		return found instanceof HTMLInputElement ? found : undefined;
	}

	/** @param left  in the scrolled element; `undefined`: nothing is dragged */
	showDrop(left: number | undefined): void {
		this.#drop.hidden = left === undefined;
		if (left !== undefined) this.#drop.style.left = `${left}px`;
	}
}

class HeaderRow {
	readonly element: HTMLElement;
	readonly #corner: HTMLElement;
	readonly #pinnedBox: HTMLElement;

	constructor(name: string, nth: number, corner: Parameters<typeof element>[1]) {
		this.#corner = element('div', corner);
		this.#corner.ariaColIndex = '1';
		this.#pinnedBox = element('div', { class: 'pinned' }, this.#corner);
		const attributes = { role: 'row', 'aria-rowindex': String(nth) };
		this.element = element('div', { class: `row ${name}`, attributes }, this.#pinnedBox);
	}

	hold(pinned: readonly HTMLElement[], scrolled: readonly HTMLElement[], { gutter, pinnedWidth }: HeaderModel): void {
		this.#corner.style.width = `${gutter}px`;
		this.#pinnedBox.style.width = `${pinnedWidth}px`;
		holdChildren(this.#pinnedBox, [this.#corner, ...pinned]);
		holdChildren(this.element, [this.#pinnedBox, ...scrolled]);
	}
}

/** Those that stay are not moved: an input that is typed into would lose the focus. */
function holdChildren(parent: HTMLElement, wanted: readonly HTMLElement[]): void {
	const kept = new Set<Node>(wanted);
	for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
	let before: Element | null = null;
	for (const child of wanted) {
		const next: Element | null = before === null ? parent.firstElementChild : before.nextElementSibling;
		if (next !== child) parent.insertBefore(child, next);
		before = child;
	}
}
