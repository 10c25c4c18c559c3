/** Durations as people write them (`15m`, `1h30m`, `daily`) and as people read them (`2 min 5 s`). */

const UNITS: ReadonlyMap<string, number> = new Map([
	['ms', 1],
	['s', 1000],
	['m', 60_000],
	['h', 3_600_000],
	['d', 86_400_000],
	['w', 604_800_000],
]);

const WORDS: ReadonlyMap<string, number> = new Map([
	['hourly', 3_600_000],
	['daily', 86_400_000],
	['weekly', 604_800_000],
]);

/** What a duration may look like, for messages. */
export const DURATION_EXAMPLES = '30s, 15m, 1h, 1h30m, 7d, hourly, daily or weekly';

/** The same as a regular expression, for the JSON schema. */
export const DURATION_PATTERN = '^((\\d+(ms|s|m|h|d|w))+|hourly|daily|weekly)$';

/** @returns milliseconds; `undefined` where the text is not a duration or is nothing at all */
export function parseDuration(text: string): number | undefined {
	const trimmed = text.trim().toLowerCase();
	const word = WORDS.get(trimmed);
	if (word !== undefined) return word;
	if (!new RegExp(DURATION_PATTERN).test(trimmed)) return undefined;
	let total = 0;
	for (const [, amount, unit] of trimmed.matchAll(/(\d+)(ms|[smhdw])/g)) {
		total += Number(amount) * (UNITS.get(unit ?? '') ?? 0);
	}
	return total > 0 && Number.isSafeInteger(total) ? total : undefined;
}

/** Two units at most: nobody needs the seconds of three days. */
export function formatDuration(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
	if (ms < 10_000 && ms % 1000 !== 0) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return join(minutes, 'min', seconds % 60, 's');
	const hours = Math.floor(minutes / 60);
	if (hours < 48) return join(hours, 'h', minutes % 60, 'min');
	return join(Math.floor(hours / 24), 'days', hours % 24, 'h');
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
