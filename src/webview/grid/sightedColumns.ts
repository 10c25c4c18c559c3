/** The columns in sight: those that are pinned, and the part of the others that is scrolled to. Pure. */
import type { GridColumn } from '../../protocol/grid.ts';
import { columnsInSight, pinsThatFit } from './geometry.ts';
import type { ColumnSpace } from './geometry.ts';
import type { ColumnSlot } from './rowElement.ts';

/** The first one is a multiple of it: rows are drawn anew less often. */
const STEP = 4;
const MORE_COLUMNS = 2;

export class SightedColumns implements ColumnSpace {
	readonly starts: Float64Array;
	/** As many as leave room for others. */
	readonly pinned: number;
	readonly width: number;
	readonly #gutter: number;

	/** @param width  of the page, without row numbers */
	constructor(starts: Float64Array, pinned: number, width: number, gutter: number) {
		this.starts = starts;
		this.pinned = pinsThatFit({ starts, pinned, width });
		this.width = width;
		this.#gutter = gutter;
	}

	get pinnedWidth(): number {
		return this.starts[this.pinned] ?? 0;
	}

	inSight(
		columns: readonly GridColumn[],
		left: number,
	): { readonly pinned: readonly ColumnSlot[]; readonly scrolled: readonly ColumnSlot[] } {
		const { from, to } = columnsInSight(this, left);
		const slots = (first: number, end: number): readonly ColumnSlot[] =>
			columns.slice(first, end).map((column, nth) => this.#slot(first + nth, column));
		const begin = Math.max(this.pinned, Math.floor((from - MORE_COLUMNS) / STEP) * STEP);
		return { pinned: slots(0, this.pinned), scrolled: slots(begin, Math.ceil((to + MORE_COLUMNS) / STEP) * STEP) };
	}

	/** Where a column begins or ends, in the element that is scrolled. */
	edgeOf(column: number, isEnd: boolean, left: number): number {
		const edge = this.#gutter + (this.starts[isEnd ? column + 1 : column] ?? 0);
		return column < this.pinned ? edge + left : edge;
	}

	#slot(position: number, column: GridColumn): ColumnSlot {
		const [begin = 0, end = 0] = [this.starts[position], this.starts[position + 1]];
		return { position, column, left: this.#gutter + begin, width: end - begin };
	}
}
