/** What is told of columns over the rows that filters let through. Plain data, because it crosses threads. */

/** What a cell turned out to hold: of columns without a type of their own, and of those whose cells break theirs. */
export type ValueKind =
	| 'text'
	| 'integer'
	| 'decimal'
	| 'boolean'
	| 'date'
	| 'datetime'
	| 'instant'
	| 'time'
	| 'address'
	| 'object'
	| 'array'
	| 'string'
	| 'number'
	| 'null';

export interface KindCount {
	readonly kind: ValueKind;
	readonly count: number;
}

/** Something that rows share, and the filter of its column that finds them. */
export interface Found {
	readonly count: number;
	/** As it is typed into the filter row; absent where no filter says it. */
	readonly filter?: string | undefined;
}

export interface FoundValue extends Found {
	/** Cut where it is long. */
	readonly value: string;
}

export interface Bin extends Found {
	/** What it holds, in digits and dates that every language reads. */
	readonly label: string;
}

export interface Histogram {
	readonly of: 'numbers' | 'times' | 'lengths';
	readonly bins: readonly Bin[];
}

/** Of numbers and of times; times in ms since 1970. */
export interface NumberFacts {
	readonly min: number;
	readonly max: number;
	readonly mean: number;
	/** Of the population. */
	readonly deviation: number;
	readonly quartiles: readonly [lower: number, median: number, upper: number];
	/** The 5th and the 95th of a hundred. */
	readonly tails: readonly [low: number, high: number];
	/** Whether quartiles, tails, outliers and bins come from a random part of the values. */
	readonly isEstimate: boolean;
	/** Beyond 1.5 times the distance of the quartiles (Tukey's fences). */
	readonly outliers: { readonly below: Outliers | undefined; readonly above: Outliers | undefined };
}

export interface Outliers extends Found {
	/** The furthest first. */
	readonly examples: readonly number[];
}

/** In UTF-16 units. */
export interface LengthFacts {
	readonly min: number;
	readonly max: number;
	readonly mean: number;
}

/** Cells that are none of the vendor's members. */
export interface OutsideFacts {
	/** How many members the vendor's list has. */
	readonly members: number;
	/** Cells with at least one other value. */
	readonly count: number;
	/** Values that are not in the list, the most frequent first. */
	readonly values: readonly FoundValue[];
	/** Whether there are more of them. */
	readonly isCut: boolean;
}

export interface ColumnProfile {
	readonly column: number;
	readonly nulls: number;
	/** Texts of no character. */
	readonly blanks: number;
	/** Of cells with a value. */
	readonly distinct: { readonly count: number; readonly isEstimate: boolean };
	/** Values that more than one row has, the most frequent first. */
	readonly top: readonly FoundValue[];
	readonly kinds: readonly KindCount[];
	readonly numbers: NumberFacts | undefined;
	readonly lengths: LengthFacts | undefined;
	readonly histogram: Histogram | undefined;
	/** Absent where the vendor gives no list. */
	readonly outside: OutsideFacts | undefined;
}

export interface TableProfile {
	/** Rows that were looked at. */
	readonly rows: number;
	/** Whether these are only a part, spread over the table. */
	readonly isSample: boolean;
	readonly columns: readonly ColumnProfile[];
}

/** Values of one column that were looked for twice. */
export interface KeyFacts {
	readonly column: number;
	/** Cells with a value. */
	readonly filled: number;
	/** Values that more than one row has. */
	readonly repeated: number;
	/** Rows that have one of these. */
	readonly rows: number;
	readonly examples: readonly FoundValue[];
	/** Whether there were too many values to compare all. */
	readonly isEstimate: boolean;
}

export interface TableKeys {
	/** Columns that the replica itself keeps unique. */
	readonly kept: readonly string[] | undefined;
	readonly checked: readonly KeyFacts[];
}

export interface MonthFacts extends Found {
	/** `2026-05`. */
	readonly month: string;
	/** Filled cells of each column that was asked for. */
	readonly filled: readonly number[];
}

export interface CoverageFacts {
	/** Column whose times the months are of. */
	readonly column: number;
	readonly name: string;
	readonly columns: readonly number[];
	/** Without gaps, the oldest first. */
	readonly months: readonly MonthFacts[];
	/** Rows without a time that can be read. */
	readonly untimed: Found;
}
