/** Moments in words: how far from now, and which day it is where the user is. */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** `today`, `in 3 days`, `5 weeks ago`. @param isDay  whether only the day counts */
export function distanceText(at: number, now: number, isDay: boolean): string {
	const away = isDay ? startOfDay(at) - startOfDay(now) : at - now;
	const days = Math.abs(away) / dayMs;
	if (isDay && away === 0) return 'today';
	if (!isDay && days < 1) return said(Math.round(Math.abs(away) / hourMs), 'hour', away);
	if (days < 14) return said(Math.max(1, Math.round(days)), 'day', away);
	if (days < 60) return said(Math.round(days / 7), 'week', away);
	if (days < 730) return said(Math.round(days / 30.44), 'month', away);
	return said(Math.round(days / 365.25), 'year', away);
}

/** `Thu 2020-11-05 14:15` */
export function localText(at: number, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en', {
		...{ timeZone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' },
		...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
	}).formatToParts(at);
	const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('weekday')} ${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

function said(count: number, unit: string, away: number): string {
	if (count === 0) return 'now';
	const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
	return away > 0 ? `in ${text}` : `${text} ago`;
}

function startOfDay(at: number): number {
	return Math.floor(at / dayMs) * dayMs;
}
