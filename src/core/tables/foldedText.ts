/** Case in SQL: SQLite folds A to Z alone, and fast; texts with other letters are folded by a function of ours. */
import { isAscii } from '../filter/compare.ts';
import { tableFunctions } from './tableFunctions.ts';

/** SQL of a text in lower case, as it is needed to be compared with another one in lower case. */
export function folded(value: string, other: string): string {
	return isAscii(other) ? `lower(${value})` : `${tableFunctions.fold}(${value})`;
}
