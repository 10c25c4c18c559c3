/** Collects what is wrong in a file, with places; all of it at once, so that nobody mends one mistake per run. */
import { closest, distance } from 'fastest-levenshtein';
import type { LineCounter } from 'yaml';
import type { Problem } from './project.ts';

export type Range = readonly [from: number, to: number];

export class ProblemList {
	readonly #lines: LineCounter;
	readonly #found: Problem[] = [];

	constructor(lines: LineCounter) {
		this.#lines = lines;
	}

	add(range: Range, message: string, more?: Partial<Pick<Problem, 'severity' | 'fix'>>): void {
		const [from, to] = range;
		const { line, col } = this.#lines.linePos(from);
		this.#found.push({
			message,
			severity: 'error',
			line: Math.max(1, line),
			column: Math.max(1, col),
			from,
			to,
			...more,
		});
	}

	get hasErrors(): boolean {
		return this.#found.some((problem) => problem.severity === 'error');
	}

	/** In the order in which they stand in the file. */
	get inOrder(): readonly Problem[] {
		return this.#found.toSorted((a, b) => a.from - b.from || a.to - b.to);
	}
}

/** The nearest of the known words, where it is near enough to be what was meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	if (known.length === 0) return undefined;
	const lower = word.toLowerCase();
	const byLower = new Map(known.map((name) => [name.toLowerCase(), name]));
	const best = closest(lower, [...byLower.keys()]);
	// Two, because swapped letters count as two; never all letters, because then nothing of the word is left.
	const limit = Math.min(Math.max(2, Math.floor(best.length / 3)), best.length - 1);
	return distance(lower, best) <= limit ? byLower.get(best) : undefined;
}

/** `a, b or c`. */
export function alternatives(values: readonly string[]): string {
	if (values.length < 2) return values.join('');
	return `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}
