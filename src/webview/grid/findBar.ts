/** Finds text in all rows that are shown: next, previous, round the end, and says when there is none. */
import type { GridTexts } from '../../protocol/grid.ts';
import { button, element } from './dom.ts';

export interface Wanted {
	readonly text: string;
	readonly isRegex: boolean;
}

export interface FindActions {
	/** @param direction  from the cursor: 1 forward, -1 backward, 0 forward beginning with the cursor's own cell */
	find(wanted: Wanted, direction: 1 | -1 | 0): void;
	closed(): void;
}

export type FindOutcome =
	{ readonly kind: 'none' | 'searching' | 'found' | 'round' } | { readonly kind: 'fault'; readonly why: string };

const TYPING_MS = 250;

export class FindBar {
	readonly element: HTMLElement;
	readonly #texts: GridTexts;
	readonly #actions: FindActions;
	readonly #input = element('input', { attributes: { type: 'text', spellcheck: 'false', autocomplete: 'off' } });
	readonly #regex: HTMLButtonElement;
	readonly #outcome = element('span', { class: 'outcome', attributes: { role: 'status' } });
	#typing: number | undefined;

	constructor(texts: GridTexts, actions: FindActions) {
		this.#texts = texts;
		this.#actions = actions;
		this.#input.placeholder = texts.find;
		this.#input.ariaLabel = texts.find;
		this.#regex = button('.*', () => this.#toggleRegex(), 'icon toggle');
		this.#regex.ariaPressed = 'false';
		this.element = element(
			'div',
			{ class: 'find', attributes: { role: 'search', 'aria-label': texts.find } },
			this.#input,
			named(this.#regex, texts.findRegex),
			named(
				button('↑', () => this.#find(-1), 'icon'),
				texts.findPrevious,
			),
			named(
				button('↓', () => this.#find(1), 'icon'),
				texts.findNext,
			),
			this.#outcome,
			named(
				button('✕', () => this.close(), 'icon'),
				texts.close,
			),
		);
		this.element.hidden = true;
		this.#input.addEventListener('input', () => {
			clearTimeout(this.#typing);
			this.#typing = setTimeout(() => this.#find(0), TYPING_MS);
		});
		this.element.addEventListener('keydown', (event) => this.#key(event));
	}

	get isOpen(): boolean {
		return !this.element.hidden;
	}

	open(): void {
		this.element.hidden = false;
		this.#input.focus();
		this.#input.select();
	}

	close(): void {
		if (!this.isOpen) return;
		clearTimeout(this.#typing);
		this.element.hidden = true;
		this.#outcome.textContent = '';
		this.#actions.closed();
	}

	show(outcome: FindOutcome): void {
		const { noFind, finding, findRound } = this.#texts;
		const texts = { none: noFind, searching: finding, found: '', round: findRound };
		this.#outcome.textContent = outcome.kind === 'fault' ? outcome.why : texts[outcome.kind];
		this.#input.ariaInvalid = String(outcome.kind === 'fault' || outcome.kind === 'none');
	}

	#find(direction: 1 | -1 | 0): void {
		clearTimeout(this.#typing);
		const text = this.#input.value;
		if (text === '') this.show({ kind: 'found' });
		else this.#actions.find({ text, isRegex: this.#regex.ariaPressed === 'true' }, direction);
	}

	#toggleRegex(): void {
		this.#regex.ariaPressed = String(this.#regex.ariaPressed !== 'true');
		this.#find(0);
		this.#input.focus();
	}

	#key(event: KeyboardEvent): void {
		if (event.key === 'Escape') this.close();
		else if (event.key === 'F3' || (event.key === 'Enter' && event.target === this.#input)) {
			this.#find(event.shiftKey ? -1 : 1);
		} else return;
		event.preventDefault();
		event.stopPropagation();
	}
}

function named(made: HTMLButtonElement, name: string): HTMLButtonElement {
	made.ariaLabel = name;
	made.title = name;
	return made;
}
