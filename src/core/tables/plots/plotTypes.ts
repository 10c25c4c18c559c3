/** What can be drawn of a table, and what has to be known to draw it. Plain data, because it crosses threads. */
import type { TableColumnType } from '../table.ts';

/** Something of a row that can be counted or measured: a column, or a value within the JSON of one (`address.postcode`). */
export interface PlotField {
	/** Unique within its table. */
	readonly name: string;
	readonly label?: string | undefined;
	readonly type: TableColumnType;
	/** Whether it stands within a column's JSON. */
	readonly isNested: boolean;
	/** Different values among the first rows, cut to what is shown; `undefined` where there are more than a few. */
	readonly sample: readonly string[] | undefined;
	/** Whether no value came twice among the first rows, and there were many. */
	readonly isUnique: boolean;
}

export interface PlotFields {
	readonly fields: readonly PlotField[];
	/** Values within JSON that are too many to be offered. */
	readonly unlisted: number;
}

export type Measure = { readonly of: 'rows' } | { readonly of: 'sum' | 'mean' | 'median'; readonly field: string };

export const BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** Fields are meant by name: numbers of columns may change while a plot is kept. */
export type PlotWish =
	| { readonly kind: 'distribution'; readonly field: string }
	| {
			readonly kind: 'time';
			readonly field: string;
			readonly measure: Measure;
			readonly bucket: Bucket | 'auto';
			readonly split?: string | undefined;
	  }
	| { readonly kind: 'category'; readonly field: string; readonly measure: Measure; readonly top: number }
	| { readonly kind: 'scatter'; readonly x: string; readonly y: string }
	| {
			readonly kind: 'funnel';
			readonly field: string;
			/** Values in the order in which rows go through them. */
			readonly stages: readonly string[];
			/** Known values that are no stage. */
			readonly aside: readonly string[];
	  };

/**
 * Why rows are not in the picture: nothing stands there, it is no number, no date, a date that nobody means (year 1 or
 * 9999), no place on Earth, or far away from all others.
 */
export type LeftOutWhy = 'empty' | 'notANumber' | 'notADate' | 'farDate' | 'noPlace' | 'farAway';

export interface LeftOut {
	readonly why: LeftOutWhy;
	/** `undefined` where it is the row's fault. */
	readonly field: string | undefined;
	readonly rows: number;
}

export interface Statistics {
	readonly least: number;
	readonly lowerQuartile: number;
	readonly median: number;
	readonly mean: number;
	readonly upperQuartile: number;
	readonly most: number;
}

/** Rows with `from` ≤ value < `to`; an end that is `undefined` is open: all that lie beyond are counted there. */
export interface Bin {
	readonly from: number | undefined;
	readonly to: number | undefined;
	readonly rows: number;
}

export interface Bar {
	readonly value: string;
	/** Whether the text is longer. */
	readonly isCut: boolean;
	/** Whether another value differs from it only in case. */
	readonly hasTwin: boolean;
	readonly rows: number;
	/** `undefined` where no row has a number to be measured. */
	readonly amount: number | undefined;
}

export interface Others {
	/** How many different values they have. */
	readonly values: number;
	/** Whether there are more values than were told apart. */
	readonly isAtLeast: boolean;
	readonly rows: number;
	readonly amount: number | undefined;
}

export interface Series {
	/** `undefined`: all rows, or those that belong to no other series. */
	readonly value: string | undefined;
	readonly isCut: boolean;
	/** Whether another value differs from it only in case. */
	readonly hasTwin: boolean;
	/** One for each bucket; `undefined` where there is nothing to be measured. */
	readonly amounts: readonly (number | undefined)[];
	readonly rows: readonly number[];
}

export interface Spot {
	readonly x: number;
	readonly y: number;
	readonly rows: number;
}

export interface Stage {
	readonly value: string;
	/** Rows that are at it. */
	readonly rows: number;
	/** Rows that are at it or beyond. */
	readonly reached: number;
}

export type PlotPicture =
	| { readonly kind: 'bins'; readonly bins: readonly Bin[]; readonly statistics: Statistics }
	| {
			readonly kind: 'bars';
			readonly bars: readonly Bar[];
			readonly others: Others | undefined;
			/** Rows without a value. */
			readonly empty: Pick<Bar, 'rows' | 'amount'> | undefined;
	  }
	| {
			readonly kind: 'series';
			readonly bucket: Bucket;
			/** Beginnings of all buckets, in ms. */
			readonly starts: readonly number[];
			readonly series: readonly Series[];
			/** How many values the series of all others has; 0 where there is none. */
			readonly otherValues: number;
			/** Whether there are more of them than were told apart. */
			readonly isAtLeast: boolean;
	  }
	/** Each place on its own. */
	| { readonly kind: 'spots'; readonly spots: readonly Spot[]; readonly isOnEarth: boolean }
	/** Too many for that: how many rows lie in each square that has some. */
	| {
			readonly kind: 'squares';
			/** Edges of all squares: a square lies between two that follow one another, and does not hold the second. */
			readonly x: readonly number[];
			readonly y: readonly number[];
			/** By the numbers of their first edges. */
			readonly squares: readonly Spot[];
			readonly isOnEarth: boolean;
	  }
	| {
			readonly kind: 'funnel';
			readonly stages: readonly Stage[];
			/** Known values that are no stage, then unknown ones. */
			readonly aside: readonly Bar[];
			readonly others: Others | undefined;
	  }
	/** No row has anything to be drawn. */
	| { readonly kind: 'nothing' };

export interface Plot {
	readonly picture: PlotPicture;
	/** Rows that were looked at. */
	readonly rows: number;
	/** Rows that could not be measured are in the picture, but not in its sums. */
	readonly unmeasured: readonly LeftOut[];
	readonly leftOut: readonly LeftOut[];
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
	| { readonly field: string; readonly bucket: Bucket; readonly start: number };
