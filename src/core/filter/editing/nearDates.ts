/** Dates that filters often ask for, as the calendar of the user's zone has them. */

export interface NearDate {
	readonly label: string;
	readonly text: string;
}

const dayMs = 86_400_000;

/** @param lastRead  when the data was last read, in ms */
export function nearDates(now: number, lastRead: number | undefined, timeZone = 'UTC'): readonly NearDate[] {
	const today = dayOf(now, timeZone);
	const ago = (days: number): NearDate => ({
		label: `${days} days ago`,
		text: dayOf(Date.parse(today) - days * dayMs, 'UTC'),
	});
	return [
		{ label: 'today', text: today },
		{ label: 'yesterday', text: dayOf(Date.parse(today) - dayMs, 'UTC') },
		{ label: 'start of month', text: `${today.slice(0, 7)}-01` },
		{ label: 'start of year', text: `${today.slice(0, 4)}-01-01` },
		ago(7),
		ago(30),
		ago(90),
		...(lastRead === undefined
			? []
			: [{ label: 'last sync', text: new Date(lastRead).toISOString().replace('.000', '') }]),
	];
}

/** `2026-11-05`: the day that a moment falls on in a zone. */
export function dayOf(at: number, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	}).formatToParts(at);
	const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}
