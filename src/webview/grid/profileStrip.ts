/** What stands above a column's filter: its bars or its most frequent values, how much is empty, how much is distinct. */
import type { GridStrip, GridStripPart } from '../../protocol/grid.ts';
import { element } from './dom.ts';

/** Read aloud with the column's name, and chosen in the column's menu: for who points, and for nobody else. */
export class ProfileStrip {
	readonly element: HTMLElement;
	readonly #chart = element('div', { class: 'chart' });
	readonly #empty = element('span', { class: 'share' });
	readonly #distinct = element('span');
	#drawn: GridStrip | undefined;

	/** @param choose  is given a filter */
	constructor(choose: (filter: string) => void) {
		const words = element('div', { class: 'words' }, this.#empty, this.#distinct);
		this.element = element('div', { class: 'profile', attributes: { 'aria-hidden': 'true' } }, this.#chart, words);
		this.#chart.addEventListener('click', ({ target }) => {
			const filter =
				target instanceof HTMLElement ? target.closest<HTMLElement>('[data-filter]')?.dataset.filter : undefined;
			if (filter !== undefined) choose(filter);
		});
	}

	draw(strip: GridStrip | undefined): void {
		if (strip === this.#drawn) return;
		this.#drawn = strip;
		this.element.title = strip?.details ?? '';
		this.element.classList.toggle('sample', strip?.isSample === true);
		this.#empty.textContent = strip?.empty ?? '';
		this.#empty.classList.toggle('some', strip?.hasEmpty === true);
		this.#distinct.textContent = strip?.distinct ?? '';
		this.#chart.className = `chart ${strip?.chart ?? 'none'}`;
		this.#chart.replaceChildren(...(strip === undefined ? [] : chartOf(strip)));
	}
}

function chartOf({ chart, parts }: GridStrip): readonly HTMLElement[] {
	if (chart === 'bars') return parts.map((part) => made(part, 'bar', 'height'));
	const [most] = parts;
	if (chart !== 'parts' || most === undefined) return [];
	const shares = element('div', { class: 'shares' }, ...parts.map((part) => made(part, 'part', 'width')));
	const label = made({ ...most, size: 1 }, 'most', 'width');
	label.textContent = most.label;
	return [label, shares];
}

function made({ size, text, filter }: GridStripPart, name: string, side: 'width' | 'height'): HTMLElement {
	const one = element('div', { class: name, attributes: { title: text } });
	if (filter !== undefined) one.dataset.filter = filter;
	// What is not nothing is seen.
	const percent = size === 0 ? 0 : Math.max(name === 'part' ? 1 : 6, size * 100);
	if (name === 'bar') one.append(fill(percent));
	else one.style[side] = `${percent}%`;
	return one;
}

/** The whole height of a bar can be pointed at, however low it is. */
function fill(percent: number): HTMLElement {
	const drawn = element('div', { class: 'fill' });
	drawn.style.height = `${percent}%`;
	return drawn;
}
