/** Offsets of time zones, as moments are written with them. */

/** `+02:00`: the offset of a zone at a moment that is read off its clocks (`2020-07-05T13:15`). */
export function offsetOf(wallClock: string, timeZone: string): string | undefined {
	const wall = Date.parse(`${wallClock}Z`);
	if (Number.isNaN(wall)) return undefined;
	// The offset depends on the moment, and the moment on the offset: the second look is right but within the hour that is skipped.
	const first = offsetAt(wall, timeZone);
	return offsetText(offsetAt(wall - first, timeZone));
}

/** In ms east of UTC. */
function offsetAt(at: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en', {
		...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
		...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
	}).formatToParts(at);
	const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
	const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return wall - Math.floor(at / 1_000) * 1_000;
}

function offsetText(offset: number): string {
	const minutes = Math.round(Math.abs(offset) / 60_000);
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
