/** What is said to and by the thread (or process) that holds an open table. Plain data. */
import type { ErrorDetails, Reason } from '../errors.ts';
import type { Arrangement } from './arrangement.ts';
import type { ExportAnswer } from './exportRows.ts';
import type { ExportAsk } from './exportTable.ts';
import type { CopyFormat } from './formattedText.ts';
import type { RowImages } from './links/rowImages.ts';
import type { RowLink } from './links/rowLinks.ts';
import type { Sheets } from './openTable.ts';
import type { Plot, PlotFields, PlotWish } from './plots/plotTypes.ts';
import type { CoverageFacts, TableKeys, TableProfile } from './profile/profile.ts';
import type { ProfileWish } from './profile/profileColumns.ts';
import type { SelectOrder } from './selectStatement.ts';
import type { TableCell, TableColumn, TableSource } from './table.ts';

/** A value in a window: long text is cut, and says so. */
export type WindowValue = TableCell | { readonly cut: string };
/** A cell in a window; of a table of changes, with what it held before. */
export type WindowCell = WindowValue | { readonly was: WindowValue; readonly now: WindowValue };
/** `null` where the row is gone. */
export type WindowRow = readonly WindowCell[] | null;

export interface RowWindow {
	/** Of the arrangement that it belongs to. */
	readonly version: number;
	readonly offset: number;
	readonly rows: readonly WindowRow[];
}

/** Both ends are included. */
export interface RowRange {
	readonly first: number;
	readonly last: number;
}

/** What is copied: whole columns of rows that may lie apart. */
export interface CopyAsk {
	readonly rows: readonly RowRange[];
	readonly columns: readonly number[];
	readonly withHeaders: boolean;
	/** Names of columns are part of it. Tabs and line breaks where absent. */
	readonly format?: CopyFormat | undefined;
}

/** A cell by its place in the arranged table. */
export interface CellPlace {
	readonly row: number;
	readonly column: number;
}

/** Text that is looked for in all rows, in their order. */
export interface FindAsk {
	readonly text: string;
	/** Whether the text is a regular expression; letters count as the same in either case, as in any other text. */
	readonly isRegex?: boolean | undefined;
	/** Where it is looked for, in the order in which cells of a row follow each other. */
	readonly columns: readonly number[];
	/** Looked at last: the search begins behind it (before it, upwards) and goes round. Row −1 stands before all rows. */
	readonly from: CellPlace;
	readonly direction: 1 | -1;
}

/** The rows that are meant; those that are shown where absent. */
export interface Arranged {
	readonly arrangement?: Arrangement | undefined;
}

export interface TableQuestions {
	rows: {
		readonly ask: {
			readonly offset: number;
			readonly count: number;
			/** Only these are read, and their cells stand in this order; all columns where absent. */
			readonly columns?: readonly number[] | undefined;
		};
		readonly answer: RowWindow;
	};
	/** Ends when all rows are in place; windows on the first ones are given before. */
	arrange: { readonly ask: Arrangement; readonly answer: undefined };
	/** One cell, whole. */
	cell: { readonly ask: { readonly row: number; readonly column: number }; readonly answer: TableCell };
	/** `null` where no cell holds it. */
	find: { readonly ask: FindAsk; readonly answer: CellPlace | null };
	/** The key of a row as the replica knows it; `null` where it has none, or is gone. */
	key: { readonly ask: { readonly row: number }; readonly answer: string | null };
	/** Rows of other tables of the replica that belong to a row. */
	links: { readonly ask: { readonly row: number }; readonly answer: readonly RowLink[] };
	/** Pictures that a row shows. */
	images: { readonly ask: { readonly row: number }; readonly answer: RowImages };
	/** Cells as text for other programs: tabs between them, whole values. */
	copy: { readonly ask: CopyAsk; readonly answer: string };
	/** What of the table can be drawn. */
	plotFields: { readonly ask: undefined; readonly answer: PlotFields };
	/** A picture of all rows that an arrangement lets through. */
	plot: { readonly ask: { readonly wish: PlotWish; readonly arrangement: Arrangement }; readonly answer: Plot };
	/** Writes all rows, in their order, to a file; tells its progress. */
	export: { readonly ask: ExportAsk; readonly answer: ExportAnswer };
	/** What some columns hold, over the rows that the filters let through. */
	profile: { readonly ask: ProfileWish & Arranged; readonly answer: TableProfile };
	/** Values that several of these rows have in columns that should tell them apart. */
	keys: { readonly ask: { readonly columns: readonly number[] } & Arranged; readonly answer: TableKeys };
	/** How full columns are, by the months of a column with times. */
	coverage: {
		readonly ask: { readonly column: number; readonly columns: readonly number[] } & Arranged;
		readonly answer: CoverageFacts;
	};
	/** The SELECT that gives what is shown. */
	select: { readonly ask: SelectOrder; readonly answer: string };
}
export type TableQuestion = keyof TableQuestions;

export type ToTable =
	| { readonly kind: 'open'; readonly source: TableSource; readonly arrangement: Arrangement }
	| {
			[Name in TableQuestion]: {
				readonly kind: 'ask';
				readonly id: number;
				readonly name: Name;
				readonly ask: TableQuestions[Name]['ask'];
			};
	  }[TableQuestion]
	| { readonly kind: 'cancel'; readonly id: number }
	/** No more rows are to be read; those that are there stay. */
	| { readonly kind: 'stop' }
	| { readonly kind: 'close' };

/** How far a long answer is, in rows. */
export interface TableProgress {
	readonly done: number;
	readonly total: number;
}

export type TableFailure = ErrorDetails & {
	readonly reason: Reason;
	/** The filter that cannot be read, where it is to blame: of a column, or among the expressions. */
	readonly filter?: number | 'where' | undefined;
};

export interface TableState {
	/** Whether rows are still being read, listed or put in order. */
	readonly isBusy: boolean;
	/** Whether there may be more rows than those that are known: they are still being read. */
	readonly isReading: boolean;
	readonly columns: readonly TableColumn[];
	/** Rows that the filters let through, as far as is known. */
	readonly count: number;
	/** All rows, as far as is known. */
	readonly total: number;
	/** Raised by each new arrangement. */
	readonly version: number;
	readonly sheets: Sheets | undefined;
	/** Why there is nothing, or no more. */
	readonly failure: TableFailure | undefined;
}

export type FromTable =
	| { readonly kind: 'state'; readonly state: TableState }
	| { readonly kind: 'progress'; readonly id: number; readonly progress: TableProgress }
	| { readonly kind: 'reply'; readonly id: number; readonly answer: unknown }
	| { readonly kind: 'error'; readonly id: number; readonly error: TableFailure };
