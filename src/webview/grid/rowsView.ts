/** The rows in sight. Elements of rows that have left it are drawn again for those that come. */
import type { GridCell, GridTexts } from '../../protocol/grid.ts';
import { isWithin } from './cursor.ts';
import type { Selection } from './cursor.ts';
import { element } from './dom.ts';
import type { Span } from './geometry.ts';
import type { GONE } from './rowCache.ts';
import { RowElement } from './rowElement.ts';
import type { ColumnSlot } from './rowElement.ts';
import { isMarked } from './rowMarks.ts';
import type { RowMarks } from './rowMarks.ts';

export interface RowsModel {
	readonly rowSpan: Span;
	readonly pinned: readonly ColumnSlot[];
	readonly scrolled: readonly ColumnSlot[];
	readonly gutter: number;
	/** Of the pinned columns, row number included. */
	readonly pinnedWidth: number;
	/** Of the whole row. */
	readonly width: number;
	readonly selection: Selection | undefined;
	readonly marks: RowMarks;
	/** Where a row lies in the scrolled element. */
	placeOf(row: number): number;
	cell(row: number, position: number): GridCell | typeof GONE | undefined;
}

/** When nothing has moved for so long, elements are put in the order of their rows: assistive technology reads them so. */
const SETTLED_MS = 200;

export class RowsView {
	readonly element = element('div', { class: 'body', attributes: { role: 'rowgroup' } });
	readonly #texts: GridTexts;
	#drawn = new Map<number, RowElement>();
	#settling: number | undefined;

	constructor(texts: GridTexts) {
		this.#texts = texts;
	}

	render(model: RowsModel): void {
		const { rowSpan } = model;
		const free: RowElement[] = [];
		const next = new Map<number, RowElement>();
		for (const [row, drawn] of this.#drawn) {
			if (row >= rowSpan.from && row < rowSpan.to) next.set(row, drawn);
			else free.push(drawn);
		}
		const isMoved = next.size < rowSpan.to - rowSpan.from || free.length > 0;
		for (let row = rowSpan.from; row < rowSpan.to; row++) {
			const drawn = next.get(row) ?? free.pop() ?? this.#added();
			next.set(row, drawn);
			drawn.draw({
				...{ row, gutter: model.gutter, width: model.width, pinnedWidth: model.pinnedWidth },
				...{ pinned: model.pinned, scrolled: model.scrolled, isMarked: isMarked(model.marks, row) },
				cell: (position) => model.cell(row, position),
				isSelected: (column) => isWithin(model.selection, { row, column }),
			});
			drawn.moveTo(model.placeOf(row));
		}
		for (const unused of free) unused.element.remove();
		this.#drawn = next;
		if (isMoved) this.#settleSoon();
	}

	#added(): RowElement {
		const added = new RowElement(this.#texts);
		this.element.append(added.element);
		return added;
	}

	#settleSoon(): void {
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => {
			let before: Element | null = null;
			for (const [, { element: row }] of [...this.#drawn].sort(([a], [b]) => a - b)) {
				if (row.previousElementSibling !== before) {
					if (before === null) this.element.prepend(row);
					else before.after(row);
				}
				before = row;
			}
		}, SETTLED_MS);
	}
}
