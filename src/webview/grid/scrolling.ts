/** How far the rows are scrolled: exactly, where the scroll bar can only tell roughly because it stands for more than it is long. */
import { ROW_HEIGHT, clampTop, scrollHeight, scrollTopOf, topOf } from './geometry.ts';
import type { RowSpace } from './geometry.ts';

export class Scrolling {
	readonly #scroller: HTMLElement;
	readonly #space: () => RowSpace;
	#top = 0;
	/** Where the scroll bar was put by us. */
	#putAt = 0;

	constructor(scroller: HTMLElement, space: () => RowSpace) {
		this.#scroller = scroller;
		this.#space = space;
	}

	/** Pixels of rows above the page. */
	get top(): number {
		return clampTop(this.#top, this.#space());
	}

	/** What has to be added to a place among the rows to get one in the scrolled element. */
	get shift(): number {
		return this.#scroller.scrollTop - this.top;
	}

	to(top: number): void {
		this.#top = clampTop(top, this.#space());
		this.#scroller.scrollTop = scrollTopOf(this.#top, this.#space());
		this.#putAt = this.#scroller.scrollTop;
	}

	/** The scroll bar has moved. Where we put it, we know better than it does. */
	follow(): void {
		const { scrollTop } = this.#scroller;
		if (Math.abs(scrollTop - this.#putAt) > 1) this.#top = topOf(scrollTop, this.#space());
		this.#putAt = scrollTop;
	}

	/**
	 * A turn of the wheel, which would leave rows out where the scroll bar stands for more than it is long.
	 *
	 * @returns whether anything was done; otherwise the browser scrolls
	 */
	wheel({ ctrlKey, deltaX, deltaY, deltaMode }: WheelEvent): boolean {
		const { rows } = this.#space();
		if (rows * ROW_HEIGHT <= scrollHeight({ rows }) || ctrlKey || deltaY === 0) return false;
		const step = deltaMode === WheelEvent.DOM_DELTA_LINE ? ROW_HEIGHT : 1;
		this.to(this.top + deltaY * step);
		this.#scroller.scrollLeft += deltaX * step;
		return true;
	}
}
