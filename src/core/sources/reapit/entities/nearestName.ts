/** "Did you mean": the known word nearest to one that is not known. */
import { closest, distance } from 'fastest-levenshtein';

/** @returns `undefined` where none is near enough to have been meant */
export function nearestName(word: string, known: readonly string[]): string | undefined {
	if (known.length === 0) return undefined;
	const lower = word.toLowerCase();
	const byLower = new Map(known.map((name) => [name.toLowerCase(), name]));
	const best = closest(lower, [...byLower.keys()]);
	// Two, because swapped letters count as two; never all letters, because then nothing of the word is left.
	const limit = Math.min(Math.max(2, Math.floor(best.length / 3)), best.length - 1);
	return distance(lower, best) <= limit ? byLower.get(best) : undefined;
}
