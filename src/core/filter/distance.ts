/** How many letters two short words differ by (Levenshtein). The room has no packages, so that it runs anywhere. */

/** @param most  a larger distance is of no interest: what is returned then is only larger than it */
export function distance(a: string, b: string, most = Math.max(a.length, b.length)): number {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	let next = row.slice();
	for (let i = 1; i <= a.length; i += 1) {
		// Farther from the diagonal than `most`, everything is too far away.
		const first = Math.max(1, i - most);
		const last = Math.min(b.length, i + most);
		next[first - 1] = first === 1 ? i : most + 1;
		let least = next[first - 1] ?? 0;
		const letter = a.charCodeAt(i - 1);
		for (let j = first; j <= last; j += 1) {
			const replaced = (row[j - 1] ?? 0) + (letter === b.charCodeAt(j - 1) ? 0 : 1);
			const removed = j === i + most ? replaced : (row[j] ?? 0) + 1;
			const away = Math.min(replaced, removed, (next[j - 1] ?? 0) + 1);
			next[j] = away;
			if (away < least) least = away;
		}
		if (least > most) return most + 1;
		[row, next] = [next, row];
	}
	return row[b.length] ?? 0;
}
