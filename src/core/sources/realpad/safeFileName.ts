/** Makes a file name of a vendor's text: no path, nothing that Windows refuses, readable in every script. */

export interface SafeNameOptions {
	/** Stands before the extension: ` (bb938c51)`. Plain ASCII that is safe itself. */
	readonly suffix?: string | undefined;
	/** Where nothing readable remains. */
	readonly fallback?: string | undefined;
	/** Most file systems take 255 bytes; the rest is room for what others add (`.part`, a sync client's note). */
	readonly maxBytes?: number | undefined;
}

const defaultMaxBytes = 200;

/** Control characters, what separates or addresses on some system, and marks that turn the direction of writing. */
const forbidden = /[\u0000-\u001f\u007f-\u009f"*/:<>?\\|\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g; // eslint-disable-line no-control-regex -- that is what is looked for

/** Windows takes these for devices, in any case and with any extension (`aux.txt`, `COM¹`). */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=[ .]|$)/i;

/** @returns a name in NFC of at most `maxBytes` UTF-8 bytes, never empty, `.` or `..` */
export function safeFileName(name: string, options: SafeNameOptions = {}): string {
	const { suffix = '', fallback = 'file', maxBytes = defaultMaxBytes } = options;
	const cleaned = trimmed(lastSegment(name).toWellFormed().normalize('NFC').replace(forbidden, '_'));
	const extension = extensionOf(cleaned);
	const stem = trimmed(cleaned.slice(0, cleaned.length - extension.length)) || fallback;
	const room = maxBytes - Buffer.byteLength(suffix) - Buffer.byteLength(extension) - 1;
	const safe = `${trimmed(cut(stem, room))}${suffix}${extension}`;
	return device.test(safe) ? `_${safe}` : safe;
}

/** Lower-case extension with its dot; empty where the name has none that looks like one. */
export function extensionOf(name: string): string {
	return /.(\.[A-Za-z0-9]{1,12})$/.exec(name)?.[1] ?? '';
}

/** Browsers of old sent whole paths (`C:\Users\…\plan.pdf`): the last part is the name. */
function lastSegment(name: string): string {
	const segments = name.split(/[/\\]/).filter((segment) => !/^[. ]*$/.test(segment));
	return segments.at(-1) ?? '';
}

/** Windows drops blanks and dots at the end; at the beginning they hide a file or look like a folder. */
function trimmed(text: string): string {
	return text.replace(/^[\s.]+|[\s.]+$/g, '');
}

/** At most so many bytes, never through the middle of what reads as one character. */
function cut(text: string, maxBytes: number): string {
	if (Buffer.byteLength(text) <= maxBytes) return text;
	let kept = '';
	let bytes = 0;
	// Nothing beyond that many code units can fit, however long the name is.
	for (const { segment } of new Intl.Segmenter().segment(text.slice(0, maxBytes * 4))) {
		bytes += Buffer.byteLength(segment);
		if (bytes > maxBytes) break;
		kept += segment;
	}
	return kept || '_';
}
