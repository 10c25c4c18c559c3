/** Counts, sizes, shares and instants as people read them. */
import { formatDuration } from '../project/duration.ts';

export function count(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}

/** `1 row`, `2,000 rows`. */
export function counted(value: number, one: string, many = `${one}s`): string {
	return `${count(value)} ${value === 1 ? one : many}`;
}

export function bytes(value: number): string {
	if (value < 1000) return `${value} B`;
	const units = ['kB', 'MB', 'GB', 'TB'];
	let scaled = value / 1000;
	let unit = 0;
	while (scaled >= 999.5 && unit < units.length - 1) {
		scaled /= 1000;
		unit++;
	}
	return `${scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${units[unit] ?? ''}`;
}

/** By this machine's clock and zone, with the day where it is not today. */
export function clockTime(at: number, now: number): string {
	const [then, today] = [new Date(at), new Date(now)];
	const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
	return then.toDateString() === today.toDateString() ? time : `${localDate(then)} ${time}`;
}

export function ago(at: number, now: number): string {
	return now - at < 1000 ? 'now' : `${formatDuration(now - at)} ago`;
}

function localDate(at: Date): string {
	const two = (part: number): string => String(part).padStart(2, '0');
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
