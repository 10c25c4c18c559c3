/** What is under way, and what failed. */
import type { GridFailure } from '../../protocol/grid.ts';
import type { PlotState, PlotTexts } from '../../protocol/plot.ts';
import { filled } from '../grid/cellText.ts';
import { button, element } from '../grid/dom.ts';

export interface StatusActions {
	retry(): void;
	cancel(): void;
}

export class StatusView {
	readonly element = element('div', { class: 'status' });
	readonly #texts: PlotTexts;
	readonly #work: HTMLElement;
	readonly #workText = element('span', { attributes: { role: 'status' } });
	readonly #failure = element('div', { class: 'failure' });
	readonly #actions: StatusActions;
	#shown = '';

	constructor(texts: PlotTexts, actions: StatusActions) {
		this.#texts = texts;
		this.#actions = actions;
		const bar = element('span', { class: 'spinner', attributes: { 'aria-hidden': 'true' } });
		this.#work = element(
			'div',
			{ class: 'work' },
			bar,
			this.#workText,
			button(texts.cancel, () => actions.cancel(), 'quiet'),
		);
		this.element.append(this.#work, this.#failure);
		this.#failure.hidden = true;
	}

	show(state: PlotState): void {
		const text = workText(state, this.#texts);
		this.#work.hidden = text === '';
		if (this.#workText.textContent !== text) this.#workText.textContent = text;
		const shown = JSON.stringify([state.failure, state.work === undefined && state.wish === undefined]);
		if (shown === this.#shown) return;
		this.#shown = shown;
		const isEmpty = state.work === undefined && state.wish === undefined && state.failure === undefined;
		if (isEmpty) this.#tell([element('p', { text: this.#texts.noFields })]);
		else if (state.failure === undefined) this.#tell([]);
		else this.#tell([...failureText(state.failure), button(this.#texts.retry, () => this.#actions.retry())]);
	}

	/** Something that was asked for failed, and the picture is as it was. */
	tell(failure: GridFailure): void {
		// What stood there before comes back with the next state.
		this.#shown = '';
		this.#tell([...failureText(failure), button(this.#texts.close, () => this.#tell([]), 'quiet')]);
	}

	#tell(parts: readonly HTMLElement[]): void {
		this.#failure.hidden = parts.length === 0;
		this.#failure.replaceChildren(...parts);
	}
}

function workText({ work, rowsRead }: PlotState, texts: PlotTexts): string {
	if (work === 'drawing') return texts.drawing;
	if (work === undefined) return '';
	return rowsRead === 0 ? texts.loading : filled(texts.readingRows, rowsRead.toLocaleString());
}

function failureText({ what, why, next }: GridFailure): readonly HTMLElement[] {
	return [
		element(
			'div',
			{ attributes: { role: 'alert' } },
			element('strong', { text: what }),
			element('p', { text: why }),
			...(next === undefined ? [] : [element('p', { text: next })]),
		),
	];
}
