/** Below the grid: one value, whole, or the row with all that belongs to it. */
import type { GridTexts } from '../../protocol/grid.ts';
import { button, element } from './dom.ts';
import type { TreeNode } from './jsonTree.ts';
import { TreeView } from './treeView.ts';

export type DetailsTab = 'value' | 'row';

export interface DetailsActions {
	close(): void;
	choose(tab: DetailsTab): void;
	failed(error: unknown): void;
}

export class DetailsView {
	readonly element: HTMLElement;
	readonly #title = element('h2', { attributes: { dir: 'auto' } });
	readonly #text = element('pre', { attributes: { tabindex: '0', dir: 'auto' } });
	readonly #tree: TreeView;
	readonly #panel: HTMLElement;
	readonly #tabs: Readonly<Record<DetailsTab, HTMLButtonElement>>;
	#tab: DetailsTab = 'value';

	/** @param images  shown below the row */
	constructor(texts: GridTexts, images: HTMLElement, actions: DetailsActions) {
		const close = button('✕', () => actions.close(), 'icon');
		close.ariaLabel = texts.closeDetails;
		close.title = texts.closeDetails;
		const tab = (name: DetailsTab, text: string): HTMLButtonElement => {
			const made = button(text, () => actions.choose(name), 'tab');
			made.setAttribute('role', 'tab');
			return made;
		};
		this.#tabs = { value: tab('value', texts.value), row: tab('row', texts.row) };
		this.#tree = new TreeView(texts.details, (error) => actions.failed(error));
		this.#text.ariaLabel = texts.details;
		this.#panel = element(
			'div',
			{ class: 'content', attributes: { role: 'tabpanel', 'aria-label': texts.details } },
			...[this.#text, this.#tree.element, images],
		);
		const list = element('div', { class: 'tabs', attributes: { role: 'tablist' } }, this.#tabs.value, this.#tabs.row);
		list.addEventListener('keydown', (event) => {
			if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
				actions.choose(this.#tab === 'value' ? 'row' : 'value');
		});
		this.element = element(
			'aside',
			{ class: 'details', attributes: { 'aria-label': texts.details } },
			element('header', {}, list, this.#title, close),
			this.#panel,
		);
		this.element.hidden = true;
		this.element.addEventListener('keydown', (event) => {
			if (event.key === 'Escape') actions.close();
		});
	}

	get isOpen(): boolean {
		return !this.element.hidden;
	}

	get tab(): DetailsTab {
		return this.#tab;
	}

	/** @param content  a text as it stands, or a tree */
	show(tab: DetailsTab, title: string, content: string | readonly TreeNode[]): void {
		this.element.hidden = false;
		this.#choose(tab);
		this.#title.textContent = title;
		const isText = typeof content === 'string';
		this.#text.hidden = !isText;
		this.#tree.element.hidden = isText;
		this.#text.textContent = isText ? content : '';
		this.#tree.show(isText ? [] : content);
		this.#panel.scrollTop = 0;
	}

	close(): void {
		this.element.hidden = true;
		this.#text.textContent = '';
		this.#tree.show([]);
	}

	#choose(tab: DetailsTab): void {
		const hadFocus = Object.values(this.#tabs).some((one) => one === document.activeElement);
		this.#tab = tab;
		for (const [name, made] of Object.entries(this.#tabs)) {
			made.ariaSelected = String(name === tab);
			made.tabIndex = name === tab ? 0 : -1;
		}
		if (hadFocus) this.#tabs[tab].focus();
	}
}
