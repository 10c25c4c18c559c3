/** The table behind the picture: there for screen readers always, and for all eyes when it is wished for. */
import type { PlotPick, PlotTexts } from '../../protocol/plot.ts';
import { element } from '../grid/dom.ts';
import type { PlotTable, TableCell } from './plotTable.ts';

export class TableView {
	readonly element = element('section', { class: 'behind' });
	readonly #texts: PlotTexts;
	readonly #open: (picks: readonly PlotPick[]) => void;
	#isShown = false;

	constructor(texts: PlotTexts, open: (picks: readonly PlotPick[]) => void) {
		this.#texts = texts;
		this.#open = open;
		this.element.setAttribute('aria-label', texts.table);
	}

	show({ heads, rows }: PlotTable, title: string): void {
		const head = element(
			'tr',
			{},
			...heads.map((text) => element('th', { text, attributes: { scope: 'col', dir: 'auto' } })),
		);
		const body = rows.map(([first, ...others]) =>
			element(
				'tr',
				{},
				element('th', { text: first?.text ?? '', attributes: { scope: 'row', dir: 'auto' } }),
				...others.map((cell) => this.#cell(cell)),
			),
		);
		this.element.hidden = heads.length === 0;
		this.element.replaceChildren(
			element(
				'table',
				{},
				element('caption', { text: title, attributes: { dir: 'auto' } }),
				element('thead', {}, head),
				element('tbody', {}, ...body),
			),
		);
		this.reveal(this.#isShown);
	}

	/** Nothing that is not seen is a tab stop. */
	reveal(isShown: boolean): void {
		this.#isShown = isShown;
		this.element.classList.toggle('unseen', !isShown);
		for (const button of this.element.querySelectorAll('button')) button.tabIndex = isShown ? 0 : -1;
		if (isShown) this.element.tabIndex = 0;
		else this.element.removeAttribute('tabindex');
	}

	#cell({ text, picks }: TableCell): HTMLElement {
		if (picks === undefined) return element('td', { text });
		const button = element('button', {
			class: 'link',
			text,
			attributes: { type: 'button', title: this.#texts.openRows },
		});
		button.addEventListener('click', () => this.#open(picks));
		return element('td', {}, button);
	}
}
