/** Puts on the clipboard what is selected, marked or pointed at. */
import type { GridCopyFormat, GridRowRange, GridTexts } from '../../protocol/grid.ts';
import { filled } from './cellText.ts';
import { GridError } from './channel.ts';
import type { Channel } from './channel.ts';
import { columnsIn } from './cursor.ts';
import type { Selection } from './cursor.ts';
import { countMarked } from './rowMarks.ts';
import type { RowMarks } from './rowMarks.ts';

export interface CopiedGrid {
	/** Numbers of the columns that are shown, in their order. */
	readonly columns: readonly number[];
	readonly count: number;
	readonly selection: Selection | undefined;
	readonly marks: RowMarks;
}

export interface CopyListener {
	copied(text: string): void;
	failed(error: GridError): void;
}

export class Copying {
	readonly #texts: GridTexts;
	readonly #channel: Channel;
	readonly #listener: CopyListener;

	constructor(texts: GridTexts, channel: Channel, listener: CopyListener) {
		this.#texts = texts;
		this.#channel = channel;
		this.#listener = listener;
	}

	/** Rows that are marked, with all columns that are shown; otherwise what is selected. */
	copy({ columns, selection, marks }: CopiedGrid, withHeaders: boolean, format?: GridCopyFormat): void {
		if (marks.length > 0) void this.#copy(marks, columns, withHeaders, format);
		else if (selection !== undefined) {
			const numbers = columnsIn(selection).flatMap((position) => columns[position] ?? []);
			void this.#copy([{ first: selection.firstRow, last: selection.lastRow }], numbers, withHeaders, format);
		}
	}

	copyColumn({ columns, count }: CopiedGrid, position: number, withHeaders: boolean): void {
		const column = columns[position];
		if (column !== undefined && count > 0) void this.#copy([{ first: 0, last: count - 1 }], [column], withHeaders);
	}

	async #copy(
		rows: readonly GridRowRange[],
		columns: readonly number[],
		withHeaders: boolean,
		format?: GridCopyFormat,
	): Promise<void> {
		try {
			await this.#channel.request('copy', { rows, columns, withHeaders, format });
			const cells = countMarked(rows) * columns.length;
			this.#listener.copied(filled(this.#texts.copied, cells.toLocaleString()));
		} catch (error) {
			if (!(error instanceof GridError)) throw error;
			this.#listener.failed(error);
		}
	}
}
