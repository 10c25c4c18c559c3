/** Whole-row conditions in the metadata filter language; each line that is entered becomes one that can be taken away. */
import type { GridTexts } from '../../protocol/grid.ts';
import { filled } from './cellText.ts';
import { button, element } from './dom.ts';

export interface ExpressionActions {
	change(expressions: readonly string[]): void;
	closed(): void;
}

export class ExpressionBar {
	readonly element: HTMLElement;
	readonly #texts: GridTexts;
	readonly #actions: ExpressionActions;
	readonly #input = element('input', { attributes: { type: 'text', spellcheck: 'false', autocomplete: 'off' } });
	readonly #chips = element('ul', { class: 'chips' });
	readonly #fault = element('p', { class: 'fault', attributes: { role: 'alert' } });
	#expressions: readonly string[] = [];
	#isWanted = false;

	constructor(texts: GridTexts, actions: ExpressionActions) {
		this.#texts = texts;
		this.#actions = actions;
		this.#input.placeholder = texts.expressionHelp;
		this.#input.ariaLabel = texts.expression;
		this.#chips.ariaLabel = texts.expression;
		this.element = element(
			'div',
			{ class: 'expressions', attributes: { role: 'group', 'aria-label': texts.expression } },
			this.#input,
			this.#chips,
			this.#fault,
		);
		this.element.hidden = true;
		this.#input.addEventListener('keydown', (event) => this.#key(event));
	}

	open(): void {
		this.#isWanted = true;
		this.element.hidden = false;
		this.#input.focus();
	}

	show(expressions: readonly string[], fault: string | undefined): void {
		this.#fault.textContent = fault ?? '';
		this.#input.ariaInvalid = String(fault !== undefined);
		this.element.hidden = !this.#isWanted && expressions.length === 0;
		if (JSON.stringify(expressions) === JSON.stringify(this.#expressions)) return;
		this.#expressions = expressions;
		this.#chips.replaceChildren(...expressions.map((text) => this.#chip(text)));
	}

	#chip(text: string): HTMLElement {
		const remove = button('✕', () => this.#remove(text), 'icon');
		remove.ariaLabel = filled(this.#texts.removeExpression, text);
		return element('li', {}, element('code', { text, attributes: { dir: 'auto' } }), remove);
	}

	#remove(text: string): void {
		this.#input.focus();
		this.#actions.change(this.#expressions.filter((one) => one !== text));
	}

	#key(event: KeyboardEvent): void {
		if (event.key === 'Enter') {
			const text = this.#input.value.trim();
			if (text === '') return;
			this.#input.value = '';
			this.#actions.change([...this.#expressions.filter((one) => one !== text), text]);
		} else if (event.key === 'Escape') {
			this.#isWanted = false;
			this.element.hidden = this.#expressions.length === 0;
			this.#actions.closed();
		} else return;
		event.preventDefault();
		event.stopPropagation();
	}
}
