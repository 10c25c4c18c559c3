/** Dates and moments as text: compared by the instant they name, to the seventh digit as Reapit writes them. */

/** A moment, or the day that a date names. */
export interface Moment {
	/** Sorts as the instants do: UTC, digits of the second filled up. A day's first instant. */
	readonly at: string;
	readonly isDay: boolean;
}

const form = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const digits = 9;

/** @returns `undefined` where the text is neither a date nor a moment; without a zone it counts as UTC */
export function moment(text: string): Moment | undefined {
	const [, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = form.exec(text) ?? [];
	if (day === undefined) return undefined;
	const isDay = hour === undefined;
	const ms = Date.parse(`${day}T${hour ?? '00'}:${minute ?? '00'}:${second}${isDay ? 'Z' : zoneOf(zone)}`);
	if (Number.isNaN(ms)) return undefined;
	const rest = fraction.slice(0, digits).padEnd(digits, '0');
	return { at: `${new Date(ms).toISOString().slice(0, 19)}.${rest}`, isDay };
}

/** Sorts behind all instants of a day and before those of the next, also behind the year 9999. */
export function endOfDay({ at }: Moment): string {
	return `${at.slice(0, 10)}T24`;
}

function zoneOf(zone: string): string {
	return /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
}
