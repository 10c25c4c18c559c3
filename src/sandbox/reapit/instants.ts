/** Dates and times as Reapit takes them: ISO 8601, a time only with its zone (seed 001, Timestamps). */

export interface Instant {
	/** Whether the text is a date without a time. */
	readonly isDateOnly: boolean;
	/** Since 1970 in UTC, in units of 100 ns, because the vendor writes seven fractional digits. */
	readonly ticks: bigint;
}

export const ticksPerDay = 864_000_000_000n;

const form = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d))?$/;

/** @returns undefined where the text is no date, no date that exists, or a time without its zone */
export function readInstant(text: string): Instant | undefined {
	const match = form.exec(text);
	const [, date = '', hour, minute, second = '00', fraction = '', zone = 'Z'] = match ?? [];
	const midnight = Date.parse(`${date}T00:00:00Z`);
	// Date.parse takes the 30th of February for the 1st of March.
	if (match === null || Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date)
		return undefined;
	if (hour === undefined || minute === undefined) return { isDateOnly: true, ticks: BigInt(midnight) * 10_000n };
	const at = Date.parse(`${date}T${hour}:${minute}:${second}${zone.toUpperCase()}`);
	if (Number.isNaN(at)) return undefined;
	return { isDateOnly: false, ticks: BigInt(at) * 10_000n + BigInt(fraction.padEnd(7, '0')) };
}

/** As the vendor writes it: UTC with seven fractional digits. */
export function instantOf({ ticks }: Instant): string {
	const second = ticks / 10_000_000n - (ticks % 10_000_000n < 0n ? 1n : 0n);
	const rest = ticks - second * 10_000_000n;
	return `${new Date(Number(second) * 1000).toISOString().slice(0, 19)}.${String(rest).padStart(7, '0')}Z`;
}
