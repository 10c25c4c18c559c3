/** The picture on the page: as wide as there is room, and drawn anew when that changes. */
import type { Plot, PlotPick, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { element } from '../grid/dom.ts';
import { draw } from './draw.ts';
import type { Picture } from './drawing.ts';
import { describe, giveMarksKeys } from './markKeys.ts';

const LEAST_WIDTH = 320;
const MOST_WIDTH = 1400;

interface Shown {
	readonly plot: Plot;
	readonly wish: PlotWish;
	readonly title: string;
	readonly canPick: (field: string) => boolean;
}

export class PictureView {
	readonly element = element('div', { class: 'picture' });
	readonly #texts: PlotTexts;
	readonly #open: (picks: readonly PlotPick[]) => void;
	#shown: Shown | undefined;
	#picture: Picture | undefined;
	#width = 0;
	#isAwaited = false;

	constructor(texts: PlotTexts, open: (picks: readonly PlotPick[]) => void) {
		this.#texts = texts;
		this.#open = open;
		new ResizeObserver(() => this.#resized()).observe(this.element);
	}

	get svg(): SVGSVGElement | undefined {
		return this.#picture?.svg;
	}

	show(plot: Plot, wish: PlotWish, title: string, canPick: Shown['canPick']): void {
		this.#shown = { plot, wish, title, canPick };
		this.#draw();
	}

	clear(): void {
		this.#shown = undefined;
		this.#picture = undefined;
		this.element.replaceChildren();
	}

	/** Once before the next picture of the screen: who drags an edge calls it often. */
	#resized(): void {
		if (this.#isAwaited || this.#shown === undefined || this.element.clientWidth === this.#width) return;
		this.#isAwaited = true;
		requestAnimationFrame(() => {
			this.#isAwaited = false;
			this.#draw();
		});
	}

	#draw(): void {
		if (this.#shown === undefined) return;
		const { plot, wish, title, canPick } = this.#shown;
		this.#width = this.element.clientWidth;
		const width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, this.#width));
		const picture = draw(plot.picture, wish, this.#texts, { width, height: Math.round(Math.min(560, width * 0.6)) });
		const focused = this.element.querySelector(':scope [data-mark]:focus')?.getAttribute('data-mark');
		this.#picture = picture;
		if (picture === undefined) {
			const text = plot.rows === 0 ? this.#texts.noRows : this.#texts.nothing;
			this.element.replaceChildren(element('p', { class: 'nothing', text }));
			return;
		}
		const { svg, marks } = picture;
		const picksOf = (nth: number): readonly PlotPick[] | undefined => {
			const picks = marks[nth]?.picks;
			return picks?.every(({ field }) => canPick(field)) === true ? picks : undefined;
		};
		giveMarksKeys(picture, Number(focused ?? 0), {
			canOpen: (nth) => picksOf(nth) !== undefined,
			open: (nth) => this.#open(picksOf(nth) ?? []),
		});
		describe(svg, title, this.#texts.moveHelp);
		this.element.replaceChildren(svg);
		if (focused !== undefined) svg.querySelector<SVGElement>('[data-mark][tabindex="0"]')?.focus();
	}
}
