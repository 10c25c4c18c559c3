/** What one kind of picture does with the rows that go past. */
import type { SQLOutputValue } from 'node:sqlite';
import type { LeftOut, PlotPicture } from './plotTypes.ts';

export interface Gathering {
	/** Names of the fields that it wants of each row. */
	readonly wanted: readonly string[];
	/** @param values  of one row, in the order of `wanted` */
	take(values: readonly SQLOutputValue[]): void;
	finish(): { readonly picture: PlotPicture; readonly unmeasured?: readonly LeftOut[] };
}
