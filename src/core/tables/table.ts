/** What a table is for those who look at it through windows: columns, and rows of cells in SQLite. */
import type { DatabaseSync } from 'node:sqlite';
import type { AttachedFile } from '../replica/attachReplica.ts';
import type { Bindable } from '../replica/sql.ts';

export type TableColumnType =
	'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'datetime' | 'instant' | 'json';

export interface TableColumn {
	readonly name: string;
	/** Readable name, where there is one beside the other. */
	readonly label?: string | undefined;
	readonly type: TableColumnType;
}

/** JSON is text; numbers that a double cannot hold are text as well. */
export type TableCell = string | number | boolean | null;

/** A table that windows, orders and filters work on: one of a replica, or a scratch table. */
export interface SqlTable {
	readonly db: DatabaseSync;
	/** As it stands behind FROM. */
	readonly from: string;
	readonly columns: readonly TableColumn[];
	/** Of a table as it was: keeps out what runs have written since. To be called before its rows are gone through. */
	follow?(): void;
	/** SQL of a column's value; numbers as numbers. */
	expression(column: number): string;
	/** SQL of the value as it was written: digits that a number would lose are there. */
	written(column: number): string;
	/** Whether values compare as they lie: numbers that a double holds, moments in UTC. */
	isNormal(column: number): boolean;
	/**
	 * The rows whose documents match expressions of the metadata filter language.
	 *
	 * @throws FreeholdError `query` for an expression that cannot be read; `usage` where rows have no documents
	 */
	documentCondition?(expressions: readonly string[]): SqlCondition;
	/**
	 * Rows by their row ids, in that order; `undefined` in place of one that is gone.
	 *
	 * @param mostCharacters  of a cell: longer ones may come with any number of characters beyond that
	 * @param columns  those that are read, in their order; all of them where absent
	 */
	read(
		rowids: readonly number[],
		mostCharacters: number,
		columns?: readonly number[],
	): readonly (readonly TableCell[] | undefined)[];
	/** The key of a row as the replica knows it; absent where rows are none of a replica. */
	keyOf?(rowid: number): string | undefined;
	/** What cells held before they were changed, where the table is one of changes; `undefined` for cells that were not. */
	before?(rowids: readonly number[]): readonly (readonly (TableCell | undefined)[])[];
}

/** A condition on rows, with what it binds. */
export interface SqlCondition {
	readonly sql: string;
	readonly params: readonly Bindable[];
	/** Where it is on a single text: what is enough for those that have no NUL in them. */
	readonly nulFree?: NulFreeCondition | undefined;
}

export interface NulFreeCondition {
	/** SQL of the text. */
	readonly text: string;
	readonly sql: string;
	readonly params: readonly Bindable[];
}

/** Where a table comes from. Plain data, because it crosses threads. */
export type TableSource =
	| { readonly kind: 'dataset'; readonly file: string; readonly dataset: string }
	/** A dataset as it was after a run. */
	| { readonly kind: 'past'; readonly file: string; readonly dataset: string; readonly at: number }
	/** What runs later than `from`, up to and including `to` (absent: all), have changed in a dataset. */
	| {
			readonly kind: 'changes';
			readonly file: string;
			readonly dataset: string;
			readonly from: number;
			readonly to?: number | undefined;
	  }
	| {
			readonly kind: 'query';
			readonly file: string;
			readonly sql: string;
			readonly attached?: readonly AttachedFile[] | undefined;
			/** By name with its sign. */
			readonly params?: Readonly<Record<string, Bindable>> | undefined;
	  }
	| { readonly kind: 'file'; readonly file: string; readonly sheet?: number | undefined };
