/** Knows places on Earth by the names of their fields. */

/** `Latitude`, `lat`, `address.geolocation.latitude`, `gps_lat`. */
export function isLatitude(name: string): boolean {
	return /(?:^|[._\s])(?:gps)?lat(?:itude)?$/i.test(name);
}

export function isLongitude(name: string): boolean {
	return /(?:^|[._\s])(?:gps)?(?:lon(?:g(?:itude)?)?|lng)$/i.test(name);
}

/** The first pair whose names differ in nothing else. */
export function coordinatesAmong(names: readonly string[]): { readonly x: string; readonly y: string } | undefined {
	const longitudes = new Map(names.filter(isLongitude).map((name) => [stemOf(name), name]));
	for (const y of names.filter(isLatitude)) {
		const x = longitudes.get(stemOf(y));
		if (x !== undefined) return { x, y };
	}
	return undefined;
}

function stemOf(name: string): string {
	return name.replace(/(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)$/i, '').toLowerCase();
}
