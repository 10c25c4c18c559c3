/** The smallest single edit that makes one text of another: cursors and marks beside it stay where they are. */
import type { Edit } from '../../core/filter/findings.ts';

/** @returns `undefined` where both are the same */
export function changedPart(before: string, after: string): Edit | undefined {
	if (before === after) return undefined;
	const shortest = Math.min(before.length, after.length);
	let start = 0;
	while (start < shortest && before[start] === after[start]) start++;
	let behind = 0;
	while (behind < shortest - start && before.at(-1 - behind) === after.at(-1 - behind)) behind++;
	return { start, end: before.length - behind, text: after.slice(start, after.length - behind) };
}
