/** Days and times of a wall clock as texts, and what the clock in Prague shows at an instant. */

const dayMs = 86_400_000;

/** The first day of the sandbox's data; everything lies between it and the start of the clock. */
export const firstDay = '2021-03-01';
export const lastDay = '2026-04-30';
export const daysOfData = Math.round((Date.parse(lastDay) - Date.parse(firstDay)) / dayMs);

/** @returns `2026-05-01` */
export function dayAfter(day: string, count: number): string {
	return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}

/** @returns `2026-05-01T14:30:00`, from a day and minutes since its midnight */
export function timeOn(day: string, minutes: number, seconds = 0): string {
	return new Date(Date.parse(day) + minutes * 60_000 + seconds * 1000).toISOString().slice(0, 19);
}

export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs);
}

/** Summer time lasts from the last Sunday of March to the last of October, both 01:00 UTC (EU directive 2000/84). */
export function pragueTime(instant: number): string {
	const year = new Date(instant).getUTCFullYear();
	const isSummer = instant >= lastSunday(year, 2) && instant < lastSunday(year, 9);
	return new Date(instant + (isSummer ? 2 : 1) * 3_600_000).toISOString().slice(0, 19);
}

function lastSunday(year: number, month: number): number {
	const end = new Date(Date.UTC(year, month + 1, 0, 1));
	return end.getTime() - end.getUTCDay() * dayMs;
}
