/** Which texts are dates and times, as JSON writes them (RFC 3339). */
import type { TextFormat } from './shape.ts';

const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const time = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;

/** @returns `undefined` for any other text */
export function textFormat(text: string): TextFormat | undefined {
	// The first character tells of nearly every other text that it is none.
	if (text.length < 8 || text.length > 40 || text.charCodeAt(0) > 57) return undefined;
	if (date.test(text)) return 'date';
	if (time.test(text)) return 'time';
	const [day = '', rest] = text.split('T');
	return rest !== undefined && date.test(day) && time.test(rest) ? 'date-time' : undefined;
}
