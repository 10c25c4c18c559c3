/** Above the grid: what is shown, how many rows, which sheet, and what can be done with all of it. */
import type { GridState, GridTexts } from '../../protocol/grid.ts';
import { filled } from './cellText.ts';
import { button, element } from './dom.ts';

export interface ToolbarActions {
	refresh(): void;
	/** The query is not waited for any more. */
	stop(): void;
	sheet(index: number): void;
	details(): void;
	columns(): void;
	profiles(): void;
	find(): void;
	expressions(): void;
	clearFilters(): void;
}

export interface ToolbarStanding {
	readonly isFiltered: boolean;
	readonly hasExpressions: boolean;
	readonly areProfilesShown: boolean;
	/** Whether the rows come from a query that can be ended. */
	readonly canStop: boolean;
}

export class Toolbar {
	readonly element: HTMLElement;
	readonly #texts: GridTexts;
	readonly #count = element('span', { class: 'count' });
	readonly #stop: HTMLButtonElement;
	readonly #sheets = element('select');
	readonly #sheetLabel: HTMLElement;
	readonly #clearFilters: HTMLButtonElement;
	readonly #find: HTMLButtonElement;
	readonly #expressions: HTMLButtonElement;
	readonly #columns: HTMLButtonElement;
	readonly #profiles: HTMLButtonElement;
	readonly #details: HTMLButtonElement;
	#shownSheets = '';

	constructor(title: string, texts: GridTexts, actions: ToolbarActions) {
		this.#texts = texts;
		this.#stop = button(texts.cancel, () => actions.stop(), 'quiet');
		this.#clearFilters = button(texts.clearFilters, () => actions.clearFilters(), 'quiet');
		this.#find = button(texts.find, () => actions.find(), 'quiet');
		this.#expressions = button(texts.expression, () => actions.expressions(), 'quiet');
		this.#columns = button(texts.columns, () => actions.columns(), 'quiet');
		this.#profiles = button(texts.profiles, () => actions.profiles(), 'quiet');
		this.#details = button(texts.details, () => actions.details(), 'quiet');
		this.#sheetLabel = element('label', { class: 'sheet' }, element('span', { text: texts.sheet }), this.#sheets);
		this.#sheetLabel.hidden = true;
		this.#sheets.addEventListener('change', () => actions.sheet(Number(this.#sheets.value)));
		this.element = element(
			'header',
			{ class: 'toolbar' },
			element('h1', { text: title, attributes: { title } }),
			...[this.#count, this.#stop],
			element('span', { class: 'space' }),
			this.#sheetLabel,
			...[this.#clearFilters, this.#expressions, this.#find, this.#columns, this.#profiles, this.#details],
			button(texts.refresh, () => actions.refresh(), 'quiet'),
		);
	}

	/** Where the list of columns opens. */
	get columnsAt(): DOMRect {
		return this.#columns.getBoundingClientRect();
	}

	show(state: GridState | undefined, standing: ToolbarStanding): void {
		const { isFiltered, hasExpressions, areProfilesShown, canStop } = standing;
		this.#count.textContent = state === undefined || state.columns.length === 0 ? '' : countText(state, this.#texts);
		const isEmpty = state === undefined || state.count === 0;
		// Without rows it stands in their place.
		this.#stop.hidden = !canStop || isEmpty;
		this.#details.disabled = isEmpty;
		this.#find.disabled = isEmpty;
		this.#columns.disabled = state === undefined || state.columns.length === 0;
		this.#profiles.disabled = isEmpty;
		this.#profiles.ariaPressed = String(areProfilesShown);
		this.#clearFilters.hidden = !isFiltered;
		this.#expressions.hidden = !hasExpressions;
		this.#showSheets(state?.sheets);
	}

	#showSheets(sheets: GridState['sheets']): void {
		this.#sheetLabel.hidden = sheets === undefined || sheets.all.length < 2;
		const shown = JSON.stringify(sheets);
		if (sheets === undefined || shown === this.#shownSheets) return;
		this.#shownSheets = shown;
		this.#sheets.replaceChildren(
			...sheets.all.map(({ index, name }) => element('option', { text: name, attributes: { value: String(index) } })),
		);
		this.#sheets.value = String(sheets.current);
	}
}

export function countText({ isBusy, count, total }: GridState, texts: GridTexts): string {
	const [shown, all] = [count.toLocaleString(), total.toLocaleString()];
	if (isBusy) return filled(texts.readingRows, shown);
	if (count !== total) return filled(texts.someRows, shown, all);
	return count === 1 ? texts.oneRow : filled(texts.rows, shown);
}
