/** Instants as UTC text that sorts: `2026-05-01T11:47:00.000Z`. */

const pattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|z|[+-]\d{2}:?\d{2})$/;

/**
 * The same instant in UTC with at least milliseconds; finer fractions keep every digit that the vendor sent. Text that
 * names no instant (no zone, no time, nonsense) is kept as it is, because guessing a zone would invent data.
 */
export function utcText(text: string): string {
	const end = text.length - 1;
	if (text.charCodeAt(end) === 90 /* Z */ && text.charCodeAt(10) === 84 /* T */) {
		if (end === 23 && text.charCodeAt(19) === 46 /* . */) return text;
		if (end === 19 && text.charCodeAt(16) === 58 /* : */) return `${text.slice(0, 19)}.000Z`;
	}
	const sign = text.charCodeAt(19);
	if (end === 24 && (sign === 43 /* + */ || sign === 45) /* - */ && text.charCodeAt(22) === 58 && pattern.test(text)) {
		const time = Date.parse(text);
		return Number.isNaN(time) ? text : new Date(time).toISOString();
	}
	const match = pattern.exec(text);
	if (match === null) return text;
	const [, date = '', hour = '', minute = '', second = '00', fraction = '', zone = ''] = match;
	const digits = fraction.padEnd(3, '0');
	if (zone === 'Z' || zone === 'z') return `${date}T${hour}:${minute}:${second}.${digits}Z`;
	const local = Date.parse(`${date}T${hour}:${minute}:${second}Z`);
	if (Number.isNaN(local)) return text;
	const offset = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
	return `${new Date(local - offset * 60_000).toISOString().slice(0, 19)}.${digits}Z`;
}
