/** A tree of nodes: one tab stop, arrows to walk and to fold, as trees of the editor have them. */
import { element } from './dom.ts';
import type { TreeNode } from './jsonTree.ts';

interface Item {
	readonly node: TreeNode;
	readonly level: number;
	readonly element: HTMLElement;
	/** Of what is folded in it; `undefined` where nothing is. */
	readonly group: HTMLElement | undefined;
	readonly parent: Item | undefined;
	isLoaded: boolean;
}

export class TreeView {
	readonly element: HTMLElement;
	readonly #onError: (error: unknown) => void;
	readonly #items = new Map<HTMLElement, Item>();
	#current: Item | undefined;

	constructor(label: string, onError: (error: unknown) => void) {
		this.#onError = onError;
		this.element = element('div', { class: 'tree', attributes: { role: 'tree', 'aria-label': label } });
		this.element.addEventListener('keydown', (event) => this.#key(event));
		this.element.addEventListener('click', (event) => this.#click(event));
	}

	show(nodes: readonly TreeNode[]): void {
		this.#items.clear();
		this.#current = undefined;
		this.element.replaceChildren(...this.#made(nodes, undefined));
		this.#makeCurrent(this.#visible[0]);
	}

	#made(nodes: readonly TreeNode[], parent: Item | undefined): readonly HTMLElement[] {
		return nodes.map((node) => this.#item(node, parent).element);
	}

	#item(node: TreeNode, parent: Item | undefined): Item {
		const level = (parent?.level ?? 0) + 1;
		const isFolder = node.children !== undefined && node.kind !== 'more';
		const line = element(
			'div',
			{ class: `line ${node.kind}` },
			element('span', { class: 'twist', attributes: { 'aria-hidden': 'true' } }),
			...(node.label === undefined
				? []
				: [element('span', { class: 'label', text: node.label, attributes: { dir: 'auto' } })]),
			element('span', { class: 'text', text: node.text, attributes: { dir: 'auto' } }),
		);
		line.style.paddingInlineStart = `${(level - 1) * 16}px`;
		const group = isFolder ? element('div', { attributes: { role: 'group' } }) : undefined;
		const made = element(
			'div',
			{
				attributes: {
					...{ role: 'treeitem', tabindex: '-1', 'aria-level': String(level) },
					...(isFolder ? { 'aria-expanded': 'false' } : {}),
				},
			},
			line,
			...(group === undefined ? [] : [group]),
		);
		const item: Item = { node, level, element: made, group, parent, isLoaded: false };
		this.#items.set(made, item);
		if (node.isOpen === true) void this.#open(item);
		return item;
	}

	async #open(item: Item): Promise<void> {
		const { group, node } = item;
		if (group === undefined) return;
		item.element.ariaExpanded = 'true';
		group.hidden = false;
		if (item.isLoaded) return;
		item.isLoaded = true;
		try {
			group.replaceChildren(...this.#made((await node.children?.()) ?? [], item));
		} catch (error) {
			// What could not be had can be asked for again.
			item.isLoaded = false;
			this.#close(item);
			this.#onError(error);
		}
	}

	#close({ element: closed, group }: Item): void {
		closed.ariaExpanded = 'false';
		if (group !== undefined) group.hidden = true;
	}

	/** Further nodes take the place of the one that stood for them. */
	async #more(item: Item): Promise<void> {
		const made = this.#made((await item.node.children?.()) ?? [], item.parent);
		this.#items.delete(item.element);
		item.element.replaceWith(...made);
		const first = made[0] === undefined ? undefined : this.#items.get(made[0]);
		this.#makeCurrent(first);
		first?.element.focus();
	}

	#act(item: Item): void {
		if (item.node.kind === 'more') void this.#more(item);
		else if (item.node.run !== undefined) item.node.run();
		else if (item.element.ariaExpanded === 'true') this.#close(item);
		else void this.#open(item);
	}

	#click({ target }: MouseEvent): void {
		const found = target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null;
		const item = found === null ? undefined : this.#items.get(found);
		// Whoever marks text does not fold.
		if (item === undefined || getSelection()?.isCollapsed === false) return;
		this.#makeCurrent(item);
		item.element.focus();
		this.#act(item);
	}

	#makeCurrent(item: Item | undefined): void {
		this.#current?.element.setAttribute('tabindex', '-1');
		this.#current = item;
		item?.element.setAttribute('tabindex', '0');
	}

	#walk(item: Item | undefined): void {
		if (item === undefined) return;
		this.#makeCurrent(item);
		item.element.focus();
	}

	/** In the order in which they stand, without what is folded. */
	get #visible(): readonly Item[] {
		const found = [...this.element.querySelectorAll<HTMLElement>('[role=treeitem]')];
		return found.flatMap((one) => (one.closest('[hidden]') === null ? (this.#items.get(one) ?? []) : []));
	}

	#key(event: KeyboardEvent): void {
		const current = this.#current;
		if (current === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		const visible = this.#visible;
		const at = visible.indexOf(current);
		const isOpen = current.element.ariaExpanded === 'true';
		switch (event.key) {
			case 'ArrowDown':
				this.#walk(visible[at + 1]);
				break;
			case 'ArrowUp':
				this.#walk(visible[at - 1]);
				break;
			case 'Home':
				this.#walk(visible[0]);
				break;
			case 'End':
				this.#walk(visible.at(-1));
				break;
			case 'ArrowRight':
				if (isOpen) this.#walk(visible[at + 1]);
				else void this.#open(current);
				break;
			case 'ArrowLeft':
				if (isOpen) this.#close(current);
				else this.#walk(current.parent);
				break;
			case 'Enter':
			case ' ':
				this.#act(current);
				break;
			default:
				return;
		}
		event.preventDefault();
		event.stopPropagation();
	}
}
