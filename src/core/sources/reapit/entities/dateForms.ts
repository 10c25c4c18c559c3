/** The forms of dates that Reapit takes (seed 001, "Timestamps"): ISO 8601, UTC or with a zone, and days without a time. */

/** A day that exists: `Date` would turn 30 February into March. */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const at = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A day alone, or a day and a time with its zone. */
export function isInstant(text: string): boolean {
	const found =
		/^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]([01]\d|2[0-3]):?[0-5]\d))?$/.exec(
			text,
		);
	return found !== null && isDay(found[1] ?? '');
}

/** What is wrong with a value of a date-only field. */
export function dayProblem(text: string): string | undefined {
	if (isDay(text)) return undefined;
	return isInstant(text) && text.length > 10
		? `takes a day without a time: ${text.slice(0, 10)}`
		: 'takes a day that exists, such as 2026-05-01';
}

/** What is wrong with a value of a field of date and time. */
export function instantProblem(text: string): string | undefined {
	if (isInstant(text)) return undefined;
	return isInstant(`${text}Z`)
		? `needs a time zone: ${text}Z for UTC, or ${text}+01:00`
		: 'takes a date and time with a zone, such as 2026-05-01T12:30:00Z';
}
