/** Finds the columns that hold a number of an enumeration (unit status, unit type) and names their companions. */
import { isIdLike, nounsIn } from './headerWords.ts';
import type { HeaderColumn } from './headerWords.ts';
import type { Enumeration } from './enumerations.ts';
import type { CodedColumn } from './realpadEndpoints.ts';

export interface Decoded {
	/** Index of the column that holds the number. */
	readonly index: number;
	readonly enumeration: Enumeration;
	/** Name of the column with the meaning. */
	readonly companion: string;
}

export interface CodeCandidate extends HeaderColumn {
	readonly isInteger: boolean;
	readonly isFilled: boolean;
}

export function findCodedColumns(
	columns: readonly CodeCandidate[],
	codes: readonly CodedColumn[] | undefined,
	key: readonly string[],
): readonly Decoded[] {
	const taken = new Set(columns.map(({ id }) => id));
	const used = new Set<number>();
	const found: Decoded[] = [];
	for (const code of codes ?? []) {
		const index = indexOf(columns, code, key, used);
		if (index === undefined) continue;
		used.add(index);
		const companion = freeName(`${columns[index]?.id ?? ''}_name`, taken);
		taken.add(companion);
		found.push({ index, enumeration: code.enumeration, companion });
	}
	return found;
}

function indexOf(
	columns: readonly CodeCandidate[],
	code: CodedColumn,
	key: readonly string[],
	used: ReadonlySet<number>,
): number | undefined {
	const fits = columns.flatMap((column, index) => {
		const isPossible = column.isFilled && column.isInteger && !key.includes(column.id) && !used.has(index);
		const isNamed = nounsIn(column).has(code.noun);
		// A number by its position alone could be anything once a column was switched off.
		return isPossible && isNamed && isIdLike(column) ? [index] : [];
	});
	const hinted = fits.find((index) => code.at !== undefined && index === columns.length + code.at);
	return hinted ?? fits.at(-1);
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
	if (!taken.has(wanted)) return wanted;
	let number = 2;
	while (taken.has(`${wanted}_${number}`)) number++;
	return `${wanted}_${number}`;
}
