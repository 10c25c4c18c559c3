/** A menu over the page: by pointer, by arrows, by first letters; Escape brings the focus back. */
import { element } from './dom.ts';

export interface MenuItem {
	readonly label: string;
	/** Keys that do the same. */
	readonly keys?: string | undefined;
	/** Absent: it is nothing that is on or off. */
	readonly isChecked?: boolean | undefined;
	readonly isDisabled?: boolean | undefined;
	readonly run: () => void;
}

/** Groups are parted by a line. */
export type MenuGroups = readonly (readonly MenuItem[])[];

export class Menu {
	readonly element = element('div', { class: 'popup', attributes: { role: 'menu', tabindex: '-1' } });
	#items: readonly { readonly item: MenuItem; readonly element: HTMLElement }[] = [];
	#back: () => void = () => undefined;

	constructor() {
		this.element.hidden = true;
		this.element.addEventListener('keydown', (event) => this.#key(event));
		this.element.addEventListener('focusout', ({ relatedTarget }) => {
			if (!(relatedTarget instanceof Node) || !this.element.contains(relatedTarget)) this.element.hidden = true;
		});
	}

	/** @param back  brings the focus to where it was */
	open(label: string, at: DOMRect, groups: MenuGroups, back: () => void): void {
		this.#back = back;
		this.#items = groups.flat().map((item) => ({ item, element: this.#made(item) }));
		const lines = groups
			.filter(({ length }) => length > 0)
			.flatMap((group, nth) => [
				...(nth === 0 ? [] : [element('div', { class: 'line', attributes: { role: 'separator' } })]),
				...this.#items.filter(({ item }) => group.includes(item)).map(({ element: made }) => made),
			]);
		this.element.replaceChildren(...lines);
		this.element.ariaLabel = label;
		this.element.hidden = false;
		this.#put(at);
		this.#focus(0);
	}

	#made({ label, keys, isChecked, isDisabled, run }: MenuItem): HTMLElement {
		const made = element(
			'div',
			{
				class: 'item',
				attributes: {
					...{ role: isChecked === undefined ? 'menuitem' : 'menuitemcheckbox', tabindex: '-1' },
					...(isChecked === undefined ? {} : { 'aria-checked': String(isChecked) }),
					...(isDisabled === true ? { 'aria-disabled': 'true' } : {}),
				},
			},
			element('span', { class: 'check', text: isChecked === true ? '✓' : '', attributes: { 'aria-hidden': 'true' } }),
			element('span', { text: label }),
			element('span', { class: 'keys', text: keys ?? '' }),
		);
		made.addEventListener('click', () => {
			if (isDisabled !== true) this.#choose(run);
		});
		made.addEventListener('pointermove', () => made.focus());
		return made;
	}

	#put({ left, bottom, top }: DOMRect): void {
		const { offsetWidth, offsetHeight } = this.element;
		const below = bottom + offsetHeight <= innerHeight;
		this.element.style.left = `${Math.max(0, Math.min(left, innerWidth - offsetWidth - 4))}px`;
		this.element.style.top = `${Math.max(0, below ? bottom : Math.min(top, innerHeight - offsetHeight - 4))}px`;
	}

	#choose(run: () => void): void {
		this.close();
		run();
	}

	close(): void {
		if (this.element.hidden) return;
		// Before the focus leaves it: what is chosen may put it elsewhere.
		this.#back();
		this.element.hidden = true;
	}

	/** From the last to the first, and back; what is disabled is read as well. */
	#focus(nth: number): void {
		const { length } = this.#items;
		if (length > 0) this.#items[(nth + length) % length]?.element.focus();
	}

	#key(event: KeyboardEvent): void {
		const at = this.#items.findIndex(({ element: one }) => one === document.activeElement);
		const { key } = event;
		if (key === 'ArrowDown') this.#focus(at + 1);
		else if (key === 'ArrowUp') this.#focus(at - 1);
		else if (key === 'Home') this.#focus(0);
		else if (key === 'End') this.#focus(-1);
		else if (key === 'Escape' || key === 'Tab') this.close();
		else if (key === 'Enter' || key === ' ') this.#items[at]?.element.click();
		else if (key.length === 1 && !event.ctrlKey && !event.metaKey) this.#toLetter(key, at);
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	#toLetter(letter: string, at: number): void {
		const { length } = this.#items;
		for (let step = 1; step <= length; step++) {
			const nth = (at + step) % length;
			if (this.#items[nth]?.item.label.toLowerCase().startsWith(letter.toLowerCase()) !== true) continue;
			this.#focus(nth);
			return;
		}
	}
}
