/** One value, whole. */
import type { GridTexts } from '../../protocol/grid.ts';
import { button, element } from './dom.ts';

export class DetailsView {
	readonly element: HTMLElement;
	readonly #title = element('h2');
	readonly #value = element('pre', { attributes: { tabindex: '0', dir: 'auto' } });

	constructor(texts: GridTexts, onClose: () => void) {
		const close = button('✕', onClose, 'icon');
		close.ariaLabel = texts.closeDetails;
		close.title = texts.closeDetails;
		this.element = element(
			'aside',
			{ class: 'details', attributes: { 'aria-label': texts.details } },
			element('header', {}, this.#title, close),
			this.#value,
		);
		this.#value.ariaLabel = texts.details;
		this.element.hidden = true;
		this.element.addEventListener('keydown', (event) => {
			if (event.key === 'Escape') onClose();
		});
	}

	get isOpen(): boolean {
		return !this.element.hidden;
	}

	show(title: string, text: string): void {
		this.element.hidden = false;
		this.#title.textContent = title;
		this.#value.textContent = text;
		this.#value.scrollTop = 0;
	}

	close(): void {
		this.element.hidden = true;
		this.#value.textContent = '';
	}
}
