/** What is said in place of rows, or above them: that they are awaited, that there are none, that something failed. */
import type { GridFailure, GridState, GridTexts } from '../../protocol/grid.ts';
import { button, element } from './dom.ts';

export interface MessageActions {
	retry(): void;
	/** The query is not waited for any more. */
	stop(): void;
	clearFilters(): void;
}

export class MessageView {
	/** In place of rows. */
	readonly element = element('div', { class: 'message' });
	/** Above them. */
	readonly banner = element('div', { class: 'banner' });
	readonly #texts: GridTexts;
	readonly #actions: MessageActions;
	#shown = '';

	constructor(texts: GridTexts, actions: MessageActions) {
		this.#texts = texts;
		this.#actions = actions;
	}

	/**
	 * @param state  `undefined` before the host has said anything
	 * @param canStop  whether the rows come from a query that can be ended
	 */
	show(state: GridState | undefined, isFiltered: boolean, canStop: boolean): void {
		const kind = kindOf(state, isFiltered);
		const shown = JSON.stringify([kind, state?.failure, canStop]);
		if (shown === this.#shown) return;
		this.#shown = shown;
		this.element.hidden = kind === 'rows' || kind === 'cut';
		this.element.className = `message ${kind}`;
		this.element.replaceChildren(...this.#inPlace(kind, state?.failure, canStop));
		this.banner.hidden = kind !== 'cut';
		this.banner.replaceChildren(
			...(kind === 'cut' && state?.failure !== undefined ? this.#failure(state.failure) : []),
		);
	}

	/** Something that was asked for failed, and the rows are as they were. */
	tell(failure: GridFailure): void {
		this.banner.hidden = false;
		const close = button(this.#texts.close, () => {
			this.banner.hidden = true;
			// What stood there before comes back with the next state.
			this.#shown = '';
		});
		this.banner.replaceChildren(failureText(failure), close);
	}

	#inPlace(kind: Kind, failure: GridFailure | undefined, canStop: boolean): readonly Node[] {
		switch (kind) {
			case 'loading':
				return [
					element('div', { class: 'spinner', attributes: { 'aria-hidden': 'true' } }),
					element('p', { text: this.#texts.loading, attributes: { role: 'status' } }),
					...(canStop ? [button(this.#texts.cancel, () => this.#actions.stop())] : []),
				];
			case 'failed':
				return failure === undefined ? [] : this.#failure(failure);
			case 'noMatch':
				return [
					element('p', { text: this.#texts.noMatch }),
					button(this.#texts.clearFilters, () => this.#actions.clearFilters()),
				];
			case 'empty':
				return [element('p', { text: this.#texts.noRows })];
			default:
				return [];
		}
	}

	#failure(failure: GridFailure): readonly Node[] {
		return [failureText(failure), button(this.#texts.retry, () => this.#actions.retry())];
	}
}

function failureText({ what, why, next }: GridFailure): HTMLElement {
	return element(
		'div',
		{ class: 'failure', attributes: { role: 'alert' } },
		element('strong', { text: what }),
		element('p', { text: why }),
		...(next === undefined ? [] : [element('p', { text: next })]),
	);
}

/** `cut`: rows are there, and something failed behind them. */
export type Kind = 'loading' | 'failed' | 'noMatch' | 'empty' | 'cut' | 'rows';

export function kindOf(state: GridState | undefined, isFiltered: boolean): Kind {
	if (state === undefined) return 'loading';
	if (state.failure !== undefined) return state.columns.length > 0 && state.total > 0 ? 'cut' : 'failed';
	if (state.count > 0) return 'rows';
	if (state.isBusy) return 'loading';
	return isFiltered ? 'noMatch' : 'empty';
}
