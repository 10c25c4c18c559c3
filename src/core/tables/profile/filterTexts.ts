/** Filters as they are typed above a column, for what a profile has found there. */

/** Longer ones nobody reads in a filter. */
const MOST_CHARACTERS = 200;

/** @returns `undefined` for a value that a line of text cannot hold */
export function equalFilter(value: string): string | undefined {
	if (value.length > MOST_CHARACTERS || /\p{Cc}/u.test(value) || !value.isWellFormed()) return undefined;
	return `= ${quoted(value)}`;
}

/** Both ends included; numbers, or dates as exact as they are meant. */
export function rangeFilter(from: string | number, to: string | number): string {
	return from === to && typeof from === 'number' ? `= ${from}` : `${from}..${to}`;
}

function quoted(value: string): string {
	return value === '' || value !== value.trim() || value.startsWith('"') ? `"${value.replaceAll('"', '""')}"` : value;
}
