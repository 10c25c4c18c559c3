/** What is printed of a text that failed: enough to try it again. */

const mostShown = 2_000;

export function failure(seed: number, text: string, error: unknown): string {
	const shown = text.length > mostShown ? `${text.slice(0, mostShown)}… (${text.length} characters)` : text;
	const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return `seed ${seed}: ${JSON.stringify(shown)}\n${why}\nAgain: npm run fuzz -- --seed ${seed}`;
}
