/** Days as vendors count them: from midnight to midnight UTC. */

const dayMs = 86_400_000;

/** Number of the day since 1970. */
export function utcDay(now: number): number {
	return Math.floor(now / dayMs);
}

export function msUntilNextDay(now: number): number {
	return Math.ceil((utcDay(now) + 1) * dayMs - now);
}
