/** What the plot's page and its host say to each other. Plain data. */
import type { GridArrangement, GridColumnType, GridFailure, GridSubject } from './grid.ts';

export interface PlotField {
	readonly name: string;
	readonly label?: string | undefined;
	readonly type: GridColumnType;
	/** Whether it stands within a column's JSON. */
	readonly isNested: boolean;
}

export type PlotMeasure = { readonly of: 'rows' } | { readonly of: 'sum' | 'mean' | 'median'; readonly field: string };

export type PlotBucket = 'day' | 'week' | 'month' | 'quarter' | 'year';

export type PlotWish =
	| { readonly kind: 'distribution'; readonly field: string }
	| {
			readonly kind: 'time';
			readonly field: string;
			readonly measure: PlotMeasure;
			readonly bucket: PlotBucket | 'auto';
			readonly split?: string | undefined;
	  }
	| { readonly kind: 'category'; readonly field: string; readonly measure: PlotMeasure; readonly top: number }
	| { readonly kind: 'scatter'; readonly x: string; readonly y: string }
	| {
			readonly kind: 'funnel';
			readonly field: string;
			readonly stages: readonly string[];
			readonly aside: readonly string[];
	  };
export type PlotKind = PlotWish['kind'];

export type PlotSuggestions = { readonly [Kind in PlotKind]?: Extract<PlotWish, { readonly kind: Kind }> };

export interface PlotLeftOut {
	readonly why: 'empty' | 'notANumber' | 'notADate' | 'farDate' | 'noPlace' | 'farAway';
	/** `undefined` where it is the row's fault. */
	readonly field: string | undefined;
	readonly rows: number;
}

export interface PlotBin {
	/** `undefined`: all that lie below. */
	readonly from: number | undefined;
	/** Not held; `undefined`: all that lie above. */
	readonly to: number | undefined;
	readonly rows: number;
}

export interface PlotBar {
	readonly value: string;
	/** Whether the text is longer. */
	readonly isCut: boolean;
	/** Whether another value differs from it only in case. */
	readonly hasTwin: boolean;
	readonly rows: number;
	/** `undefined` where no row has a number to be measured. */
	readonly amount: number | undefined;
}

export interface PlotOthers {
	readonly values: number;
	readonly isAtLeast: boolean;
	readonly rows: number;
	readonly amount: number | undefined;
}

export interface PlotSeries {
	/** `undefined`: all rows, or those of no other series. */
	readonly value: string | undefined;
	readonly isCut: boolean;
	/** Whether another value differs from it only in case. */
	readonly hasTwin: boolean;
	readonly amounts: readonly (number | undefined)[];
	readonly rows: readonly number[];
}

export interface PlotSpot {
	readonly x: number;
	readonly y: number;
	readonly rows: number;
}

export interface PlotStage {
	readonly value: string;
	readonly rows: number;
	/** Rows that are at it or beyond. */
	readonly reached: number;
}

export interface PlotStatistics {
	readonly least: number;
	readonly lowerQuartile: number;
	readonly median: number;
	readonly mean: number;
	readonly upperQuartile: number;
	readonly most: number;
}

export type PlotPicture =
	| { readonly kind: 'bins'; readonly bins: readonly PlotBin[]; readonly statistics: PlotStatistics }
	| {
			readonly kind: 'bars';
			readonly bars: readonly PlotBar[];
			readonly others: PlotOthers | undefined;
			readonly empty: { readonly rows: number; readonly amount: number | undefined } | undefined;
	  }
	| {
			readonly kind: 'series';
			readonly bucket: PlotBucket;
			/** Beginnings of all buckets, in ms. */
			readonly starts: readonly number[];
			readonly series: readonly PlotSeries[];
			/** How many values the series of all others has. */
			readonly otherValues: number;
			/** Whether there are more of them than were told apart. */
			readonly isAtLeast: boolean;
	  }
	| { readonly kind: 'spots'; readonly spots: readonly PlotSpot[]; readonly isOnEarth: boolean }
	| {
			readonly kind: 'squares';
			/** Edges of squares. */
			readonly x: readonly number[];
			readonly y: readonly number[];
			/** By the numbers of their first edges. */
			readonly squares: readonly PlotSpot[];
			readonly isOnEarth: boolean;
	  }
	| {
			readonly kind: 'funnel';
			readonly stages: readonly PlotStage[];
			readonly aside: readonly PlotBar[];
			readonly others: PlotOthers | undefined;
	  }
	| { readonly kind: 'nothing' };

export interface Plot {
	readonly picture: PlotPicture;
	/** Rows that were looked at. */
	readonly rows: number;
	/** Rows that are in the picture, but not in its sums. */
	readonly unmeasured: readonly PlotLeftOut[];
	readonly leftOut: readonly PlotLeftOut[];
}

