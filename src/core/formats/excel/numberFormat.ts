/** Tells from a number format whether a number is a date: Excel keeps dates as plain numbers. */

/** What a format shows. `elapsed` is a duration that may pass 24 hours (`[h]:mm`). */
export type FormatKind = 'number' | 'date' | 'time' | 'datetime' | 'elapsed';

/**
 * Formats that files refer to by number alone (ECMA-376 part 1, §18.8.30). 27–36 and 50–58 are dates in East Asian
 * locales and unused elsewhere.
 */
export function builtinFormatKind(id: number): FormatKind {
	if (id >= 14 && id <= 17) return 'date';
	if (id >= 18 && id <= 21) return 'time';
	if (id === 22) return 'datetime';
	if (id === 45 || id === 47) return 'time';
	if (id === 46) return 'elapsed';
	if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
	return 'number';
}

/** @param code a custom format such as `d. m. yyyy h:mm;@` or `#,##0.00 "Kč"` */
export function formatKind(code: string): FormatKind {
	// Literal text, padding and fill say nothing about the value; sections after the first serve other signs.
	const bare = code.replace(/"[^"]*"?|\\.|_.|\*./gs, '');
	const section = (bare.split(';')[0] ?? '').toLowerCase();
	const isElapsed = /\[(h+|m+|s+)\]/.test(section);
	// What is left in brackets is a colour, a condition or a locale.
	const pattern = section.replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/g, '').replace(/am\/pm|a\/p/g, 'h');
	if (pattern.includes('general')) return 'number';
	const digits = pattern.replace(/([s\]])[.,]0+/g, '$1');
	if (/[0#?]/.test(digits)) return 'number';
	if (isElapsed) return 'elapsed';
	const hasTime = /[hs]/.test(pattern);
	const hasDate = /[yd]/.test(pattern) || (pattern.includes('m') && !hasTime);
	if (hasDate) return hasTime ? 'datetime' : 'date';
	return hasTime ? 'time' : 'number';
}