/** Rows of a mark, by what they have in one field. */
export type PlotPick =
	| { readonly field: string; readonly is: string; readonly isCut?: boolean; readonly hasTwin?: boolean }
	| { readonly field: string; readonly isEmpty: true }
	/** A value, and one that is none of these. */
	| { readonly field: string; readonly isNoneOf: readonly string[] }
	/** Not held by `to`, unless both are the same; an end that is absent is open. */
	| { readonly field: string; readonly from: number | undefined; readonly to: number | undefined }
	/** The bucket that begins at a moment (in ms). */
	| { readonly field: string; readonly bucket: PlotBucket; readonly start: number };

export interface PlotState {
	/** What is under way, if anything: rows are being read, or the picture is being made. */
	readonly work: 'reading' | 'drawing' | undefined;
	/** Rows that were read so far. */
	readonly rowsRead: number;
	readonly fields: readonly PlotField[];
	/** Values within JSON that are too many to be offered. */
	readonly unlisted: number;
	/** One of each kind that the table has something for. */
	readonly suggestions: PlotSuggestions;
	readonly wish: PlotWish | undefined;
	/** What `plot` was made for; another is wished for meanwhile. */
	readonly drawn: PlotWish | undefined;
	readonly plot: Plot | undefined;
	/** Filters of the grid that it keeps to, as their column and text. */
	readonly filters: readonly { readonly column: string; readonly text: string }[];
	readonly failure: GridFailure | undefined;
}

/** What a plot is of; the page keeps it for when it comes back. */
export interface PlotKept {
	readonly subject: GridSubject;
	readonly arrangement: GridArrangement;
	/** Of a workbook. */
	readonly sheet?: number | undefined;
	readonly wish?: PlotWish | undefined;
	readonly isTableShown?: boolean;
}

export type ToPlotHost =
	/** The page is there; a state follows. */
	| { readonly kind: 'begin' }
	| { readonly kind: 'draw'; readonly wish: PlotWish }
	/** Reads everything from the start, with the grid's filters as they are now. */
	| { readonly kind: 'refresh' }
	| { readonly kind: 'cancel' }
	/** Shows the rows in the grid. */
	| { readonly kind: 'open'; readonly picks: readonly PlotPick[] }
	| { readonly kind: 'save'; readonly format: 'svg'; readonly content: string }
	| { readonly kind: 'save'; readonly format: 'png'; readonly content: Uint8Array }
	| { readonly kind: 'copy'; readonly text: string };

export type ToPlotPage =
	| { readonly kind: 'state'; readonly state: PlotState; readonly kept: PlotKept }
	/** Something was done that cannot be seen. */
	| { readonly kind: 'told'; readonly text: string }
	/** Something that was asked for failed, and the picture is as it was. */
	| { readonly kind: 'failed'; readonly failure: GridFailure };

/** All words of the page, in the user's language. `{0}` stands for what is put in. */
export interface PlotTexts {
	readonly kinds: Readonly<Record<PlotKind, string>>;
	readonly measures: Readonly<Record<PlotMeasure['of'], string>>;
	readonly buckets: Readonly<Record<PlotBucket | 'auto', string>>;
	readonly kind: string;
	readonly column: string;
	readonly measure: string;
	readonly measured: string;
	readonly bucket: string;
	readonly split: string;
	readonly noSplit: string;
	readonly top: string;
	readonly across: string;
	readonly upward: string;
	readonly refresh: string;
	readonly cancel: string;
	readonly table: string;
	readonly copyTable: string;
	readonly saveSvg: string;
	readonly savePng: string;
	readonly notSaved: string;
	readonly loading: string;
	readonly readingRows: string;
	readonly drawing: string;
	readonly retry: string;
	readonly close: string;
	readonly nothing: string;
	readonly noRows: string;
	readonly noFields: string;
	readonly filtered: string;
	readonly allRows: string;
	readonly rows: string;
	readonly oneRow: string;
	readonly share: string;
	readonly range: string;
	readonly below: string;
	readonly above: string;
	readonly empty: string;
	readonly others: string;
	readonly othersAtLeast: string;
	readonly noAmount: string;
	readonly status: string;
	readonly here: string;
	readonly reached: string;
	readonly further: string;
	readonly openRows: string;
	readonly moveHelp: string;
	readonly statistics: string;
	readonly leftOut: Readonly<Record<PlotLeftOut['why'], string>>;
	readonly unmeasured: string;
	readonly notShown: string;
	readonly rowsOf: string;
	readonly unlisted: string;
	readonly coarser: string;
	readonly squaresHelp: string;
	readonly funnelHelp: string;
	readonly utc: string;
	/** What a picture shows, in a sentence: of distributions, over time, by category, of places, of a funnel. */
	readonly titles: {
		readonly distribution: string;
		readonly time: string;
		readonly timeSplit: string;
		readonly category: string;
		readonly scatter: string;
		readonly funnel: string;
	};
	readonly amounts: Readonly<Record<PlotMeasure['of'], string>>;
}

/** What the host puts into the page. */
export interface PlotPageData {
	readonly title: string;
	readonly texts: PlotTexts;
}
